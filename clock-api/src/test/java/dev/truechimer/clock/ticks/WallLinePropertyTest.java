package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;

/** The arithmetic of lines, against exact numbers. */
class WallLinePropertyTest {

    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);
    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final long ONE_SECOND = 1_000_000_000L;
    private static final long FIFTY_YEARS = 1_577_880_000_000_000_000L;

    @Property(tries = 5_000)
    void aLineLosesWhatItsSlowdownSaysRoundedDown(
            @ForAll @IntRange(min = 1, max = 500_000) int ppm,
            @ForAll("elapsed") long elapsedNanos,
            @ForAll @LongRange(min = 1, max = FIFTY_YEARS) long leadNanos) {
        WallPace pace = new WallPace(Long.MAX_VALUE / 4, ppm, 0);
        WallLine line = WallLine.first(new WallReading(0, 1_000, 0), 1_000 + leadNanos, pace);
        BigInteger lost = BigInteger.valueOf(elapsedNanos)
                .multiply(BigInteger.valueOf(line.slowdown))
                .divide(TWO_TO_64);
        assertEquals(
                BigInteger.valueOf(1_000 + leadNanos + elapsedNanos).subtract(lost),
                BigInteger.valueOf(line.at(elapsedNanos)));
        // Not more than asked for; of a line, which lasts a second at most, less by 1 ns at most.
        BigInteger asked = BigInteger.valueOf(elapsedNanos)
                .multiply(BigInteger.valueOf(ppm))
                .divide(MILLION);
        BigInteger shortfall = asked.subtract(lost);
        assertTrue(
                shortfall.signum() >= 0 && (elapsedNanos > ONE_SECOND || shortfall.compareTo(BigInteger.ONE) <= 0),
                () -> "asked for " + asked + ", lost " + lost);
    }

    @Property(tries = 5_000)
    void aLeadIsLostWhenItShouldBe(@ForAll @IntRange(min = 1, max = 500_000) int ppm, @ForAll("leads") long leadNanos) {
        BigInteger exact = BigInteger.valueOf(leadNanos)
                .multiply(MILLION)
                .add(BigInteger.valueOf(ppm - 1))
                .divide(BigInteger.valueOf(ppm));
        BigInteger answer = BigInteger.valueOf(new WallPace(1, ppm, 0).nanosToLose(leadNanos));
        boolean fits = exact.bitLength() < 60;
        Statistics.label("fits").collect(fits);
        if (fits) {
            BigInteger excess = answer.subtract(exact);
            assertTrue(excess.signum() >= 0 && excess.compareTo(BigInteger.ONE) <= 0, () -> answer + " for " + exact);
        } else {
            assertTrue(answer.bitLength() >= 59, () -> answer + " for " + exact);
        }
        Statistics.label("fits").coverage(coverage -> {
            coverage.check(true).count(count -> count > 0);
            coverage.check(false).count(count -> count > 0);
        });
    }

    @Provide
    Arbitrary<Long> elapsed() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, ONE_SECOND), Arbitraries.longs().between(0, FIFTY_YEARS));
    }

    @Provide
    Arbitrary<Long> leads() {
        return Arbitraries.longs().between(1, 4 * FIFTY_YEARS);
    }

    /** Whatever the readings are: no line begins below the end of the one before, and each knows what its reading says. */
    @Property(tries = 20_000)
    void aLineGoesOnFromTheOneBeforeAndBelievesTheNewReading(
            @ForAll @LongRange(min = 0, max = FIFTY_YEARS) long firstWall,
            @ForAll @LongRange(min = 0, max = FIFTY_YEARS) long floor,
            @ForAll long firstTicks,
            @ForAll("gaps") long gapNanos,
            @ForAll("steps") long stepNanos,
            @ForAll @IntRange(min = 0, max = 300) int firstWidth,
            @ForAll @IntRange(min = 0, max = 300) int width,
            @ForAll @IntRange(min = 1, max = 500_000) int ppm) {
        WallPace pace = new WallPace(100_000_000, ppm, 1_000_000);
        WallLine first = WallLine.first(new WallReading(firstTicks, firstWall, firstTicks + firstWidth), floor, pace);
        long beforeTicks = first.startTicks + gapNanos;
        long wall = Math.max(firstWall + gapNanos + stepNanos, 0);
        WallReading reading = new WallReading(beforeTicks, wall, beforeTicks + width);
        WallLine next = first.next(reading, pace);

        assertTrue(next.startNanos >= first.endNanos(), "not back");
        assertEquals(reading.afterTicks(), next.startTicks);
        assertTrue(next.offset.nanos - reading.leastOffsetNanos() >= 0, "offset");
        assertTrue(reading.greatestOffsetNanos() - next.offset.nanos >= 0, "offset");
        checkKnowledge(first, reading, next);
        long wallAtStart = next.offset.nanos + next.startTicks;
        boolean coasting = next.slowdown != 0;
        assertEquals(coasting, first.endNanos() > wallAtStart, "slower only if ahead");
        assertEquals(Math.max(first.endNanos(), wallAtStart), next.startNanos);
        assertTrue(next.validForNanos >= 1 && next.validForNanos <= pace.checkEveryNanos());
        boolean stepped = next.history.lastStep() != null;
        Statistics.label("coasting").collect(coasting);
        Statistics.label("stepped").collect(stepped);
        Statistics.label("coasting").coverage(coverage -> {
            coverage.check(true).count(count -> count > 100);
            coverage.check(false).count(count -> count > 100);
        });
        Statistics.label("stepped").coverage(coverage -> {
            coverage.check(true).count(count -> count > 100);
            coverage.check(false).count(count -> count > 100);
        });
        if (stepped) {
            WallClockStep step = next.history.lastStep();
            long trueStep = wall - firstWall - gapNanos;
            long errorNanos = Math.abs(step.sizeNanos() - trueStep);
            // The wall clock ran on while it was being read, by up to the width.
            assertTrue(errorNanos <= step.uncertaintyNanos() + firstWidth, () -> step + " for " + trueStep);
        }
    }

    /** What both readings say, if both can be true; else what the new one says. */
    private static void checkKnowledge(WallLine first, WallReading reading, WallLine next) {
        // Offsets may wrap around; relative to one of them they don't.
        long origin = first.offset.nanos;
        long least = reading.leastOffsetNanos() - origin;
        long greatest = reading.greatestOffsetNanos() - origin;
        long leastOfBoth = Math.max(least, first.offset.leastNanos - origin);
        long greatestOfBoth = Math.min(greatest, first.offset.greatestNanos - origin);
        boolean agree = leastOfBoth <= greatestOfBoth;
        Statistics.label("agree").collect(agree);
        Statistics.label("agree").coverage(coverage -> {
            coverage.check(true).count(count -> count > 100);
            coverage.check(false).count(count -> count > 100);
        });
        assertEquals(agree ? leastOfBoth : least, next.offset.leastNanos - origin);
        assertEquals(agree ? greatestOfBoth : greatest, next.offset.greatestNanos - origin);
        long width = next.offset.greatestNanos - next.offset.leastNanos;
        assertEquals(width / 2, next.offset.nanos - next.offset.leastNanos, "the middle");
    }

    @Provide
    Arbitrary<Long> gaps() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 200_000_000),
                Arbitraries.longs().between(0, 3_600_000_000_000L),
                Arbitraries.of(0L, 1L, 100_000_000L, FIFTY_YEARS));
    }

    @Provide
    Arbitrary<Long> steps() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-300, 300),
                Arbitraries.longs().between(-5_000_000, 5_000_000),
                Arbitraries.longs().between(-FIFTY_YEARS, FIFTY_YEARS),
                Arbitraries.of(0L, -FIFTY_YEARS, FIFTY_YEARS));
    }
}
