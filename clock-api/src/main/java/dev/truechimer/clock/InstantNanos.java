package dev.truechimer.clock;

import java.time.Duration;
import java.time.Instant;

/** Saturating conversions between {@code java.time} and nanoseconds since 1970. */
final class InstantNanos {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private InstantNanos() {}

    /** Nanoseconds since 1970 of an instant, for a clock on {@code timescale}; saturates at the ends of long. */
    static long of(Instant t, Timescale timescale) {
        requireInstants(timescale);
        return saturated(t.getEpochSecond(), t.getNano());
    }

    /** Refuses the one scale that {@code Instant} can't express. */
    static void requireInstants(Timescale timescale) {
        if (timescale == Timescale.TAI) {
            throw new IllegalStateException(
                    "java.time.Instant is UTC but this clock is on TAI: use the methods that take nanoseconds,"
                            + " or clock(Timescale.UTC)");
        }
    }

    /** {@code nanos + age}, saturating at the largest long, which never passes. */
    static long plus(long nanos, Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("age must be >= 0: " + age);
        }
        long ageNanos = saturated(age.getSeconds(), age.getNano());
        long sum = nanos + ageNanos;
        return nanos > 0 && sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Nanoseconds of a duration, saturating at the ends of long. */
    static long of(Duration duration) {
        return saturated(duration.getSeconds(), duration.getNano());
    }

    private static long saturated(long seconds, int nanoOfSecond) {
        // Towards zero first, so that the second in which the range begins does not overflow on the way.
        long wholeSeconds = seconds < 0 && nanoOfSecond > 0 ? seconds + 1 : seconds;
        long rest = wholeSeconds == seconds ? nanoOfSecond : nanoOfSecond - NANOS_PER_SECOND;
        long product = wholeSeconds * NANOS_PER_SECOND;
        boolean productFits = Math.multiplyHigh(wholeSeconds, NANOS_PER_SECOND) == product >> 63;
        long sum = product + rest;
        boolean sumFits = ((product ^ sum) & (rest ^ sum)) >= 0;
        if (productFits && sumFits) {
            return sum;
        }
        return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
