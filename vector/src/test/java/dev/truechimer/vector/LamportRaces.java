package dev.truechimer.vector;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJJ_Result;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** Races on one clock of Lamport's. */
public final class LamportRaces {

    private LamportRaces() {}

    /** Two ticks each. */
    @JCStressTest
    @Outcome(id = "1, 2, 3, 4", expect = ACCEPTABLE, desc = "both of the left one first")
    @Outcome(id = "3, 4, 1, 2", expect = ACCEPTABLE, desc = "both of the right one first")
    @Outcome(
            id = {"1, 3, 2, 4", "1, 4, 2, 3", "2, 3, 1, 4", "2, 4, 1, 3"},
            expect = ACCEPTABLE,
            desc = "by turns")
    @Outcome(expect = FORBIDDEN, desc = "one was given twice, skipped, or a thread went back")
    @State
    public static class Ticks {
        private final LamportClock clock = LamportClock.of(1);

        @Actor
        public void left(JJJJ_Result r) {
            r.r1 = clock.tick();
            r.r2 = clock.tick();
        }

        @Actor
        public void right(JJJJ_Result r) {
            r.r3 = clock.tick();
            r.r4 = clock.tick();
        }
    }

    /** A receipt and a tick. */
    @JCStressTest
    @Outcome(id = "1, 11", expect = ACCEPTABLE, desc = "the tick first")
    @Outcome(id = "12, 11", expect = ACCEPTABLE, desc = "the receipt first")
    @Outcome(expect = FORBIDDEN, desc = "the receipt is not right above what came, or was lost")
    @State
    public static class Receipt {
        private final LamportClock clock = LamportClock.of(1);

        @Actor
        public void local(JJ_Result r) {
            r.r1 = clock.tick();
        }

        @Actor
        public void receiver(JJ_Result r) {
            r.r2 = clock.update(10);
        }
    }

    /** A counter handed over through a plain field: whoever has seen it gets a greater one. */
    @JCStressTest
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "the reader first")
    @Outcome(id = "0, 2, 2", expect = ACCEPTABLE, desc = "the reader second, without having seen it")
    @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "the reader first, the writer before its second look")
    @Outcome(id = "1, 2, 2", expect = ACCEPTABLE, desc = "seen")
    @Outcome(expect = FORBIDDEN, desc = "not greater than what was seen, or the clock went back")
    @State
    public static class HandOver {
        private final LamportClock clock = LamportClock.of(1);
        private long handedOver;

        @Actor
        public void writer() {
            handedOver = clock.tick();
        }

        @Actor
        public void reader(JJJ_Result r) {
            r.r1 = handedOver;
            r.r2 = clock.tick();
            r.r3 = clock.current();
        }
    }
}
