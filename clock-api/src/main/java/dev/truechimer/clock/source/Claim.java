package dev.truechimer.clock.source;

import java.util.Objects;

/**
 * Two half-claims about true time, each at its own oscillator reading: true time was at least {@code lowerTaiNanos} at
 * {@code lowerTicks}, and at most {@code upperTaiNanos} at {@code upperTicks}.
 *
 * <p><b>Unit:</b> nanoseconds since 1970-01-01T00:00:00 TAI, and oscillator nanoseconds. <b>Range:</b> a half that is
 * not known is {@link Long#MIN_VALUE} below and {@link Long#MAX_VALUE} above; its reading is then ignored. A half that is
 * known lies within ±{@value #MOST_NANOS} ns (years 1716 to 2223), so that ageing never overflows.
 * <b>Invariant:</b> none between the halves: a source may lie, which fusion finds out. <b>Rounding:</b> whoever makes a
 * claim rounds the lower half down and the upper half up. <b>Threads:</b> immutable. <b>Hazard:</b> a half must be true
 * at its reading, whatever the process did around it: the reading for the lower half is taken <em>after</em> the event,
 * the one for the upper half <em>before</em> it. <b>Source:</b> error model, section 1.
 *
 * @param lowerTicks oscillator reading of the lower half
 * @param lowerTaiNanos true time was not before this, or {@link Long#MIN_VALUE}
 * @param upperTicks oscillator reading of the upper half
 * @param upperTaiNanos true time was not after this, or {@link Long#MAX_VALUE}
 * @param budget where the width comes from
 */
public record Claim(long lowerTicks, long lowerTaiNanos, long upperTicks, long upperTaiNanos, ErrorBudget budget) {

    /** The largest distance of a half from 1970, in nanoseconds. */
    public static final long MOST_NANOS = 8_000_000_000_000_000_000L;

    /**
     * Checks that the claim says something.
     *
     * @throws IllegalArgumentException if both halves are absent, or one is out of range
     */
    public Claim {
        Objects.requireNonNull(budget, "budget");
        if (lowerTaiNanos == Long.MIN_VALUE && upperTaiNanos == Long.MAX_VALUE) {
            throw new IllegalArgumentException("a claim needs at least one half: both are absent");
        }
        requireInRange("lowerTaiNanos", lowerTaiNanos, Long.MIN_VALUE);
        requireInRange("upperTaiNanos", upperTaiNanos, Long.MAX_VALUE);
    }

    private static void requireInRange(String name, long nanos, long absent) {
        if (nanos != absent && (nanos < -MOST_NANOS || nanos > MOST_NANOS)) {
            throw new IllegalArgumentException(name + " must be within " + MOST_NANOS + ": " + nanos);
        }
    }

    /**
     * The claim of one request and its reply, as NTP makes it. No symmetry of the path is assumed: the reply left no
     * earlier than the server's transmit stamp and had arrived when {@code receivedTicks} was read; {@code sentTicks}
     * was read before the request left, which arrived before the server's receive stamp.
     *
     * @param sentTicks oscillator reading just before sending (L1)
     * @param serverReceiveTaiNanos the server's receive stamp (T2), rounded up
     * @param serverTransmitTaiNanos the server's transmit stamp (T3), rounded down
     * @param receivedTicks oscillator reading just after receiving (L4)
     * @param sourceErrorNanos how far a truthful server's stamp may be from true time (E), {@code >= 0}
     * @param leastDelayThereNanos least possible delay of the request (m_f), {@code >= 0}; 0 if not known
     * @param leastDelayBackNanos least possible delay of the reply (m_b), {@code >= 0}; 0 if not known
     * @throws IllegalArgumentException if one of the last three is negative, or a half is out of range
     * @throws ArithmeticException if a stamp is so far from 1970 that a half does not fit a long
     */
    public static Claim ofRoundTrip(
            long sentTicks,
            long serverReceiveTaiNanos,
            long serverTransmitTaiNanos,
            long receivedTicks,
            long sourceErrorNanos,
            long leastDelayThereNanos,
            long leastDelayBackNanos) {
        if (leastDelayThereNanos < 0 || leastDelayBackNanos < 0) {
            throw new IllegalArgumentException(
                    "least delays must be >= 0: " + leastDelayThereNanos + ", " + leastDelayBackNanos);
        }
        long delayNanos = receivedTicks
                - sentTicks
                - (serverTransmitTaiNanos - serverReceiveTaiNanos)
                - leastDelayThereNanos
                - leastDelayBackNanos;
        return new Claim(
                receivedTicks,
                Math.addExact(Math.subtractExact(serverTransmitTaiNanos, sourceErrorNanos), leastDelayBackNanos),
                sentTicks,
                Math.subtractExact(Math.addExact(serverReceiveTaiNanos, sourceErrorNanos), leastDelayThereNanos),
                new ErrorBudget(Math.max(0, delayNanos), sourceErrorNanos, 0));
    }

    /**
     * The claim of an event that a source stamped and that was seen here: an edge, a line, a reading of another clock. It
     * was seen {@code leastDelayNanos} to {@code greatestDelayNanos} after the instant that the stamp means.
     *
     * @param beforeTicks oscillator reading <em>known to precede</em> that it was seen; not what was read before waiting
     *     for it, as long as it may have been waiting already
     * @param stampTaiNanos the source's stamp
     * @param afterTicks oscillator reading after it was seen
     * @param sourceErrorNanos how far a truthful source's stamp may be from true time (E), {@code >= 0}
     * @param leastDelayNanos {@code >= 0}; 0 where the clock itself was read between the two readings
     * @param greatestDelayNanos not less than the least
     * @param readErrorNanos by how much the two readings lie apart only because a stamp was converted, {@code >= 0}
     * @throws IllegalArgumentException if the delays or errors are not in range
     * @throws ArithmeticException if a stamp is so far from 1970 that a half does not fit a long
     */
    public static Claim ofEvent(
            long beforeTicks,
            long stampTaiNanos,
            long afterTicks,
            long sourceErrorNanos,
            long leastDelayNanos,
            long greatestDelayNanos,
            long readErrorNanos) {
        if (leastDelayNanos < 0 || greatestDelayNanos < leastDelayNanos) {
            throw new IllegalArgumentException("delays must be >= 0 and the greatest not less than the least: "
                    + leastDelayNanos + ", " + greatestDelayNanos);
        }
        long apartNanos = Math.max(0, afterTicks - beforeTicks - readErrorNanos);
        long delayNanos = Math.addExact(apartNanos, greatestDelayNanos - leastDelayNanos);
        return new Claim(
                afterTicks,
                Math.addExact(Math.subtractExact(stampTaiNanos, sourceErrorNanos), leastDelayNanos),
                beforeTicks,
                Math.addExact(Math.addExact(stampTaiNanos, sourceErrorNanos), greatestDelayNanos),
                new ErrorBudget(delayNanos, sourceErrorNanos, readErrorNanos));
    }

    /** Whether the lower half is there. */
    public boolean hasLower() {
        return lowerTaiNanos != Long.MIN_VALUE;
    }

    /** Whether the upper half is there. */
    public boolean hasUpper() {
        return upperTaiNanos != Long.MAX_VALUE;
    }

    /** The earlier of the two readings: the moment since which this claim vouches for the oscillator. */
    public long firstTicks() {
        if (!hasLower()) {
            return upperTicks;
        }
        return hasUpper() && upperTicks - lowerTicks < 0 ? upperTicks : lowerTicks;
    }

    /** The later of the two readings. */
    public long lastTicks() {
        if (!hasLower()) {
            return upperTicks;
        }
        return hasUpper() && upperTicks - lowerTicks > 0 ? upperTicks : lowerTicks;
    }
}
