package dev.truechimer.ptp.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.host.RealtimeReading;
import dev.truechimer.ptp.device.PhcAnswer.Wall;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Brackets against a world that knows when each clock was read: every sample lies within its bracket. */
class PhcBracketsPropertyTest {

    private static final Map<PhcBrackets.Stamps, Integer> SEEN = new EnumMap<>(PhcBrackets.Stamps.class);
    private static int narrowed;

    /** A host whose wall clock is slewed by up to σ, at a rate that changes once, and is perhaps stepped once. */
    private static final class World {

        private static final long MILLION = 1_000_000L;

        final SplittableRandom random;
        final int sigmaPpm;
        private final boolean oscillatorIsSlewed;
        private final long oscillatorStart;
        private final long realtimeAhead;
        private final long firstRatePpm;
        private final long laterRatePpm;
        private final long rateChangesAt;
        private final long stepsAt;
        private final long step;
        private long now;

        World(long seed) {
            random = new SplittableRandom(seed);
            sigmaPpm = random.nextInt(3) == 0 ? 0 : random.nextInt(100_000);
            oscillatorIsSlewed = random.nextBoolean();
            oscillatorStart = random.nextLong();
            realtimeAhead = 1_800_000_000_000_000_000L + random.nextLong(1_000_000_000L);
            firstRatePpm = MILLION + random.nextLong(-sigmaPpm, sigmaPpm + 1);
            laterRatePpm = MILLION + random.nextLong(-sigmaPpm, sigmaPpm + 1);
            rateChangesAt = random.nextLong(20_000);
            stepsAt = random.nextInt(3) == 0 ? random.nextLong(20_000) : Long.MAX_VALUE;
            step = random.nextLong(-50_000, 50_001);
        }

        /** Time passes: nothing, a little, or a pause. */
        void pass() {
            now += switch (random.nextInt(12)) {
                case 0 -> 0;
                case 1 -> random.nextLong(5_000_000_000L);
                default -> random.nextLong(1_000);
            };
        }

        long monotonic() {
            long before = Math.min(now, rateChangesAt);
            long after = now - before;
            return Math.floorDiv(before * firstRatePpm + after * laterRatePpm, MILLION);
        }

        long realtime() {
            return realtimeAhead + monotonic() + (now >= stepsAt ? step : 0);
        }

        long oscillator() {
            return oscillatorStart + (oscillatorIsSlewed ? monotonic() : now);
        }

        RealtimeReading reading() {
            long ticksBefore = later(this::oscillator);
            long monotonicBefore = later(this::monotonic);
            long wall = later(this::realtime);
            long monotonicAfter = later(this::monotonic);
            return new RealtimeReading(ticksBefore, monotonicBefore, wall, monotonicAfter, later(this::oscillator));
        }

        long later(LongSupplier clock) {
            pass();
            return clock.getAsLong();
        }
    }

    @Property(seed = "1", tries = 20_000)
    void stampsOfTheWallClockGiveTrueBrackets(@ForAll long seed) {
        World world = new World(seed);
        RealtimeReading first = world.reading();
        long before = world.later(world::oscillator);
        List<PhcSample> samples = new ArrayList<>();
        List<Long> truth = new ArrayList<>();
        boolean crossed = world.random.nextInt(4) == 0;
        long stampError = crossed ? world.random.nextLong(500) : 0;
        for (int i = 0; i < 1 + world.random.nextInt(4); i++) {
            world.pass();
            long stamp = world.realtime();
            if (crossed) {
                truth.add(world.oscillator());
                // The host's stamp is off by some of what is promised, within the slower of the two clocks.
                long off = stampError * 85 / 100 * (world.random.nextBoolean() ? 1 : -1);
                samples.add(new PhcSample(stamp + off, i, stamp + off));
            } else {
                world.pass();
                truth.add(world.oscillator());
                samples.add(new PhcSample(stamp, i, world.later(world::realtime)));
            }
        }
        long after = world.later(world::oscillator);
        PhcMethod method = crossed ? PhcMethod.PRECISE : PhcMethod.EXTENDED;
        check(
                PhcBrackets.of(
                        new PhcAnswer(method, before, samples, after, new Wall(first, world.reading())),
                        world.sigmaPpm,
                        stampError),
                truth,
                before,
                after);
    }

    @Property(seed = "2", tries = 5000)
    void stampsOfTheOscillatorGiveTrueBrackets(@ForAll long seed) {
        World world = new World(seed);
        // In a time namespace the kernel's own stamps are shifted against what this process reads.
        long shift = world.random.nextInt(4) == 0 ? world.random.nextLong(-1, 2) * 3_600_000_000_000L : 0;
        long before = world.later(world::oscillator);
        List<PhcSample> samples = new ArrayList<>();
        List<Long> truth = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long first = world.later(world::oscillator) + shift;
            truth.add(world.later(world::oscillator));
            samples.add(new PhcSample(first, i, world.later(world::oscillator) + shift));
        }
        long after = world.later(world::oscillator);
        check(
                PhcBrackets.of(new PhcAnswer(PhcMethod.EXTENDED_RAW, before, samples, after, null), world.sigmaPpm, 0),
                truth,
                before,
                after);
    }

    private static void check(PhcBrackets found, List<Long> truth, long before, long after) {
        SEEN.merge(found.stamps(), 1, Integer::sum);
        boolean outside = found.stamps() == PhcBrackets.Stamps.OUTSIDE;
        assertEquals(outside ? 0 : truth.size(), found.brackets().size());
        for (int i = 0; i < found.brackets().size(); i++) {
            PhcBracket bracket = found.brackets().get(i);
            assertEquals(i, bracket.phcNanos());
            assertTrue(bracket.beforeTicks() - truth.get(i) <= 0, () -> "too late: " + bracket + truth);
            assertTrue(bracket.afterTicks() - truth.get(i) >= 0, () -> "too early: " + bracket + truth);
            assertTrue(bracket.beforeTicks() - before >= 0 && after - bracket.afterTicks() >= 0, "wider than the call");
            assertTrue(bracket.readErrorNanos() >= 0);
            assertTrue(bracket.readErrorNanos() <= bracket.afterTicks() - bracket.beforeTicks());
            if (bracket.afterTicks() - bracket.beforeTicks() < after - before) {
                narrowed++;
            }
        }
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertEquals(PhcBrackets.Stamps.values().length, SEEN.size(), SEEN::toString);
        assertTrue(narrowed > 1000, () -> "stamps helped " + narrowed + " times only");
    }
}
