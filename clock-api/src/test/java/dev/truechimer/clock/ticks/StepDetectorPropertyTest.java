package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Exact;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/**
 * Random schedules of steps and slews, against an oracle that knows when each reading was really made: each step that
 * the contract promises is found once, with a size within its uncertainty and a bracket that holds its moment, and none
 * where there was none; slews likewise.
 */
class StepDetectorPropertyTest {

    private static final long SECOND = ReadableHost.SECOND;
    private static final long HOUR = 3_600 * SECOND;
    private static final int POLLS = 300;

    /** One host, one detector, and what both are known to have done. */
    private static final class Schedule {
        private final SplittableRandom random;
        private final ReadableHost host;
        private final long stepThreshold;
        private final int greatestSlewPpm;
        private final int slewThresholdPpm;
        private final long window;
        private final StepDetector detector;
        private ReadableHost.Look last;
        private ReadableHost.Look stretchBegin;

        // What happened since the last poll.
        private long stepped;
        private long firstStepAt;
        private long lastStepAt;
        private int steps;

        Schedule(long seed) {
            random = new SplittableRandom(seed);
            host = new ReadableHost(random);
            stepThreshold = pick(1_000_000L, 100_000L, 50_000_000L);
            greatestSlewPpm = (int) pick(0, 500, 100_500);
            slewThresholdPpm = (int) pick(200, 500, 0);
            window = pick(SECOND, 10 * SECOND, 1_000_000L);
            detector = StepDetector.builder(host.ticks(), host.wall())
                    .stepThreshold(Duration.ofNanos(stepThreshold))
                    .greatestSlewPpm(greatestSlewPpm)
                    .slewThresholdPpm(slewThresholdPpm)
                    .slewWindow(Duration.ofNanos(window))
                    .build();
        }

        private long pick(long... of) {
            return of[random.nextInt(of.length)];
        }

        void run() {
            assertEquals(Optional.empty(), detector.poll());
            last = host.narrowest();
            stretchBegin = last;
            for (int i = 0; i < POLLS; i++) {
                live();
                judge(detector.poll());
                steps = 0;
                stepped = 0;
            }
        }

        private void live() {
            if (random.nextInt(8) == 0) {
                int magnitude = Math.min(greatestSlewPpm, (int) pick(0, 100, 199, 201, 400, 600, 100_500));
                host.trueWall().slewPpm(random.nextBoolean() ? magnitude : -magnitude);
            }
            int pieces = random.nextInt(6) == 0 ? random.nextInt(1, 3) : 0;
            long gap = random.nextInt(20) == 0 ? 5 * SECOND : random.nextLong(50_000_000, 300_000_000);
            for (int i = 0; i < pieces; i++) {
                host.pass(random.nextLong(1, gap));
                step();
            }
            host.pass(random.nextLong(1, gap));
        }

        private void step() {
            long size = switch (random.nextInt(4)) {
                case 0 -> stepThreshold + random.nextLong(-2, 3);
                case 1 -> random.nextLong(1, 2 * stepThreshold);
                case 2 -> random.nextLong(1, 100 * stepThreshold);
                default -> random.nextLong(1, HOUR);
            };
            size = random.nextBoolean() ? size : -size;
            host.trueWall().stepNanos(size);
            firstStepAt = steps == 0 ? host.now() : firstStepAt;
            lastStepAt = host.now();
            stepped += size;
            steps++;
        }

        private void judge(Optional<ClockAnomaly> found) {
            ReadableHost.Look look = host.narrowest();
            long slewed = (Math.multiplyExact(look.after() - last.before(), greatestSlewPpm) + 999_999) / 1_000_000;
            long uncertainty = (last.widthNanos() + look.widthNanos()) / 2 + 2 + slewed;
            if (found.isPresent() && found.get() instanceof WallClockStep step) {
                assertStep(step, look, uncertainty);
                stretchBegin = look;
            } else {
                boolean promised = Math.abs(stepped) > Math.max(stepThreshold, slewed) + 2 * uncertainty;
                assertFalse(promised, () -> "a step of " + stepped + " was not found");
                collect(steps == 0 ? "no step" : "step too small");
                judgeSlew(found.map(WallClockSlew.class::cast), look);
            }
            last = look;
        }

        private void assertStep(WallClockStep step, ReadableHost.Look look, long uncertainty) {
            assertTrue(steps > 0, () -> "nobody stepped: " + step);
            assertTrue(Math.abs(step.sizeNanos() - stepped) <= step.uncertaintyNanos(), () -> stepped + ": " + step);
            assertTrue(step.uncertaintyNanos() <= uncertainty, () -> uncertainty + ": " + step);
            assertEquals(last.before(), step.sinceTicks());
            assertEquals(look.after(), step.untilTicks());
            assertTrue(firstStepAt - step.sinceTicks() > 0 && step.untilTicks() - lastStepAt > 0, step::toString);
            assertEquals(look.wallNanos(), step.wallNanos());
            collect(steps == 1 ? "step found" : "steps found as one");
            collect(step.isBackward() ? "back" : "forward");
        }

        /** The wall clock against the oscillator over the stretch, from the moments at which it was really read. */
        private void judgeSlew(Optional<WallClockSlew> found, ReadableHost.Look look) {
            ReadableHost.Look begin = stretchBegin;
            if (look.before() - begin.after() < window) {
                assertEquals(Optional.empty(), found, "the stretch is too short");
                return;
            }
            stretchBegin = look;
            long elapsed = look.moment() - begin.moment();
            BigInteger change = Exact.of(look.wallNanos() - begin.wallNanos() - elapsed);
            BigInteger scaled = change.multiply(Exact.BILLION);
            BigInteger limit = Exact.of(elapsed).multiply(Exact.of(slewThresholdPpm * 1_000L));
            if (found.isEmpty()) {
                long brackets = begin.widthNanos() + look.widthNanos() + 2;
                // The rate moves by as much as the brackets may, and the time between that it is divided by does too.
                BigInteger slack = Exact.of(brackets).multiply(Exact.BILLION).multiply(Exact.of(3));
                boolean promised = scaled.abs().compareTo(limit.add(slack)) > 0;
                assertFalse(promised, () -> "a slew of " + scaled.divide(Exact.of(elapsed)) + " ppb was not found");
                collect("no slew");
                return;
            }
            WallClockSlew slew = found.get();
            assertTrue(scaled.abs().compareTo(limit) > 0, () -> "no such slew: " + slew);
            BigInteger error = scaled.subtract(Exact.of(slew.ratePpb()).multiply(Exact.of(elapsed)))
                    .abs();
            BigInteger allowed = Exact.of(slew.uncertaintyPpb()).multiply(Exact.of(elapsed));
            assertTrue(error.compareTo(allowed) <= 0, () -> scaled.divide(Exact.of(elapsed)) + ": " + slew);
            assertEquals(begin.before(), slew.beginTicks());
            assertEquals(look.after(), slew.endTicks());
            assertEquals(look.wallNanos(), slew.wallNanos());
            collect(slew.isSlower() ? "slower" : "faster");
        }

        private static void collect(String outcome) {
            Statistics.label("outcome").collect(outcome);
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    @StatisticsReport(StatisticsReportMode.OFF)
    void findsWhatHappenedAndNothingElse(@ForAll long seed) {
        new Schedule(seed).run();
        Statistics.label("outcome").coverage(coverage -> {
            for (String outcome : new String[] {
                "no step",
                "step too small",
                "step found",
                "steps found as one",
                "back",
                "forward",
                "no slew",
                "slower",
                "faster"
            }) {
                coverage.check(outcome).count(count -> count > 0);
            }
        });
    }
}
