package dev.truechimer.hlc;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The text form of a timestamp, {@code yyyy-MM-ddTHH:mm:ss.uuuuuuZ/llll}: ISO 8601 in UTC with exactly six digits of a second,
 * and the logical counter in four. Of fixed width, so that it sorts as text; one text for each timestamp, so that equal
 * timestamps are equal texts.
 */
final class TimestampText {

    static final int LENGTH = 32;

    /** A digit stands where this has a 0; everything else stands for itself. */
    private static final String PATTERN = "0000-00-00T00:00:00.000000Z/0000";

    /** The longest piece of a refused text that goes into a message. */
    private static final int QUOTED_CHARS = 64;

    private static final long MICROS_PER_SECOND = 1_000_000;

    private TimestampText() {}

    static String format(long packed) {
        long micros = HybridTimestamp.micros(packed);
        LocalDateTime time = LocalDateTime.ofEpochSecond(micros / MICROS_PER_SECOND, 0, ZoneOffset.UTC);
        char[] text = PATTERN.toCharArray();
        digits(text, 0, 4, time.getYear());
        digits(text, 5, 2, time.getMonthValue());
        digits(text, 8, 2, time.getDayOfMonth());
        digits(text, 11, 2, time.getHour());
        digits(text, 14, 2, time.getMinute());
        digits(text, 17, 2, time.getSecond());
        digits(text, 20, 6, (int) (micros % MICROS_PER_SECOND));
        digits(text, 28, 4, HybridTimestamp.logical(packed));
        return new String(text);
    }

    /** A time in nanoseconds since 1970 in the same form, without a logical part: for messages. */
    static String formatNanos(long nanos) {
        return format(HybridTimestamp.startOf(nanos / 1_000)).substring(0, PATTERN.indexOf('/'));
    }

    private static void digits(char[] text, int start, int count, int value) {
        int rest = value;
        for (int i = start + count - 1; i >= start; i--) {
            text[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
    }

    static long parse(CharSequence text) {
        if (!fits(text)) {
            throw malformed(text, "it must look like 2026-11-20T12:00:00.123456Z/0007");
        }
        int logical = number(text, 28, 4);
        if (logical > HybridTimestamp.MAX_LOGICAL) {
            throw malformed(text, "its logical part must be at most " + HybridTimestamp.MAX_LOGICAL);
        }
        long micros = seconds(text) * MICROS_PER_SECOND + number(text, 20, 6);
        if (micros < 0 || micros > HybridTimestamp.MAX_MICROS) {
            throw malformed(text, "it must lie between 1970 and " + format(Long.MAX_VALUE));
        }
        return HybridTimestamp.pack(micros, logical);
    }

    private static boolean fits(CharSequence text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            char wanted = PATTERN.charAt(i);
            if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
                return false;
            }
        }
        return true;
    }

    private static long seconds(CharSequence text) {
        try {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 2),
                            number(text, 8, 2),
                            number(text, 11, 2),
                            number(text, 14, 2),
                            number(text, 17, 2))
                    .toEpochSecond(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            MalformedTimestampException malformed = malformed(text, "there is no such date or time of day");
            malformed.initCause(e);
            throw malformed;
        }
    }

    private static int number(CharSequence text, int start, int count) {
        int number = 0;
        for (int i = start; i < start + count; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static MalformedTimestampException malformed(CharSequence text, String rule) {
        return new MalformedTimestampException("not a timestamp: \"" + quoted(text) + "\"; " + rule);
    }

    /** What a stranger has sent may end up in a log: not much of it, and nothing but printable ASCII. */
    private static String quoted(CharSequence text) {
        StringBuilder quoted = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), QUOTED_CHARS); i++) {
            char c = text.charAt(i);
            quoted.append(c < ' ' || c > '~' ? '?' : c);
        }
        return text.length() <= QUOTED_CHARS ? quoted.toString() : quoted + "...";
    }
}
