package dev.truechimer.clock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.clock.Exact;
import java.math.BigInteger;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;

/** Stamps at and around leap seconds, against arithmetic without limits. */
class LeapStampPropertyTest {

    private static final long SECOND = 1_000_000_000L;

    private final LeapSeconds table = LeapTables.insertedAndLeftOut();

    @Property(shrinking = ShrinkingMode.OFF)
    void aStampIsTurnedIntoTaiUnlessALeapSecondIsWithinItsErrorAndFiveSeconds(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long error = error(random);
        long stamp = stamp(random, error);
        OptionalLong expected = expected(stamp, error);
        assertEquals(expected, table.taiFromUtcStamp(stamp, error), () -> stamp + " +- " + error);
        Statistics.label("outcome").collect(expected.isPresent() ? "turned" : "in doubt");
        Statistics.label("outcome").coverage(coverage -> {
            coverage.check("turned").count(count -> count > 0);
            coverage.check("in doubt").count(count -> count > 0);
        });
    }

    private static long error(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE - random.nextLong(10 * SECOND);
            case 2 -> random.nextLong(Long.MAX_VALUE);
            default -> random.nextLong(3_600 * SECOND);
        };
    }

    /** Mostly at the edge of what is in doubt, on both sides. */
    private long stamp(SplittableRandom random, long error) {
        long leap = table.effectiveUtcNanos(random.nextInt(1, table.size()));
        long margin = error + LeapSeconds.STAMP_MARGIN_NANOS;
        long near = random.nextInt(-2, 3);
        return switch (random.nextInt(5)) {
            case 0 -> leap + margin + near;
            case 1 -> leap - margin + near;
            case 2 -> random.nextBoolean() ? Claim.MOST_NANOS + near : -Claim.MOST_NANOS + near;
            case 3 -> random.nextLong();
            default -> leap + random.nextLong(-20 * SECOND, 20 * SECOND);
        };
    }

    private OptionalLong expected(long stamp, long error) {
        BigInteger exact = Exact.of(stamp);
        if (exact.abs().compareTo(Exact.of(Claim.MOST_NANOS)) > 0) {
            return OptionalLong.empty();
        }
        BigInteger margin = Exact.of(error).add(Exact.of(5 * SECOND));
        int offset = table.offsetSeconds(0);
        for (int i = 1; i < table.size(); i++) {
            BigInteger since = exact.subtract(Exact.of(table.effectiveUtcNanos(i)));
            if (since.abs().compareTo(margin) <= 0) {
                return OptionalLong.empty();
            }
            offset = since.signum() >= 0 ? table.offsetSeconds(i) : offset;
        }
        return OptionalLong.of(
                exact.add(Exact.of(offset).multiply(Exact.BILLION)).longValueExact());
    }
}
