package dev.truechimer.clock.engine;

import dev.truechimer.clock.Exact;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.LeapSeconds;
import java.math.BigInteger;

/** The map from TAI to a scale in exact fractions, written from its definition alone: an oracle. */
final class ExactScale {

    /** A moment of TAI is given in 10^-9 ns. */
    static final BigInteger INPUT_UNIT = Exact.BILLION;

    /** An output is given in ns over this, a multiple of every length of a stretch. */
    static final BigInteger OUTPUT_UNIT =
            Exact.BILLION.multiply(Exact.of(1_000)).multiply(Exact.of(86_401)).multiply(Exact.of(86_399));

    private static final long SECOND = 1_000_000_000L;
    private static final long HALF_DAY = 43_200;

    private final Timescale timescale;
    private final LeapSeconds table;

    ExactScale(Timescale timescale, LeapSeconds table) {
        this.timescale = timescale;
        this.table = table;
    }

    /** The output at a whole nanosecond of TAI. */
    BigInteger at(long tai) {
        return atFraction(Exact.of(tai).multiply(INPUT_UNIT));
    }

    /** The output at any moment, in its unit. */
    BigInteger atFraction(BigInteger tai) {
        if (timescale == Timescale.TAI) {
            return scaled(tai);
        }
        for (int i = table.size() - 1; i > 0; i--) {
            BigInteger end = input(taiEnd(i));
            BigInteger start = input(taiStart(i));
            if (tai.compareTo(end) >= 0) {
                return scaled(tai.subtract(input(table.offsetSeconds(i))));
            }
            if (tai.compareTo(start) >= 0) {
                BigInteger share = scaled(tai.subtract(start))
                        .multiply(Exact.of(outEnd(i) - outStart(i)))
                        .divide(Exact.of(taiEnd(i) - taiStart(i)));
                return share.add(scaled(input(outStart(i))));
            }
        }
        return scaled(tai.subtract(input(table.offsetSeconds(0))));
    }

    /** Where stretch i begins, in seconds of TAI. */
    long taiStart(int i) {
        return timescale == Timescale.UTC ? taiEnd(i) - 1_000 : outStart(i) + table.offsetSeconds(i - 1);
    }

    /** Where it ends. */
    long taiEnd(int i) {
        return outEnd(i) + table.offsetSeconds(i);
    }

    private long outStart(int i) {
        long leap = (long) table.offsetSeconds(i) - table.offsetSeconds(i - 1);
        return timescale == Timescale.UTC ? effective(i) - 1_000 + leap : effective(i) - HALF_DAY;
    }

    private long outEnd(int i) {
        return timescale == Timescale.UTC ? effective(i) : effective(i) + HALF_DAY;
    }

    private long effective(int i) {
        return table.effectiveUtcNanos(i) / SECOND;
    }

    private static BigInteger input(long seconds) {
        return Exact.of(seconds).multiply(Exact.of(SECOND)).multiply(INPUT_UNIT);
    }

    private static BigInteger scaled(BigInteger tai) {
        return tai.multiply(OUTPUT_UNIT.divide(INPUT_UNIT));
    }
}
