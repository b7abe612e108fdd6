package dev.truechimer.clock.ticks;

import dev.truechimer.clock.sequence.Sequence;

/**
 * Readings of a clock in some unit, each given once: a reading that was given already becomes the next number.
 *
 * <p><b>Invariant:</b> strictly increasing; none is ahead of the clock by more than {@code maxLeadNanos}.
 * <b>Threads:</b> any; lock-free but for the waiting, which is for the clock.
 */
final class UniqueNumbers {

    private final MonotonicWallClock clock;
    private final long unitNanos;
    private final long maxLead;
    private final Waiting waiting;
    private final Sequence sequence;

    /**
     * Begins after {@code last}.
     *
     * @param unitNanos what one number is worth
     * @param maxLeadNanos at least one unit
     * @param last in that unit
     */
    UniqueNumbers(MonotonicWallClock clock, long unitNanos, long maxLeadNanos, long last, Waiting waiting) {
        this.clock = clock;
        this.unitNanos = unitNanos;
        this.maxLead = maxLeadNanos / unitNanos;
        this.waiting = waiting;
        this.sequence = new Sequence(last);
    }

    long next() {
        while (true) {
            long now = now();
            long last = sequence.last();
            long next = Math.max(now, last + 1);
            if (next - now > maxLead) {
                waitFor(next - maxLead);
            } else if (sequence.advance(last, next)) {
                return next;
            } else {
                Sequence.yieldToOthers();
            }
        }
    }

    /**
     * Asks for the time anew: who was held up before it looked at the last number compares that with a time long gone,
     * or with one from before the wall clock was set forward by hours.
     */
    private void waitFor(long time) {
        long missing = time - now();
        if (missing > 0) {
            waiting.pause(missing * unitNanos);
        }
    }

    private long now() {
        return unitNanos == 1 ? clock.nanos() : clock.nanos() / unitNanos;
    }
}
