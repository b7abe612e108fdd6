package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.sequence.Sequence;
import java.time.Duration;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * Whatever several threads do at once, a clock answers as if they had done it one after another: checked by Lincheck against
 * {@link Model}, once by exploring interleavings and once by running threads freely.
 *
 * <p>The physical time is an input of each operation, like the remote timestamp: an operation reads it once and then takes effect
 * at a later moment. A clock and a physical clock that moves on by itself are not one linearizable object, see {@link
 * #physicalClockIsNotPartOfTheObject}.
 */
class HlcLincheckIT {

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
    void nobodyWaitsWithinTheCeiling() {
        exploring(10, 2, 3).checkObstructionFreedom(true).check(AdmittedClock.class);
    }

    /** Shows that the check above can fail: the first look at the bounds is taken under a lock. */
    @Test
    void theFirstLookAtTheBoundsIsWaitedFor() {
        ModelCheckingOptions options = exploring(20, 2, 3).checkObstructionFreedom(true);
        String found = failure(options, Clock.class);
        assertTrue(found.contains("should be non-blocking"), found);
    }

    /** An operation that has read the time may take effect after the time has moved on: that is found, and it is allowed. */
    @Test
    void physicalClockIsNotPartOfTheObject() {
        String found = failure(exploring(100, 2, 3), ClockWithItsPhysicalClock.class);
        assertTrue(found.contains("Invalid execution results") && found.contains("advancePhysical"), found);
    }

    private static ModelCheckingOptions exploring(int scenarios, int threads, int callsPerThread) {
        return new ModelCheckingOptions()
                .iterations(scenarios * EFFORT)
                .invocationsPerIteration(INVOCATIONS)
                .threads(threads)
                .actorsPerThread(callsPerThread)
                // A bounded pause, which the explorer would take for an endless loop.
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(Sequence.class.getName())
                        .methods("yieldToOthers")
                        .ignore());
    }

    private static String failure(ModelCheckingOptions options, Class<?> operations) {
        return String.valueOf(assertThrows(LincheckAssertionError.class, () -> options.check(operations))
                .getMessage());
    }

    /** The operations of a clock, each with the physical time that it reads. */
    @Param(name = "time", gen = IntGen.class, conf = "1:6")
    @Param(name = "count", gen = IntGen.class, conf = "1:3")
    public static class Clock {

        private final ThreadLocal<Long> physicalMicros = new ThreadLocal<>();
        private final HybridLogicalClock clock = HybridLogicalClock.builder(physicalMicros::get)
                .maxOffset(Model.MAX_OFFSET)
                .build();

        @Operation
        public long now(@Param(name = "time") int physical) {
            physicalMicros.set(Model.micros(physical));
            return clock.now();
        }

        @Operation
        public long update(@Param(name = "time") int physical, @Param(name = "time") int remote) {
            physicalMicros.set(Model.micros(physical));
            return clock.update(Model.remote(remote));
        }

        @Operation
        public long reserve(@Param(name = "time") int physical, @Param(name = "count") int count) {
            physicalMicros.set(Model.micros(physical));
            return clock.reserve(Model.count(count));
        }

        @Operation
        public long last() {
            return clock.last();
        }
    }

    /** What a clock is, without threads: the largest of all that it knows, and one more. */
    public static class Model {

        static final Duration MAX_OFFSET = Duration.ofMillis(1);

        private long last;

        /** Neighbouring microseconds first, then such that are further apart than the largest offset. */
        static long micros(int time) {
            return time <= 4 ? 10 + time : time * 2_000L;
        }

        static long remote(int time) {
            return HybridTimestamp.pack(micros(time), 3);
        }

        /** One, more than half of a microsecond, more than one. */
        static int count(int choice) {
            return 1 + (choice - 1) * 1_500;
        }

        public long now(int physical) {
            return take(physical, 0, 1);
        }

        public long update(int physical, int remote) {
            boolean allowed = micros(remote) - micros(physical) <= MAX_OFFSET.toNanos() / 1_000;
            if (!allowed && remote(remote) > last) {
                throw new ClockOffsetException(
                        new ClockOffset(remote(remote), micros(physical) * 1_000, MAX_OFFSET, OffsetPolicy.REFUSE));
            }
            return take(physical, remote(remote), 1);
        }

        public long reserve(int physical, int count) {
            return take(physical, 0, count(count));
        }

        public long last() {
            return last;
        }

        private long take(int physical, long heard, int count) {
            long first = Math.max(HybridTimestamp.startOf(micros(physical)), Math.max(last, heard) + 1);
            last = first + count - 1;
            return first;
        }
    }

    /** A clock that has looked at its bounds, and need not do so again for a while. */
    public static class AdmittedClock {

        private static final int MICROS = 10;

        private final HybridLogicalClock clock = HybridLogicalClock.on(() -> MICROS);

        public AdmittedClock() {
            clock.now();
        }

        @Operation
        public long now() {
            return clock.now();
        }

        @Operation
        public long update(@Param(gen = IntGen.class, conf = "9:11") int remote) {
            return clock.update(HybridTimestamp.pack(remote, 3));
        }

        @Operation
        public long reserve() {
            return clock.reserve(3);
        }

        @Operation
        public long last() {
            return clock.last();
        }
    }

    /** A clock together with a physical clock, as if reading the one and changing the other were one step. */
    public static class ClockWithItsPhysicalClock {

        private volatile long physicalMicros = 1;
        private final HybridLogicalClock clock = HybridLogicalClock.on(() -> physicalMicros);

        @Operation
        public long now() {
            return clock.now();
        }

        @Operation
        public long last() {
            return clock.last();
        }

        @Operation
        public void advancePhysical() {
            physicalMicros = 2;
        }
    }
}
