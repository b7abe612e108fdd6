package dev.truechimer.clock.ticks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Locale;

/**
 * Lengths, rates and moments as people read them: three decimals of the unit that fits.
 *
 * <p><b>Rounding:</b> half up, away from zero; for people only. <b>Threads:</b> any.
 */
final class Spoken {

    private static final String[] UNITS = {"ns", "µs", "ms", "s"};
    private static final int DECIMALS = 3;

    private Spoken() {}

    /** A length without its sign. */
    static String length(long nanos) {
        BigDecimal size = BigDecimal.valueOf(nanos).abs();
        int unit = 0;
        while (unit < UNITS.length - 1 && size.compareTo(BigDecimal.valueOf(1_000)) >= 0) {
            size = size.movePointLeft(3);
            unit++;
        }
        return number(size) + " " + UNITS[unit];
    }

    /** A rate without its sign. */
    static String rate(long ppb) {
        return number(BigDecimal.valueOf(ppb).abs().movePointLeft(3)) + " ppm";
    }

    /** A point in time, in UTC. */
    static String moment(long nanosSince1970) {
        return Instant.ofEpochSecond(0, nanosSince1970).toString();
    }

    private static String number(BigDecimal value) {
        BigDecimal rounded = value.setScale(DECIMALS, RoundingMode.HALF_UP);
        if (rounded.signum() == 0) {
            return "0";
        }
        return String.format(Locale.ROOT, "%s", rounded.stripTrailingZeros().toPlainString());
    }
}
