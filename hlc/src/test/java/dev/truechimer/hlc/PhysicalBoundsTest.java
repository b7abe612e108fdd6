package dev.truechimer.hlc;

import static dev.truechimer.hlc.Stamps.MILLI;
import static dev.truechimer.hlc.Stamps.NOON;
import static dev.truechimer.hlc.Stamps.at;
import static dev.truechimer.hlc.Stamps.nanos;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Physical clocks that can't serve: unbounded, too wide, or beyond what the packed form holds. */
class PhysicalBoundsTest {

    private static final long WIDTH = nanos(2 * MILLI);

    private final ManualClock physical = new ManualClock(nanos(NOON), nanos(NOON) + WIDTH);
    private final HybridLogicalClock clock = HybridLogicalClock.builder(physical)
            .maxOffset(Duration.ofNanos(WIDTH))
            .build();

    private List<Executable> stamping() {
        return List.of(clock::now, () -> clock.reserve(3), () -> clock.update(at(NOON)), () -> clock.update(0));
    }

    private void assertUnavailableAndUnchanged(String message) {
        long last = clock.last();
        HlcCounters counters = clock.counters();
        for (Executable each : stamping()) {
            String actual = assertThrows(ClockUnavailableException.class, each).getMessage();
            assertTrue(actual.contains(message), actual);
        }
        assertEquals(last, clock.last());
        assertEquals(counters, clock.counters());
    }

    @Test
    void anUnboundedReadingStampsNothing() {
        physical.loseSync();
        assertUnavailableAndUnchanged(
                "the physical clock's reading is unbounded; wait for Timekeeper.awaitSynchronized");
        assertThrows(ClockUnavailableException.class, clock::lead);
        assertThrows(ClockUnavailableException.class, () -> clock.uncertainty(at(NOON)));
        physical.set(nanos(NOON), nanos(NOON));
        assertEquals(at(NOON), clock.now());
        physical.loseSync();
        assertUnavailableAndUnchanged("unbounded");
        assertThrows(MalformedTimestampException.class, () -> clock.update(-1));
        physical.set(nanos(NOON), nanos(NOON));
        assertEquals(at(NOON, 1), clock.now());
    }

    @Test
    void aReadingWithoutALatestEndStampsNothing() {
        physical.set(nanos(NOON), Long.MAX_VALUE);
        assertUnavailableAndUnchanged("unbounded");
    }

    @Test
    void aReadingWithoutAnEarliestEndStampsNothing() {
        physical.set(Long.MIN_VALUE, nanos(NOON));
        assertUnavailableAndUnchanged("wide, more than maxOffset, PT0.002S");
    }

    @Test
    void aReadingAsWideAsMaxOffsetServesAndAMicrosecondMoreDoesNot() {
        physical.widen(500);
        assertUnavailableAndUnchanged("the reading is PT0.002001S wide, more than maxOffset, PT0.002S");
        physical.set(nanos(NOON), nanos(NOON) + WIDTH);
        assertEquals(at(NOON + 2 * MILLI), clock.now());
        physical.set(nanos(NOON + 1), nanos(NOON + 2) + WIDTH);
        assertUnavailableAndUnchanged("wide");
        physical.set(nanos(NOON + 2), nanos(NOON + 2) + WIDTH);
        assertEquals(at(NOON + 2 * MILLI + 2), clock.now());
    }

    /** The contract is kept as long as an earlier reading vouches for the timestamp; only then is the width a reason. */
    @Test
    void aReadingThatWidensStampsUntilTheContractWouldBreak() {
        physical.set(nanos(NOON), nanos(NOON));
        assertEquals(at(NOON), clock.now());
        physical.set(nanos(NOON - 2 * MILLI), nanos(NOON + 2 * MILLI));
        assertEquals(at(NOON + 2 * MILLI), clock.now());
        physical.set(nanos(NOON - 2 * MILLI), nanos(NOON + 2 * MILLI + 1));
        assertUnavailableAndUnchanged("wide");
    }

    @Test
    void timesBefore1970AndAfter2112StampNothing() {
        long end = nanos(HybridTimestamp.MAX_MICROS);
        for (long latest : new long[] {-1_000, Long.MIN_VALUE + 1, end + 1_000, Long.MAX_VALUE - 1}) {
            physical.set(new TimeInterval(latest, latest));
            assertUnavailableAndUnchanged(
                    "the physical clock must be between 1970 and a day before the last timestamp of 2112: " + latest
                            + " ns since 1970");
        }
    }

    @Test
    void aCounterOfMicrosecondsOutOfRangeStampsNothing() {
        ManualMicros micros = new ManualMicros(-1);
        HybridLogicalClock onMicros = HybridLogicalClock.on(micros);
        for (long bad : new long[] {-1, Long.MIN_VALUE, HybridTimestamp.MAX_MICROS + 1, Long.MAX_VALUE}) {
            micros.set(bad);
            String message =
                    assertThrows(ClockUnavailableException.class, onMicros::now).getMessage();
            assertEquals("the physical clock must say 0..4503599627370495 microseconds since 1970: " + bad, message);
            assertThrows(ClockUnavailableException.class, () -> onMicros.update(0));
            assertThrows(ClockUnavailableException.class, () -> onMicros.reserve(1));
        }
        assertEquals(0, onMicros.last());
        micros.set(0);
        assertEquals(1, onMicros.now());
    }

    /** A day is kept free at the end, so that counting can't overflow. */
    @Test
    void theLastDayStampsNothingAndSaysWhy() {
        long lastDay = HybridTimestamp.micros(OffsetGuard.HIGHEST);
        for (long micros : new long[] {lastDay, HybridTimestamp.MAX_MICROS - MILLI, HybridTimestamp.MAX_MICROS}) {
            physical.set(nanos(micros), nanos(micros));
            assertUnavailableAndUnchanged("the physical clock must be between 1970 and a day before");
            assertThrows(ClockUnavailableException.class, () -> clock.uncertainty(0));
        }
        physical.set(nanos(lastDay - 1), nanos(lastDay - 1));
        assertEquals(at(lastDay - 1), clock.now());
        assertTrue(clock.uncertainty(0).limit() >= at(lastDay - 1));
    }
}
