package dev.truechimer.clock.sequence;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJJ_Result;
import org.openjdk.jcstress.infra.results.JJJ_Result;
import org.openjdk.jcstress.infra.results.ZZJ_Result;

/** Races on one sequence. */
public final class SequenceRaces {

    private SequenceRaces() {}

    /** The next one, as owners of a sequence take it. */
    private static long next(Sequence sequence) {
        while (true) {
            long last = sequence.last();
            if (sequence.advance(last, last + 1)) {
                return last + 1;
            }
            Sequence.yieldToOthers();
        }
    }

    /** Two each. */
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
        private final Sequence sequence = new Sequence(0);

        @Actor
        public void left(JJJJ_Result r) {
            r.r1 = next(sequence);
            r.r2 = next(sequence);
        }

        @Actor
        public void right(JJJJ_Result r) {
            r.r3 = next(sequence);
            r.r4 = next(sequence);
        }
    }

    /** Both expect the same last one: there is one winner, whose number stays. */
    @JCStressTest
    @Outcome(id = "true, false, 10", expect = ACCEPTABLE, desc = "the left one won")
    @Outcome(id = "false, true, 20", expect = ACCEPTABLE, desc = "the right one won")
    @Outcome(expect = FORBIDDEN, desc = "two winners, none, or the loser's number")
    @State
    public static class OneWinner {
        private final Sequence sequence = new Sequence(1);

        @Actor
        public void left(ZZJ_Result r) {
            r.r1 = sequence.advance(1, 10);
        }

        @Actor
        public void right(ZZJ_Result r) {
            r.r2 = sequence.advance(1, 20);
        }

        @Arbiter
        public void after(ZZJ_Result r) {
            r.r3 = sequence.last();
        }
    }

    /** A number handed over through a plain field: whoever has seen it gets a larger one. */
    @JCStressTest
    @Outcome(id = "0, 1, 1", expect = ACCEPTABLE, desc = "the reader first")
    @Outcome(id = "0, 2, 2", expect = ACCEPTABLE, desc = "the reader second, without having seen it")
    @Outcome(id = "0, 1, 2", expect = ACCEPTABLE, desc = "the reader first, the writer before its second look")
    @Outcome(id = "1, 2, 2", expect = ACCEPTABLE, desc = "seen")
    @Outcome(expect = FORBIDDEN, desc = "not larger than what was seen, or the sequence went back")
    @State
    public static class HandOver {
        private final Sequence sequence = new Sequence(0);
        private long handedOver;

        @Actor
        public void writer() {
            handedOver = next(sequence);
        }

        @Actor
        public void reader(JJJ_Result r) {
            r.r1 = handedOver;
            r.r2 = next(sequence);
            r.r3 = sequence.last();
        }
    }
}
