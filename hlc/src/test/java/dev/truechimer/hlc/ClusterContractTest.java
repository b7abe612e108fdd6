package dev.truechimer.hlc;

import static dev.truechimer.hlc.Stamps.HOUR;
import static dev.truechimer.hlc.Stamps.MILLI;
import static dev.truechimer.hlc.Stamps.NOON;
import static dev.truechimer.hlc.Stamps.SECOND;
import static dev.truechimer.hlc.Stamps.at;
import static dev.truechimer.hlc.Stamps.nanos;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * The contract of a cluster of interval clocks that all tell the truth: no node issues a timestamp more than {@code maxOffset}
 * ahead of true time, not even one that was led there by another and is under load. True time is NOON.
 */
class ClusterContractTest {

    private static final Duration MAX_OFFSET = Duration.ofMillis(500);
    private static final long CONTRACT = at(NOON + 500 * MILLI, HybridTimestamp.MAX_LOGICAL);

    /** As wide as allowed, with true time at its earliest end: it issues what is maxOffset ahead. */
    private final HybridLogicalClock ahead = on(new ManualClock(nanos(NOON), nanos(NOON + 500 * MILLI)));

    private final ManualClock physical = new ManualClock(nanos(NOON - MILLI), nanos(NOON + MILLI));
    private final HybridLogicalClock led = on(physical);
    private final HybridLogicalClock exact = on(new ManualClock(nanos(NOON), nanos(NOON)));

    private static HybridLogicalClock on(ManualClock physical) {
        return HybridLogicalClock.builder(physical).maxOffset(MAX_OFFSET).build();
    }

    @Test
    void loadDoesNotDriveANodeBeyondWhatItWasLedTo() {
        led.update(ahead.now());
        long last = Exhausted.lastOf(led);
        assertTrue(last <= CONTRACT, () -> HybridTimestamp.format(last));
        assertEquals(CONTRACT, last);
    }

    /** Both would follow from a timestamp beyond the contract. */
    @Test
    void soNobodyRefusesItAndNoOrderIsInvented() {
        led.update(ahead.now());
        long issued = Exhausted.lastOf(led);
        long later = exact.now();
        assertFalse(exact.definitelyBefore(later, issued), "issued was issued before");
        assertTrue(exact.uncertainty(later).contains(issued));
        exact.update(issued - 1);
    }

    @Test
    void goesOnWhenItsOwnEarliestEndAllowsIt() {
        led.update(ahead.now());
        Exhausted.lastOf(led);
        assertThrows(ClockUnavailableException.class, led::now);
        physical.advance(Duration.ofMillis(1));
        assertThrows(ClockUnavailableException.class, led::now);
        physical.advance(Duration.ofNanos(1_000));
        assertTrue(led.now() > CONTRACT);
    }

    /** The last timestamp of the contract can't be passed within it. */
    @Test
    void theLastTimestampOfTheContractIsUnavailableForAMoment() {
        assertThrows(ClockUnavailableException.class, () -> exact.update(CONTRACT));
        assertEquals(0, exact.last());
        assertEquals(CONTRACT, exact.update(CONTRACT - 1));
    }

    /** A remote timestamp that could not be taken over, for want of a good reading, leaves nothing behind. */
    @Test
    void whatCouldNotBeTakenOverLeadsNowhere() {
        led.now();
        physical.set(nanos(NOON), nanos(NOON + 10 * SECOND));
        assertThrows(ClockUnavailableException.class, () -> led.update(at(NOON + 10 * SECOND)));
        physical.set(nanos(NOON), nanos(NOON));
        long last = Exhausted.lastOf(led);
        assertTrue(last <= CONTRACT, () -> HybridTimestamp.format(last));
    }

    /** What lies beyond the contract was accepted against it, and is where this clock then goes on from. */
    @Test
    void whoAcceptsBreaksTheContract() {
        HybridLogicalClock accepting = HybridLogicalClock.builder(physical)
                .maxOffset(MAX_OFFSET)
                .offsetPolicy(OffsetPolicy.ACCEPT)
                .build();
        assertEquals(at(NOON + HOUR, 1), accepting.update(at(NOON + HOUR)));
        assertEquals(NOON + HOUR + 500 * MILLI, HybridTimestamp.micros(Exhausted.lastOf(accepting)));
    }
}
