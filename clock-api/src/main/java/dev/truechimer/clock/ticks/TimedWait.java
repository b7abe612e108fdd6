package dev.truechimer.clock.ticks;

/**
 * Rests on the clock of the JVM and answers "did it happen within so many nanoseconds?": any method of the JDK that
 * waits with a timeout, such as {@code nanos -> process.waitFor(nanos, TimeUnit.NANOSECONDS)}. {@link
 * DeadlineWaits#await(TimedWait, Deadline)} calls it until a deadline.
 *
 * <p><b>Hazard:</b> the JVM's clock stands still while the host sleeps (Linux), so the wait is longer by as much;
 * whoever waits by the wall clock instead waits an hour longer when that is set back.
 */
@FunctionalInterface
public interface TimedWait {

    /**
     * Waits for something to happen. It may give up too early; then it is called again.
     *
     * @param timeoutNanos how long at most, in nanoseconds; 0: look once and don't wait
     * @return whether it has happened
     * @throws InterruptedException if the thread is interrupted
     */
    boolean await(long timeoutNanos) throws InterruptedException;
}
