package dev.truechimer.clock.ticks;

/**
 * The wall clock ran faster or slower than the oscillator for a while, as when a time daemon corrects it without
 * setting it. Told from the wall clock and the oscillator; answers by how much durations that were taken from the wall
 * clock are wrong there.
 *
 * <p><b>Hazard:</b> an oscillator that is slewed together with the wall clock, as {@link Ticks#system()} is on Linux,
 * hides it. Steps that are each below the threshold of a detector add up to a slew. <b>Threads:</b> immutable.
 *
 * @param ratePpb by how much faster than the oscillator the wall clock ran on average, in billionths; negative: slower
 * @param uncertaintyPpb by how much the rate may be wrong, {@code >= 0}
 * @param beginTicks the oscillator when the stretch began
 * @param endTicks the oscillator when it ended; the slew may have begun earlier and may last longer
 * @param wallNanos the wall clock when it ended; nanoseconds since 1970
 */
public record WallClockSlew(long ratePpb, long uncertaintyPpb, long beginTicks, long endTicks, long wallNanos)
        implements ClockAnomaly {

    /** Whether the wall clock ran slower than the oscillator. */
    public boolean isSlower() {
        return ratePpb < 0;
    }

    @Override
    public String describe() {
        return "the wall clock ran " + Spoken.rate(ratePpb) + (isSlower() ? " slower" : " faster")
                + " than the oscillator (± "
                + Spoken.rate(uncertaintyPpb) + ") for " + Spoken.length(endTicks - beginTicks) + " until "
                + Spoken.moment(wallNanos);
    }
}
