package dev.truechimer.clock;

import java.time.Instant;
import java.util.Optional;

/**
 * A closed interval of time that contains the true time of one event.
 *
 * <p><b>Unit:</b> nanoseconds since 1970-01-01T00:00:00 on the scale of the clock that produced it; comparing intervals
 * of different scales is an error that this type can't see. <b>Range:</b> any longs with {@code earliestNanos <=
 * latestNanos}; {@link Long#MIN_VALUE} as the earliest and {@link Long#MAX_VALUE} as the latest end mean "unbounded on
 * this side". <b>Rounding:</b> arithmetic saturates outwards: a result may be wider than the exact answer, never
 * narrower, so a bound stays a bound. <b>Threads:</b> immutable.
 *
 * @param earliestNanos the true time is not before this
 * @param latestNanos the true time is not after this
 */
public record TimeInterval(long earliestNanos, long latestNanos) {

    /** The interval that says nothing: all of time. What a clock without trusted time answers. */
    public static final TimeInterval UNBOUNDED = new TimeInterval(Long.MIN_VALUE, Long.MAX_VALUE);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** How two intervals stand to each other. {@code OVERLAPS} is an answer, not an error: the order is not known. */
    public enum Order {
        /** Every instant of the first is before every instant of the second. */
        BEFORE,
        /** Every instant of the first is after every instant of the second. */
        AFTER,
        /** They share an instant, so the order of the two events can't be told from these readings. */
        OVERLAPS
    }

    /**
     * Checks the order of the ends.
     *
     * @throws IllegalArgumentException if {@code earliestNanos > latestNanos}
     */
    public TimeInterval {
        if (earliestNanos > latestNanos) {
            throw endsOutOfOrder(earliestNanos, latestNanos);
        }
    }

    private static IllegalArgumentException endsOutOfOrder(long earliestNanos, long latestNanos) {
        return new IllegalArgumentException(
                "earliestNanos must be <= latestNanos: " + earliestNanos + " > " + latestNanos);
    }

    /**
     * Compares two events. Deliberately not a {@link java.util.Comparator}: overlap is not transitive, so intervals
     * can't be sorted by it.
     *
     * @param other an interval on the same scale
     * @return {@code BEFORE} or {@code AFTER} only if that order is certain
     */
    public Order orderTo(TimeInterval other) {
        if (latestNanos < other.earliestNanos) {
            return Order.BEFORE;
        }
        return earliestNanos > other.latestNanos ? Order.AFTER : Order.OVERLAPS;
    }

    /**
     * Whether an instant lies in this interval, both ends included.
     *
     * @param nanos an instant on the same scale
     */
    public boolean contains(long nanos) {
        return earliestNanos <= nanos && nanos <= latestNanos;
    }

    /**
     * Whether the two share at least one instant.
     *
     * @param other an interval on the same scale
     */
    public boolean overlaps(TimeInterval other) {
        return earliestNanos <= other.latestNanos && other.earliestNanos <= latestNanos;
    }

    /**
     * The instants in both. If both contain the true time of the same event, so does the result.
     *
     * @param other an interval on the same scale
     * @return empty if they share no instant, which proves that one of the two is false
     */
    public Optional<TimeInterval> intersect(TimeInterval other) {
        long earliest = Math.max(earliestNanos, other.earliestNanos);
        long latest = Math.min(latestNanos, other.latestNanos);
        return earliest <= latest ? Optional.of(new TimeInterval(earliest, latest)) : Optional.empty();
    }

    /**
     * The smallest interval that holds both. If either contains the true time, so does the result.
     *
     * @param other an interval on the same scale
     */
    public TimeInterval hull(TimeInterval other) {
        return new TimeInterval(Math.min(earliestNanos, other.earliestNanos), Math.max(latestNanos, other.latestNanos));
    }

    /**
     * Moves both ends away from the middle. Saturates: an end that would leave the range of {@code long} becomes
     * unbounded, and an unbounded end stays unbounded.
     *
     * @param marginNanos distance added on each side, in nanoseconds, {@code >= 0}
     * @throws IllegalArgumentException if {@code marginNanos < 0}: bounds never shrink
     */
    public TimeInterval widenedBy(long marginNanos) {
        if (marginNanos < 0) {
            throw new IllegalArgumentException("marginNanos must be >= 0: " + marginNanos);
        }
        long earliest = earliestNanos - marginNanos;
        long latest = latestNanos + marginNanos;
        boolean earliestUnbounded = earliestNanos == Long.MIN_VALUE || earliest > earliestNanos;
        boolean latestUnbounded = latestNanos == Long.MAX_VALUE || latest < latestNanos;
        return new TimeInterval(
                earliestUnbounded ? Long.MIN_VALUE : earliest, latestUnbounded ? Long.MAX_VALUE : latest);
    }

    /** Whether both ends are bounded. */
    public boolean isBounded() {
        return earliestNanos != Long.MIN_VALUE && latestNanos != Long.MAX_VALUE;
    }

    /**
     * Latest minus earliest, in nanoseconds.
     *
     * @return {@link Long#MAX_VALUE} if an end is unbounded or the width exceeds a long
     */
    public long widthNanos() {
        long width = latestNanos - earliestNanos;
        return isBounded() && width >= 0 ? width : Long.MAX_VALUE;
    }

    /**
     * Half the width, rounded up: the ε of this reading.
     *
     * @return {@link Long#MAX_VALUE} if an end is unbounded
     */
    public long epsilonNanos() {
        if (!isBounded()) {
            return Long.MAX_VALUE;
        }
        long unsignedWidth = latestNanos - earliestNanos;
        return (unsignedWidth >>> 1) + (unsignedWidth & 1);
    }

    /**
     * The middle, rounded down. It is not the time: no instant of the interval is likelier than another. For display
     * and for code that must have one value.
     *
     * @throws IllegalStateException if an end is unbounded: there is no middle
     */
    public long midpointNanos() {
        if (!isBounded()) {
            throw new IllegalStateException("an unbounded interval has no midpoint; check isBounded() first");
        }
        return (earliestNanos & latestNanos) + ((earliestNanos ^ latestNanos) >> 1);
    }

    /**
     * The earliest end as an {@code Instant}; only for intervals on {@link Timescale#UTC} or
     * {@link Timescale#SMEARED_UTC}.
     *
     * @return {@link Instant#MIN} if unbounded
     */
    public Instant earliest() {
        return earliestNanos == Long.MIN_VALUE ? Instant.MIN : instantOf(earliestNanos);
    }

    /**
     * The latest end as an {@code Instant}; only for intervals on {@link Timescale#UTC} or
     * {@link Timescale#SMEARED_UTC}.
     *
     * @return {@link Instant#MAX} if unbounded
     */
    public Instant latest() {
        return latestNanos == Long.MAX_VALUE ? Instant.MAX : instantOf(latestNanos);
    }

    private static Instant instantOf(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}
