package dev.truechimer.clock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Exact;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.statistics.Statistics;

/** Events whose true time is known: a truthful source's stamp makes a claim that is true at both of its readings. */
class EventClaimPropertyTest {

    private static final long SECOND = 1_000_000_000L;

    /**
     * @param seenTai true time when the event was seen
     * @param beforeNanos how long before that the oscillator was read, {@code afterNanos} how long after; it is exact
     * @param delay since the instant that the stamp means; the declared ones are that and more on both sides
     * @param lie by how much the stamp is off
     */
    @Property
    void bothHalvesAreTrueAtTheirReadings(
            @ForAll @LongRange(min = -4_000_000_000L * SECOND, max = 4_000_000_000L * SECOND) long seenTai,
            @ForAll long seenTicks,
            @ForAll @LongRange(min = 0, max = 60 * SECOND) long beforeNanos,
            @ForAll @LongRange(min = 0, max = 60 * SECOND) long afterNanos,
            @ForAll @LongRange(min = 0, max = SECOND) long delay,
            @ForAll @LongRange(min = 0, max = SECOND) long lessDelay,
            @ForAll @LongRange(min = 0, max = SECOND) long moreDelay,
            @ForAll @LongRange(min = -SECOND, max = SECOND) long lie) {
        long least = Math.max(0, delay - lessDelay);
        long beforeTicks = seenTicks - beforeNanos;
        long afterTicks = seenTicks + afterNanos;
        Claim claim = Claim.ofEvent(
                beforeTicks, seenTai - delay + lie, afterTicks, Math.abs(lie), least, delay + moreDelay, 0);

        assertEquals(afterTicks, claim.lowerTicks());
        assertEquals(beforeTicks, claim.upperTicks());
        assertTrue(claim.lowerTaiNanos() <= seenTai + afterNanos);
        assertTrue(claim.upperTaiNanos() >= seenTai - beforeNanos);
        // The width at one moment is what the budget says, and each term is in it.
        BigInteger width = Exact.of(claim.upperTaiNanos())
                .subtract(Exact.of(claim.lowerTaiNanos()))
                .add(Exact.of(beforeNanos + afterNanos));
        assertEquals(
                width,
                Exact.of(claim.budget().delayNanos())
                        .add(Exact.of(2 * claim.budget().sourceErrorNanos())));
        Statistics.label("lie").collect(Long.signum(lie));
        Statistics.label("lie").coverage(coverage -> {
            for (int sign = -1; sign <= 1; sign += 2) {
                coverage.check(sign).count(count -> count > 0);
            }
        });
    }
}
