package dev.truechimer.clock.ticks;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.testkit.ManualWallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Races on one clock whose line ends at every reading, while the wall clock is set back. */
public final class MonotonicWallClockRaces {

    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final long CHECK_EVERY = 1_000_000;

    private MonotonicWallClockRaces() {}

    /** A clock on an oscillator that advances with each reading. */
    private abstract static class Clocks {

        private final ManualTicks hand = new ManualTicks();
        final ManualWallClock wall = new ManualWallClock(hand, START);
        final MonotonicWallClock clock;

        Clocks(long nanosAReading) {
            clock = MonotonicWallClock.builder()
                    .ticks(() -> {
                        hand.advanceNanos(nanosAReading);
                        return hand.nanos();
                    })
                    .wall(wall)
                    .checkEvery(Duration.ofNanos(CHECK_EVERY))
                    .stepListener(step -> {})
                    .waiting(hand::advanceNanos)
                    .build();
        }
    }

    /** Who reads after the other has read does not get less, even if both made a new line. */
    @JCStressTest
    @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "the right one read first, or at the same time")
    @Outcome(id = "1, true", expect = ACCEPTABLE, desc = "the left one had read, and the right one got no less")
    @Outcome(expect = FORBIDDEN, desc = "time ran back")
    @State
    public static class LinesOneAfterTheOther extends Clocks {
        private volatile long seen;

        public LinesOneAfterTheOther() {
            super(CHECK_EVERY / 2);
        }

        @Actor
        public void left() {
            wall.stepNanos(-5 * CHECK_EVERY);
            clock.nanos();
            seen = clock.nanos();
        }

        @Actor
        public void right(IZ_Result r) {
            long before = seen;
            r.r1 = before == 0 ? 0 : 1;
            r.r2 = clock.nanos() >= before;
        }
    }

    /** Nothing is drawn twice, whoever is overtaken. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "the right one was behind in both draws")
    @Outcome(id = "true, false", expect = ACCEPTABLE_INTERESTING, desc = "by turns")
    @Outcome(id = "false, true", expect = ACCEPTABLE_INTERESTING, desc = "by turns")
    @Outcome(id = "false, false", expect = ACCEPTABLE, desc = "the left one was behind in both draws")
    @State
    public static class Draws extends Clocks {
        private final long[] left = new long[2];
        private final long[] right = new long[2];

        public Draws() {
            super(0);
        }

        @Actor
        public void left() {
            left[0] = clock.uniqueNanos();
            left[1] = clock.uniqueNanos();
        }

        @Actor
        public void right() {
            right[0] = clock.uniqueNanos();
            right[1] = clock.uniqueNanos();
        }

        @Arbiter
        public void compare(ZZ_Result r) {
            if (left[1] <= left[0]
                    || right[1] <= right[0]
                    || left[0] == right[0]
                    || left[1] == right[1]
                    || left[0] == right[1]
                    || left[1] == right[0]) {
                throw new IllegalStateException("drawn twice, or backwards");
            }
            r.r1 = left[0] < right[0];
            r.r2 = left[1] < right[1];
        }
    }

    /** Four threads draw: who is overtaken by three others still gets a number of his own. */
    @JCStressTest
    @Outcome(id = "true, true", expect = ACCEPTABLE, desc = "four numbers, that of the first actor below the second's")
    @Outcome(id = "true, false", expect = ACCEPTABLE, desc = "four numbers, that of the first actor above the second's")
    @Outcome(expect = FORBIDDEN, desc = "one was drawn twice")
    @State
    public static class DrawsOfFour extends Clocks {
        private final long[] drawn = new long[4];

        public DrawsOfFour() {
            super(0);
        }

        @Actor
        public void first() {
            drawn[0] = clock.uniqueNanos();
        }

        @Actor
        public void second() {
            drawn[1] = clock.uniqueNanos();
        }

        @Actor
        public void third() {
            drawn[2] = clock.uniqueNanos();
        }

        @Actor
        public void fourth() {
            drawn[3] = clock.uniqueNanos();
        }

        @Arbiter
        public void compare(ZZ_Result r) {
            r.r1 = Arrays.stream(drawn).distinct().count() == 4;
            r.r2 = drawn[0] < drawn[1];
        }
    }
}
