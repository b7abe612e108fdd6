package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.testkit.ManualWallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A clock on a host whose wall clock is stepped and slewed at random, whose readings cost time and whose threads are held up. The
 * truth is at hand, so each reading is compared with bounds that follow from the contract:
 *
 * <ul>
 *   <li>never back;
 *   <li>above: whoever follows the wall clock and runs at most at the oscillator's rate can't have got further;
 *   <li>below: whoever looked at the wall clock within the last interval can't be behind that by more than a bracket;
 *   <li>a lead shrinks at the promised rate while nobody touches the wall clock.
 * </ul>
 */
class MonotonicWallClockSimTest {

    private static final int WORLDS = Integer.getInteger("truechimer.sim.worlds", 300);
    private static final int READINGS = 3_000;
    private static final long CHECK_EVERY = 100_000_000;

    /** More than a bracket can be wide: a reading costs at most 60 ns, and only one of the attempts is held up. */
    private static final long BRACKET = 200;

    private long coasted;
    private long caughtUp;
    private long jumped;
    private long drawn;
    private long waited;

    @Test
    void keepsItsPromisesWhateverTheWallClockDoes() {
        for (int seed = 0; seed < WORLDS; seed++) {
            new World(seed).run();
        }
        System.out.printf(
                "%d readings: %d coasting, %d times caught up, %d jumps forward, %d unique, %d waits%n",
                (long) WORLDS * READINGS, coasted, caughtUp, jumped, drawn, waited);
        assertTrue(
                coasted > 1_000 && caughtUp > 100 && jumped > 100 && drawn > 1_000 && waited > 100,
                "each of it must have happened");
    }

    /** What the wall clock said at some reading of the oscillator. */
    private record Seen(long ticks, long offsetNanos) {}

    private final class World {

        private final int seed;
        private final SplittableRandom random;
        private final ManualTicks hand;
        private final ManualWallClock wall;
        private final long originTicks;
        private final Deque<Seen> lately = new ArrayDeque<>();
        private final int slowdownPpm;
        private final long maxLeadNanos;
        private final MonotonicWallClock clock;

        private int untilHeldUp;
        private boolean inReading;
        private long highestOffset = Long.MIN_VALUE;
        private long last = Long.MIN_VALUE;
        private long lastUnique = Long.MIN_VALUE;
        private long lastMicros = Long.MIN_VALUE;
        private long quietSince;
        private long leadThen;
        private boolean wasCoasting;

        World(int seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.originTicks = random.nextLong();
            this.hand = new ManualTicks(originTicks);
            this.wall =
                    new ManualWallClock(hand, Instant.ofEpochSecond(1_500_000_000L + random.nextInt(1_000_000_000)));
            this.slowdownPpm = random.nextBoolean() ? 500_000 : 1 + random.nextInt(500_000);
            this.maxLeadNanos = 1_000 + random.nextLong(100_000);
            this.clock = MonotonicWallClock.builder()
                    .ticks(this::costlyTicks)
                    .wall(wall)
                    .greatestSlowdownPpm(slowdownPpm)
                    .maxLead(Duration.ofNanos(maxLeadNanos))
                    .stepListener(step -> {})
                    .waiting(nanos -> {
                        waited++;
                        advance(1 + random.nextLong(2 * nanos));
                    })
                    .build();
        }

        /** Each reading takes some nanoseconds, and now and then the thread loses the processor. */
        private long costlyTicks() {
            advance(5 + random.nextInt(25));
            if (inReading && --untilHeldUp == 0) {
                advance(random.nextLong(CHECK_EVERY / 4));
            }
            long nanos = hand.nanos();
            if (inReading && untilHeldUp == -1) {
                advance(random.nextLong(CHECK_EVERY / 4));
            }
            return nanos;
        }

        private void advance(long nanos) {
            hand.advanceNanos(nanos);
            see();
        }

        private long ticks() {
            return hand.nanos() - originTicks;
        }

        private long wallNanos() {
            return EpochNanos.of(wall.instant());
        }

        /** Remembers what the wall clock offers to whoever looks now. */
        private void see() {
            long offset = wallNanos() - ticks();
            highestOffset = Math.max(highestOffset, offset);
            lately.addLast(new Seen(ticks(), offset));
        }

        private void disturb() {
            see();
            switch (random.nextInt(8)) {
                case 0 -> wall.stepNanos(random.nextLong(-3_600_000_000_000L, 3_600_000_000_000L));
                case 1, 2 -> wall.stepNanos(random.nextLong(-30_000_000, 30_000_000));
                case 3, 4 -> wall.stepNanos(random.nextLong(-1_000, 1_000));
                case 5 -> wall.slewPpm(random.nextInt(-500, 501));
                default -> wall.slewPpm(0);
            }
            see();
        }

        void run() {
            see();
            long begin = clock.nanos();
            last = begin;
            for (int i = 0; i < READINGS; i++) {
                boolean disturbed = random.nextInt(60) == 0;
                if (disturbed) {
                    disturb();
                }
                advance(pauseNanos());
                untilHeldUp = 1 + random.nextInt(12);
                inReading = true;
                read(disturbed);
                inReading = false;
            }
        }

        private long pauseNanos() {
            return switch (random.nextInt(10)) {
                case 0 -> random.nextLong(3 * CHECK_EVERY);
                case 1, 2 -> random.nextLong(CHECK_EVERY);
                case 3 -> 0;
                default -> random.nextLong(CHECK_EVERY / 20);
            };
        }

        private void read(boolean disturbed) {
            long beforeTicks = ticks();
            long wallBefore = wallNanos();
            long nanos = clock.nanos();
            if (nanos < last) {
                fail("seed " + seed + ": back from " + last + " to " + nanos);
            }
            if (nanos > highestOffset + ticks() + BRACKET) {
                fail("seed " + seed + ": " + (nanos - highestOffset - ticks()) + " ns further than possible");
            }
            checkNotBehind(nanos, beforeTicks);
            checkLead(nanos, beforeTicks, wallBefore, disturbed);
            jumped += nanos - last > 5 * CHECK_EVERY ? 1 : 0;
            last = nanos;
            draw();
        }

        private void checkNotBehind(long nanos, long beforeTicks) {
            while (lately.getFirst().ticks() < beforeTicks - CHECK_EVERY) {
                lately.removeFirst();
            }
            long least = lately.stream().mapToLong(Seen::offsetNanos).min().orElseThrow();
            // The end of a line is given to who was held up while he made the next one.
            if (nanos < least + beforeTicks - BRACKET) {
                fail("seed " + seed + ": behind by " + (least + beforeTicks - nanos) + " ns");
            }
        }

        private void checkLead(long nanos, long beforeTicks, long wallBefore, boolean disturbed) {
            long lead = nanos - wallNanos();
            boolean coasting = clock.report().leadNanos() > 2 * BRACKET;
            coasted += coasting ? 1 : 0;
            caughtUp += wasCoasting && !coasting && !disturbed ? 1 : 0;
            wasCoasting = coasting;
            if (disturbed) {
                quietSince = beforeTicks;
                leadThen = Math.max(nanos - wallBefore, 0);
                return;
            }
            long quietNanos = ticks() - quietSince;
            // Until the next look it goes on as before; a slew of 500 ppm and the brackets come on top.
            long shouldHaveLost = (quietNanos - 2 * CHECK_EVERY) / 1_000_000 * slowdownPpm;
            long slewedNanos = quietNanos / 1_000_000 * 501 + 501;
            long limit = Math.max(leadThen - Math.max(shouldHaveLost, 0), 0) + slewedNanos + 50 * BRACKET;
            if (lead > limit) {
                fail("seed " + seed + ": ahead by " + lead + " ns, not " + limit);
            }
        }

        private void draw() {
            for (int burst = random.nextInt(4) == 0 ? random.nextInt(40) : 0; burst > 0; burst--) {
                long unique = clock.uniqueNanos();
                long micros = clock.uniqueMicros();
                drawn++;
                if (unique <= lastUnique || micros <= lastMicros) {
                    fail("seed " + seed + ": not unique: " + unique + ", " + micros);
                }
                lastUnique = unique;
                lastMicros = micros;
                long nanos = clock.nanos();
                if (unique > nanos + maxLeadNanos || micros * 1_000 > nanos + maxLeadNanos) {
                    fail("seed " + seed + ": unique ones run ahead: " + unique + ", " + micros + ", time " + nanos);
                }
            }
        }
    }
}
