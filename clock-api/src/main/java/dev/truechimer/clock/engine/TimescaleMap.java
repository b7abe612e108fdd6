package dev.truechimer.clock.engine;

import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.LeapSeconds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * From TAI to an output scale: monotone, piecewise linear, with a breakpoint wherever a leap second is spread.
 *
 * <p><b>UTC</b> is the Java Time-Scale: the last 1000 s of a day with a leap second are stretched (UTC-SLS), all other
 * time equals Unix time. <b>SMEARED_UTC</b> spreads it over the 24 h from noon to noon. <b>Rounding:</b> by end: {@link
 * #floor} for lower, {@link #ceil} for upper ends. <b>Threads:</b> immutable. <b>Source:</b> error model, section 8;
 * java.time.Instant; Kuhn, "Coordinated Universal Time with Smoothed Leap Seconds (UTC-SLS)" (2005).
 */
public final class TimescaleMap {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SLS_SECONDS = 1_000;
    private static final long SMEAR_SECONDS = 86_400;
    private static final long HALF_DAY_SECONDS = 43_200;
    /** How far ahead a slope covers the next piece: several times the interval at which models are replaced. */
    private static final long LEAD_NANOS = 2 * NANOS_PER_SECOND;

    /**
     * One linear piece: {@code out = outStart + (tai - taiStart)·num/den} from {@code taiStart} to the next piece.
     */
    record Piece(long taiStart, long outStart, long num, long den) {
        long floor(long tai) {
            long elapsed = tai - taiStart;
            return outStart + (num == den ? elapsed : Math.floorDiv(Math.multiplyExact(elapsed, num), den));
        }

        long ceil(long tai) {
            long elapsed = tai - taiStart;
            return outStart + (num == den ? elapsed : -Math.floorDiv(-Math.multiplyExact(elapsed, num), den));
        }
    }

    private final Timescale timescale;
    private final Piece[] pieces;
    private final long[] starts;

    private TimescaleMap(Timescale timescale, List<Piece> pieces) {
        this.timescale = timescale;
        this.pieces = pieces.toArray(Piece[]::new);
        this.starts = pieces.stream().mapToLong(Piece::taiStart).toArray();
    }

    /** The map to a scale by a table of leap seconds. */
    public static TimescaleMap of(Timescale timescale, LeapSeconds table) {
        return switch (timescale) {
            case TAI -> new TimescaleMap(timescale, List.of(new Piece(0, 0, 1, 1)));
            case UTC -> new TimescaleMap(timescale, pieces(table, SLS_SECONDS, 0));
            case SMEARED_UTC -> new TimescaleMap(timescale, pieces(table, SMEAR_SECONDS, HALF_DAY_SECONDS));
        };
    }

    /**
     * Pieces around each leap second. The stretch is {@code taiSeconds} TAI seconds long and ends {@code outAfter}
     * seconds of output after the leap second; for the 24 h smear it lasts 86,400 s of output, for UTC-SLS 1000 s of TAI.
     */
    private static List<Piece> pieces(LeapSeconds table, long stretchSeconds, long outAfterSeconds) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece(0, -table.offsetSeconds(0) * NANOS_PER_SECOND, 1, 1));
        for (int i = 1; i < table.size(); i++) {
            long leap = (long) table.offsetSeconds(i) - table.offsetSeconds(i - 1);
            boolean smear = outAfterSeconds > 0;
            long taiLength = (smear ? stretchSeconds + leap : stretchSeconds) * NANOS_PER_SECOND;
            long outLength = (smear ? stretchSeconds : stretchSeconds - leap) * NANOS_PER_SECOND;
            long outEnd = table.effectiveUtcNanos(i) + outAfterSeconds * NANOS_PER_SECOND;
            long taiEnd = outEnd + table.offsetSeconds(i) * NANOS_PER_SECOND;
            pieces.add(new Piece(
                    taiEnd - taiLength,
                    outEnd - outLength,
                    outLength / NANOS_PER_SECOND,
                    taiLength / NANOS_PER_SECOND));
            pieces.add(new Piece(taiEnd, outEnd, 1, 1));
        }
        return pieces;
    }

    /** The scale this maps to. */
    public Timescale timescale() {
        return timescale;
    }

    /** The output of a lower end, rounded down; absent stays absent. */
    public long floor(long tai) {
        return tai == Outward.NO_LOWER ? Outward.NO_LOWER : pieces[indexAt(tai)].floor(tai);
    }

    /** The output of an upper end, rounded up; absent stays absent. */
    public long ceil(long tai) {
        return tai == Outward.NO_UPPER ? Outward.NO_UPPER : pieces[indexAt(tai)].ceil(tai);
    }

    /** Both ends of an interval. */
    public TimeInterval map(TimeInterval tai) {
        return new TimeInterval(floor(tai.earliestNanos()), ceil(tai.latestNanos()));
    }

    /**
     * A slope that is sound from an instant on: on every piece until {@code untilTai}, the output grows by at least (for a
     * lower end) or at most (for an upper end) {@code num/den} per unit of TAI.
     */
    record Slope(long num, long den, long untilTai) {}

    /**
     * The slope for an end. Shortly before a breakpoint it covers the piece behind it too, so that a model made there does
     * not end before it is replaced.
     */
    Slope slopeFrom(long tai, boolean upper) {
        int at = indexAt(tai);
        Piece here = pieces[at];
        if (at + 1 == pieces.length) {
            return new Slope(here.num, here.den, Long.MAX_VALUE);
        }
        Piece next = pieces[at + 1];
        if (next.taiStart - tai > LEAD_NANOS) {
            return new Slope(here.num, here.den, next.taiStart);
        }
        boolean nextIsSteeper = next.num * here.den > here.num * next.den;
        Piece chosen = nextIsSteeper == upper ? next : here;
        long until = at + 2 == pieces.length ? Long.MAX_VALUE : pieces[at + 2].taiStart;
        return new Slope(chosen.num, chosen.den, Math.min(until, next.taiStart + LEAD_NANOS));
    }

    private int indexAt(long tai) {
        int found = Arrays.binarySearch(starts, tai);
        // Times before 1970 TAI belong to the first piece.
        return Math.max(0, found >= 0 ? found : -found - 2);
    }
}
