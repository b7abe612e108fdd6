package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** A host that sleeps at random between and during polls, against one that knows when it did. */
class SuspendDetectorPropertyTest {

    private static final int POLLS = 300;
    private static final int READINGS_OF_A_POLL = 9;
    private static final int NOT_ASLEEP = -1;

    /** Both clocks, which take time to read, and a host that may fall asleep before any reading. */
    private static final class Host {
        private final SplittableRandom random;
        private final ManualTicks pausing;
        private final ManualTicks running;
        private int readingsUntilSleep = Integer.MAX_VALUE;
        private long sleepNanos;

        /** The oscillator when it fell asleep last. */
        private long asleepTicks;

        /** What the readings of a poll took, without sleep, and what those of the one did in which it slept. */
        private long costs;

        private long costsAsleep;

        Host(SplittableRandom random) {
            this.random = random;
            this.pausing = new ManualTicks(random.nextLong());
            this.running = new ManualTicks(random.nextLong());
        }

        long read(ManualTicks ticks) {
            pass(random.nextInt(50) == 0 ? random.nextLong(1, 5_000_000) : random.nextLong(1, 200));
            if (readingsUntilSleep-- == 0) {
                running.advanceNanos(sleepNanos);
                asleepTicks = pausing.nanos();
            }
            return ticks.nanos();
        }

        /** Before one of the readings of the next poll, half the time before the first. */
        void fallAsleep(long nanos) {
            sleepNanos = nanos;
            readingsUntilSleep = random.nextBoolean() ? 0 : random.nextInt(READINGS_OF_A_POLL);
        }

        void pass(long nanos) {
            pausing.advanceNanos(nanos);
            running.advanceNanos(nanos);
            costs += nanos;
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    @StatisticsReport(StatisticsReportMode.OFF)
    void reportsEachSleepOnceAndNothingElse(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Host host = new Host(random);
        long threshold = random.nextLong(1, 10_000_000);
        SuspendDetector detector = new SuspendDetector(
                () -> host.read(host.pausing), () -> host.read(host.running), Duration.ofNanos(threshold));
        assertEquals(Optional.empty(), detector.poll());
        long costsBefore = host.costs;
        int pollsSince = NOT_ASLEEP;
        for (int i = 0; i < POLLS; i++) {
            host.pass(random.nextLong(1_000_000_000));
            if (pollsSince == NOT_ASLEEP && random.nextInt(4) == 0) {
                long most = random.nextInt(3) == 0
                        ? 2 * threshold + 1
                        : Duration.ofDays(300).toNanos();
                host.fallAsleep(random.nextLong(1, most));
                pollsSince = 0;
            }
            host.costs = 0;
            Optional<Suspension> found = detector.poll();
            // No bracket is wider than its poll.
            long brackets = host.costs + costsBefore;
            costsBefore = host.costs;
            boolean slept = pollsSince != NOT_ASLEEP;
            found.ifPresent(suspension -> assertSuspension(host, slept, brackets, suspension));
            if (found.isPresent()) {
                pollsSince = NOT_ASLEEP;
                Statistics.label("outcome").collect("found");
            } else if (pollsSince == 1) {
                // The kept reading of the poll in which it fell asleep may be one before that, but not that of the
                // next.
                long promised = threshold + 2 * (host.costsAsleep + brackets + 2);
                assertFalse(host.sleepNanos > promised, () -> "not found: " + host.sleepNanos + " > " + promised);
                pollsSince = NOT_ASLEEP;
                Statistics.label("outcome").collect("too short");
            } else {
                host.costsAsleep = brackets;
                pollsSince += slept ? 1 : 0;
                Statistics.label("outcome").collect("none");
            }
        }
        Statistics.label("outcome").coverage(coverage -> {
            for (String outcome : List.of("found", "too short", "none")) {
                coverage.check(outcome).count(count -> count > 0);
            }
        });
    }

    private static void assertSuspension(Host host, boolean slept, long brackets, Suspension suspension) {
        assertTrue(slept, () -> "nobody slept: " + suspension);
        assertTrue(
                Math.abs(suspension.lengthNanos() - host.sleepNanos) <= suspension.uncertaintyNanos(),
                () -> host.sleepNanos + ": " + suspension);
        assertTrue(suspension.uncertaintyNanos() <= brackets + 1, () -> brackets + ": " + suspension);
        assertTrue(host.asleepTicks - suspension.sinceTicks() >= 0, suspension::toString);
        assertTrue(suspension.untilTicks() - host.asleepTicks >= 0, suspension::toString);
    }
}
