package dev.truechimer.hlc;

import static dev.truechimer.hlc.Stamps.MILLI;
import static dev.truechimer.hlc.Stamps.NOON;
import static dev.truechimer.hlc.Stamps.PER_MICRO;
import static dev.truechimer.hlc.Stamps.at;
import static dev.truechimer.hlc.Stamps.nanos;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** More timestamps in a microsecond than the logical part can count: they carry, are counted, and come to an end. */
class LogicalOverflowTest {

    private static final Duration MAX_OFFSET = Duration.ofMillis(1);

    private final ManualMicros physical = new ManualMicros(NOON);
    private final HybridLogicalClock clock =
            HybridLogicalClock.builder(physical).maxOffset(MAX_OFFSET).build();

    @Test
    void countingCarriesIntoThePhysicalPart() {
        for (int i = 0; i < 3 * PER_MICRO; i++) {
            assertEquals(at(NOON) + i, clock.now());
        }
        assertEquals(2, clock.counters().carries());
        assertEquals(at(NOON + 3), clock.update(at(NOON)));
        assertEquals(3, clock.counters().carries());
        assertEquals(Duration.ofNanos(3_000), clock.lead());
    }

    @Test
    void aBatchCarriesAsOftenAsItPassesAMicrosecond() {
        clock.reserve(PER_MICRO);
        assertEquals(0, clock.counters().carries());
        clock.reserve(1);
        assertEquals(1, clock.counters().carries());
        clock.reserve(10 * PER_MICRO);
        assertEquals(11, clock.counters().carries());
    }

    @Test
    void aRemoteTimestampAtTheEndOfItsMicrosecondCarries() {
        assertEquals(at(NOON + 6), clock.update(at(NOON + 5, HybridTimestamp.MAX_LOGICAL)));
        assertEquals(1, clock.counters().carries());
        assertEquals(at(NOON + 6, 1), clock.now());
        assertEquals(1, clock.counters().carries());
    }

    @Test
    void whatThePhysicalClockOrARemoteOneMovesIsNoCarry() {
        clock.now();
        physical.set(NOON + 100);
        clock.now();
        clock.update(at(NOON + 300, 7));
        assertEquals(0, clock.counters().carries());
    }

    /** The next timestamp is the same as if it had been carried to. */
    @Test
    void whatThePhysicalClockEntersWhenTheLastMicrosecondIsFullIsNoCarry() {
        clock.reserve(PER_MICRO);
        physical.set(NOON + 1);
        assertEquals(at(NOON + 1), clock.now());
        assertEquals(0, clock.counters().carries());
    }

    /** From NOON:0 to (NOON + 1000):2047. */
    @Test
    void endsMaxOffsetAheadOfAClockThatStands() {
        takeAll(1_001 * PER_MICRO);
        assertEquals(at(NOON + MILLI, HybridTimestamp.MAX_LOGICAL), clock.last());
        assertEquals(MILLI, clock.counters().carries());
        long first = assertUnavailable();
        assertEquals(first, assertUnavailable(), "what is refused again and again takes nothing");
        assertThrows(ClockUnavailableException.class, () -> clock.reserve(HybridLogicalClock.MAX_RESERVED));
        assertThrows(ClockUnavailableException.class, () -> clock.update(at(NOON + MILLI)));
        assertEquals(first, clock.last());
    }

    private void takeAll(int count) {
        long next = at(NOON);
        for (int left = count; left > 0; ) {
            int batch = Math.min(left, HybridLogicalClock.MAX_RESERVED / 2);
            assertEquals(next, clock.reserve(batch));
            next += batch;
            left -= batch;
        }
    }

    private long assertUnavailable() {
        ClockUnavailableException refusal = assertThrows(ClockUnavailableException.class, clock::now);
        assertTrue(refusal.getMessage().contains("more than maxOffset, PT0.001S, ahead of"), refusal.getMessage());
        return clock.last();
    }

    @Test
    void aBatchThatDoesNotFitTakesNothing() {
        clock.reserve(HybridLogicalClock.MAX_RESERVED);
        long last = clock.last();
        assertThrows(ClockUnavailableException.class, () -> clock.reserve(HybridLogicalClock.MAX_RESERVED));
        assertEquals(last, clock.last());
        assertEquals(last + 1, clock.now());
    }

    @Test
    void goesOnWhenThePhysicalClockMovesOn() {
        takeAll(1_001 * PER_MICRO);
        assertUnavailable();
        physical.set(NOON + 1);
        assertEquals(at(NOON + MILLI + 1), clock.now());
        physical.set(NOON + 5 * MILLI);
        assertEquals(at(NOON + 5 * MILLI), clock.now());
        assertEquals(MILLI + 1, clock.counters().carries());
    }

    @Test
    void refusesWithoutTakingAnything() {
        takeAll(1_001 * PER_MICRO);
        long issued = clock.last();
        assertEquals(issued, assertUnavailable());
    }

    /** What comes back of its own timestamps does not lead it further. */
    @Test
    void anEchoOfTheLastTimestampAllowsNothingMore() {
        clock.now();
        physical.set(NOON - Stamps.HOUR);
        long last = Exhausted.lastOf(clock);
        assertThrows(ClockUnavailableException.class, () -> clock.update(last));
        assertEquals(last, clock.last());
        assertEquals(NOON + MILLI, HybridTimestamp.micros(last));
    }

    /** A physical clock at the end of the range, and the largest timestamp that there is. */
    @Test
    void theEndOfTheRangeOverflowsNothing() {
        long before = clock.now();
        physical.set(HybridTimestamp.MAX_MICROS);
        assertThrows(ClockUnavailableException.class, () -> clock.update(Long.MAX_VALUE));
        assertThrows(ClockUnavailableException.class, clock::now);
        assertEquals(before, clock.last());
    }

    @Test
    void aClockSetBackStaysWithinMaxOffsetOfWhereItWas() {
        clock.now();
        physical.set(NOON - Stamps.HOUR);
        assertEquals(NOON + MILLI, HybridTimestamp.micros(Exhausted.lastOf(clock)));
        physical.set(NOON - 1);
        assertThrows(ClockUnavailableException.class, clock::now);
        physical.set(NOON + 2);
        assertTrue(clock.now() > at(NOON + MILLI));
    }

    /** The earliest end counts, since true time may be there. */
    @Test
    void anIntervalClockEndsMaxOffsetAheadOfItsEarliestEnd() {
        ManualClock interval = new ManualClock(nanos(NOON), nanos(NOON + 400) + 999);
        HybridLogicalClock onInterval =
                HybridLogicalClock.builder(interval).maxOffset(MAX_OFFSET).build();
        assertEquals(at(NOON + 400), onInterval.now());
        assertEquals(at(NOON + MILLI, HybridTimestamp.MAX_LOGICAL), Exhausted.lastOf(onInterval));
        assertThrows(ClockUnavailableException.class, onInterval::now);
        interval.advanceNanos(999);
        assertThrows(ClockUnavailableException.class, onInterval::now);
        interval.advanceNanos(1);
        assertEquals(NOON + MILLI + 1, HybridTimestamp.micros(onInterval.now()));
    }
}
