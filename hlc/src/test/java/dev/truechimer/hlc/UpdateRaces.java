package dev.truechimer.hlc;

import static dev.truechimer.hlc.RaceTimes.number;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Races of {@code update(remote)} with {@code now()} and with itself; numbers as in {@link RaceTimes}. */
public final class UpdateRaces {

    private UpdateRaces() {}

    /** The remote timestamp is in a later microsecond: the clock moves on to it. */
    @JCStressTest
    @Outcome(id = "1, 10244", expect = ACCEPTABLE, desc = "now() before the message")
    @Outcome(id = "10245, 10244", expect = ACCEPTABLE, desc = "now() after the message")
    @Outcome(expect = FORBIDDEN, desc = "one was issued twice, or the message is not below its receipt")
    @State
    public static class Ahead {
        private static final long REMOTE = RaceTimes.at(5 * RaceTimes.PER_MICRO + 3);

        private final HybridLogicalClock clock = RaceTimes.started();

        @Actor
        public void now(II_Result r) {
            r.r1 = number(clock.now());
        }

        @Actor
        public void update(II_Result r) {
            r.r2 = number(clock.update(REMOTE));
        }
    }

    /** The remote timestamp is in an earlier microsecond, and changes nothing. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "now() first")
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "update() first")
    @Outcome(expect = FORBIDDEN, desc = "one was issued twice or skipped")
    @State
    public static class Behind {
        private static final long REMOTE = RaceTimes.at(-RaceTimes.PER_MICRO + 7);

        private final HybridLogicalClock clock = RaceTimes.started();

        @Actor
        public void now(II_Result r) {
            r.r1 = number(clock.now());
        }

        @Actor
        public void update(II_Result r) {
            r.r2 = number(clock.update(REMOTE));
        }
    }

    /** The remote timestamp is ahead within the last one's microsecond, where counting by one would not lead past it. */
    @JCStressTest
    @Outcome(id = "1, 6", expect = ACCEPTABLE, desc = "now() before the message")
    @Outcome(id = "7, 6", expect = ACCEPTABLE, desc = "now() after the message")
    @Outcome(expect = FORBIDDEN, desc = "one was issued twice, or the message is not below its receipt")
    @State
    public static class AheadWithinTheMicrosecond {
        private static final long REMOTE = RaceTimes.at(5);

        private final HybridLogicalClock clock = RaceTimes.started();

        @Actor
        public void now(II_Result r) {
            r.r1 = number(clock.now());
        }

        @Actor
        public void update(II_Result r) {
            r.r2 = number(clock.update(REMOTE));
        }
    }

    /** Two messages from ahead at once. */
    @JCStressTest
    @Outcome(id = "10244, 14337", expect = ACCEPTABLE, desc = "in the order of the messages")
    @Outcome(id = "14338, 14337", expect = ACCEPTABLE, desc = "the later message first")
    @Outcome(expect = FORBIDDEN, desc = "one was issued twice, or a message is not below its receipt")
    @State
    public static class TwoMessages {
        private static final long EARLIER = RaceTimes.at(5 * RaceTimes.PER_MICRO + 3);
        private static final long LATER = RaceTimes.at(7 * RaceTimes.PER_MICRO);

        private final HybridLogicalClock clock = RaceTimes.started();

        @Actor
        public void earlier(II_Result r) {
            r.r1 = number(clock.update(EARLIER));
        }

        @Actor
        public void later(II_Result r) {
            r.r2 = number(clock.update(LATER));
        }
    }

    /** A remote timestamp beyond the guard is refused, and leaves no trace in what the others get. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = "the one that was told nothing first")
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "the one that refused first")
    @Outcome(expect = FORBIDDEN, desc = "the refused timestamp changed something, or was not refused")
    @State
    public static class Refused {
        private static final long REMOTE = HybridTimestamp.startOf(RaceTimes.MICROS + 3_600_000_000L);

        private final HybridLogicalClock clock = RaceTimes.started();

        @Actor
        public void now(II_Result r) {
            r.r1 = number(clock.now());
        }

        @Actor
        public void update(II_Result r) {
            try {
                r.r2 = number(clock.update(REMOTE));
            } catch (ClockOffsetException e) {
                r.r2 = number(clock.now());
            }
        }
    }
}
