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
            long now = unitNanos == 1 ? clock.nanos() : clock.nanos() / unitNanos;
            long last = sequence.last();
            long next = Math.max(now, last + 1);
            long tooFar = next - now - maxLead;
            if (tooFar > 0) {
                waiting.pause(tooFar * unitNanos);
            } else if (sequence.advance(last, next)) {
                return next;
            } else {
                Sequence.yieldToOthers();
            }
        }
    }
}
