package dev.truechimer.testing;

import dev.truechimer.clock.ticks.Ticks;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition, with a deadline. <b>Threads:</b> any; the condition is evaluated in the caller's. */
public final class Await {

    private static final Ticks TICKS = Ticks.system();
    private static final Duration LOOK_EVERY = Duration.ofMillis(2);

    private Await() {}

    /**
     * Returns as soon as the condition holds.
     *
     * @param what what is waited for, as it should stand after "waited in vain for"
     * @param state what to say about the present state if the wait is in vain
     * @throws AssertionError if the condition does not hold within the timeout
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static void until(String what, Duration timeout, BooleanSupplier condition, Supplier<String> state)
            throws InterruptedException {
        untilPatiently(what, timeout, LOOK_EVERY, condition, state);
    }

    /**
     * Returns as soon as the condition is seen to hold.
     *
     * @param what what is waited for, as it should stand after "waited in vain for"
     * @param pause between two looks: where a look costs something
     * @param state what to say about the present state if the wait is in vain
     * @throws AssertionError if the condition does not hold within the timeout
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static void untilPatiently(
            String what, Duration timeout, Duration pause, BooleanSupplier condition, Supplier<String> state)
            throws InterruptedException {
        long startNanos = TICKS.nanos();
        while (!condition.getAsBoolean()) {
            if (TICKS.nanos() - startNanos > timeout.toNanos()) {
                throw new AssertionError("waited in vain for " + what + ", " + timeout + ": " + state.get());
            }
            pass(pause);
        }
    }

    /** Lets time pass on purpose: for a stretch of test, not for something to happen. */
    public static void pass(Duration stretch) throws InterruptedException {
        long startNanos = TICKS.nanos();
        for (long left = stretch.toNanos(); left > 0; left = stretch.toNanos() - (TICKS.nanos() - startNanos)) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
