package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Exact;
import dev.truechimer.clock.testkit.ManualTicks;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** The header against the words of the protocol and numbers without limits. */
@StatisticsReport(StatisticsReportMode.OFF)
class GrpcTimeoutPropertyTest {

    private static final Pattern PROTOCOL = Pattern.compile("([0-9]{1,8})([HMSmun])");
    private static final Map<String, Long> UNIT_NANOS = Map.of(
            "n", 1L, "u", 1_000L, "m", 1_000_000L, "S", 1_000_000_000L, "M", 60_000_000_000L, "H", 3_600_000_000_000L);

    private static final long LONGEST_SECONDS = 100_000_000_000_000_000L;

    @Provide
    Arbitrary<Long> remainders() {
        // Evenly over the units: each has numbers of three lengths, and minutes all that are longer.
        Arbitrary<Long> anyLength = Arbitraries.of(
                        0L, 100_000_000L, 100_000_000_000L, 100_000_000_000_000L, LONGEST_SECONDS)
                .flatMap(least -> Arbitraries.longs()
                        .between(least, least == LONGEST_SECONDS ? Deadline.LONGEST_NANOS : Math.max(least, 1) * 999));
        return Arbitraries.oneOf(
                anyLength, Arbitraries.of(0L, 99_999_999L, 100_000_000L, Deadline.LONGEST_NANOS), Arbitraries.longs());
    }

    @Property
    void aHopGetsNoMoreTimeThanIsLeft(@ForAll("remainders") long remainingNanos) {
        ManualTicks ticks = new ManualTicks(remainingNanos);
        Deadline sent = Deadline.afterNanos(remainingNanos, ticks);
        if (sent.isNever()) {
            assertTrue(GrpcTimeout.format(sent).isEmpty());
            Statistics.collect("no header");
            return;
        }
        String value = GrpcTimeout.format(sent).orElseThrow();
        Matcher words = PROTOCOL.matcher(value);
        assertTrue(words.matches(), value);
        long received = GrpcTimeout.parse(value, ticks).remainingNanos();
        long lostNanos = sent.remainingNanos() - received;
        assertTrue(lostNanos >= 0, () -> value + " is more than " + sent);
        assertTrue(lostNanos < UNIT_NANOS.get(words.group(2)), () -> value + " loses a unit or more of " + sent);
        assertTrue(lostNanos <= sent.remainingNanos() / 100_000, () -> value + " loses too much of " + sent);
        Statistics.collect(words.group(2));
        Statistics.coverage(coverage -> {
            for (String each : List.of("n", "u", "m", "S", "M", "no header")) {
                coverage.check(each).count(count -> count > 0);
            }
            // 146 years are less than a hundred million minutes.
            coverage.check("H").count(count -> count == 0);
        });
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> nearly = Arbitraries.strings()
                .withChars("0123456789HMSmunhsUN +-.,\u0660\u0000")
                .ofMaxLength(11);
        Arbitrary<String> right = Combinators.combine(
                        Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(9),
                        Arbitraries.of(UNIT_NANOS.keySet()))
                .as((digits, unit) -> digits + unit);
        Arbitrary<String> edges =
                Arbitraries.of("99999999H", "1281024H", "1281023H", "76861434M", "76861433M", "0n", "n", "");
        return Arbitraries.oneOf(
                nearly,
                right,
                edges,
                Arbitraries.strings(),
                Arbitraries.strings().ofLength(2));
    }

    @Property
    void everyTextIsReadAsTheProtocolSaysOrRefused(@ForAll("values") String value) {
        Matcher words = PROTOCOL.matcher(value);
        String outcome;
        try {
            Deadline deadline = GrpcTimeout.parse(value, new ManualTicks());
            assertTrue(words.matches(), () -> "not refused: " + value);
            BigInteger nanos = new BigInteger(words.group(1)).multiply(Exact.of(UNIT_NANOS.get(words.group(2))));
            boolean never = nanos.compareTo(Exact.of(Deadline.LONGEST_NANOS)) > 0;
            assertEquals(never, deadline.isNever(), value);
            assertEquals(never ? Long.MAX_VALUE : nanos.longValueExact(), deadline.remainingNanos(), value);
            outcome = never ? "never" : "read";
        } catch (MalformedTimeoutException e) {
            assertTrue(!words.matches(), () -> "refused: " + value);
            outcome = "refused";
        }
        Statistics.collect(outcome);
        Statistics.coverage(coverage -> {
            for (String each : List.of("never", "read", "refused")) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }

    /** The form for binary protocols. */
    @Property
    void everyNumberOfNanosecondsIsADeadline(@ForAll long nanos) {
        ManualTicks ticks = new ManualTicks(nanos);
        Deadline deadline = Deadline.afterNanos(nanos, ticks);
        Deadline again = Deadline.afterNanos(deadline.remainingNanos(), ticks);
        assertEquals(deadline.remainingNanos(), again.remainingNanos());
        assertEquals(deadline.isNever(), again.isNever());
        String outcome = deadline.isNever() ? "never" : deadline.isExpired() ? "expired" : "time is left";
        Statistics.collect(outcome);
        Statistics.coverage(coverage -> {
            for (String each : List.of("never", "expired", "time is left")) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }
}
