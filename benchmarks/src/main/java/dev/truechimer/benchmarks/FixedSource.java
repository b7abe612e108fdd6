package dev.truechimer.benchmarks;

import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.ErrorBudget;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.clock.ticks.Ticks;
import java.time.Duration;

/** A source that makes one claim, at once: enough for a clock whose cost of reading is to be measured. */
final class FixedSource implements TimeSource {

    private static final long SOME_TAI_NANOS = 1_767_225_637_000_000_000L;
    private static final long ERROR_NANOS = 1_000_000;

    /** A real timekeeper on such a source and on {@code nanoTime}, synchronised; for the caller to close. */
    static Timekeeper synchronisedTimekeeper() throws InterruptedException {
        Timekeeper timekeeper = Timekeeper.builder()
                .source(new FixedSource())
                .ticks(Ticks.system())
                .start();
        if (!timekeeper.awaitSynchronized(Duration.ofSeconds(10))) {
            throw new IllegalStateException("not synchronised: " + timekeeper.report());
        }
        return timekeeper;
    }

    @Override
    public String name() {
        return "fixed";
    }

    @Override
    public void start(SourceContext context) {
        long ticks = context.ticks().nanos();
        context.accept(new Claim(
                ticks,
                SOME_TAI_NANOS - ERROR_NANOS,
                ticks,
                SOME_TAI_NANOS + ERROR_NANOS,
                new ErrorBudget(0, ERROR_NANOS, 0)));
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
