package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** The text form: read back exactly, and for any other text one answer only. The oracle is the formatter of java.time. */
class TimestampTextPropertyTest {

    private static final int TRIES = 5_000;
    private static final DateTimeFormatter STRICT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withResolverStyle(ResolverStyle.STRICT);
    private static final String DIGITS_AND_LOOKALIKES = "0123456789/:.,-+TZtz \u0000\u0660\u06F9\uFF10\uD835\uDFCE";

    @Provide
    Arbitrary<Long> stamps() {
        return Arbitraries.oneOf(Arbitraries.longs().between(0, Long.MAX_VALUE), Arbitraries.of(Stamps.EDGES));
    }

    /** Fields that often are just out of range. */
    @Provide
    Arbitrary<String> almostTimestamps() {
        Arbitrary<String> dates = Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(1970, 2111),
                                Arbitraries.of(0, 1900, 1969, 1970, 2000, 2100, 2112, 2113, 9999)),
                        Arbitraries.integers().between(0, 13),
                        Arbitraries.oneOf(
                                Arbitraries.integers().between(0, 32),
                                Arbitraries.integers().between(27, 31)))
                .as("%04d-%02d-%02d"::formatted);
        Arbitrary<String> times = Combinators.combine(
                        Arbitraries.integers().between(0, 24),
                        Arbitraries.integers().between(0, 61),
                        Arbitraries.integers().between(0, 61),
                        Arbitraries.integers().between(0, 999_999))
                .as("%02d:%02d:%02d.%06d"::formatted);
        Arbitrary<Integer> logical =
                Arbitraries.oneOf(Arbitraries.integers().between(0, 2_047), Arbitraries.of(2_047, 2_048, 4_096, 9_999));
        return Combinators.combine(dates, times, logical)
                .as((date, time, count) -> "%sT%sZ/%04d".formatted(date, time, count));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> any = Arbitraries.chars().all();
        Arbitrary<Character> near = Arbitraries.chars().with(DIGITS_AND_LOOKALIKES);
        return Arbitraries.oneOf(
                any.list().ofMaxSize(80).map(TimestampTextPropertyTest::joined),
                any.list().ofSize(TimestampText.LENGTH).map(TimestampTextPropertyTest::joined),
                near.list().ofSize(TimestampText.LENGTH).map(TimestampTextPropertyTest::joined));
    }

    private static String joined(List<Character> characters) {
        StringBuilder text = new StringBuilder();
        characters.forEach(text::append);
        return text.toString();
    }

    @Property(seed = "21", tries = TRIES)
    void readsWhatItWrites(@ForAll("stamps") long packed) {
        String text = HybridTimestamp.format(packed);
        assertEquals(TimestampText.LENGTH, text.length());
        assertEquals(packed, HybridTimestamp.parse(text));
        assertEquals(OptionalLong.of(packed), byFormatter(text));
    }

    @Property(seed = "22", tries = 10_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void readsExactlyWhatTheFormatterCallsATimeInRange(@ForAll("almostTimestamps") String text) {
        OptionalLong expected = byFormatter(text);
        assertEquals(expected, parsed(text));
        collect(expected.isPresent());
    }

    /** Every text with one character changed is refused, or is the text of another timestamp. */
    @Property(seed = "23", tries = 1_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void oneOtherCharacterIsRefusedOrAnotherTimestamp(
            @ForAll("stamps") long packed, @ForAll long seed, @ForAll @IntRange(max = 3) int kind) {
        SplittableRandom random = new SplittableRandom(seed);
        String text = HybridTimestamp.format(packed);
        for (int i = 0; i < text.length(); i++) {
            char changed = kind == 0
                    ? (char) random.nextInt(Character.MAX_VALUE + 1)
                    : DIGITS_AND_LOOKALIKES.charAt(random.nextInt(DIGITS_AND_LOOKALIKES.length()));
            String other = text.substring(0, i) + changed + text.substring(i + 1);
            OptionalLong parsed = parsed(other);
            if (changed != text.charAt(i)) {
                assertNotEquals(OptionalLong.of(packed), parsed);
                collect(parsed.isPresent());
            }
        }
    }

    @Property(seed = "24", tries = TRIES)
    void anyTextIsReadOrRefusedAndNothingElse(@ForAll("texts") String text) {
        assertEquals(byFormatter(text), parsed(text));
    }

    /** Fails if anything but the one exception is thrown, or if what is read is not written in the same way. */
    private static OptionalLong parsed(String text) {
        try {
            long packed = HybridTimestamp.parse(text);
            assertEquals(text, HybridTimestamp.format(packed));
            return OptionalLong.of(packed);
        } catch (MalformedTimestampException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong byFormatter(String text) {
        if (!text.matches("[0-9]{4}-.{21}Z/[0-9]{4}")) {
            return OptionalLong.empty();
        }
        try {
            LocalDateTime time = LocalDateTime.parse(text.substring(0, 27), STRICT);
            long micros = ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
            int logical = Integer.parseInt(text.substring(28));
            boolean inRange = micros >= 0 && micros <= HybridTimestamp.MAX_MICROS && logical <= 2_047;
            return inRange ? OptionalLong.of(micros * Stamps.PER_MICRO + logical) : OptionalLong.empty();
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    private static void collect(boolean read) {
        Statistics.label("read").collect(read);
        Statistics.label("read").coverage(coverage -> {
            for (boolean each : List.of(true, false)) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }
}
