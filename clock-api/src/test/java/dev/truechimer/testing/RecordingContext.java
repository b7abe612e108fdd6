package dev.truechimer.testing;

import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What a source tells its timekeeper, one event after the other. */
public final class RecordingContext implements SourceContext {

    private static final long PATIENCE_SECONDS = 10;

    private final BlockingQueue<Object> results = new LinkedBlockingQueue<>();
    public final List<String> servers = new CopyOnWriteArrayList<>();
    public final List<String> fingerprints = new CopyOnWriteArrayList<>();
    public final List<Boolean> statements = new CopyOnWriteArrayList<>();
    public final List<String> details = new CopyOnWriteArrayList<>();
    public volatile LeapSeconds leapSeconds = LeapSeconds.bundled();
    public volatile Ticks ticks = Ticks.system();
    public volatile TimeInterval currentTai = TimeInterval.UNBOUNDED;
    public volatile int hostSlewBoundPpm = 1_000;
    public volatile long ageingNanosPerSecond = 400_000;
    public volatile Consumer<Claim> onClaim = claim -> {};

    /** The next claim or failure. */
    public Object next() {
        try {
            Object next = results.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no result within " + PATIENCE_SECONDS + " s");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public Claim nextClaim() {
        Object next = next();
        if (next instanceof Claim claim) {
            return claim;
        }
        throw new AssertionError("not a claim: " + next);
    }

    public SourceFailure nextFailure(Reason reason) {
        Object next = next();
        if (next instanceof SourceFailure failure && failure.reason() == reason) {
            return failure;
        }
        throw new AssertionError("not a failure for " + reason + ": " + next);
    }

    /** Drops results until one is a claim. */
    public Claim firstClaim() {
        Object next = next();
        while (!(next instanceof Claim)) {
            next = next();
        }
        return (Claim) next;
    }

    public int waiting() {
        return results.size();
    }

    @Override
    public Ticks ticks() {
        return ticks;
    }

    @Override
    public ScheduledExecutorService scheduler() {
        throw new UnsupportedOperationException("not needed by this source");
    }

    @Override
    public LeapSeconds leapSeconds() {
        return leapSeconds;
    }

    @Override
    public TimeInterval currentTai() {
        return currentTai;
    }

    @Override
    public long ageingNanosPerSecond() {
        return ageingNanosPerSecond;
    }

    @Override
    public void accept(Claim claim) {
        results.add(claim);
        onClaim.accept(claim);
    }

    @Override
    public void failed(SourceFailure failure) {
        results.add(failure);
    }

    @Override
    public void server(String address) {
        servers.add(address);
    }

    @Override
    public void fingerprint(String mark) {
        fingerprints.add(mark);
    }

    @Override
    public void statesNoError(boolean none) {
        statements.add(none);
    }

    @Override
    public int hostSlewBoundPpm() {
        return hostSlewBoundPpm;
    }

    @Override
    public void detail(String text) {
        details.add(text);
    }
}
