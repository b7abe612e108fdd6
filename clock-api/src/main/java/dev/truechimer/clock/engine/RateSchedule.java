package dev.truechimer.clock.engine;

/**
 * Which rate bound holds when: the narrow one from the start of the rate window to its declared end, the wide one at all
 * other times.
 *
 * <p><b>Unit:</b> oscillator readings in nanoseconds. <b>Threads:</b> immutable. <b>Source:</b> error model, section 5:
 * "every stretch outside ages with 1 ± ρ, old half-claims in the claim memory included".
 *
 * @param wide holds always
 * @param narrow holds in the window; equal to {@code wide} if nothing was estimated
 * @param fromTicks start of the window
 * @param untilTicks its declared end
 */
public record RateSchedule(RateBound wide, RateBound narrow, long fromTicks, long untilTicks) {

    /** Only the wide bound, always. */
    public static RateSchedule only(RateBound wide) {
        return new RateSchedule(wide, wide, 0, 0);
    }

    /** Whether a narrower rate is known at all. */
    public boolean isEstimated() {
        return !narrow.equals(wide);
    }

    /** The bound in force at a reading. */
    public RateBound at(long ticks) {
        return isEstimated() && ticks - fromTicks >= 0 && ticks - untilTicks < 0 ? narrow : wide;
    }

    /** Ages a lower bound from one reading to a later one; a later one that reads earlier counts as equal. */
    public long ageLower(long lower, long fromReading, long toReading) {
        long inside = inside(fromReading, toReading);
        long outside = Math.max(0, toReading - fromReading) - inside;
        return Outward.addToLower(lower, wide.elapsedLower(outside) + narrow.elapsedLower(inside));
    }

    /** Ages an upper bound from one reading to a later one; a later one that reads earlier counts as equal. */
    public long ageUpper(long upper, long fromReading, long toReading) {
        long inside = inside(fromReading, toReading);
        long outside = Math.max(0, toReading - fromReading) - inside;
        long elapsed = wide.elapsedUpper(outside) + (inside == 0 ? 0 : narrow.elapsedUpper(inside));
        return Outward.addToUpper(upper, elapsed);
    }

    /** Carries a lower bound back to an earlier reading: {@code lower} less the longest true time that may lie between. */
    public long backLower(long lower, long fromReading, long toEarlierReading) {
        return Outward.addToLower(lower, -ageUpper(0, toEarlierReading, fromReading));
    }

    /** Carries an upper bound back to an earlier reading: {@code upper} less the shortest true time that may lie between. */
    public long backUpper(long upper, long fromReading, long toEarlierReading) {
        return Outward.addToUpper(upper, -ageLower(0, toEarlierReading, fromReading));
    }

    /** How much of a stretch lies inside the window. */
    private long inside(long fromReading, long toReading) {
        if (!isEstimated()) {
            return 0;
        }
        long start = fromReading - fromTicks >= 0 ? fromReading : fromTicks;
        long end = toReading - untilTicks <= 0 ? toReading : untilTicks;
        return Math.max(0, end - start);
    }
}
