package dev.truechimer.clock.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.Requires;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This host's clocks, read by us and by others in turn: what others read lies between two readings of ours. */
@Requires(NeedsGcc.class)
class HostClockIT {

    private static final long SECOND = 1_000_000_000L;
    private static final int TIMES = 1_000;

    /** As linux/time.h has them. */
    private static final Map<HostClock, Integer> IDS = Map.of(
            HostClock.REALTIME, 0,
            HostClock.MONOTONIC, 1,
            HostClock.MONOTONIC_RAW, 4,
            HostClock.BOOTTIME, 7,
            HostClock.TAI, 11);

    @TempDir
    private Path folder;

    private HostPeer peer;

    @BeforeEach
    void build() throws Exception {
        peer = HostPeer.build(folder);
    }

    private static void assertSame(HostClock clock, LongSupplier other, long ahead) {
        for (int i = 0; i < TIMES; i++) {
            long before = clock.nanos();
            long nanos = other.getAsLong() + ahead;
            long after = clock.nanos();
            assertTrue(before <= nanos && nanos <= after, () -> clock + ": " + before + ", " + nanos + ", " + after);
        }
    }

    @Test
    void eachClockIsWhatCReads() {
        assertEquals(IDS.size(), HostClock.values().length);
        IDS.forEach((clock, id) -> assertSame(clock, () -> peer.clockNanos(clock, id), 0));
    }

    @Test
    void theJdksClocksAreTwoOfThem() {
        assertSame(HostClock.MONOTONIC, System::nanoTime, 0);
        assertSame(HostClock.REALTIME, HostClockIT::wallNanos, 0);
    }

    private static long wallNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * SECOND + now.getNano();
    }

    @Test
    void theTaiClockIsAheadByWhatTheKernelWasTold() throws Exception {
        long ahead = KernelClockState.read().taiOffsetSeconds() * SECOND;
        assertSame(HostClock.TAI, HostClock.REALTIME::nanos, ahead);
    }

    /** The reading that stamps are converted with: the wall clock of this host, between the others. */
    @Test
    void aReadingEnclosesTheWallClock() {
        for (Ticks ticks : new Ticks[] {Ticks.system(), Ticks.monotonicRaw()}) {
            RealtimeReading first = RealtimeReading.take(ticks);
            RealtimeReading second = RealtimeReading.take(ticks);
            for (RealtimeReading reading : new RealtimeReading[] {first, second}) {
                assertTrue(reading.ticksBefore() <= reading.ticksAfter(), reading::toString);
                assertTrue(reading.monotonicBefore() <= reading.monotonicAfter(), reading::toString);
            }
            assertTrue(first.ticksAfter() <= second.ticksBefore(), () -> first + ", " + second);
            assertTrue(first.realtimeNanos() <= second.realtimeNanos(), () -> first + ", " + second);
        }
    }

    /** Stamps of C's clock_gettime, whose own oscillator readings lie around them: a range may not miss them. */
    @Test
    void aStampIsConvertedToWhatTheOscillatorShowed() {
        Ticks ticks = Ticks.monotonicRaw();
        RealtimeTrail trail = new RealtimeTrail(1_000);
        trail.add(RealtimeReading.take(ticks));
        for (int i = 0; i < TIMES; i++) {
            long before = ticks.nanos();
            long stamp = peer.clockNanos(HostClock.REALTIME, 0);
            long after = ticks.nanos();
            trail.add(RealtimeReading.take(ticks));
            RealtimeTrail.Conversion conversion = trail.ticksOf(stamp);
            assertTrue(conversion instanceof RealtimeTrail.Converted, conversion::toString);
            TicksRange range = ((RealtimeTrail.Converted) conversion).range();
            assertTrue(
                    range.earliestTicks() <= after && before <= range.latestTicks(),
                    () -> range + " misses " + before + " to " + after);
        }
    }
}
