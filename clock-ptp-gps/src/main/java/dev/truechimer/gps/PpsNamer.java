package dev.truechimer.gps;

import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What the source that names the seconds is started with: it sees its claims, and lets everything else through. The claims
 * too, as long as no edge has made one lately.
 *
 * <p><b>Threads:</b> any.
 */
final class PpsNamer implements SourceContext {

    /** How long the last claim of an edge keeps back those that are wider. */
    private static final long EDGE_COUNTS_NANOS = 5_000_000_000L;

    private final SourceContext outer;
    private final PpsNaming naming;
    private final String name;
    private boolean hasEdge;
    private long edgeTicks;
    private String said = "";
    private String edgeSaid = "";

    PpsNamer(SourceContext outer, PpsNaming naming, String name) {
        this.outer = outer;
        this.naming = naming;
        this.name = name;
    }

    /** Hands in the claim of an edge. */
    void acceptEdge(Claim claim) {
        synchronized (this) {
            hasEdge = true;
            edgeTicks = outer.ticks().nanos();
        }
        outer.accept(claim);
    }

    /** Says what the edges do. */
    synchronized void sayOfEdges(String text) {
        if (!text.equals(edgeSaid)) {
            edgeSaid = text;
            say();
        }
    }

    private void say() {
        outer.detail(edgeSaid + "; named by " + name + (said.isEmpty() ? "" : ": " + said));
    }

    @Override
    public void accept(Claim claim) {
        naming.add(claim);
        if (!hasRecentEdge()) {
            outer.accept(claim);
        }
    }

    private synchronized boolean hasRecentEdge() {
        if (hasEdge && outer.ticks().nanos() - edgeTicks > EDGE_COUNTS_NANOS) {
            hasEdge = false;
        }
        return hasEdge;
    }

    @Override
    public synchronized void detail(String text) {
        said = text;
        say();
    }

    @Override
    public void failed(SourceFailure failure) {
        if (failure.reason() == Reason.UNSYNCHRONIZED) {
            // Many receivers go on pulsing without a fix, by a crystal that drifts.
            naming.forget();
        }
        outer.failed(failure);
    }

    @Override
    public void server(String address) {
        outer.server(address);
    }

    @Override
    public void fingerprint(String mark) {
        outer.fingerprint(mark);
    }

    @Override
    public void statesNoError(boolean none) {
        outer.statesNoError(none);
    }

    @Override
    public Ticks ticks() {
        return outer.ticks();
    }

    @Override
    public ScheduledExecutorService scheduler() {
        return outer.scheduler();
    }

    @Override
    public LeapSeconds leapSeconds() {
        return outer.leapSeconds();
    }

    @Override
    public TimeInterval currentTai() {
        return outer.currentTai();
    }

    @Override
    public long ageingNanosPerSecond() {
        return outer.ageingNanosPerSecond();
    }

    @Override
    public int hostSlewBoundPpm() {
        return outer.hostSlewBoundPpm();
    }
}
