package dev.truechimer.clock.source;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.engine.TimescaleMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Whatever the text, the answer is a usable table or an IllegalArgumentException. */
class LeapSecondsListPropertyTest {

    private static final String PUBLISHED = LeapTables.published();
    private static final String WITHOUT_HASH = PUBLISHED.substring(0, PUBLISHED.indexOf("#h"));

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> number = Arbitraries.oneOf(
                Arbitraries.of("2272060800", "10", "11", "2524521600", "2840140800", "0", "999999999999", "9"),
                Arbitraries.longs().between(0, 2_000_000_000_000L).map(String::valueOf));
        Arbitrary<String> word = Arbitraries.oneOf(
                number, Arbitraries.strings().ofMaxLength(4), Arbitraries.of("#$", "#@", "#h", "#", " "));
        Arbitrary<String> entry = Combinators.combine(number, number).as((a, b) -> a + " " + b);
        Arbitrary<String> expiry = number.map(n -> "#@ " + n);
        Arbitrary<String> line =
                Arbitraries.oneOf(entry, expiry, word.list().ofMaxSize(4).map(w -> String.join(" ", w)));
        return line.list().ofMaxSize(8).map(each -> String.join("\n", each));
    }

    /** A good beginning, so that what follows matters. */
    @Provide
    Arbitrary<String> continued() {
        return lines().map(rest -> "#@ 4007404800\n" + LeapTables.FIRST_LINE + rest);
    }

    @Provide
    Arbitrary<String> damaged() {
        Arbitrary<String> base = Arbitraries.of(PUBLISHED, WITHOUT_HASH);
        Arbitrary<Integer> at = Arbitraries.integers().between(0, WITHOUT_HASH.length() - 1);
        Arbitrary<String> patch = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(3),
                Arbitraries.strings().numeric().ofMaxLength(5),
                Arbitraries.of("", "\n", "#", "\n#@ 1\n", "\n0 0\n"));
        return Combinators.combine(base, at, Arbitraries.integers().between(0, 30), patch)
                .as((text, from, length, with) ->
                        text.substring(0, from) + with + text.substring(Math.min(text.length(), from + length)));
    }

    @Property
    void anyText(@ForAll String text) {
        parses(text);
    }

    @Property(tries = 3_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void anyLines(@ForAll("lines") String text) {
        Statistics.collect(parses(text));
        Statistics.coverage(coverage -> coverage.check(false).count(count -> count > 0));
    }

    @Property(tries = 3_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void anyContinuation(@ForAll("continued") String text) {
        collectBoth(parses(text));
    }

    @Property(tries = 3_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void anyDamage(@ForAll("damaged") String text) {
        collectBoth(parses(text));
    }

    private static void collectBoth(boolean read) {
        Statistics.collect(read);
        Statistics.coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
    }

    /** Anything but an IllegalArgumentException falls through; what was read must be usable. */
    private static boolean parses(String text) {
        LeapSeconds table;
        try {
            table = LeapSeconds.parse("random", text);
        } catch (IllegalArgumentException e) {
            return false;
        }
        for (int i = 1; i < table.size(); i++) {
            assertTrue(table.effectiveUtcNanos(i) > table.effectiveUtcNanos(i - 1), "entries must be in order");
            assertTrue(Math.abs(table.offsetSeconds(i) - table.offsetSeconds(i - 1)) == 1, "one second at a time");
        }
        long expiry = table.expiryUtcNanos().orElseThrow();
        assertTrue(Math.abs(expiry) <= Claim.MOST_NANOS, () -> "expiry out of range: " + expiry);
        for (Timescale timescale : Timescale.values()) {
            TimescaleMap map = TimescaleMap.of(timescale, table);
            for (long tai = 0; tai < Claim.MOST_NANOS; tai += Claim.MOST_NANOS / 50) {
                assertTrue(map.floor(tai) <= map.ceil(tai));
            }
        }
        return true;
    }
}
