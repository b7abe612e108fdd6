package dev.truechimer.hlc;

import static dev.truechimer.hlc.Stamps.HOUR;
import static dev.truechimer.hlc.Stamps.MILLI;
import static dev.truechimer.hlc.Stamps.NOON;
import static dev.truechimer.hlc.Stamps.SECOND;
import static dev.truechimer.hlc.Stamps.YEAR;
import static dev.truechimer.hlc.Stamps.at;
import static dev.truechimer.hlc.Stamps.nanos;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a clock does with timestamps from the future, by each policy. */
class OffsetGuardTest {

    private static final Duration MAX_OFFSET = Duration.ofMillis(500);
    private static final long ALLOWED = at(NOON + 500 * MILLI);
    private static final long BEYOND = at(NOON + 500 * MILLI + 1);

    private final ManualMicros physical = new ManualMicros(NOON);
    private final List<ClockOffset> told = new ArrayList<>();

    private HybridLogicalClock clock(OffsetPolicy policy) {
        return HybridLogicalClock.builder(physical)
                .maxOffset(MAX_OFFSET)
                .offsetPolicy(policy)
                .onOffset(told::add)
                .build();
    }

    @Test
    void allowsMaxOffsetAndRefusesAMicrosecondMore() {
        HybridLogicalClock clock = clock(OffsetPolicy.REFUSE);
        assertEquals(ALLOWED + 1, clock.update(ALLOWED));
        assertThrows(ClockOffsetException.class, () -> clock.update(BEYOND));
        assertEquals(new HlcCounters(1, 0, 0, 0), clock.counters());
    }

    @Test
    void theLatestEndOfAnIntervalClockCountsToTheNanosecond() {
        ManualClock interval = new ManualClock(nanos(NOON) - 3_000, nanos(NOON) - 1);
        HybridLogicalClock clock =
                HybridLogicalClock.builder(interval).maxOffset(MAX_OFFSET).build();
        assertThrows(ClockOffsetException.class, () -> clock.update(ALLOWED));
        interval.advanceNanos(1);
        assertEquals(ALLOWED + 1, clock.update(ALLOWED));
    }

    @Test
    void aRefusalChangesNothing() {
        HybridLogicalClock clock = clock(OffsetPolicy.REFUSE);
        long before = clock.now();
        for (long remote : new long[] {BEYOND, at(NOON + HOUR), at(NOON + YEAR), Long.MAX_VALUE}) {
            ClockOffsetException refusal = assertThrows(ClockOffsetException.class, () -> clock.update(remote));
            assertEquals(new ClockOffset(remote, nanos(NOON), MAX_OFFSET, OffsetPolicy.REFUSE), refusal.offset());
            assertSame(refusal.offset(), told.get(told.size() - 1));
            assertEquals(before, clock.last());
            assertEquals(Duration.ZERO, clock.lead());
        }
        assertEquals(before + 1, clock.now());
        assertEquals(new HlcCounters(4, 0, 0, 0), clock.counters());
    }

    /** What was refused must not widen what the clock may issue by itself either. */
    @Test
    void aRefusalDoesNotMoveTheBound() {
        HybridLogicalClock clock = clock(OffsetPolicy.REFUSE);
        assertThrows(ClockOffsetException.class, () -> clock.update(at(NOON + HOUR)));
        assertTrue(Exhausted.lastOf(clock) <= at(NOON + 500 * MILLI, HybridTimestamp.MAX_LOGICAL));
    }

    @Test
    void theExceptionSaysWhatAndHowFar() {
        HybridLogicalClock clock = clock(OffsetPolicy.REFUSE);
        ClockOffsetException refusal =
                assertThrows(ClockOffsetException.class, () -> clock.update(at(NOON + 3 * SECOND, 7)));
        assertEquals(
                "remote timestamp 2026-11-20T12:00:03.000000Z/0007 is PT3S ahead of the latest that it can be here,"
                        + " 2026-11-20T12:00:00.000000Z; at most PT0.5S is allowed (maxOffset), policy REFUSE;"
                        + " check the clocks of the sender and of this node",
                refusal.getMessage());
        assertEquals(nanos(3 * SECOND), refusal.offset().aheadNanos());
        assertEquals(at(NOON + 3 * SECOND, 7), refusal.offset().remote());
        assertEquals(nanos(NOON), refusal.offset().latestNanos());
        assertEquals(MAX_OFFSET, refusal.offset().maxOffset());
    }

    @Test
    void clampsToTheBoundAndReports() {
        HybridLogicalClock clock = clock(OffsetPolicy.CLAMP);
        assertEquals(ALLOWED + 1, clock.update(at(NOON + HOUR)));
        assertEquals(List.of(new ClockOffset(at(NOON + HOUR), nanos(NOON), MAX_OFFSET, OffsetPolicy.CLAMP)), told);
        assertEquals(ALLOWED + 2, clock.now());
        assertEquals(ALLOWED + 3, clock.update(Long.MAX_VALUE));
        assertEquals(new HlcCounters(0, 2, 0, 0), clock.counters());
        physical.set(NOON + 500 * MILLI + 1);
        assertEquals(BEYOND, clock.now());
    }

    @Test
    void acceptsAndReports() {
        HybridLogicalClock clock = clock(OffsetPolicy.ACCEPT);
        assertEquals(at(NOON + YEAR, 8), clock.update(at(NOON + YEAR, 7)));
        assertEquals(List.of(new ClockOffset(at(NOON + YEAR, 7), nanos(NOON), MAX_OFFSET, OffsetPolicy.ACCEPT)), told);
        assertEquals(at(NOON + YEAR, 9), clock.now());
        assertEquals(new HlcCounters(0, 0, 1, 0), clock.counters());
        assertEquals(Duration.ofDays(365), clock.lead());
    }

    /** Who accepts a year must be able to go on from there: as far as from a physical clock. */
    @Test
    void goesOnForMaxOffsetBeyondWhatItAccepted() {
        HybridLogicalClock clock = clock(OffsetPolicy.ACCEPT);
        clock.update(at(NOON + YEAR));
        assertEquals(NOON + YEAR + 500 * MILLI, HybridTimestamp.micros(Exhausted.lastOf(clock)));
    }

    @Test
    void evenWhoAcceptsRefusesWhatLeavesNothingToGoOnWith() {
        HybridLogicalClock clock = clock(OffsetPolicy.ACCEPT);
        long before = clock.now();
        long highest = OffsetGuard.HIGHEST - HybridTimestamp.startOf(500 * MILLI);
        for (long remote : new long[] {highest, OffsetGuard.HIGHEST, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
            ClockOffsetException refusal = assertThrows(ClockOffsetException.class, () -> clock.update(remote));
            assertEquals(OffsetPolicy.REFUSE, refusal.offset().policy());
        }
        assertEquals(before + 1, clock.now());
        assertEquals(new HlcCounters(4, 0, 0, 0), clock.counters());
        assertEquals(highest, clock.update(highest - 1));
        assertEquals(highest + 1, clock.now());
    }

    @Test
    void whatTheListenerThrowsComesOutAndNothingChanges() {
        IllegalStateException thrown = new IllegalStateException("listener");
        for (OffsetPolicy policy : OffsetPolicy.values()) {
            HybridLogicalClock clock = HybridLogicalClock.builder(physical)
                    .offsetPolicy(policy)
                    .onOffset(offset -> {
                        throw thrown;
                    })
                    .build();
            long before = clock.now();
            assertSame(thrown, assertThrows(IllegalStateException.class, () -> clock.update(at(NOON + HOUR))));
            assertEquals(before, clock.last());
        }
    }

    /**
     * A clock that was set back is itself far ahead. What it has passed already drags it nowhere, so it is never refused,
     * whichever way the timestamp takes through the clock.
     */
    @Test
    void whatTheClockHasPassedIsNeverRefused() {
        for (OffsetPolicy policy : OffsetPolicy.values()) {
            physical.set(NOON);
            HybridLogicalClock clock = clock(policy);
            long last = clock.now();
            physical.set(NOON - HOUR);
            for (long remote : new long[] {at(NOON - SECOND), at(NOON - 1, 2_047), at(NOON), last}) {
                long next = clock.update(remote);
                assertEquals(last + 1, next);
                last = next;
            }
            assertEquals(last + 1, clock.update(last));
            assertEquals(List.of(), told);
        }
    }
}
