package dev.truechimer.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads durations as people write them, {@code 500ms}, {@code 1.5s}, {@code 2m}, or as ISO-8601, {@code PT2M}. */
final class Durations {

    /** The longest: enough for everything here, and far from every overflow. */
    static final Duration LONGEST = Duration.ofDays(366);

    private static final Map<String, Long> NANOS_OF_UNIT = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);

    /** So few digits that nothing here takes long, whatever somebody types. */
    private static final Pattern NUMBER_AND_UNIT =
            Pattern.compile("([0-9]{1,20}(?:\\.[0-9]{1,9})?) ?(ns|us|ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads one.
     *
     * @return zero to {@link #LONGEST}; fractions of a nanosecond are refused
     * @throws IllegalArgumentException with a line that says what is wrong
     */
    static Duration parse(String text) {
        Duration duration = text.toUpperCase(Locale.ROOT).startsWith("P") ? iso(text) : numberAndUnit(text);
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must be 0 to 366 days: '" + text + "'");
        }
        return duration;
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw notADuration(text, e);
        }
    }

    private static Duration numberAndUnit(String text) {
        Matcher matcher = NUMBER_AND_UNIT.matcher(text);
        if (!matcher.matches()) {
            throw notADuration(text, null);
        }
        BigDecimal nanos = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit(matcher.group(2))));
        if (nanos.compareTo(BigDecimal.valueOf(LONGEST.toNanos())) > 0) {
            throw new IllegalArgumentException("must be 0 to 366 days: '" + text + "'");
        }
        try {
            return Duration.ofNanos(nanos.longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("must be whole nanoseconds: '" + text + "'", e);
        }
    }

    private static long unit(String name) {
        Long nanos = NANOS_OF_UNIT.get(name);
        if (nanos == null) {
            throw new IllegalStateException("the pattern knows no other unit: " + name);
        }
        return nanos;
    }

    private static IllegalArgumentException notADuration(String text, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                "not a duration: '" + text + "'; write 500ms, 1.5s, 2m (ns, us, ms, s, m, h, d) or PT2M", cause);
    }
}
