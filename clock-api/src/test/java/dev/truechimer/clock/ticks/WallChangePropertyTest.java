package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.clock.Exact;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** The arithmetic of a change, against whole numbers without a limit. */
class WallChangePropertyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long YEARS = 200L * 365 * 86_400 * SECOND;

    @Provide
    Arbitrary<WallReading> readings() {
        Arbitrary<Long> ticks = Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(-SECOND, SECOND),
                Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE - SECOND));
        Arbitrary<Long> walls = Arbitraries.oneOf(
                Arbitraries.longs().between(0, Long.MAX_VALUE),
                Arbitraries.longs().between(YEARS, YEARS + SECOND),
                Arbitraries.of(0L, Long.MAX_VALUE));
        Arbitrary<Long> widths = Arbitraries.longs().between(0, SECOND);
        return Combinators.combine(ticks, walls, widths)
                .as((before, wall, width) -> new WallReading(before, wall, before + width));
    }

    @Property(tries = 5_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void isRoundedOutwardsAndSaturates(
            @ForAll("readings") WallReading earlier,
            @ForAll("readings") WallReading later,
            @ForAll @IntRange(max = 1_000_000) int ppm) {
        WallChange change = WallChange.between(earlier, later);
        // Only the difference of two tick readings, with all its 64 bits, means anything.
        BigInteger longest = Exact.of(later.afterTicks() - earlier.beforeTicks());
        BigInteger shortest = Exact.of(later.beforeTicks() - earlier.afterTicks());
        // Readings that are 292 years apart or more can't be told from readings in the other order.
        Assume.that(longest.compareTo(shortest) >= 0);
        BigInteger wall = Exact.of(later.wallNanos()).subtract(Exact.of(earlier.wallNanos()));
        BigInteger least = Exact.of(Exact.saturated(wall.subtract(longest))).subtract(BigInteger.ONE);
        BigInteger greatest = Exact.of(Exact.saturated(wall.subtract(shortest))).add(BigInteger.ONE);
        boolean backwards = longest.signum() < 0 || shortest.signum() < 0;
        boolean fits = Exact.fitsLong(least) && Exact.fitsLong(greatest);

        assertEquals(Exact.saturated(longest.max(BigInteger.ZERO)), change.longestNanos());
        assertEquals(Exact.saturated(shortest.max(BigInteger.ZERO)), change.shortestNanos());
        if (fits) {
            assertEquals(Exact.of(change.leastNanos()), least);
            assertEquals(Exact.of(change.greatestNanos()), greatest);
            BigInteger middle = Exact.of(change.middleNanos());
            BigInteger uncertainty = Exact.of(change.uncertaintyNanos());
            assertEquals(-1, middle.subtract(uncertainty).compareTo(least.add(BigInteger.ONE)));
            assertEquals(1, middle.add(uncertainty).compareTo(greatest.subtract(BigInteger.ONE)));
            BigInteger size = least.max(greatest.negate()).max(BigInteger.ZERO);
            assertEquals(Exact.saturated(size), change.sizeAtLeastNanos());
        } else {
            assertEquals(least.signum() > 0 || greatest.signum() < 0, change.sizeAtLeastNanos() > 0);
        }
        BigInteger slewed = Exact.of(change.longestNanos()).multiply(Exact.of(ppm));
        assertEquals(Exact.ceilDiv(slewed, Exact.of(1_000_000)), Exact.of(change.slewedAtMostNanos(ppm)));
        if (change.shortestNanos() > 0) {
            assertRates(change);
        }
        Statistics.label("kind").collect(fits ? (backwards ? "backwards" : "fits") : "saturates");
        Statistics.label("kind").coverage(coverage -> {
            for (String kind : List.of("fits", "backwards", "saturates")) {
                coverage.check(kind).count(count -> count > 0);
            }
        });
    }

    private static void assertRates(WallChange change) {
        BigInteger least = Exact.of(change.leastNanos()).multiply(Exact.BILLION);
        BigInteger greatest = Exact.of(change.greatestNanos()).multiply(Exact.BILLION);
        BigInteger shortest = Exact.of(change.shortestNanos());
        BigInteger longest = Exact.of(change.longestNanos());
        assertEquals(
                Exact.saturated(Exact.floorDiv(least, shortest).min(Exact.floorDiv(least, longest))),
                change.leastPpb());
        assertEquals(
                Exact.saturated(Exact.ceilDiv(greatest, shortest).max(Exact.ceilDiv(greatest, longest))),
                change.greatestPpb());
    }
}
