package dev.truechimer.benchmarks;

import dev.truechimer.clock.ticks.MonotonicWallClock;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import net.openhft.chronicle.core.time.SystemTimeProvider;
import net.openhft.chronicle.core.time.UniqueMicroTimeProvider;
import org.agrona.concurrent.OffsetEpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;

/**
 * A wall clock whose worth is measured.
 *
 * @param name as printed
 * @param unitNanos what one of its numbers is worth: 1, or 1,000 if it gives microseconds
 * @param unique whether it promises to give no number twice
 * @param instances gives a fresh one, or the one that there is in a process; read through one interface, as all others
 * are
 */
record WallClockPeer(String name, long unitNanos, boolean unique, Supplier<LongSupplier> instances) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MICRO = 1_000;

    /** The wall clock of this host, what all of them are compared with; the first of them, as the control. */
    static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }

    /** All of them, the control first. */
    static List<WallClockPeer> all() {
        MonotonicWallClock clock = MonotonicWallClock.system();
        return List.of(
                nanos("Instant.now", () -> WallClockPeer::wallNanos),
                nanos("MonotonicWallClock.nanos", () -> clock::nanos),
                unique("  uniqueNanos", 1, () -> clock::uniqueNanos),
                unique("  uniqueMicros", NANOS_PER_MICRO, () -> clock::uniqueMicros),
                nanos("Agrona OffsetEpoch", () -> new OffsetEpochNanoClock()::nanoTime),
                nanos("Agrona SystemEpoch", () -> SystemEpochNanoClock.INSTANCE::nanoTime),
                nanos("Chronicle System", () -> SystemTimeProvider.INSTANCE::currentTimeNanos),
                unique("Chronicle Unique, nanos", 1, () -> new UniqueMicroTimeProvider()::currentTimeNanos),
                unique("  micros", NANOS_PER_MICRO, () -> new UniqueMicroTimeProvider()::currentTimeMicros));
    }

    private static WallClockPeer nanos(String name, Supplier<LongSupplier> instances) {
        return new WallClockPeer(name, 1, false, instances);
    }

    private static WallClockPeer unique(String name, long unitNanos, Supplier<LongSupplier> instances) {
        return new WallClockPeer(name, unitNanos, true, instances);
    }

    LongSupplier instance() {
        return instances.get();
    }
}
