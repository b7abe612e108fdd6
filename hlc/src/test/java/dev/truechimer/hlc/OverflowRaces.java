package dev.truechimer.hlc;

import static dev.truechimer.hlc.RaceTimes.number;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Races at the end of a microsecond, and at the end of what may be issued at all; numbers as in {@link RaceTimes}. */
public final class OverflowRaces {

    private static final Duration MAX_OFFSET = Duration.ofMillis(1);

    /** The last one that may be issued while the physical clock stands still: that of the microsecond 1 ms ahead. */
    private static final int LAST_ALLOWED = 1_001 * RaceTimes.PER_MICRO - 1;

    private OverflowRaces() {}

    /** Reserves all up to a number. */
    private static void exhaust(HybridLogicalClock clock, int last) {
        clock.reserve(HybridLogicalClock.MAX_RESERVED);
        clock.reserve(last + 1 - HybridLogicalClock.MAX_RESERVED);
    }

    /** How far a number is beyond the last one allowed; what had been issued before the race must not come again. */
    private static int beyondAllowed(int number) {
        if (number == RaceTimes.NONE) {
            return number;
        }
        return number < LAST_ALLOWED ? Integer.MAX_VALUE : number - LAST_ALLOWED;
    }

    /** The logical part overflows: it carries, and that is counted once. */
    @JCStressTest
    @Outcome(id = "2047, 2048, 2049, 1", expect = ACCEPTABLE, desc = "the left one carries, then the right one counts")
    @Outcome(
            id = "2047, 2049, 2048, 1",
            expect = ACCEPTABLE,
            desc = "the right one carries, between the two of the left")
    @Outcome(id = "2048, 2049, 2047, 1", expect = ACCEPTABLE, desc = "the right one counts, then the left one carries")
    @Outcome(expect = FORBIDDEN, desc = "one was issued twice or skipped, or the carry was not counted once")
    @State
    public static class EndOfMicrosecond {
        private final HybridLogicalClock clock = HybridLogicalClock.on(() -> RaceTimes.MICROS);

        public EndOfMicrosecond() {
            clock.reserve(RaceTimes.PER_MICRO - 1);
        }

        @Actor
        public void left(IIII_Result r) {
            r.r1 = number(clock.now());
            r.r2 = number(clock.now());
        }

        @Actor
        public void right(IIII_Result r) {
            r.r3 = number(clock.now());
        }

        @Arbiter
        public void carries(IIII_Result r) {
            r.r4 = (int) clock.counters().carries();
        }
    }

    /** The logical part overflows within a batch, or right before it. */
    @JCStressTest
    @Outcome(id = "2047, 2048, 1", expect = ACCEPTABLE, desc = "the batch begins with the new microsecond")
    @Outcome(id = "2051, 2047, 1", expect = ACCEPTABLE, desc = "the batch runs on into the new microsecond")
    @Outcome(expect = FORBIDDEN, desc = "now() got one of the batch, or the carry was not counted once")
    @State
    public static class EndOfMicrosecondInBatch {
        private final HybridLogicalClock clock = HybridLogicalClock.on(() -> RaceTimes.MICROS);

        public EndOfMicrosecondInBatch() {
            clock.reserve(RaceTimes.PER_MICRO - 1);
        }

        @Actor
        public void now(III_Result r) {
            r.r1 = number(clock.now());
        }

        @Actor
        public void reserve(III_Result r) {
            r.r2 = number(clock.reserve(4));
        }

        @Arbiter
        public void carries(III_Result r) {
            r.r3 = (int) clock.counters().carries();
        }
    }

    /** One is left: one thread gets it, the other one gets none, and refusals take nothing. */
    @JCStressTest
    @Outcome(id = "0, -1, 0", expect = ACCEPTABLE, desc = "the left one got it")
    @Outcome(id = "-1, 0, 0", expect = ACCEPTABLE, desc = "the right one got it")
    @Outcome(expect = FORBIDDEN, desc = "not exactly one of them got it, or a refusal took one")
    @State
    public static class OneLeft {
        private final HybridLogicalClock clock = HybridLogicalClock.builder(() -> RaceTimes.MICROS)
                .maxOffset(MAX_OFFSET)
                .build();

        public OneLeft() {
            exhaust(clock, LAST_ALLOWED - 1);
        }

        @Actor
        public void left(III_Result r) {
            r.r1 = beyondAllowed(RaceTimes.nowOrNone(clock));
        }

        @Actor
        public void right(III_Result r) {
            r.r2 = beyondAllowed(RaceTimes.nowOrNone(clock));
        }

        @Arbiter
        public void last(III_Result r) {
            r.r3 = beyondAllowed(number(clock.last()));
        }
    }

    /** None is left, then the physical clock enters the next microsecond: the ceiling rises during the race. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the one in time first")
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the other one first, at the new time")
    @Outcome(id = "1, -1", expect = ACCEPTABLE_INTERESTING, desc = "the other one too early: refused, nothing is lost")
    @Outcome(expect = FORBIDDEN, desc = "one was issued twice or skipped, or was refused although time had moved on")
    @State
    public static class CeilingRises {
        private volatile long physicalMicros = RaceTimes.MICROS;
        private final HybridLogicalClock clock = HybridLogicalClock.builder(() -> physicalMicros)
                .maxOffset(MAX_OFFSET)
                .build();

        public CeilingRises() {
            exhaust(clock, LAST_ALLOWED);
        }

        @Actor
        public void inTime(II_Result r) {
            physicalMicros = RaceTimes.MICROS + 1;
            r.r1 = beyondAllowed(RaceTimes.nowOrNone(clock));
        }

        @Actor
        public void early(II_Result r) {
            r.r2 = beyondAllowed(RaceTimes.nowOrNone(clock));
        }
    }

    /** The physical clock enters the next microsecond when the last one's is full: nothing overflows, so nothing is counted. */
    @JCStressTest
    @Outcome(id = "2048, 2049, 0", expect = ACCEPTABLE, desc = "the left one first")
    @Outcome(id = "2049, 2048, 0", expect = ACCEPTABLE, desc = "the right one first")
    @Outcome(expect = FORBIDDEN, desc = "one was issued twice or skipped, or a carry was counted that there was not")
    @State
    public static class NoOverflow {
        private long physicalMicros = RaceTimes.MICROS;
        private final HybridLogicalClock clock = HybridLogicalClock.on(() -> physicalMicros);

        public NoOverflow() {
            clock.reserve(RaceTimes.PER_MICRO);
            physicalMicros++;
        }

        @Actor
        public void left(III_Result r) {
            r.r1 = number(clock.now());
        }

        @Actor
        public void right(III_Result r) {
            r.r2 = number(clock.now());
        }

        @Arbiter
        public void carries(III_Result r) {
            r.r3 = (int) clock.counters().carries();
        }
    }
}
