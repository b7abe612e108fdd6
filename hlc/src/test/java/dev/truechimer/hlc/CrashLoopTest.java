package dev.truechimer.hlc;

import static dev.truechimer.hlc.Stamps.HOUR;
import static dev.truechimer.hlc.Stamps.MILLI;
import static dev.truechimer.hlc.Stamps.NOON;
import static dev.truechimer.hlc.Stamps.SECOND;
import static dev.truechimer.hlc.Stamps.at;
import static dev.truechimer.hlc.Stamps.nanos;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.sequence.GatedDisk;
import dev.truechimer.clock.sequence.JournalPatience;
import dev.truechimer.clock.testkit.ManualClock;
import dev.truechimer.clock.ticks.Ticks;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A process that crashes again and again at once, idle or under load: whatever its physical clock does meanwhile, no
 * timestamp is issued twice or below an earlier one, and none, nor any bound that is stored, is beyond
 * {@code earliest + maxOffset}.
 */
class CrashLoopTest {

    private static final int CRASHES = 100;
    private static final long MAX_OFFSET_MICROS = 500 * MILLI;

    /** What a life does before it crashes. */
    private enum Load {
        IDLE,
        FULL
    }

    private final GatedDisk disk = new GatedDisk();
    private final ManualClock physical = new ManualClock(nanos(NOON), nanos(NOON + 20 * MILLI));
    private long widthMicros = 20 * MILLI;
    private OffsetPolicy policy = OffsetPolicy.REFUSE;
    private long highest;
    private int issued;
    private int refused;

    private void physicalAt(long earliestMicros) {
        physical.set(nanos(earliestMicros), nanos(earliestMicros + widthMicros));
    }

    private long earliestMicros() {
        return physical.earliestNanos() / 1_000;
    }

    private HlcJournal open() throws IOException {
        return HlcJournal.open(
                () -> disk,
                "gated",
                HlcJournal.DEFAULT_AHEAD,
                new JournalPatience(Duration.ofSeconds(60), Duration.ZERO, Ticks.system()::nanos));
    }

    private HybridLogicalClock clock(HlcJournal journal) {
        return HybridLogicalClock.builder(physical)
                .offsetPolicy(policy)
                .journal(journal)
                .build();
    }

    private static void check(boolean right, String what, long timestamp) {
        if (!right) {
            fail(what + ": " + HybridTimestamp.format(timestamp));
        }
    }

    /** One life, and its crash. The journal gives nothing back at its close, so that is as good as a crash. */
    private void live(Load load) throws IOException {
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = clock(journal);
            long boundBefore = journal.bound();
            check(boundBefore >= highest, "recovered less than was issued", boundBefore);
            try {
                long first = clock.now();
                check(first > highest, "issued again, or below an earlier one", first);
                long last = load == Load.FULL ? Exhausted.lastOf(clock) : first;
                check(
                        HybridTimestamp.micros(last) <= earliestMicros() + MAX_OFFSET_MICROS,
                        "beyond the contract",
                        last);
                highest = last;
                issued++;
            } catch (ClockUnavailableException e) {
                assertTrue(e.getMessage().contains("more than maxOffset, PT0.5S, ahead of"), e.getMessage());
                assertEquals(boundBefore, clock.last(), "a refusal has changed something");
                refused++;
            }
            journal.awaitIdle();
            long bound = journal.bound();
            boolean within = HybridTimestamp.micros(bound) <= earliestMicros() + MAX_OFFSET_MICROS;
            check(bound == boundBefore || within, "a bound beyond the contract", bound);
        }
    }

    /** A life that comes when its physical clock has passed everything: it issues, above all that was. */
    private void liveLater() throws IOException {
        physicalAt(NOON + 2 * SECOND);
        int before = issued;
        live(Load.IDLE);
        assertEquals(before + 1, issued);
        assertEquals(at(NOON + 2 * SECOND + widthMicros), highest);
    }

    @Test
    void aFrozenPhysicalClockEndsItAtTheContract() throws IOException {
        // Then the second lease ends within the last microsecond of the contract and not with it.
        widthMicros = 0;
        physicalAt(NOON);
        for (int i = 0; i < CRASHES; i++) {
            live(Load.IDLE);
        }
        // Two leases lead to the contract, and a third to its end; then nothing is left but to wait.
        assertEquals(3, issued);
        assertEquals(CRASHES - 3, refused);
        liveLater();
    }

    @Test
    void loadOnAFrozenPhysicalClockEndsItAtTheContract() throws IOException {
        for (int i = 0; i < CRASHES; i++) {
            live(Load.FULL);
        }
        assertEquals(at(NOON + MAX_OFFSET_MICROS, HybridTimestamp.MAX_LOGICAL), highest, "all of it");
        assertEquals(1, issued);
        assertEquals(CRASHES - 1, refused);
        liveLater();
    }

    /** As long as a restart takes at least: nobody has to wait, not even after a hundred of them. */
    @Test
    void aPhysicalClockThatRunsKeepsItAvailable() throws IOException {
        for (int i = 0; i < CRASHES; i++) {
            physicalAt(NOON + i * 30 * MILLI);
            live(Load.IDLE);
        }
        assertEquals(CRASHES, issued);
    }

    /** All that the contract allows is used up in each life, and each has what the time since then allows. */
    @Test
    void loadOnAPhysicalClockThatRunsStaysWithinTheContract() throws IOException {
        for (int i = 0; i < CRASHES; i++) {
            physicalAt(NOON + i * MILLI);
            live(Load.FULL);
            assertEquals(at(NOON + i * MILLI + MAX_OFFSET_MICROS, HybridTimestamp.MAX_LOGICAL), highest);
        }
        assertEquals(CRASHES, issued);
    }

    @Test
    void aPhysicalClockThatIsSetBackEachTimeEndsIt() throws IOException {
        for (Load load : Load.values()) {
            for (int i = 0; i < CRASHES / 2; i++) {
                physicalAt(NOON - i * 10 * MILLI);
                live(load);
            }
        }
        assertTrue(issued >= 1 && refused > CRASHES / 2, () -> issued + " issued, " + refused + " refused");
        liveLater();
    }

    /** Set back by hours while it was down: it waits until true time has caught up, and no crash adds to that. */
    @Test
    void aPhysicalClockThatWasSetBackByHoursMakesItWait() throws IOException {
        live(Load.FULL);
        for (Load load : Load.values()) {
            for (int i = 0; i < CRASHES / 2; i++) {
                physicalAt(NOON - 3 * HOUR + i * MILLI);
                live(load);
            }
        }
        assertEquals(CRASHES, refused);
        physicalAt(NOON);
        live(Load.IDLE);
        assertEquals(CRASHES + 1, refused);
        physicalAt(NOON + 1);
        live(Load.IDLE);
        assertEquals(at(NOON + 1 + MAX_OFFSET_MICROS), highest, "a microsecond later there is one more");
        liveLater();
    }

    @Test
    void theRefusalSaysHowLongToWaitAndWhy() throws IOException {
        live(Load.FULL);
        physicalAt(NOON - 3 * HOUR);
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = clock(journal);
            ClockUnavailableException unavailable = assertThrows(ClockUnavailableException.class, clock::now);
            assertEquals(
                    "no timestamp: the next one, 2026-11-20T12:00:00.500001Z/0000, would be more than maxOffset, PT0.5S, ahead"
                            + " of the earliest that it can be, 2026-11-20T09:00:00.000000Z; wait until that is"
                            + " PT3H0.000001S later, or look at the physical clock: it may stand still or have been set back"
                            + " since the journal was written, whose bound is 2026-11-20T12:00:00.500000Z/2047",
                    unavailable.getMessage());
            assertThrows(ClockUnavailableException.class, () -> clock.update(at(NOON - 3 * HOUR)));
            assertThrows(ClockUnavailableException.class, () -> clock.reserve(2));
            physicalAt(NOON + 1);
            assertEquals(at(NOON + 1 + MAX_OFFSET_MICROS), clock.now());
        }
    }

    /** Wider after the restart than before it: unavailable for that long at most, since true time was known better then. */
    @Test
    void aReadingThatIsWiderAfterARestartCostsNoMoreThanItsWidth() throws IOException {
        live(Load.FULL);
        physical.set(nanos(NOON - 100 * MILLI), nanos(NOON + 200 * MILLI));
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = clock(journal);
            assertThrows(ClockUnavailableException.class, clock::now);
            physical.advanceNanos(nanos(100 * MILLI));
            assertThrows(ClockUnavailableException.class, clock::now);
            physical.advanceNanos(nanos(1));
            assertEquals(at(NOON + 1 + MAX_OFFSET_MICROS), clock.now());
        }
    }

    /** Whoever takes over what is against the contract goes on from such a bound, as from such a timestamp. */
    @Test
    void whoAcceptsGoesOnFromABoundBeyondTheContract() throws IOException {
        live(Load.FULL);
        physicalAt(NOON - 3 * HOUR);
        policy = OffsetPolicy.ACCEPT;
        try (HlcJournal journal = open()) {
            HybridLogicalClock clock = clock(journal);
            assertEquals(highest + 1, clock.now());
            assertTrue(clock.lead().compareTo(Duration.ofHours(2)) > 0);
            assertEquals(NOON + 2 * MAX_OFFSET_MICROS, HybridTimestamp.micros(Exhausted.lastOf(clock)));
            journal.awaitIdle();
            assertEquals(clock.last(), journal.bound(), "no lease beyond what may be issued");
        }
    }
}
