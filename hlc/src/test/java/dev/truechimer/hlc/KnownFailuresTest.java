package dev.truechimer.hlc;

import static dev.truechimer.hlc.Stamps.HOUR;
import static dev.truechimer.hlc.Stamps.MILLI;
import static dev.truechimer.hlc.Stamps.NOON;
import static dev.truechimer.hlc.Stamps.SECOND;
import static dev.truechimer.hlc.Stamps.YEAR;
import static dev.truechimer.hlc.Stamps.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** What went wrong with other clocks of this kind, each shown to go right here. */
class KnownFailuresTest {

    private static final Duration MAX_OFFSET = HybridLogicalClock.DEFAULT_MAX_OFFSET;

    private final ManualMicros physical = new ManualMicros(NOON);
    private final HybridLogicalClock clock = HybridLogicalClock.on(physical);

    /** Another's returns its own last value plus one without a look at the clock: seconds in its past after seconds of that. */
    @Test
    void updatesWithOldTimestampsAloneDoNotFallBehindThePhysicalClock() {
        long old = at(NOON - HOUR, 3);
        long last = 0;
        for (long micros = NOON; micros < NOON + 5 * SECOND; micros += 7) {
            physical.set(micros);
            long stamped = clock.update(old);
            assertTrue(stamped > last);
            assertEquals(micros, HybridTimestamp.micros(stamped));
            last = stamped;
        }
    }

    /** The same with its own last timestamp, as a reply carries it back. */
    @Test
    void updatesWithItsOwnLastTimestampDoNotFallBehindEither() {
        for (long micros = NOON; micros < NOON + 5 * SECOND; micros += 7) {
            physical.set(micros);
            assertEquals(micros, HybridTimestamp.micros(clock.update(clock.last())));
        }
    }

    /** Another's takes it over and stays there. */
    @Test
    void aTimestampAYearAheadIsRefusedAndNothingChanges() {
        long before = clock.now();
        assertThrows(ClockOffsetException.class, () -> clock.update(at(NOON + YEAR)));
        assertEquals(before, clock.last());
        assertEquals(Duration.ZERO, clock.lead());
        assertEquals(before + 1, clock.now());
        physical.set(NOON + 1);
        assertEquals(at(NOON + 1), clock.now());
    }

    /** Another's throws after it has changed its state; its next reading was ten seconds in the past. */
    @Test
    void theLargestTimestampIsRefusedAndTheNextReadingIsNotLower() {
        for (OffsetPolicy policy : new OffsetPolicy[] {OffsetPolicy.REFUSE, OffsetPolicy.ACCEPT}) {
            physical.set(NOON);
            HybridLogicalClock ahead =
                    HybridLogicalClock.builder(physical).offsetPolicy(policy).build();
            ahead.now();
            physical.set(NOON - 10 * SECOND);
            long before = ahead.last();
            for (int i = 0; i < 3; i++) {
                assertThrows(ClockOffsetException.class, () -> ahead.update(Long.MAX_VALUE));
                assertEquals(before, ahead.last());
            }
            assertEquals(before + 1, ahead.now());
        }
    }

    /** Under CLAMP it is taken over as far as the guard allows; still nothing wraps. */
    @Test
    void theLargestTimestampIsClampedWithoutAWrap() {
        HybridLogicalClock clamping = HybridLogicalClock.builder(physical)
                .offsetPolicy(OffsetPolicy.CLAMP)
                .build();
        long before = clamping.now();
        long after = clamping.update(Long.MAX_VALUE);
        assertEquals(at(NOON + 500 * MILLI, 1), after);
        assertTrue(after > before && clamping.now() > after);
    }

    /** Another provider of unique times runs ahead of real time without limit: 42 s after 2 s of load. */
    @Test
    void unlimitedLoadOnAClockThatStandsEndsAtMaxOffset() {
        clock.now();
        long last = Exhausted.lastOf(clock);
        assertEquals(NOON + MAX_OFFSET.toNanos() / 1_000, HybridTimestamp.micros(last));
        assertTrue(
                clock.lead().compareTo(MAX_OFFSET.plusNanos(1_000)) <= 0,
                () -> clock.lead().toString());
        assertThrows(ClockUnavailableException.class, clock::now);
    }

    /** Every batch is a hundred times as long as the time that passes: the clock goes at the pace of time from some point on. */
    @Test
    void unlimitedLoadOnASlowClockStaysWithinMaxOffset() {
        int refused = 0;
        for (long micros = NOON; micros < NOON + SECOND; micros += 5) {
            physical.set(micros);
            try {
                clock.reserve(HybridLogicalClock.MAX_RESERVED);
            } catch (ClockUnavailableException e) {
                refused++;
            }
            long leadMicros = HybridTimestamp.micros(clock.last()) - micros;
            assertTrue(leadMicros <= 500 * MILLI, () -> "lead " + leadMicros);
        }
        assertTrue(refused > 0);
        assertTrue(clock.counters().carries() > 900 * MILLI);
    }

    /** Not even when a peer under the same load says that it is further ahead each time. */
    @Test
    void twoClocksUnderLoadDoNotDriveEachOtherBeyondMaxOffset() {
        HybridLogicalClock peer = HybridLogicalClock.on(physical);
        int refused = 0;
        for (int i = 0; i < 3_000; i++) {
            HybridLogicalClock sender = i % 2 == 0 ? clock : peer;
            HybridLogicalClock receiver = i % 2 == 0 ? peer : clock;
            try {
                receiver.update(sender.reserve(HybridLogicalClock.MAX_RESERVED));
                receiver.update(sender.last());
            } catch (ClockUnavailableException e) {
                refused++;
            }
        }
        assertTrue(refused > 0);
        for (HybridLogicalClock each : new HybridLogicalClock[] {clock, peer}) {
            Exhausted.lastOf(each);
            assertTrue(
                    each.lead().compareTo(MAX_OFFSET.plusNanos(1_000)) <= 0,
                    () -> each.lead().toString());
        }
    }

    /** Another system provider steps backwards between threads. */
    @Test
    void threadsNeverSeeAStepBack() throws InterruptedException {
        AtomicLong ticks = new AtomicLong();
        // Slews at several rates, stands still, and steps back by up to 300 µs.
        LongSupplier unsteady = () -> {
            long tick = ticks.incrementAndGet();
            return NOON + (tick >> 5) + (tick >> 9) % 3 * (tick & 0xFF) - (tick % 10_000 < 40 ? 300 : 0);
        };
        ThreadsInOrder.check(HybridLogicalClock.on(unsteady));
    }

    @Test
    void threadsNeverSeeAStepBackWhereTheClockStands() throws InterruptedException {
        ThreadsInOrder.check(clock);
        assertTrue(clock.counters().carries() > 0);
    }
}
