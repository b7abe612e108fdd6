package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.HybridOrder.Contradiction;
import dev.truechimer.vector.HybridOrder.DecidedBy;
import dev.truechimer.vector.HybridOrder.Earlier;
import dev.truechimer.vector.HybridOrder.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HybridOrderTest {

    /** The first event of a node. */
    private static StampedEvent first(long node, long earliestNanos, long latestNanos) {
        return new StampedEvent(VectorClock.ZERO.tick(node), node, earliestNanos, latestNanos);
    }

    /** An event of a node after another event. */
    private static StampedEvent after(StampedEvent cause, long node, long earliestNanos, long latestNanos) {
        return new StampedEvent(cause.clock().tick(node), node, earliestNanos, latestNanos);
    }

    private static void assertVerdict(Earlier earlier, DecidedBy decidedBy, StampedEvent first, StampedEvent second) {
        assertEquals(new Verdict(earlier, decidedBy, false), HybridOrder.compare(first, second));
        Earlier exchanged = switch (earlier) {
            case FIRST -> Earlier.SECOND;
            case SECOND -> Earlier.FIRST;
            case SAME_EVENT -> Earlier.SAME_EVENT;
        };
        assertEquals(new Verdict(exchanged, decidedBy, false), HybridOrder.compare(second, first));
    }

    @Test
    void causalityDecidesFirst() {
        StampedEvent cause = first(2, 10, 20);
        assertVerdict(Earlier.FIRST, DecidedBy.CAUSALITY, cause, after(cause, 1, 10, 20));
        assertVerdict(Earlier.FIRST, DecidedBy.CAUSALITY, cause, after(cause, 2, 30, 40));
        assertVerdict(Earlier.SAME_EVENT, DecidedBy.CAUSALITY, cause, first(2, 10, 20));
    }

    @Test
    void concurrentButTheSecondOccurredFirst() {
        assertVerdict(Earlier.SECOND, DecidedBy.PHYSICAL_TIME, first(1, 30, 40), first(2, 10, 29));
    }

    @Test
    void intervalsThatTouchDecideNothing() {
        assertVerdict(Earlier.FIRST, DecidedBy.TIE_BREAK, first(1, 30, 40), first(2, 10, 30));
    }

    @Test
    void unboundedIntervalsDecideNothing() {
        StampedEvent unknown = StampedEvent.at(VectorClock.ZERO.tick(9), 9);
        assertVerdict(Earlier.FIRST, DecidedBy.TIE_BREAK, first(1, Long.MAX_VALUE, Long.MAX_VALUE), unknown);
        assertVerdict(Earlier.FIRST, DecidedBy.TIE_BREAK, first(1, Long.MIN_VALUE, Long.MIN_VALUE), unknown);
        // One known end can be enough.
        assertVerdict(
                Earlier.SECOND, DecidedBy.PHYSICAL_TIME, first(1, 8, Long.MAX_VALUE), first(2, Long.MIN_VALUE, 7));
    }

    @Test
    void whoKnowsLessComesFirstIfNothingElseDecides() {
        StampedEvent third = after(after(first(1, 0, 9), 1, 0, 9), 1, 0, 9);
        assertVerdict(Earlier.SECOND, DecidedBy.TIE_BREAK, third, first(2, 0, 9));
        assertVerdict(Earlier.FIRST, DecidedBy.TIE_BREAK, first(-1, 0, 9), first(1, 0, 9));
    }

    @Test
    void causalityWinsAgainstIntervalsAndSaysSo() {
        StampedEvent cause = first(1, 100, 110);
        StampedEvent effect = after(cause, 2, 0, 99);
        assertEquals(new Verdict(Earlier.FIRST, DecidedBy.CAUSALITY, true), HybridOrder.compare(cause, effect));
        assertEquals(new Verdict(Earlier.SECOND, DecidedBy.CAUSALITY, true), HybridOrder.compare(effect, cause));
        assertEquals(
                new Verdict(Earlier.SAME_EVENT, DecidedBy.CAUSALITY, true),
                HybridOrder.compare(cause, first(1, 0, 99)));
        assertEquals(List.of(cause, effect), HybridOrder.sort(List.of(effect, cause)));
        assertEquals(List.of(new Contradiction(cause, effect)), HybridOrder.contradictions(List.of(effect, cause)));
        assertEquals(List.of(), HybridOrder.contradictions(List.of(cause, after(cause, 2, 0, 100))));
    }

    /** Why verdicts on pairs are no sort order. All three are concurrent, and all intervals may be true. */
    @Test
    void verdictsOnPairsGoRoundInACircle() {
        StampedEvent a = first(3, 0, 10);
        StampedEvent b = first(1, 20, 30);
        StampedEvent c = first(2, 0, 30);
        assertVerdict(Earlier.FIRST, DecidedBy.PHYSICAL_TIME, a, b);
        assertVerdict(Earlier.FIRST, DecidedBy.TIE_BREAK, b, c);
        assertVerdict(Earlier.FIRST, DecidedBy.TIE_BREAK, c, a);
        List<StampedEvent> events = new ArrayList<>(List.of(a, b, c));
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(events, random);
            assertEquals(List.of(c, a, b), HybridOrder.sort(events));
        }
    }

    /**
     * The pitfall of sorting by intervals alone: the receipt's interval begins before that of the sending, truthfully.
     */
    @Test
    void aReceiptWithAWiderIntervalStaysBehindItsSending() {
        StampedEvent sending = first(1, 50, 60);
        StampedEvent receipt = after(sending, 2, 0, 100);
        StampedEvent between = first(3, 20, 40);
        assertEquals(List.of(between, sending, receipt), HybridOrder.sort(List.of(receipt, between, sending)));
        // What begins behind the receipt's own begin only, and not certainly behind it, may stand before it.
        assertEquals(List.of(), HybridOrder.contradictions(List.of(receipt, between, sending)));
    }

    /** A liar's interval drags along what followed from it, and only that. */
    @Test
    void whatContradictsItsPastIsAllThatTimeDoesNotOrder() {
        StampedEvent liar = first(1, 1000, 1000);
        StampedEvent victim = after(liar, 2, 5, 6);
        StampedEvent later = first(3, 7, 8);
        StampedEvent evenLater = first(4, 9, 10);
        List<StampedEvent> events = List.of(victim, evenLater, liar, later);
        assertEquals(List.of(new Contradiction(liar, victim)), HybridOrder.contradictions(events));
        assertEquals(List.of(later, evenLater, liar, victim), HybridOrder.sort(events));
    }

    @Test
    void sortsWhatHasEventsAndLeavesTheInputAlone() {
        StampedEvent one = first(1, 0, 1);
        StampedEvent two = first(2, 2, 3);
        Map<String, StampedEvent> log = Map.of("x", two, "y", one, "z", two);
        List<String> input = List.of("z", "y", "x");
        assertEquals(List.of("y", "z", "x"), HybridOrder.sort(input, log::get));
        assertEquals(List.of("y", "x", "z"), HybridOrder.sort(List.of("x", "y", "z"), log::get));
        assertEquals(List.of(), HybridOrder.sort(List.of()));
        assertEquals(List.of(), HybridOrder.contradictions(List.of()));
    }

    /** A node that lost its clock has two events with one clock: the order is still the same whatever comes first. */
    @Test
    void isTheSameForEventsThatClaimToBeOne() {
        StampedEvent one = first(1, 0, 1);
        StampedEvent other = first(1, 0, 2);
        StampedEvent mixed = new StampedEvent(VectorClock.of(Map.of(1L, 1L, 2L, 1L)), 1, 0, 1);
        StampedEvent mixedToo = new StampedEvent(VectorClock.of(Map.of(1L, 1L, 3L, 1L)), 1, 0, 1);
        List<StampedEvent> events = new ArrayList<>(List.of(one, other, mixed, mixedToo));
        List<StampedEvent> sorted = HybridOrder.sort(events);
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(events, random);
            assertEquals(sorted, HybridOrder.sort(events));
        }
        assertEquals(DecidedBy.TIE_BREAK, HybridOrder.compare(mixed, mixedToo).decidedBy());
    }

    @Test
    void sumsOfCountersDoNotOverflow() {
        long most = Long.MAX_VALUE;
        StampedEvent small = new StampedEvent(VectorClock.of(Map.of(1L, most)), 1, 0, 0);
        StampedEvent large = new StampedEvent(VectorClock.of(Map.of(2L, most, 3L, 3L)), 2, 0, 0);
        StampedEvent larger = new StampedEvent(VectorClock.of(Map.of(0L, most, 4L, most)), 0, 0, 0);
        assertEquals(List.of(small, large, larger), HybridOrder.sort(List.of(large, larger, small)));
        assertTrue(Knowledge.of(large.clock()).compareTo(Knowledge.of(larger.clock())) < 0);
        assertEquals(new Knowledge(1L << 31, 2), Knowledge.of(large.clock()));
        assertEquals(new Knowledge((1L << 32) - 1, (1L << 32) - 2), Knowledge.of(larger.clock()));
    }

    @Test
    void eventsMustBeEvents() {
        VectorClock clock = VectorClock.ZERO.tick(1);
        assertEquals(
                "earliestNanos must be <= latestNanos: 2 > 1",
                assertThrows(IllegalArgumentException.class, () -> new StampedEvent(clock, 1, 2, 1))
                        .getMessage());
        assertEquals(
                "the clock must count the event itself, at node 2: {1=1}",
                assertThrows(IllegalArgumentException.class, () -> StampedEvent.at(clock, 2))
                        .getMessage());
        assertEquals(1, StampedEvent.at(clock, 1).counter());
        assertFalse(StampedEvent.at(clock, 1).isCertainlyBefore(first(2, 5, 5)));
    }

    /** Node 1 has lost its clock and used its first counter twice: neither of the two is in the other's past. */
    @Test
    void anotherEventInItsOwnPlaceIsNoCause() {
        StampedEvent early = new StampedEvent(VectorClock.of(Map.of(1L, 1L, 2L, 1L)), 1, 0, 1);
        StampedEvent late = new StampedEvent(VectorClock.of(Map.of(1L, 1L, 3L, 1L)), 1, 8, 9);
        assertEquals(DecidedBy.PHYSICAL_TIME, HybridOrder.compare(early, late).decidedBy());
        assertEquals(List.of(), HybridOrder.contradictions(List.of(early, late)));
    }
}
