package dev.truechimer.clock;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.ErrorBudget;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.source.TimeSource;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A source that claims what a test says, when it says so. */
final class ScriptedSource implements TimeSource {

    private final String name;
    final AtomicInteger closes = new AtomicInteger();
    private volatile @Nullable SourceContext context;
    private volatile @Nullable RuntimeException failure;
    private volatile Runnable onStart = () -> {};
    private volatile boolean pollIntervalFails;
    private volatile boolean closeFails;

    ScriptedSource(String name) {
        this.name = name;
    }

    /** Throws this when it is started. */
    ScriptedSource failingWith(RuntimeException e) {
        failure = e;
        return this;
    }

    /** Runs this when it is started. */
    void onStart(Runnable action) {
        onStart = action;
    }

    /** From now on, asking for its poll interval throws. */
    void failPollInterval() {
        pollIntervalFails = true;
    }

    /** Waits until the timekeeper has handled all that was handed in. */
    void awaitHandled() {
        try {
            context().scheduler().submit(() -> {}).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Duration longestPollInterval() {
        if (pollIntervalFails) {
            throw new IllegalStateException("a source's fault, on purpose");
        }
        return TimeSource.super.longestPollInterval();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void start(SourceContext given) {
        if (context != null) {
            throw new SourceInUseException(name + " was started before");
        }
        context = given;
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        onStart.run();
    }

    /** Claims that the time is now {@code taiNanos ± errorNanos}. */
    void claim(long taiNanos, long errorNanos) {
        SourceContext to = context();
        long ticks = to.ticks().nanos();
        to.accept(new Claim(
                ticks, taiNanos - errorNanos, ticks, taiNanos + errorNanos, new ErrorBudget(0, errorNanos, 0)));
    }

    SourceContext context() {
        SourceContext given = context;
        if (given == null) {
            throw new IllegalStateException("not started");
        }
        return given;
    }

    /** From now on, closing throws an error. */
    void failClose() {
        closeFails = true;
    }

    @Override
    public void close() {
        closes.incrementAndGet();
        if (closeFails) {
            throw new NoClassDefFoundError("a source's fault, on purpose");
        }
    }
}
