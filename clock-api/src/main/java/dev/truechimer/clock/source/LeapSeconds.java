package dev.truechimer.clock.source;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.threeten.extra.scale.UtcRules;

/**
 * The table of leap seconds: how far TAI is ahead of UTC, and since when.
 *
 * <p><b>Unit:</b> {@code utcNanos} are nanoseconds of Unix time. <b>Range:</b> before the first entry, 1972-01-01, its
 * 10 s are used; the library does not tell times before. <b>Threads:</b> immutable. <b>Hazard:</b> a table that misses
 * a leap second is wrong by a second from then on; {@link #expiryUtcNanos()} says until when a table is complete.
 * <b>Source:</b> IERS Bulletin C, as in threeten-extra's rules or a leap-seconds.list.
 */
public final class LeapSeconds {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;
    /** Modified Julian Day of 1970-01-01. */
    private static final long MJD_1970 = 40_587L;

    /** How far from a leap second a stamp must stay: sources were seen a second off, or slewing, for seconds. */
    public static final long STAMP_MARGIN_NANOS = 5_000_000_000L;

    /** TAI − UTC on 1972-01-01, when leap seconds began. */
    static final int FIRST_OFFSET_SECONDS = 10;

    /** Unix time of 1972-01-01. */
    static final long FIRST_EFFECTIVE_SECONDS = 63_072_000L;

    private final String origin;
    private final long[] effectiveUtcSeconds;
    private final int[] offsetSeconds;
    private final long expiryUtcSeconds;

    /** Entries are pairs of Unix time and offset, both in seconds, in order. */
    LeapSeconds(String origin, List<long[]> entries, long expiryUtcSeconds) {
        this.origin = origin;
        this.effectiveUtcSeconds = entries.stream().mapToLong(e -> e[0]).toArray();
        this.offsetSeconds = entries.stream().mapToInt(e -> (int) e[1]).toArray();
        this.expiryUtcSeconds = expiryUtcSeconds;
    }

    /**
     * The table that comes with the library (threeten-extra's system rules).
     *
     * @return a table without an expiry, since its maker states none
     */
    public static LeapSeconds bundled() {
        UtcRules rules = UtcRules.system();
        List<long[]> entries = new ArrayList<>();
        entries.add(new long[] {FIRST_EFFECTIVE_SECONDS, FIRST_OFFSET_SECONDS});
        for (long day : rules.getLeapSecondDates()) {
            // The rules list the day of the first offset too, at whose end nothing changes.
            if (rules.getLeapSecondAdjustment(day) != 0) {
                entries.add(new long[] {(day + 1 - MJD_1970) * SECONDS_PER_DAY, rules.getTaiOffset(day + 1)});
            }
        }
        return new LeapSeconds("bundled (threeten-extra)", entries, Long.MAX_VALUE);
    }

    /**
     * Reads a leap-seconds.list as IERS and the time-zone database publish it.
     *
     * @param origin where it comes from, for reports
     * @param text the whole file
     * @throws IllegalArgumentException and nothing else, if a line is not of the format, entries are out of order, an offset changes by
     *     anything but one second, the expiry is missing, or the file's own hash does not fit
     */
    public static LeapSeconds parse(String origin, String text) {
        return new LeapSecondsList(origin, text).parse();
    }

    /**
     * The better of two tables: the one with more leap seconds; of equals the one that states an expiry, and the later one;
     * this one if they are equal in that too.
     *
     * @param other another table
     */
    public LeapSeconds newest(LeapSeconds other) {
        int thisCount = effectiveUtcSeconds.length;
        int otherCount = other.effectiveUtcSeconds.length;
        if (thisCount != otherCount) {
            return thisCount > otherCount ? this : other;
        }
        // Same leap seconds: the one with a stated expiry can be checked, the later expiry is known for longer.
        if (expiryUtcSeconds == Long.MAX_VALUE || other.expiryUtcSeconds == Long.MAX_VALUE) {
            return other.expiryUtcSeconds == Long.MAX_VALUE ? this : other;
        }
        return other.expiryUtcSeconds > expiryUtcSeconds ? other : this;
    }

    /** Where this table comes from. */
    public String origin() {
        return origin;
    }

    /** Until when, as Unix time in nanoseconds, the table is complete; empty if its maker does not say. */
    public OptionalLong expiryUtcNanos() {
        return expiryUtcSeconds == Long.MAX_VALUE
                ? OptionalLong.empty()
                : OptionalLong.of(expiryUtcSeconds * NANOS_PER_SECOND);
    }

    /** How many offsets the table holds; the first is that of 1972-01-01. */
    public int size() {
        return offsetSeconds.length;
    }

    /**
     * Since when an offset holds.
     *
     * @param index {@code 0 <= index < size()}
     * @return Unix time in nanoseconds of the first instant with this offset
     */
    public long effectiveUtcNanos(int index) {
        return effectiveUtcSeconds[index] * NANOS_PER_SECOND;
    }

    /**
     * TAI minus UTC since {@link #effectiveUtcNanos(int)}.
     *
     * @param index {@code 0 <= index < size()}
     * @return whole seconds
     */
    public int offsetSeconds(int index) {
        return offsetSeconds[index];
    }

    /**
     * TAI minus UTC at an instant.
     *
     * @param utcNanos Unix time in nanoseconds
     * @return whole seconds
     */
    public int offsetSecondsAt(long utcNanos) {
        int index = offsetSeconds.length - 1;
        while (index > 0 && utcNanos < effectiveUtcNanos(index)) {
            index--;
        }
        return offsetSeconds[index];
    }

    /**
     * TAI of a UTC instant. Ambiguous by one second at a leap second: a caller asks {@link #touchesLeapSecond} first.
     *
     * @param utcNanos Unix time in nanoseconds
     * @return nanoseconds since 1970-01-01T00:00:00 TAI
     */
    public long taiFromUtcNanos(long utcNanos) {
        return utcNanos + offsetSecondsAt(utcNanos) * NANOS_PER_SECOND;
    }

    /**
     * TAI of a stamp of a source, unless it is so near to a leap second that its scale is in doubt.
     *
     * @param utcNanos the stamp, Unix time in nanoseconds
     * @param errorNanos how far it may be from true time, {@code >= 0}
     * @return nanoseconds since 1970-01-01T00:00:00 TAI; empty within the error and 5 s of a leap second, and for a stamp
     *     that is farther from 1970 than a claim may be
     * @throws IllegalArgumentException if the error is negative
     */
    public OptionalLong taiFromUtcStamp(long utcNanos, long errorNanos) {
        if (errorNanos < 0) {
            throw new IllegalArgumentException("errorNanos must be >= 0: " + errorNanos);
        }
        if (utcNanos < -Claim.MOST_NANOS || utcNanos > Claim.MOST_NANOS) {
            return OptionalLong.empty();
        }
        long marginNanos = Math.min(errorNanos, Long.MAX_VALUE - STAMP_MARGIN_NANOS) + STAMP_MARGIN_NANOS;
        long fromNanos = utcNanos - marginNanos <= utcNanos ? utcNanos - marginNanos : Long.MIN_VALUE;
        long untilNanos = utcNanos + marginNanos >= utcNanos ? utcNanos + marginNanos : Long.MAX_VALUE;
        return touchesLeapSecond(fromNanos, untilNanos)
                ? OptionalLong.empty()
                : OptionalLong.of(taiFromUtcNanos(utcNanos));
    }

    /**
     * Whether a leap second lies in a stretch of time, so that a stamp from it is in doubt.
     *
     * @param fromUtcNanos start, Unix time in nanoseconds, inclusive
     * @param untilUtcNanos end, inclusive
     */
    public boolean touchesLeapSecond(long fromUtcNanos, long untilUtcNanos) {
        for (int i = 1; i < effectiveUtcSeconds.length; i++) {
            long effective = effectiveUtcNanos(i);
            if (fromUtcNanos <= effective && effective <= untilUtcNanos) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return origin + ", TAI-UTC " + offsetSeconds[offsetSeconds.length - 1] + " s";
    }
}
