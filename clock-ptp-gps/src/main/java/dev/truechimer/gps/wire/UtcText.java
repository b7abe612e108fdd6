package dev.truechimer.gps.wire;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads times of the one form that gpsd writes: {@code 2026-01-31T23:59:59.999Z}, with up to nine decimals or none. */
final class UtcText {

    /** What {@link #nanos} gives for what is no time. */
    static final long WRONG = Long.MIN_VALUE;

    /** What {@link #nanos} gives for second 60. */
    static final long LEAP_SECOND = Long.MIN_VALUE + 1;

    private static final Pattern FORM =
            Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,9}))?Z");
    private static final int LONGEST = 30;
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2222;
    private static final int LEAP = 60;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private UtcText() {}

    /** Nanoseconds of Unix time, or one of the two constants, which are no times. */
    static long nanos(String text) {
        if (text.length() > LONGEST) {
            return WRONG;
        }
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return WRONG;
        }
        int year = number(parts, 1);
        int hour = number(parts, 4);
        int minute = number(parts, 5);
        int second = number(parts, 6);
        if (year < FIRST_YEAR || year > LAST_YEAR || hour > 23 || minute > 59 || second > LEAP) {
            return WRONG;
        }
        long day;
        try {
            day = LocalDate.of(year, number(parts, 2), number(parts, 3)).toEpochDay();
        } catch (DateTimeException e) {
            return WRONG;
        }
        if (second == LEAP) {
            return LEAP_SECOND;
        }
        long seconds = day * SECONDS_PER_DAY + (hour * 60L + minute) * 60 + second;
        return seconds * NANOS_PER_SECOND + fractionNanos(parts.group(7));
    }

    private static int number(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }

    private static long fractionNanos(String digits) {
        if (digits == null) {
            return 0;
        }
        long nanos = Long.parseLong(digits);
        for (int i = digits.length(); i < 9; i++) {
            nanos *= 10;
        }
        return nanos;
    }
}
