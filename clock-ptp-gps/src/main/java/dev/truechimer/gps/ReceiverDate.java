package dev.truechimer.gps;

import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Whether the date that a receiver gives can be, and its TAI.
 *
 * <p>Receivers count weeks modulo 1024 and guess the rest: old ones come out 1024 weeks early, some that were "repaired" as
 * much too late. <b>Threads:</b> reads no clock. <b>Source:</b> IS-GPS-200, 20.3.3.3.1.1.
 */
final class ReceiverDate {

    /** No receiver can have a fix before this library was made: 2026-01-01T00:00:00Z. */
    static final long FLOOR_UTC_NANOS = 1_767_225_600_000_000_000L;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long ROLLOVER_NANOS = 1024L * 7 * 86_400 * NANOS_PER_SECOND;

    /** How near to the reference a date must come by whole rollovers to be called one. */
    private static final long NEAR_NANOS = 2 * 86_400 * NANOS_PER_SECOND;

    private static final int MOST_ROLLOVERS = 4;

    private ReceiverDate() {}

    /** What became of a date. */
    sealed interface Result {}

    /**
     * It can be.
     *
     * @param taiNanos the same instant on TAI
     */
    record Usable(long taiNanos) implements Result {}

    /**
     * It can't.
     *
     * @param failure why
     */
    record Refused(SourceFailure failure) implements Result {}

    /**
     * Checks a date.
     *
     * @param utcNanos the receiver's, Unix time
     * @param errorNanos how far a truthful receiver may be off
     * @param referenceUtcNanos what this host believes, from which a rollover is recognised; nothing else is concluded from
     *     it, and nothing at all if it is before this library was made
     * @param leapSeconds the table in force
     */
    static Result check(long utcNanos, long errorNanos, long referenceUtcNanos, LeapSeconds leapSeconds) {
        // A host without a battery begins in 1970 or so, and must not take true dates for rollovers of that.
        int rollovers = referenceUtcNanos < FLOOR_UTC_NANOS ? 0 : rolloversFrom(referenceUtcNanos, utcNanos);
        if (rollovers != 0) {
            return refuse(
                    Reason.STALE_DATE,
                    "the receiver says " + text(utcNanos) + ", which is " + Math.abs(rollovers) + " x 1024 weeks too "
                            + (rollovers < 0 ? "early" : "late")
                            + ": its GPS week number has rolled over; update its firmware or replace it");
        }
        if (utcNanos < FLOOR_UTC_NANOS) {
            return refuse(
                    Reason.STALE_DATE,
                    "the receiver says " + text(utcNanos) + ", before this library was made: it has no fix yet, or its"
                            + " GPS week number has rolled over");
        }
        OptionalLong tai = leapSeconds.taiFromUtcStamp(utcNanos, errorNanos);
        return tai.isPresent()
                ? new Usable(tai.getAsLong())
                : refuse(Reason.LEAP_SECOND, "stamps must stay 5 s and the source's error away from a leap second");
    }

    private static int rolloversFrom(long referenceUtcNanos, long utcNanos) {
        for (int count = -MOST_ROLLOVERS; count <= MOST_ROLLOVERS; count++) {
            long distance = utcNanos - (referenceUtcNanos + count * ROLLOVER_NANOS);
            // A distance that does not fit a long, from a date that is no date, wraps around to none that is near.
            if (count != 0 && -NEAR_NANOS <= distance && distance <= NEAR_NANOS) {
                return count;
            }
        }
        return 0;
    }

    private static Refused refuse(Reason reason, String detail) {
        return new Refused(new SourceFailure(reason, detail));
    }

    private static String text(long utcNanos) {
        return Instant.ofEpochSecond(Math.floorDiv(utcNanos, NANOS_PER_SECOND)).toString();
    }
}
