package dev.truechimer.gps.wire;

import dev.truechimer.gps.wire.NmeaSentence.Fix;
import dev.truechimer.gps.wire.NmeaSentence.Kind;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the time out of a line.
 *
 * <p>The line comes from outside: every text gives a sentence or a rejection, never an exception. <b>Threads:</b> any.
 * <b>Rounding:</b> decimals are exact to the nanosecond; further digits are cut off, which {@link
 * NmeaTime#resolutionNanos} covers. <b>Source:</b> NMEA 0183, version 4.11, 5.3 and 6.3.
 */
public final class NmeaDecoder {

    /**
     * The first year that two digits can mean, as 80: GPS began in 1980. Up to 79 they mean 2000 to 2079. A receiver that
     * counts its weeks wrong can say any; whether its date can be is not decided here.
     */
    private static final int FIRST_TWO_DIGIT_YEAR = 80;

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2199;
    private static final int ADDRESS_CHARACTERS = 5;
    private static final int CHECKSUM_CHARACTERS = 3;
    private static final int NANO_DIGITS = 9;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** Autonomous, differential, float RTK, precise, RTK. Not: estimated, manual, none, simulator. */
    private static final String MODES_WITH_FIX = "ADFPR";

    /** GPS, differential, precise, RTK, float RTK. Not: 0 none, 6 estimated, 7 manual, 8 simulator. */
    private static final String QUALITIES_WITH_FIX = "12345";

    private NmeaDecoder() {}

    /**
     * Decodes one line.
     *
     * @param line from its {@code $} to the last digit of its checksum
     */
    public static NmeaDecoded decode(String line) {
        int star = line.length() - CHECKSUM_CHARACTERS;
        if (star < 1 || line.charAt(star) != '*') {
            return NmeaRejection.NO_CHECKSUM;
        }
        int stated = Character.digit(line.charAt(star + 1), 16) << 4 | Character.digit(line.charAt(star + 2), 16);
        if (stated != checksum(line, 1, star)) {
            return NmeaRejection.WRONG_CHECKSUM;
        }
        List<String> fields = List.of(line.substring(1, star).split(",", -1));
        String address = fields.get(0);
        // Sentences of makers begin with a P and share no rule of naming with the others.
        if (line.charAt(0) != '$' || address.length() != ADDRESS_CHARACTERS || address.charAt(0) == 'P') {
            return NmeaRejection.UNUSED_KIND;
        }
        String talker = address.substring(0, 2);
        try {
            return switch (address.substring(2)) {
                case "RMC" -> rmc(talker, fields);
                case "ZDA" -> zda(talker, fields);
                case "GGA" -> gga(talker, fields);
                case "GNS" -> gns(talker, fields);
                case "GLL" -> gll(talker, fields);
                default -> NmeaRejection.UNUSED_KIND;
            };
        } catch (Refusal refusal) {
            return refusal.rejection;
        }
    }

    /** The exclusive or of the characters from one place to before another. */
    static int checksum(String line, int from, int until) {
        int sum = 0;
        for (int i = from; i < until; i++) {
            sum ^= line.charAt(i);
        }
        return sum;
    }

    private static NmeaSentence rmc(String talker, List<String> fields) throws Refusal {
        requireFields(fields, 10);
        boolean isValid = fields.get(2).equals("A") && hasMode(field(fields, 12), true);
        return sentence(talker, Kind.RMC, fields.get(1), shortDate(fields.get(9)), isValid ? Fix.VALID : Fix.NONE);
    }

    private static NmeaSentence zda(String talker, List<String> fields) throws Refusal {
        requireFields(fields, 5);
        return sentence(
                talker, Kind.ZDA, fields.get(1), date(fields.get(2), fields.get(3), fields.get(4)), Fix.UNSTATED);
    }

    private static NmeaSentence gga(String talker, List<String> fields) throws Refusal {
        requireFields(fields, 7);
        String quality = fields.get(6);
        // Some receivers leave it empty with a fix, and say so in their RMC.
        if (quality.isEmpty()) {
            return sentence(talker, Kind.GGA, fields.get(1), null, Fix.UNSTATED);
        }
        boolean isValid = quality.length() == 1 && QUALITIES_WITH_FIX.contains(quality);
        return sentence(talker, Kind.GGA, fields.get(1), null, isValid ? Fix.VALID : Fix.NONE);
    }

    private static NmeaSentence gns(String talker, List<String> fields) throws Refusal {
        requireFields(fields, 7);
        return sentence(talker, Kind.GNS, fields.get(1), null, hasMode(fields.get(6), false) ? Fix.VALID : Fix.NONE);
    }

    private static NmeaSentence gll(String talker, List<String> fields) throws Refusal {
        requireFields(fields, 5);
        if (fields.size() < 7) {
            return new NmeaSentence(talker, Kind.GLL, null, null, Fix.UNSTATED);
        }
        boolean isValid = fields.get(6).equals("A") && hasMode(field(fields, 7), true);
        return sentence(talker, Kind.GLL, fields.get(5), null, isValid ? Fix.VALID : Fix.NONE);
    }

    private static NmeaSentence sentence(String talker, Kind kind, String time, @Nullable LocalDate date, Fix fix)
            throws Refusal {
        return new NmeaSentence(talker, kind, time.isEmpty() ? null : time(time), date, fix);
    }

    private static void requireFields(List<String> fields, int count) throws Refusal {
        if (fields.size() < count) {
            throw new Refusal(NmeaRejection.TOO_SHORT);
        }
    }

    /** A field that older versions of the standard don't have. */
    private static String field(List<String> fields, int index) {
        return index < fields.size() ? fields.get(index) : "";
    }

    /** Whether one of the satellite systems gives a fix. */
    private static boolean hasMode(String modes, boolean ifEmpty) {
        return modes.isEmpty() ? ifEmpty : modes.chars().anyMatch(mode -> MODES_WITH_FIX.indexOf(mode) >= 0);
    }

    /** {@code hhmmss}, and decimals if there is a point. */
    private static NmeaTime time(String text) throws Refusal {
        int point = text.indexOf('.');
        String decimals = point < 0 ? "" : text.substring(point + 1);
        boolean hasBadDecimals = point >= 0 && !areDigits(decimals);
        if (hasBadDecimals || (point < 0 ? text.length() : point) != 6) {
            throw new Refusal(NmeaRejection.WRONG_TIME);
        }
        int hour = number(text.substring(0, 2), NmeaRejection.WRONG_TIME);
        int minute = number(text.substring(2, 4), NmeaRejection.WRONG_TIME);
        int second = number(text.substring(4, 6), NmeaRejection.WRONG_TIME);
        if (hour > 23 || minute > 59 || second > 60) {
            throw new Refusal(NmeaRejection.WRONG_TIME);
        }
        if (second == 60) {
            throw new Refusal(NmeaRejection.LEAP_SECOND);
        }
        long seconds = (hour * 60L + minute) * 60 + second;
        return new NmeaTime(seconds * NANOS_PER_SECOND + fraction(decimals), resolution(decimals));
    }

    private static long fraction(String decimals) {
        long nanos = 0;
        for (int i = 0; i < NANO_DIGITS; i++) {
            nanos = nanos * 10 + (i < decimals.length() ? decimals.charAt(i) - '0' : 0);
        }
        return nanos;
    }

    private static long resolution(String decimals) {
        if (decimals.chars().allMatch(digit -> digit == '0')) {
            return 0;
        }
        long unit = NANOS_PER_SECOND;
        for (int i = 0; i < Math.min(decimals.length(), NANO_DIGITS); i++) {
            unit /= 10;
        }
        return unit;
    }

    /** {@code ddmmyy}, or nothing. */
    private static @Nullable LocalDate shortDate(String text) throws Refusal {
        if (text.isEmpty()) {
            return null;
        }
        if (text.length() != 6) {
            throw new Refusal(NmeaRejection.WRONG_DATE);
        }
        int year = number(text.substring(4), NmeaRejection.WRONG_DATE);
        int century = year < FIRST_TWO_DIGIT_YEAR ? 2000 : 1900;
        return date(text.substring(0, 2), text.substring(2, 4), String.valueOf(century + year));
    }

    private static @Nullable LocalDate date(String day, String month, String year) throws Refusal {
        if (day.isEmpty() && month.isEmpty() && year.isEmpty()) {
            return null;
        }
        int fullYear = year.length() == 4 ? number(year, NmeaRejection.WRONG_DATE) : 0;
        if (fullYear < FIRST_YEAR || fullYear > LAST_YEAR || day.length() > 2 || month.length() > 2) {
            throw new Refusal(NmeaRejection.WRONG_DATE);
        }
        try {
            return LocalDate.of(
                    fullYear, number(month, NmeaRejection.WRONG_DATE), number(day, NmeaRejection.WRONG_DATE));
        } catch (DateTimeException e) {
            throw new Refusal(NmeaRejection.WRONG_DATE);
        }
    }

    private static int number(String digits, NmeaRejection otherwise) throws Refusal {
        if (!areDigits(digits)) {
            throw new Refusal(otherwise);
        }
        return Integer.parseInt(digits);
    }

    private static boolean areDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(each -> each >= '0' && each <= '9');
    }

    /** The way out of a decoder of fields; it does not leave this class. */
    private static final class Refusal extends Exception {

        private static final long serialVersionUID = 1;

        private final transient NmeaRejection rejection;

        Refusal(NmeaRejection rejection) {
            super(rejection.name(), null, false, false);
            this.rejection = rejection;
        }
    }
}
