package dev.truechimer.hlc;

import static dev.truechimer.hlc.Stamps.HOUR;
import static dev.truechimer.hlc.Stamps.MILLI;
import static dev.truechimer.hlc.Stamps.NOON;
import static dev.truechimer.hlc.Stamps.at;
import static dev.truechimer.hlc.Stamps.nanos;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The window of a reader, and the certain order, by example. */
class UncertaintyTest {

    private static final Duration MAX_OFFSET = Duration.ofMillis(10);
    private static final long END = HybridTimestamp.MAX_LOGICAL;
    private static final long FIRST_NODE = 1;
    private static final long SECOND_NODE = 2;

    private final ManualClock physical = new ManualClock(nanos(NOON), nanos(NOON + 2 * MILLI) + 999);
    private final HybridLogicalClock clock =
            HybridLogicalClock.builder(physical).maxOffset(MAX_OFFSET).build();

    @Test
    void reachesMaxOffsetBeyondTheLatestEnd() {
        long readAt = clock.now();
        Uncertainty window = clock.uncertainty(readAt);
        assertEquals(readAt, window.timestamp());
        assertEquals(at(NOON + 12 * MILLI) + END, window.limit());
        assertFalse(window.contains(readAt));
        assertTrue(window.contains(readAt + 1));
        assertTrue(window.contains(window.limit()));
        assertFalse(window.contains(window.limit() + 1));
        assertEquals(window.limit(), window.limit(FIRST_NODE));
        assertEquals(
                "(2026-11-20T12:00:00.002000Z/0000, 2026-11-20T12:00:00.012000Z/2047], 0 nodes observed",
                window.toString());
    }

    @Test
    void isEmptyForAReaderBeyondIt() {
        Uncertainty window = clock.uncertainty(at(NOON + HOUR));
        assertEquals(at(NOON + HOUR), window.limit());
        assertFalse(window.contains(at(NOON + HOUR)));
        assertFalse(window.contains(at(NOON + HOUR) + 1));
    }

    @Test
    void takesNothingFromTheClock() {
        clock.uncertainty(0);
        assertEquals(0, clock.last());
    }

    @Test
    void narrowsForEachNodeThatWasObserved() {
        Uncertainty window = clock.uncertainty(at(NOON + 2 * MILLI));
        long seen = at(NOON + 5 * MILLI, 3);
        Uncertainty narrowed = window.observe(FIRST_NODE, seen);
        assertEquals(seen, narrowed.limit(FIRST_NODE));
        assertEquals(window.limit(), narrowed.limit(SECOND_NODE));
        assertEquals(window.limit(), narrowed.limit());
        assertTrue(narrowed.contains(FIRST_NODE, seen));
        assertFalse(narrowed.contains(FIRST_NODE, seen + 1));
        assertTrue(narrowed.contains(SECOND_NODE, seen + 1));
        assertTrue(narrowed.contains(seen + 1));
        assertEquals(window.limit(), window.limit(FIRST_NODE), "the first window is as it was");
        assertTrue(narrowed.toString().endsWith("], 1 nodes observed"), narrowed.toString());
    }

    @Test
    void theLeastThatWasObservedCounts() {
        Uncertainty window = clock.uncertainty(at(NOON));
        Uncertainty once = window.observe(FIRST_NODE, at(NOON + 5));
        assertSame(once, once.observe(FIRST_NODE, at(NOON + 5)));
        assertSame(once, once.observe(FIRST_NODE, at(NOON + 6)));
        assertEquals(at(NOON + 4), once.observe(FIRST_NODE, at(NOON + 4)).limit(FIRST_NODE));
        assertEquals(at(NOON + 5), once.limit(FIRST_NODE));
        assertSame(window, window.observe(FIRST_NODE, window.limit()));
        assertSame(window, window.observe(FIRST_NODE, Long.MAX_VALUE));
        assertThrows(MalformedTimestampException.class, () -> window.observe(FIRST_NODE, -1));
    }

    /** A node that has seen nothing yet holds no value that the reader could miss. */
    @Test
    void anObservationBelowTheReaderEmptiesTheWindowOfThatNode() {
        Uncertainty window = clock.uncertainty(at(NOON)).observe(FIRST_NODE, at(NOON - HOUR));
        assertEquals(at(NOON), window.limit(FIRST_NODE));
        assertFalse(window.contains(FIRST_NODE, at(NOON, 1)));
    }

    @Test
    void anyNumberOfNodesInAnyOrder() {
        Uncertainty window = clock.uncertainty(at(NOON));
        long[] nodes = {5, -3, Long.MAX_VALUE, 0, Long.MIN_VALUE, 4, 6};
        for (int i = 0; i < nodes.length; i++) {
            window = window.observe(nodes[i], at(NOON + 1 + i));
        }
        for (int i = 0; i < nodes.length; i++) {
            assertEquals(at(NOON + 1 + i), window.limit(nodes[i]));
        }
        assertEquals(window.limit(), window.limit(1));
    }

    /**
     * A reader and two nodes, each with a clock of its own. Both write before the reader begins, with clocks ahead of the
     * reader's; the first one is observed then, the second one is not.
     */
    @Test
    void aReaderAndTwoNodes() {
        HybridLogicalClock first = on(NOON + MILLI);
        HybridLogicalClock second = on(NOON + 3 * MILLI);
        HybridLogicalClock reader = on(NOON);
        long onFirst = first.now();
        long onSecond = second.now();
        Uncertainty window = reader.uncertainty(reader.now());
        assertTrue(window.contains(FIRST_NODE, onFirst), "it existed, so the reader must not miss it");
        assertTrue(window.contains(SECOND_NODE, onSecond));
        long seen = first.now();
        long later = first.now();
        window = window.observe(FIRST_NODE, seen);
        assertTrue(window.contains(FIRST_NODE, onFirst));
        assertFalse(window.contains(FIRST_NODE, later), "written after the reader began");
        assertTrue(window.contains(SECOND_NODE, onSecond));
    }

    private static HybridLogicalClock on(long micros) {
        return HybridLogicalClock.builder(new ManualMicros(micros))
                .maxOffset(MAX_OFFSET)
                .build();
    }

    @Test
    void moreThanMaxOffsetApartIsCertain() {
        long a = at(NOON, 2_047);
        assertFalse(clock.definitelyBefore(a, at(NOON + 10 * MILLI)));
        assertFalse(clock.definitelyBefore(a, at(NOON + 10 * MILLI, 2_047)));
        assertTrue(clock.definitelyBefore(a, at(NOON + 10 * MILLI + 1)));
        assertTrue(clock.definitelyBefore(0, Long.MAX_VALUE));
        assertFalse(clock.definitelyBefore(Long.MAX_VALUE, 0));
        assertFalse(clock.definitelyBefore(a, a));
        assertFalse(clock.definitelyBefore(at(NOON + HOUR), a));
    }
}
