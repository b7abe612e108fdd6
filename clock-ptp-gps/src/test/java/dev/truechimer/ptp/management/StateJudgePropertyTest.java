package dev.truechimer.ptp.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.ptp.management.Vouching.Refused;
import dev.truechimer.ptp.management.Vouching.Vouched;
import dev.truechimer.ptp.wire.ClockAccuracy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** The error of a slave against exact arithmetic, for numbers of any size. */
class StateJudgePropertyTest {

    private static final Path SOCKET = Path.of("/run/ptp4l");
    private static final BigDecimal SECOND = BigDecimal.valueOf(1_000_000_000L);
    private static final BigDecimal SCALE = BigDecimal.valueOf(1 << 16);
    private static int vouched;
    private static int tooFar;
    private static int unstated;
    private static int undeclared;

    /** What is drawn for one case. */
    private record Case(
            Ptp4lOptions options,
            long firstOffset,
            long offset,
            long scaledOffset,
            long scaledDelay,
            int steps,
            int accuracy,
            int mechanism,
            long gapNanos,
            long askNanos) {

        static Case draw(SplittableRandom random) {
            Ptp4lOptions options = new Ptp4lOptions(
                    SOCKET,
                    SOCKET,
                    0,
                    0,
                    random.nextBoolean() ? 0 : random.nextLong(3_600_000_000_000L),
                    random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong(1_000_000_000L)),
                    random.nextLong(1_000_000_000L),
                    random.nextInt(1001));
            return new Case(
                    options,
                    nanos(random),
                    nanos(random),
                    scaled(random),
                    scaled(random),
                    random.nextBoolean() ? 1 : random.nextInt(0x10000),
                    random.nextInt(4) > 0 ? 0x17 + random.nextInt(26) : random.nextInt(256),
                    random.nextInt(4) > 0 ? 1 : 2,
                    random.nextLong(16_000_000_000L),
                    random.nextLong(900_000_000L));
        }

        private static long nanos(SplittableRandom random) {
            return switch (random.nextInt(40)) {
                case 0 -> Long.MIN_VALUE;
                case 1 -> Long.MAX_VALUE;
                case 2 -> random.nextLong();
                case 3 -> 0;
                default -> random.nextLong(-1_000_000, 1_000_001);
            };
        }

        private static long scaled(SplittableRandom random) {
            return switch (random.nextInt(40)) {
                case 0 -> Long.MIN_VALUE;
                case 1 -> Long.MAX_VALUE;
                case 2 -> random.nextLong();
                case 3 -> 0;
                default -> random.nextLong(-1L << 36, 1L << 36);
            };
        }

        StateMaker state() {
            return new StateMaker()
                    .delayScaled(scaledDelay)
                    .steps(steps)
                    .quality(6, accuracy)
                    .mechanism(mechanism);
        }

        BigDecimal largestOffset() {
            BigDecimal scaledNanos = BigDecimal.valueOf(scaledOffset).divide(SCALE);
            return BigDecimal.valueOf(firstOffset)
                    .abs()
                    .max(BigDecimal.valueOf(offset).abs())
                    .max(scaledNanos.abs());
        }

        BigDecimal asymmetry() {
            return options.asymmetryNanos().isPresent()
                    ? BigDecimal.valueOf(options.asymmetryNanos().getAsLong())
                    : BigDecimal.valueOf(scaledDelay).divide(SCALE).abs();
        }

        boolean isTooFar() {
            return largestOffset().setScale(0, RoundingMode.CEILING).compareTo(SECOND) > 0
                    || asymmetry().setScale(0, RoundingMode.CEILING).compareTo(SECOND) > 0;
        }

        BigDecimal error(long stated) {
            BigDecimal drift = BigDecimal.valueOf(gapNanos + askNanos)
                    .multiply(BigDecimal.valueOf(options.driftPpm()))
                    .movePointLeft(6);
            BigDecimal boundaryClocks = BigDecimal.valueOf(Math.max(0, steps - 1))
                    .multiply(BigDecimal.valueOf(options.errorPerStepNanos()));
            return largestOffset()
                    .add(asymmetry())
                    .add(drift)
                    .add(boundaryClocks)
                    .add(BigDecimal.valueOf(stated))
                    .add(BigDecimal.valueOf(options.errorFloorNanos()));
        }
    }

    @Property(seed = "1", tries = 50_000)
    void theErrorIsTheExactSumRoundedUp(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Case drawn = Case.draw(random);
        StateJudge judge = new StateJudge(drawn.options());
        long ticks = random.nextLong();
        assertInstanceOf(
                Refused.class,
                judge.judge(drawn.state().offset(drawn.firstOffset(), 0).make(), ticks, ticks + 1));
        long later = ticks + drawn.gapNanos();
        Vouching vouching = judge.judge(
                drawn.state()
                        .offset(drawn.offset(), drawn.scaledOffset())
                        .ingress(1)
                        .make(),
                later,
                later + drawn.askNanos());
        OptionalLong stated = ClockAccuracy.errorNanos(drawn.accuracy());
        if (drawn.mechanism() == 2 && drawn.options().asymmetryNanos().isEmpty()) {
            undeclared++;
            assertInstanceOf(Refused.class, vouching);
        } else if (drawn.isTooFar()) {
            tooFar++;
            assertInstanceOf(Refused.class, vouching);
        } else if (stated.isEmpty() && drawn.options().errorFloorNanos() == 0) {
            unstated++;
            assertInstanceOf(Refused.class, vouching);
        } else {
            vouched++;
            Vouched found = assertInstanceOf(Vouched.class, vouching);
            assertEquals(stated.isPresent(), found.accuracyStated());
            BigDecimal excess = BigDecimal.valueOf(found.errorNanos()).subtract(drawn.error(stated.orElse(0)));
            assertTrue(excess.signum() >= 0, () -> "rounded down by " + excess);
            // The offset, the asymmetry and the drift.
            assertTrue(excess.compareTo(BigDecimal.valueOf(3)) < 0, () -> "wider by " + excess);
        }
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertTrue(
                vouched > 1000 && tooFar > 1000 && unstated > 1000 && undeclared > 1000,
                () -> vouched + ", " + tooFar + ", " + unstated + ", " + undeclared);
    }
}
