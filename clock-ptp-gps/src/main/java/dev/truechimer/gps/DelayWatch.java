package dev.truechimer.gps;

/**
 * Finds stamps that were seen later than their declared delays allow, by those that were seen sooner: a host, a gpsd or a
 * network that was held up. What it finds is proven, as long as the others kept the promise; it does not find everything.
 * <b>Threads:</b> confined to one; reads no clock.
 */
final class DelayWatch {

    /** So that one stamp that came too soon does not shut out all others for long. */
    static final long MEMORY_TICKS = 30_000_000_000L;

    /** The oscillator is off by less than one part in this many, slewed or not. */
    static final long RATE_DIVISOR = 1_000;

    private boolean hasBest;
    private long bestTicks;
    private long bestOffset;
    private long bestErrorNanos;

    /**
     * Checks one, and remembers it if it came sooner than others.
     *
     * @param earliestTicks it was not seen before this reading
     * @param latestTicks it was not seen after this reading
     * @param utcNanos the stamp
     * @param errorNanos how far it may be from true time
     * @param spreadNanos the greatest of the declared delays less the least
     * @return whether it can have kept the promise
     */
    boolean isPunctual(long earliestTicks, long latestTicks, long utcNanos, long errorNanos, long spreadNanos) {
        long ageTicks = Math.abs(latestTicks - bestTicks);
        long driftNanos = ageTicks / RATE_DIVISOR + 1;
        boolean isForgotten = !hasBest || ageTicks > MEMORY_TICKS;
        if (!isForgotten
                && earliestTicks - utcNanos - bestOffset > spreadNanos + errorNanos + bestErrorNanos + driftNanos) {
            return false;
        }
        if (isForgotten || latestTicks - utcNanos <= bestOffset + driftNanos) {
            hasBest = true;
            bestTicks = latestTicks;
            bestOffset = latestTicks - utcNanos;
            bestErrorNanos = errorNanos;
        }
        return true;
    }
}
