package dev.truechimer.clock.host;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.host.RealtimeTrail.Converted;
import dev.truechimer.clock.host.RealtimeTrail.OutOfReach;
import dev.truechimer.clock.host.RealtimeTrail.Stepped;
import dev.truechimer.clock.host.RealtimeWorld.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/**
 * Random hosts with steps, slews, pauses and gaps, against an oracle that knows what the oscillator showed when each
 * stamp was taken: wherever the class promises it, a stamp is converted to a range with that reading in it, or not at all.
 */
class RealtimeTrailPropertyTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    private static final int ACTIONS = 60;

    /** One host, one trail, and the stamps that were taken. */
    private static final class Run {
        private final SplittableRandom random;
        private final RealtimeWorld world;
        private final RealtimeTrail trail;
        private final boolean calm;
        private final List<Stamp> stamps = new ArrayList<>();
        private long readAtMonotonic;

        Run(long seed) {
            random = new SplittableRandom(seed);
            int slewBoundPpm = pick(0, 1, 500, 1_000, 100_000);
            world = new RealtimeWorld(random, slewBoundPpm);
            trail = new RealtimeTrail(slewBoundPpm);
            calm = random.nextInt(4) == 0;
            if (calm) {
                world.keepOffset();
            }
        }

        private int pick(int... of) {
            return of[random.nextInt(of.length)];
        }

        void run() {
            for (int i = 0; i < ACTIONS; i++) {
                act();
                if (random.nextInt(3) == 0) {
                    RealtimeReading reading = world.read(this::beBusy);
                    readAtMonotonic = reading.monotonicBefore();
                    trail.add(reading);
                    stamps.forEach(this::judge);
                }
            }
        }

        private void act() {
            world.pass(aWhile());
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> stamp();
                case 3 -> world.slew();
                case 4 -> step();
                default -> {
                    // A stamp at the moment of a step, with an old offset and with the new.
                    stamp();
                    step();
                    stamp();
                }
            }
        }

        /** Between the values of a reading. */
        private void beBusy() {
            world.pass(random.nextInt(100));
            switch (random.nextInt(40)) {
                case 0 -> world.pass(aWhile());
                case 1 -> step();
                case 2 -> world.slew();
                case 3, 4 -> stamp();
                default -> world.pass(random.nextInt(20));
            }
        }

        private void stamp() {
            stamps.add(world.stamp());
        }

        private void step() {
            long size = random.nextBoolean()
                    ? random.nextLong(1, 300)
                    : random.nextBoolean()
                            ? random.nextLong(1, 5 * MILLI)
                            : random.nextBoolean() ? SECOND : random.nextLong(1, 2 * HOUR);
            world.step(random.nextBoolean() ? size : -size);
        }

        private long aWhile() {
            return switch (random.nextInt(20)) {
                case 0 -> random.nextLong(10 * HOUR);
                case 1 -> random.nextLong(30 * SECOND);
                case 2, 3 -> 10 * SECOND + random.nextLong(-1_000, 1_000);
                case 4, 5, 6, 7 -> random.nextLong(2 * SECOND);
                case 8, 9, 10 -> random.nextLong(5 * MILLI);
                case 11, 12 -> 0;
                default -> random.nextLong(1_000);
            };
        }

        private void judge(Stamp stamp) {
            boolean between = stamp.gap().ended && !world.isBeforeAllReadings(stamp);
            boolean promised = between && readAtMonotonic - stamp.monotonic() <= RealtimeTrail.REACH_NANOS;
            RealtimeTrail.Conversion conversion = trail.ticksOf(stamp.nanos());
            if (promised) {
                judgePromised(stamp, conversion);
            } else if (calm && !(conversion instanceof Converted)) {
                assertInstanceOf(OutOfReach.class, conversion, () -> "there was no step: " + stamp);
                collect(between ? "too old" : stamp.gap().ended ? "before all readings" : "after all readings");
            }
        }

        private void judgePromised(Stamp stamp, RealtimeTrail.Conversion conversion) {
            if (conversion instanceof Converted converted) {
                TicksRange range = converted.range();
                assertTrue(
                        stamp.ticks() - range.earliestTicks() >= 0 && range.latestTicks() - stamp.ticks() >= 0,
                        () -> stamp + " with " + stamp.gap().steps + " steps around is not in " + range);
                collect(stamp.gap().steps > 0 ? "converted beside a hidden step" : "converted");
            } else {
                assertFalse(calm, () -> "there was no step: " + conversion + ", " + stamp);
                collect(conversion instanceof Stepped ? "stepped" : "hidden by a step");
            }
        }

        private static void collect(String outcome) {
            Statistics.label("outcome").collect(outcome);
        }
    }

    @Property(tries = 3_000, shrinking = ShrinkingMode.OFF)
    @StatisticsReport(StatisticsReportMode.OFF)
    void aStampIsConvertedRightlyOrNotAtAll(@ForAll long seed) {
        new Run(seed).run();
        Statistics.label("outcome").coverage(coverage -> {
            for (String outcome : new String[] {
                "converted",
                "converted beside a hidden step",
                "stepped",
                "too old",
                "before all readings",
                "after all readings"
            }) {
                coverage.check(outcome).count(count -> count > 0);
            }
        });
    }
}
