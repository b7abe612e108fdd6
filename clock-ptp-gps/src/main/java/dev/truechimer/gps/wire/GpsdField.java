package dev.truechimer.gps.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A value of a line's object that is not nested.
 *
 * @param kind what it is
 * @param text as it is written, without quotes
 */
record GpsdField(Kind kind, String text) {

    /** What {@link #whole} and {@link #nanosCeil} give for what is no number, or one out of range. */
    static final long WRONG = Long.MIN_VALUE;

    /** No number that counts has more digits; a longer one would cost time. */
    private static final int LONGEST_NUMBER = 40;

    private static final int NANO_DIGITS = 9;

    /** What a value is. */
    enum Kind {
        /** A string. */
        TEXT,
        /** A number of any form. */
        NUMBER,
        /** True or false. */
        TRUTH,
        /** null. */
        NOTHING
    }

    /** A whole number within limits, which are far from the ends of a long; a number with a point or exponent is none. */
    long whole(long least, long most) {
        if (text.length() > LONGEST_NUMBER) {
            return WRONG;
        }
        try {
            long value = Long.parseLong(text);
            return value < least || value > most ? WRONG : value;
        } catch (NumberFormatException e) {
            return WRONG;
        }
    }

    /** Seconds as nanoseconds, rounded up, if they are 0 to the most. */
    long nanosCeil(long mostSeconds) {
        if (text.length() > LONGEST_NUMBER) {
            return WRONG;
        }
        BigDecimal seconds;
        try {
            seconds = new BigDecimal(text);
        } catch (NumberFormatException e) {
            // An exponent beyond an int.
            return WRONG;
        }
        if (seconds.signum() < 0 || seconds.compareTo(BigDecimal.valueOf(mostSeconds)) > 0) {
            return WRONG;
        }
        // A tiny number may have an exponent of any size: it is rounded before it is written out.
        if (seconds.signum() == 0) {
            return 0;
        }
        if (seconds.compareTo(BigDecimal.ONE.movePointLeft(NANO_DIGITS)) <= 0) {
            return 1;
        }
        return seconds.movePointRight(NANO_DIGITS)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }
}
