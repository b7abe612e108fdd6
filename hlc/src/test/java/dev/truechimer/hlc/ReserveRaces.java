package dev.truechimer.hlc;

import static dev.truechimer.hlc.RaceTimes.number;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Races of {@code reserve(count)}; numbers as in {@link RaceTimes}. */
public final class ReserveRaces {

    private ReserveRaces() {}

    /** A batch and a counted one: the batch is in one piece, and the other one not in it. */
    @JCStressTest
    @Outcome(id = "1, 4", expect = ACCEPTABLE, desc = "the batch first: 1, 2, 3")
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the batch second: 2, 3, 4")
    @Outcome(expect = FORBIDDEN, desc = "now() got one of the batch, or one was skipped")
    @State
    public static class AndNow {
        private final HybridLogicalClock clock = RaceTimes.started();

        @Actor
        public void reserve(II_Result r) {
            r.r1 = number(clock.reserve(3));
        }

        @Actor
        public void now(II_Result r) {
            r.r2 = number(clock.now());
        }
    }

    /** A batch that runs on into the next microsecond, and another one: disjoint, and the carry is counted once. */
    @JCStressTest
    @Outcome(id = "1, 2049, 1", expect = ACCEPTABLE, desc = "the large one first")
    @Outcome(id = "4, 1, 1", expect = ACCEPTABLE, desc = "the small one first")
    @Outcome(expect = FORBIDDEN, desc = "the batches overlap, or the carry was not counted once")
    @State
    public static class AcrossMicroseconds {
        private final HybridLogicalClock clock = RaceTimes.started();

        @Actor
        public void large(III_Result r) {
            r.r1 = number(clock.reserve(RaceTimes.PER_MICRO));
        }

        @Actor
        public void small(III_Result r) {
            r.r2 = number(clock.reserve(3));
        }

        @Arbiter
        public void carries(III_Result r) {
            r.r3 = (int) clock.counters().carries();
        }
    }
}
