package dev.truechimer.hlc;

import static dev.truechimer.hlc.Stamps.HOUR;
import static dev.truechimer.hlc.Stamps.MILLI;
import static dev.truechimer.hlc.Stamps.NOON;
import static dev.truechimer.hlc.Stamps.at;
import static dev.truechimer.hlc.Stamps.nanos;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a clock answers, by example. */
class HybridLogicalClockTest {

    private final ManualMicros physical = new ManualMicros(NOON);
    private final HybridLogicalClock clock = HybridLogicalClock.on(physical);

    @Test
    void takesThePhysicalTimeAndCountsWhereThatStands() {
        assertEquals(0, clock.last());
        assertEquals(at(NOON), clock.now());
        assertEquals(at(NOON, 1), clock.now());
        assertEquals(at(NOON, 2), clock.now());
        physical.set(NOON + 1);
        assertEquals(at(NOON + 1), clock.now());
        assertEquals(at(NOON + 1), clock.last());
    }

    @Test
    void goesOnCountingWhenThePhysicalClockStepsBack() {
        assertEquals(at(NOON), clock.now());
        for (long back : new long[] {1, MILLI, HOUR, NOON}) {
            physical.set(NOON - back);
            long last = clock.last();
            assertEquals(last + 1, clock.now());
            assertEquals(last + 2, clock.update(at(NOON - back)));
            assertEquals(last + 5, clock.reserve(3) + 2);
        }
        physical.set(NOON + 1);
        assertEquals(at(NOON + 1), clock.now());
    }

    @Test
    void aRemoteTimestampAheadIsPassed() {
        assertEquals(at(NOON + MILLI, 8), clock.update(at(NOON + MILLI, 7)));
        assertEquals(at(NOON + MILLI, 9), clock.now());
        assertEquals(at(NOON + MILLI, 10), clock.update(at(NOON + MILLI, 9)));
        assertEquals(at(NOON + MILLI, 21), clock.update(at(NOON + MILLI, 20)));
    }

    @Test
    void aRemoteTimestampBehindCountsAsALocalEvent() {
        assertEquals(at(NOON), clock.update(at(NOON - HOUR, 2_000)));
        assertEquals(at(NOON, 1), clock.update(at(NOON - 1, 2_000)));
        assertEquals(at(NOON, 2), clock.update(0));
        physical.set(NOON + 5);
        assertEquals(at(NOON + 5), clock.update(at(NOON + 4, 2_047)));
    }

    @Test
    void aRemoteTimestampOfTheSameMicrosecondIsPassed() {
        assertEquals(at(NOON, 7), clock.update(at(NOON, 6)));
        assertEquals(at(NOON, 8), clock.update(at(NOON, 3)));
        assertEquals(at(NOON, 9), clock.update(at(NOON, 8)));
    }

    @Test
    void reservesConsecutiveOnes() {
        assertEquals(at(NOON), clock.reserve(10));
        assertEquals(at(NOON, 9), clock.last());
        assertEquals(at(NOON, 10), clock.reserve(1));
        assertEquals(at(NOON, 11), clock.now());
        assertEquals(at(NOON, 12), clock.reserve(5_000));
        assertEquals(at(NOON) + 12 + 4_999, clock.last());
        assertEquals(at(NOON) + 12 + 5_000, clock.now());
        physical.set(NOON + MILLI);
        assertEquals(at(NOON + MILLI), clock.reserve(HybridLogicalClock.MAX_RESERVED));
    }

    @Test
    void refusesToReserveNoneOrTooMany() {
        for (int count : new int[] {0, -1, Integer.MIN_VALUE, HybridLogicalClock.MAX_RESERVED + 1, Integer.MAX_VALUE}) {
            Exception refusal = assertThrows(IllegalArgumentException.class, () -> clock.reserve(count));
            assertEquals("count must be 1..1048576: " + count, refusal.getMessage());
        }
        assertEquals(0, clock.last());
    }

    @Test
    void negativeRemoteTimestampsAreMalformed() {
        clock.now();
        for (long remote : new long[] {-1, Long.MIN_VALUE, at(NOON) | Long.MIN_VALUE}) {
            assertThrows(MalformedTimestampException.class, () -> clock.update(remote));
            assertThrows(MalformedTimestampException.class, () -> clock.uncertainty(remote));
            assertThrows(MalformedTimestampException.class, () -> clock.definitelyBefore(remote, 0));
            assertThrows(MalformedTimestampException.class, () -> clock.definitelyBefore(0, remote));
        }
        physical.set(NOON - HOUR);
        assertThrows(MalformedTimestampException.class, () -> clock.update(-1));
        assertEquals(at(NOON), clock.last());
    }

    @Test
    void lastLooksAndTakesNothing() {
        long taken = clock.now();
        physical.set(NOON + HOUR);
        assertEquals(taken, clock.last());
        assertEquals(taken, clock.last());
    }

    @Test
    void leadIsHowFarTheLastOneIsAheadOfThePhysicalClock() {
        assertEquals(Duration.ZERO, clock.lead());
        clock.now();
        assertEquals(Duration.ZERO, clock.lead());
        clock.update(at(NOON + 250, 5));
        assertEquals(Duration.ofNanos(250_000), clock.lead());
        physical.set(NOON - HOUR);
        assertEquals(Duration.ofHours(1).plusNanos(250_000), clock.lead());
        physical.set(NOON + 251);
        assertEquals(Duration.ZERO, clock.lead());
    }

    /** An event that has just happened may have happened at any instant up to the latest end. */
    @Test
    void anIntervalClockGivesItsLatestEndRoundedDown() {
        ManualClock interval = new ManualClock(nanos(NOON) - 5_000, nanos(NOON) + 2_999);
        HybridLogicalClock onInterval = HybridLogicalClock.on(interval);
        assertEquals(at(NOON + 2), onInterval.now());
        assertEquals(at(NOON + 2, 1), onInterval.now());
        interval.advanceNanos(1);
        assertEquals(at(NOON + 3), onInterval.now());
        assertEquals(Duration.ZERO, onInterval.lead());
        interval.set(nanos(NOON) - 5_000, nanos(NOON));
        assertEquals(Duration.ofNanos(3_000), onInterval.lead());
        assertEquals(at(NOON + 3, 1), onInterval.now());
    }

    @Test
    void theClockOfTheOperatingSystemServes() {
        HybridLogicalClock system = HybridLogicalClock.system();
        long first = system.now();
        assertTrue(system.now() > first);
        assertTrue(HybridTimestamp.micros(first) > NOON - 10 * Stamps.YEAR);
        assertTrue(HybridLogicalClock.systemBuilder().build().now() >= 0);
    }

    @Test
    void countersBeginAtZero() {
        assertEquals(new HlcCounters(0, 0, 0, 0), clock.counters());
    }
}
