package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.host.TicksRange;
import dev.truechimer.clock.source.Claim;
import java.util.EnumMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** A truthful namer and a truthful pulse: the second is the true one, whatever the rate of the oscillator is, or there is none. */
class PpsNamingPropertyTest {

    private enum Outcome {
        NAMED,
        UNNAMED
    }

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLION = 1_000_000;
    private static final int SLEW_PPM = 1_000;
    private static final int OSCILLATOR_PPM = 200;
    private static final Map<Outcome, Integer> SEEN = new EnumMap<>(Outcome.class);

    @AfterContainer
    static void bothOutcomesOccurred() {
        for (Outcome each : Outcome.values()) {
            assertTrue(SEEN.getOrDefault(each, 0) > 0, each + " never occurred");
        }
    }

    @Property
    void aNamedSecondIsTheTrueOne(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long seconds,
            @ForAll @IntRange(min = -OSCILLATOR_PPM, max = OSCILLATOR_PPM) int tooFastPpm,
            @ForAll @IntRange(min = -SLEW_PPM, max = SLEW_PPM) int slewedPpm,
            @ForAll @LongRange(min = -60_000_000_000L, max = 60_000_000_000L) long claimAgeNanos,
            @ForAll @LongRange(min = 0, max = 450_000_000) long belowNanos,
            @ForAll @LongRange(min = 0, max = 450_000_000) long aboveNanos,
            @ForAll @LongRange(min = 0, max = 50_000_000) long latencyNanos,
            @ForAll @LongRange(min = 0, max = 1_000_000) long beforeNanos,
            @ForAll @LongRange(min = 0, max = 1_000_000) long afterNanos,
            @ForAll long originTicks) {
        long edgeTai = seconds * SECOND;
        long stampTai = edgeTai + latencyNanos;
        PpsNaming naming = new PpsNaming(SLEW_PPM, 80 * SECOND);
        // Truth first: a claim around the true time of its own instant, then the oscillator as wrong as it may be.
        long claimTicks = originTicks - ticksIn(claimAgeNanos, tooFastPpm, slewedPpm);
        long claimTai = stampTai - claimAgeNanos;
        naming.add(Claim.ofEvent(claimTicks, claimTai - belowNanos, claimTicks, 0, 0, belowNanos + aboveNanos, 0));
        TicksRange range = new TicksRange(originTicks - beforeNanos, originTicks + afterNanos);
        PpsNaming.Result result = naming.name(range, latencyNanos, 0, 0);
        if (result instanceof PpsNaming.Second second) {
            assertEquals(edgeTai, second.taiNanos());
            SEEN.merge(Outcome.NAMED, 1, Integer::sum);
        } else {
            SEEN.merge(Outcome.UNNAMED, 1, Integer::sum);
            long widthNanos = 2 * SECOND * 8 / 10;
            boolean isNarrow = belowNanos + latencyNanos + beforeNanos < widthNanos / 4 - 100 * MILLION
                    && aboveNanos + afterNanos < widthNanos / 4 - 100 * MILLION;
            assertTrue(!isNarrow, () -> "narrow, and not named: " + result);
        }
    }

    /** What an oscillator shows that is too fast and slewed, for a stretch of true time. */
    private static long ticksIn(long trueNanos, int tooFastPpm, int slewedPpm) {
        long raw = trueNanos + Math.floorDiv(trueNanos * tooFastPpm, MILLION + OSCILLATOR_PPM);
        return raw + Math.floorDiv(raw * slewedPpm, MILLION);
    }
}
