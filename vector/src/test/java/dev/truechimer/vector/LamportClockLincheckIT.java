package dev.truechimer.vector;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whatever several threads do at once, a clock answers as if they had done it one after another, and nobody waits. */
class LamportClockLincheckIT {

    private static final int EFFORT = Boolean.getBoolean("truechimer.soak") ? 20 : 1;

    /** The most orders that are tried of one scenario. */
    private static final int INVOCATIONS = 1_000;

    @Test
    void explored() {
        exploring(25, 2, 3).sequentialSpecification(Model.class).check(Clock.class);
    }

    @Test
    void exploredWithThreeThreads() {
        exploring(12, 3, 2).sequentialSpecification(Model.class).check(Clock.class);
    }

    @Test
    void stressed() {
        new StressOptions()
                .iterations(20 * EFFORT)
                .invocationsPerIteration(INVOCATIONS)
                .threads(3)
                .actorsPerThread(3)
                .sequentialSpecification(Model.class)
                .check(Clock.class);
    }

    /** A thread that is stopped anywhere stops no other one. Lincheck calls this obstruction freedom. */
    @Test
    void nobodyWaits() {
        exploring(10, 2, 3).checkObstructionFreedom(true).check(Clock.class);
    }

    /** Shows that the checks above can fail. */
    @Test
    void findsACounterThatReadsAndWritesInTwoSteps() {
        ModelCheckingOptions options = exploring(25, 2, 3).sequentialSpecification(Model.class);
        Assertions.assertThrows(AssertionError.class, () -> options.check(TwoStepClock.class));
    }

    private static ModelCheckingOptions exploring(int scenarios, int threads, int callsPerThread) {
        return new ModelCheckingOptions()
                .iterations(scenarios * EFFORT)
                .invocationsPerIteration(INVOCATIONS)
                .threads(threads)
                .actorsPerThread(callsPerThread);
    }

    /** The clock itself; one remote counter in the range is refused. */
    @Param(name = "remote", gen = IntGen.class, conf = "-1:6")
    public static class Clock {

        private final LamportClock clock = LamportClock.of(1);

        @Operation
        public long tick() {
            return clock.tick();
        }

        @Operation
        public long update(@Param(name = "remote") int remote) {
            return clock.update(remote);
        }

        @Operation
        public long current() {
            return clock.current();
        }
    }

    /** What a clock is, without threads. */
    public static class Model {

        private long last;

        public long tick() {
            return ++last;
        }

        public long update(int remote) {
            if (remote < 0) {
                throw new MalformedClockException(MalformedClockException.Reason.OVERFLOW, "negative");
            }
            last = Math.max(last, remote) + 1;
            return last;
        }

        public long current() {
            return last;
        }
    }

    /** A clock that is none. */
    @Param(name = "remote", gen = IntGen.class, conf = "0:6")
    public static class TwoStepClock {

        private volatile long last;

        @Operation
        public long tick() {
            long next = last + 1;
            last = next;
            return next;
        }

        @Operation
        public long update(@Param(name = "remote") int remote) {
            long next = Math.max(last, remote) + 1;
            last = next;
            return next;
        }

        @Operation
        public long current() {
            return last;
        }
    }
}
