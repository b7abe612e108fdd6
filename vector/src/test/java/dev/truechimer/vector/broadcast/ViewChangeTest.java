package dev.truechimer.vector.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.Causality;
import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.broadcast.ViewChange.Dropped;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How a group goes from one view to the next. */
class ViewChangeTest {

    private static final View VIEW = View.first(1, 2, 3);

    private final CausalDelivery<String> one = CausalDelivery.of(1, 1, 2, 3);
    private final CausalDelivery<String> two = CausalDelivery.of(2, 1, 2, 3);
    private final CausalDelivery<String> three = CausalDelivery.of(3, 1, 2, 3);

    /** Its last message reached one of those who stay, and the one before it reached the other. */
    @Test
    void aMessageOfOneWhoCrashedIsDeliveredByAllOrByNone() {
        Broadcast<String> first = three.broadcast("first");
        Broadcast<String> second = three.broadcast("second");
        Broadcast<String> third = three.broadcast("third");
        one.receive(first);
        one.receive(second);
        two.receive(second);
        two.receive(third);

        View next = VIEW.next(Set.of(1L, 2L), Map.of(1L, one.flush(), 2L, two.flush()));
        assertEquals(new View(1, ids(1, 2), second.clock()), next);
        assertEquals(Outcome.BUFFERED, two.receive(first).outcome());
        assertEquals(List.of(), one.prepare(next));
        assertEquals(List.of(first, second), two.prepare(next));

        assertEquals(new ViewChange<>(next, List.of(), List.of()), one.install());
        Dropped<String> dropped = new Dropped<>(third, Outcome.REFUSED_OLD_VIEW);
        assertEquals(new ViewChange<>(next, List.of(), List.of(dropped)), two.install());
        assertEquals(Outcome.REFUSED_OLD_VIEW, one.receive(third).outcome());
        assertEquals(2, one.count(Outcome.REFUSED_OLD_VIEW) + two.count(Outcome.REFUSED_OLD_VIEW));
        assertEquals(VectorClock.ZERO, one.delivered());
    }

    @Test
    void nothingIsDeliveredBetweenTheReportAndTheAgreement() {
        VectorClock report = one.flush();
        Broadcast<String> late = two.broadcast("late");
        assertEquals(Outcome.BUFFERED, one.receive(late).outcome());
        assertEquals(report, one.delivered());
        assertEquals(List.of(), one.missing());
        assertTrue(one.isFlushing());
        assertFalse(one.isPrepared());
        assertThrows(IllegalStateException.class, () -> one.broadcast("too late"));
        assertThrows(IllegalStateException.class, one::install);

        View next = VIEW.next(VIEW.members(), Map.of(1L, one.flush(), 2L, two.flush(), 3L, three.flush()));
        assertEquals(List.of(late), one.prepare(next));
        assertTrue(one.isPrepared());
        one.install();
        assertFalse(one.isFlushing());
        assertEquals(1, one.broadcast("now").count());
    }

    @Test
    void tellsWhatIsNeededToGoOn() {
        Broadcast<String> first = two.broadcast("first");
        Broadcast<String> second = two.broadcast("second");
        View next = VIEW.next(Set.of(1L, 2L), Map.of(1L, one.flush(), 2L, two.flush()));
        one.prepare(next);
        assertEquals(List.of(new Gap(2, 1, 2)), one.missing());
        assertTrue(assertThrows(IllegalStateException.class, one::install)
                .getMessage()
                .contains("missing"));
        assertEquals(Outcome.BUFFERED, one.receive(second).outcome());
        assertEquals(List.of(new Gap(2, 1, 1)), one.missing());
        assertEquals(List.of(first, second), one.receive(first).delivered());
        one.install();
        assertEquals(2, one.delivered().get(2));
    }

    @Test
    void messagesOfTheNextViewAreKeptUntilItIsInstalled() {
        View next = VIEW.next(Set.of(1L, 2L, 9L), Map.of(1L, one.flush(), 2L, two.flush()));
        two.prepare(next);
        two.install();
        CausalDelivery<String> joined = CausalDelivery.join(9, next, DeliveryLimits.DEFAULT);
        Broadcast<String> hello = joined.broadcast("hello");
        two.receive(hello);
        Broadcast<String> welcome = two.broadcast("welcome");
        Broadcast<String> forged = new Broadcast<>(1, 5, VectorClock.ZERO.tick(5), "forged");
        assertEquals(Outcome.EARLY, one.receive(forged).outcome());
        assertEquals(Outcome.EARLY, one.receive(welcome).outcome());
        assertEquals(Outcome.EARLY, one.receive(hello).outcome());
        assertEquals(List.of(forged, welcome, hello), one.buffered());

        one.prepare(next);
        Dropped<String> dropped = new Dropped<>(forged, Outcome.REFUSED_STRANGER);
        assertEquals(new ViewChange<>(next, List.of(hello, welcome), List.of(dropped)), one.install());
        assertEquals(1, one.count(Outcome.REFUSED_STRANGER));
        assertEquals(0, one.bufferedCount());
    }

    @Test
    void messagesOfDifferentViewsAreOrderedAsTheViewsAre() {
        Broadcast<String> old = three.broadcast("old");
        one.receive(old);
        View next = VIEW.next(Set.of(1L), Map.of(1L, one.flush()));
        one.prepare(next);
        one.install();
        Broadcast<String> now = one.broadcast("now");
        // Their counters alone would say that neither knows of the other.
        assertEquals(Causality.CONCURRENT, old.clock().compareTo(now.clock()));
        assertEquals(Causality.BEFORE, old.compareTo(now));
        assertEquals(Causality.AFTER, now.compareTo(old));
    }

    @Test
    void anotherAgreementReplacesOneThatWasNotInstalled() {
        Broadcast<String> message = three.broadcast("message");
        View failed = VIEW.next(VIEW.members(), Map.of(1L, one.flush(), 2L, two.flush(), 3L, three.flush()));
        one.prepare(failed);
        one.flush();
        assertEquals(List.of(), one.missing());
        assertFalse(one.isPrepared());
        assertEquals(Outcome.BUFFERED, one.receive(message).outcome());
        one.prepare(VIEW.next(Set.of(1L, 2L), Map.of(1L, one.flush(), 2L, two.flush())));
        assertEquals(
                List.of(new Dropped<>(message, Outcome.REFUSED_OLD_VIEW)),
                one.install().dropped());
    }

    /** What was reported stays true for whoever made use of it: the way out is forward. */
    @Test
    void aChangeThatWasGivenUpIsEndedByAgreeingOnTheSameMembers() {
        one.flush();
        String message = assertThrows(IllegalStateException.class, () -> one.broadcast("too early"))
                .getMessage();
        assertTrue(message.contains("view 0") && message.contains("same members again"), message);
        one.prepare(VIEW.next(VIEW.members(), Map.of(1L, one.flush(), 2L, two.flush(), 3L, three.flush())));
        one.install();
        assertEquals(VIEW.members(), one.view().members());
        assertEquals(1, one.broadcast("now").count());
    }

    @Test
    void aMemberWhoJoinsMayCountFromWhatIsAgreed() {
        View view = new View(3, ids(1, 9), VectorClock.of(Map.of(1L, 5L, 3L, 8L, 9L, 70L)));
        CausalDelivery<String> joined = CausalDelivery.join(9, view, DeliveryLimits.DEFAULT);
        CausalDelivery<String> other = CausalDelivery.join(1, view, DeliveryLimits.DEFAULT);
        Broadcast<String> hello = joined.broadcast("hello");
        assertEquals(Map.of(1L, 5L, 9L, 71L), hello.clock().toMap());
        assertEquals(List.of(hello), other.receive(hello).delivered());
        Broadcast<String> used = new Broadcast<>(3, 9, VectorClock.of(Map.of(9L, 70L)), "");
        assertEquals(Outcome.REFUSED_BEFORE_START, other.receive(used).outcome());
    }

    @Test
    void refusesAnAgreementThatWasMadeWithoutIt() {
        one.broadcast("mine");
        assertThrows(IllegalStateException.class, () -> one.prepare(new View(1, ids(1, 2), one.delivered())));
        VectorClock report = one.flush();
        assertInvalid(new View(2, ids(1, 2), report), "follow");
        assertInvalid(new View(0, ids(1, 2), report), "follow");
        assertInvalid(new View(1, ids(2, 3), report), "belong");
        assertInvalid(new View(1, ids(1, 2), VectorClock.ZERO), "start");
        assertInvalid(new View(1, ids(1, 2), report.tick(1)), "start");
        one.prepare(new View(1, ids(1, 2), report));
        one.install();
        assertEquals(1, one.view().number());
    }

    private void assertInvalid(View view, String rule) {
        String message = assertThrows(IllegalArgumentException.class, () -> one.prepare(view))
                .getMessage();
        assertTrue(message.contains(rule), message);
        assertFalse(one.isPrepared());
    }

    @Test
    void aViewIsMadeFromTheReportsOfAllWhoStay() {
        Map<Long, VectorClock> reports = Map.of(1L, VectorClock.ZERO.tick(3), 2L, VectorClock.ZERO.tick(2));
        View next = VIEW.next(List.of(4L, 2L, 1L), reports);
        assertEquals(new View(1, ids(1, 2, 4), VectorClock.of(Map.of(2L, 1L, 3L, 1L))), next);
        assertThrows(IllegalArgumentException.class, () -> VIEW.next(Set.of(1L, 3L), reports));
        Map<Long, VectorClock> stranger = Map.of(4L, VectorClock.ZERO);
        assertThrows(IllegalArgumentException.class, () -> VIEW.next(Set.of(4L), stranger));
        Map<Long, VectorClock> ofStranger = Map.of(1L, VectorClock.ZERO.tick(4));
        assertThrows(IllegalArgumentException.class, () -> VIEW.next(Set.of(1L), ofStranger));
        View last = new View(Long.MAX_VALUE, ids(1), VectorClock.ZERO);
        assertThrows(ArithmeticException.class, () -> last.next(Set.of(1L), Map.of(1L, VectorClock.ZERO)));
        assertThrows(IllegalArgumentException.class, () -> new View(-1, ids(1), VectorClock.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new View(0, ids(), VectorClock.ZERO));
    }

    @Test
    void aViewDoesNotChangeWithWhatItWasMadeFrom() {
        SortedSet<Long> ids = ids(1, 2);
        View view = new View(0, ids, VectorClock.ZERO);
        ids.add(3L);
        assertEquals(ids(1, 2), view.members());
        assertThrows(UnsupportedOperationException.class, () -> view.members().add(3L));
        SortedSet<Long> descending = new TreeSet<>(Comparator.reverseOrder());
        descending.addAll(ids);
        View other = new View(0, descending, VectorClock.ZERO);
        assertEquals(List.of(1L, 2L, 3L), List.copyOf(other.members()));
        assertEquals(
                other, CausalDelivery.join(1, other, DeliveryLimits.DEFAULT).view());
    }

    private static SortedSet<Long> ids(long... members) {
        SortedSet<Long> ids = new TreeSet<>();
        for (long member : members) {
            ids.add(member);
        }
        return ids;
    }
}
