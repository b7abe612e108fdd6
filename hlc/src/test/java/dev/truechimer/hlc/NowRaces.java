package dev.truechimer.hlc;

import static dev.truechimer.hlc.RaceTimes.NONE;
import static dev.truechimer.hlc.RaceTimes.number;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Races of {@code now()} with itself and with {@code last()}; numbers as in {@link RaceTimes}. */
public final class NowRaces {

    private NowRaces() {}

    /** The first ones of a clock: the last timestamp and the ceiling are still zero. */
    @JCStressTest
    @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the left one first")
    @Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "the right one first")
    @Outcome(expect = FORBIDDEN, desc = "one was issued twice, skipped, or is below the physical clock")
    @State
    public static class First {
        private final HybridLogicalClock clock = HybridLogicalClock.on(() -> RaceTimes.MICROS);

        @Actor
        public void left(II_Result r) {
            r.r1 = number(clock.now());
        }

        @Actor
        public void right(II_Result r) {
            r.r2 = number(clock.now());
        }
    }

    /** Within the last one's microsecond. */
    @JCStressTest
    @Outcome(id = "1, 2, 3, 4", expect = ACCEPTABLE, desc = "both of the left one first")
    @Outcome(id = "3, 4, 1, 2", expect = ACCEPTABLE, desc = "both of the right one first")
    @Outcome(
            id = {"1, 3, 2, 4", "1, 4, 2, 3", "2, 3, 1, 4", "2, 4, 1, 3"},
            expect = ACCEPTABLE,
            desc = "by turns")
    @Outcome(expect = FORBIDDEN, desc = "one was issued twice, skipped, or a thread went back")
    @State
    public static class Counted {
        private final HybridLogicalClock clock = RaceTimes.started();

        @Actor
        public void left(IIII_Result r) {
            r.r1 = number(clock.now());
            r.r2 = number(clock.now());
        }

        @Actor
        public void right(IIII_Result r) {
            r.r3 = number(clock.now());
            r.r4 = number(clock.now());
        }
    }

    /** The physical clock has entered the next microsecond before both: nobody may count on in the old one. */
    @JCStressTest
    @Outcome(id = "2048, 2049", expect = ACCEPTABLE, desc = "the left one first")
    @Outcome(id = "2049, 2048", expect = ACCEPTABLE, desc = "the right one first")
    @Outcome(
            id = {"1, .*", ".*, 1"},
            expect = FORBIDDEN,
            desc = "below the physical clock")
    @Outcome(expect = FORBIDDEN, desc = "one was issued twice or skipped")
    @State
    public static class NewMicrosecond {
        private long physicalMicros = RaceTimes.MICROS;
        private final HybridLogicalClock clock = HybridLogicalClock.on(() -> physicalMicros);

        public NewMicrosecond() {
            clock.now();
            physicalMicros++;
        }

        @Actor
        public void left(II_Result r) {
            r.r1 = number(clock.now());
        }

        @Actor
        public void right(II_Result r) {
            r.r2 = number(clock.now());
        }
    }

    /** The physical clock enters the next microsecond during the race: the late one may have read the old time. */
    @JCStressTest
    @Outcome(id = "2048, 1", expect = ACCEPTABLE, desc = "the late one before the new microsecond")
    @Outcome(id = "2049, 2048", expect = ACCEPTABLE, desc = "the late one read the new time, and was first")
    @Outcome(id = "2048, 2049", expect = ACCEPTABLE, desc = "the late one last, whatever it read")
    @Outcome(expect = FORBIDDEN, desc = "one was issued twice, skipped, or is below the physical clock")
    @State
    public static class LateReading {
        private volatile long physicalMicros = RaceTimes.MICROS;
        private final HybridLogicalClock clock = HybridLogicalClock.on(() -> physicalMicros);

        public LateReading() {
            clock.now();
        }

        @Actor
        public void inTime(II_Result r) {
            physicalMicros = RaceTimes.MICROS + 1;
            r.r1 = number(clock.now());
        }

        @Actor
        public void late(II_Result r) {
            r.r2 = number(clock.now());
        }
    }

    /** A timestamp handed over through a plain field: whoever has seen it gets a larger one. */
    @JCStressTest
    @Outcome(id = "-1, 1", expect = ACCEPTABLE, desc = "the reader first")
    @Outcome(id = "-1, 2", expect = ACCEPTABLE, desc = "the reader second, without having seen it")
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "seen")
    @Outcome(expect = FORBIDDEN, desc = "not larger than what was seen")
    @State
    public static class HandOver {
        private final HybridLogicalClock clock = RaceTimes.started();
        private long handedOver;

        @Actor
        public void writer() {
            handedOver = clock.now();
        }

        @Actor
        public void reader(II_Result r) {
            long seen = handedOver;
            r.r1 = seen == 0 ? NONE : number(seen);
            r.r2 = number(clock.now());
        }
    }

    /** The same where the writer moves on to a new microsecond. */
    @JCStressTest
    @Outcome(id = "-1, 2048", expect = ACCEPTABLE, desc = "the reader first")
    @Outcome(id = "-1, 2049", expect = ACCEPTABLE, desc = "the reader second, without having seen it")
    @Outcome(id = "2048, 2049", expect = ACCEPTABLE, desc = "seen")
    @Outcome(expect = FORBIDDEN, desc = "not larger than what was seen, or below the physical clock")
    @State
    public static class HandOverAtNewMicrosecond {
        private long physicalMicros = RaceTimes.MICROS;
        private final HybridLogicalClock clock = HybridLogicalClock.on(() -> physicalMicros);
        private long handedOver;

        public HandOverAtNewMicrosecond() {
            clock.now();
            physicalMicros++;
        }

        @Actor
        public void writer() {
            handedOver = clock.now();
        }

        @Actor
        public void reader(II_Result r) {
            long seen = handedOver;
            r.r1 = seen == 0 ? NONE : number(seen);
            r.r2 = number(clock.now());
        }
    }

    /** {@code last()} never goes back, and not below what was published. */
    @JCStressTest
    @Outcome(id = "-1, 0, 0", expect = ACCEPTABLE, desc = "the reader before")
    @Outcome(id = "-1, 0, 1", expect = ACCEPTABLE, desc = "the reader around it")
    @Outcome(id = "-1, 1, 1", expect = ACCEPTABLE_INTERESTING, desc = "issued, but not yet published")
    @Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "the reader after")
    @Outcome(expect = FORBIDDEN, desc = "went back, or below what was published")
    @State
    public static class Last {
        private final HybridLogicalClock clock = RaceTimes.started();
        private volatile long published;

        @Actor
        public void writer() {
            published = clock.now();
        }

        @Actor
        public void reader(III_Result r) {
            long seen = published;
            r.r1 = seen == 0 ? NONE : number(seen);
            r.r2 = number(clock.last());
            r.r3 = number(clock.last());
        }
    }

    /** Three threads; needs three processors. */
    @JCStressTest
    @Outcome(
            id = {"1, 2, 3", "1, 3, 2", "2, 1, 3", "2, 3, 1", "3, 1, 2", "3, 2, 1"},
            expect = ACCEPTABLE,
            desc = "each another one")
    @Outcome(expect = FORBIDDEN, desc = "one was issued twice or skipped")
    @State
    public static class ThreeThreads {
        private final HybridLogicalClock clock = RaceTimes.started();

        @Actor
        public void first(III_Result r) {
            r.r1 = number(clock.now());
        }

        @Actor
        public void second(III_Result r) {
            r.r2 = number(clock.now());
        }

        @Actor
        public void third(III_Result r) {
            r.r3 = number(clock.now());
        }
    }
}
