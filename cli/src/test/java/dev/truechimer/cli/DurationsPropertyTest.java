package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.statistics.Statistics;

/** Durations as anybody may type them, against exact arithmetic. */
class DurationsPropertyTest {

    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L,
            "d", 86_400_000_000_000L);

    @Property
    void numberAndUnitIsExactOrRefused(
            @ForAll @BigRange(min = "0", max = "1000000000000") @Scale(3) BigDecimal number,
            @ForAll("units") String unit) {
        BigDecimal nanos = number.multiply(BigDecimal.valueOf(UNITS.get(unit)));
        boolean whole = nanos.stripTrailingZeros().scale() <= 0;
        boolean inRange = nanos.toBigInteger().compareTo(BigInteger.valueOf(Durations.LONGEST.toNanos())) <= 0;
        String text = number.toPlainString() + unit;
        if (whole && inRange) {
            assertEquals(Duration.ofNanos(nanos.longValueExact()), Durations.parse(text));
        } else {
            assertRefused(text);
        }
        Statistics.collect(whole && inRange);
        Statistics.coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
    }

    @Property
    void isoIsReadAsTheJdkDoes(@ForAll @LongRange(min = 0, max = 31_622_400_000_000_000L) long nanos) {
        Duration duration = Duration.ofNanos(nanos);
        assertEquals(duration, Durations.parse(duration.toString()));
    }

    @Property
    void negativeOrTooLongIsoIsRefused(@ForAll @LongRange(min = 1) long nanos) {
        assertRefused(Duration.ofNanos(-nanos).toString());
        assertRefused(Durations.LONGEST.plusNanos(nanos).toString());
    }

    @Property(tries = 5_000)
    void anyTextIsReadOrRefusedInOneLine(@ForAll("texts") String text) {
        try {
            Duration read = Durations.parse(text);
            assertFalse(read.isNegative());
            assertTrue(read.compareTo(Durations.LONGEST) <= 0);
        } catch (IllegalArgumentException e) {
            assertFalse(e.getMessage().isBlank());
        }
    }

    private static void assertRefused(String text) {
        try {
            throw new AssertionError("read as " + Durations.parse(text));
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().contains(text), e.getMessage());
        }
    }

    @Provide
    Arbitrary<String> units() {
        return Arbitraries.of(UNITS.keySet());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(30),
                Arbitraries.strings().withChars("0123456789.msuhdnPT -").ofMaxLength(15));
    }
}
