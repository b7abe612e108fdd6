package dev.truechimer.vector.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.Causality;
import dev.truechimer.vector.VectorClock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One group of three whose members stay. */
class CausalDeliveryTest {

    private static final View VIEW = View.first(1, 2, 3);

    private final CausalDelivery<String> asks = CausalDelivery.of(1, 1, 2, 3);
    private final CausalDelivery<String> answers = CausalDelivery.of(2, 1, 2, 3);
    private final CausalDelivery<String> listens = CausalDelivery.of(3, 1, 2, 3);

    /**
     * The smallest case that the rule is about: one sends, another one receives it and sends, a third one gets them the
     * wrong way round.
     */
    @Test
    void deliversTheQuestionBeforeTheAnswer() {
        Broadcast<String> question = asks.broadcast("where?");
        assertEquals(List.of(question), answers.receive(question).delivered());
        Broadcast<String> answer = answers.broadcast("here");
        assertEquals(Map.of(1L, 1L), question.clock().toMap());
        assertEquals(Map.of(1L, 1L, 2L, 1L), answer.clock().toMap());
        assertEquals(Causality.BEFORE, question.compareTo(answer));

        assertEquals(new Receipt<>(Outcome.BUFFERED, List.of()), listens.receive(answer));
        assertEquals(List.of(new Gap(1, 1, 1)), listens.missing());
        assertEquals(List.of(answer), listens.buffered());
        assertEquals(VectorClock.ZERO, listens.delivered());

        assertEquals(new Receipt<>(Outcome.DELIVERED, List.of(question, answer)), listens.receive(question));
        assertEquals(List.of(), listens.missing());
        assertEquals(0, listens.bufferedCount());
        assertEquals(answer.clock(), listens.delivered());
    }

    @Test
    void deliversConcurrentMessagesAsTheyCome() {
        Broadcast<String> one = asks.broadcast("one");
        Broadcast<String> two = answers.broadcast("two");
        assertEquals(Causality.CONCURRENT, one.compareTo(two));
        assertEquals(List.of(two), listens.receive(two).delivered());
        assertEquals(List.of(one), listens.receive(one).delivered());
        assertEquals(List.of(two), asks.receive(two).delivered());
    }

    /** Receipts don't tick: the next number of a sender is always one more. */
    @Test
    void countsBroadcastsOnly() {
        for (int i = 0; i < 5; i++) {
            answers.receive(asks.broadcast("" + i));
        }
        assertEquals(1, answers.broadcast("").count());
        assertEquals(2, answers.broadcast("").count());
        assertEquals(Map.of(1L, 5L, 2L, 2L), answers.delivered().toMap());
    }

    @Test
    void tellsWhatIsMissingAsRanges() {
        Broadcast<String> third = stamped(1, Map.of(1L, 3L));
        Broadcast<String> sixth = stamped(1, Map.of(1L, 6L, 2L, 2L));
        listens.receive(sixth);
        assertEquals(List.of(new Gap(1, 1, 5), new Gap(2, 1, 2)), listens.missing());
        listens.receive(third);
        assertEquals(List.of(new Gap(1, 1, 2), new Gap(1, 4, 5), new Gap(2, 1, 2)), listens.missing());
        assertEquals(List.of(third, sixth), listens.buffered());
    }

    @Test
    void dropsAndCountsWhatItKnows() {
        Broadcast<String> first = asks.broadcast("first");
        Broadcast<String> second = asks.broadcast("second");
        listens.receive(second);
        assertEquals(Outcome.DUPLICATE_OF_BUFFERED, listens.receive(second).outcome());
        assertEquals(2, listens.receive(first).delivered().size());
        assertEquals(Outcome.DUPLICATE_OF_DELIVERED, listens.receive(first).outcome());
        assertEquals(Outcome.DUPLICATE_OF_DELIVERED, listens.receive(second).outcome());
        assertEquals(Outcome.DUPLICATE_OF_DELIVERED, asks.receive(first).outcome());
        assertEquals(2, listens.count(Outcome.DUPLICATE_OF_DELIVERED));
        assertEquals(1, listens.count(Outcome.DUPLICATE_OF_BUFFERED));
        assertEquals(0, listens.count(Outcome.REFUSED_FULL));
    }

    @Test
    void keepsTheFirstOfTwoMessagesWithOneName() {
        Broadcast<String> kept = stamped(1, Map.of(1L, 2L));
        listens.receive(kept);
        assertEquals(
                Outcome.REFUSED_EQUIVOCATION,
                listens.receive(stamped(1, Map.of(1L, 2L, 2L, 1L))).outcome());
        assertEquals(List.of(kept), listens.buffered());
        listens.receive(stamped(1, Map.of(1L, 1L)));
        assertEquals(
                Outcome.REFUSED_EQUIVOCATION,
                listens.receive(stamped(1, Map.of(1L, 2L, 2L, 1L))).outcome());
    }

    @Test
    void refusesStampsThatCannotBeTrue() {
        assertRefused(Outcome.REFUSED_STRANGER, stamped(4, Map.of(4L, 1L)));
        assertRefused(Outcome.REFUSED_UNSTAMPED, stamped(1, Map.of(2L, 1L)));
        assertRefused(Outcome.REFUSED_UNKNOWN_MEMBER, stamped(1, Map.of(1L, 1L, 4L, 1L)));
        assertRefused(Outcome.REFUSED_UNKNOWN_MEMBER, stamped(1, Map.of(0L, 1L, 1L, 1L)));
        assertRefused(Outcome.REFUSED_FORGOTTEN, stamped(1, Map.of(1L, 1L, 3L, 1L)));
        assertRefused(Outcome.REFUSED_FORGOTTEN, stamped(3, Map.of(3L, 1L)));
        assertRefused(Outcome.REFUSED_OLD_VIEW, new Broadcast<>(-1, 1, VectorClock.ZERO.tick(1), ""));
        assertRefused(Outcome.REFUSED_LATER_VIEW, new Broadcast<>(2, 1, VectorClock.ZERO.tick(1), ""));
        assertRefused(Outcome.REFUSED_LATER_VIEW, new Broadcast<>(Long.MAX_VALUE, 1, VectorClock.ZERO.tick(1), ""));
        assertEquals(Map.of(), listens.delivered().toMap());
        assertEquals(List.of(), listens.missing());
    }

    @Test
    void refusesWhatIsFurtherAheadThanTheLimit() {
        CausalDelivery<String> narrow = CausalDelivery.join(3, VIEW, new DeliveryLimits(10, 4, 3));
        assertEquals(
                Outcome.REFUSED_TOO_FAR_AHEAD,
                narrow.receive(stamped(1, Map.of(1L, 5L))).outcome());
        assertEquals(
                Outcome.REFUSED_TOO_FAR_AHEAD,
                narrow.receive(stamped(1, Map.of(1L, 1L, 2L, Long.MAX_VALUE))).outcome());
        assertEquals(
                Outcome.BUFFERED, narrow.receive(stamped(1, Map.of(1L, 4L))).outcome());
        assertEquals(
                Outcome.DELIVERED, narrow.receive(stamped(1, Map.of(1L, 1L))).outcome());
        assertEquals(
                Outcome.BUFFERED, narrow.receive(stamped(1, Map.of(1L, 5L))).outcome());
    }

    @Test
    void countsToTheLastNumberThereIs() {
        long last = Long.MAX_VALUE;
        View late = new View(7, VIEW.members(), VectorClock.of(Map.of(1L, last - 1, 3L, last)));
        CausalDelivery<String> delivery = CausalDelivery.join(3, late, new DeliveryLimits(10, Long.MAX_VALUE, 3));
        assertThrows(ArithmeticException.class, () -> delivery.broadcast(""));
        assertEquals(last, delivery.delivered().get(3));
        assertEquals(
                Outcome.BUFFERED,
                delivery.receive(new Broadcast<>(7, 2, VectorClock.of(Map.of(1L, last, 2L, last)), ""))
                        .outcome());
        assertEquals(List.of(new Gap(1, last, last), new Gap(2, 1, last - 1)), delivery.missing());
        assertEquals(
                Outcome.DELIVERED,
                delivery.receive(new Broadcast<>(7, 1, VectorClock.of(Map.of(1L, last, 3L, last)), ""))
                        .outcome());
        assertEquals(List.of(new Gap(2, 1, last - 1)), delivery.missing());
    }

    @Test
    void comesBackWhereItWas() {
        Broadcast<String> one = asks.broadcast("one");
        Broadcast<String> two = asks.broadcast("two");
        Broadcast<String> three = asks.broadcast("three");
        listens.receive(one);
        listens.receive(three);
        listens.broadcast("mine");
        CausalDelivery<String> back = CausalDelivery.resume(3, VIEW, listens.delivered(), DeliveryLimits.DEFAULT);
        listens.buffered().forEach(back::receive);
        assertEquals(2, back.broadcast("mine too").count());
        assertEquals(List.of(two, three), back.receive(two).delivered());
    }

    /** It was told to come back with what it had sent, and came back without. */
    @Test
    void isToldByOthersThatItHasForgotten() {
        VectorClock tooOld = listens.delivered();
        answers.receive(listens.broadcast("mine"));
        CausalDelivery<String> back = CausalDelivery.resume(3, VIEW, tooOld, DeliveryLimits.DEFAULT);
        assertEquals(
                Outcome.REFUSED_FORGOTTEN,
                back.receive(answers.broadcast("I heard you")).outcome());
    }

    @Test
    void doesNotComeBackToAnImpossibleState() {
        View view = new View(4, VIEW.members(), VectorClock.ZERO.tick(1));
        DeliveryLimits limits = DeliveryLimits.DEFAULT;
        VectorClock less = VectorClock.ZERO.tick(2);
        assertThrows(IllegalArgumentException.class, () -> CausalDelivery.resume(3, view, less, limits));
        VectorClock others = view.start().tick(9);
        assertThrows(IllegalArgumentException.class, () -> CausalDelivery.resume(3, view, others, limits));
        assertThrows(IllegalArgumentException.class, () -> CausalDelivery.resume(9, view, view.start(), limits));
        assertEquals(
                view.start(),
                CausalDelivery.resume(3, view, view.start(), limits).delivered());
    }

    @Test
    void aGroupOfOneHasNothingToWaitFor() {
        CausalDelivery<String> alone = CausalDelivery.of(5, 5);
        assertEquals(Map.of(5L, 1L), alone.broadcast("").clock().toMap());
        assertEquals(
                Outcome.REFUSED_STRANGER,
                alone.receive(stamped(1, Map.of(1L, 1L))).outcome());
    }

    @Test
    void outcomesSayWhatToDo() {
        Set<Outcome> taken = EnumSet.range(Outcome.DELIVERED, Outcome.DUPLICATE_OF_BUFFERED);
        Set<Outcome> retried =
                EnumSet.of(Outcome.REFUSED_FULL, Outcome.REFUSED_TOO_FAR_AHEAD, Outcome.REFUSED_LATER_VIEW);
        for (Outcome outcome : Outcome.values()) {
            assertEquals(!taken.contains(outcome), outcome.isRefused(), outcome::name);
            assertEquals(outcome.name().startsWith("REFUSED"), outcome.isRefused(), outcome::name);
            assertEquals(retried.contains(outcome), outcome.isWorthRetrying(), outcome::name);
        }
    }

    @Test
    void namesTheRuleThatAnArgumentBreaks() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> CausalDelivery.of(4, 1, 2))
                .getMessage()
                .contains("member 4"));
        assertThrows(IllegalArgumentException.class, () -> CausalDelivery.of(1, 1, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new DeliveryLimits(-1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new DeliveryLimits(0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new DeliveryLimits(0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new DeliveryLimits(0, 1, VectorClock.MAX_ENTRIES + 1));
        assertThrows(IllegalArgumentException.class, () -> new Gap(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Gap(1, 2, 1));
        DeliveryLimits two = new DeliveryLimits(0, 1, 2);
        assertThrows(IllegalArgumentException.class, () -> CausalDelivery.join(1, VIEW, two));
        assertFalse(listens.isFlushing());
    }

    private void assertRefused(Outcome reason, Broadcast<String> message) {
        long before = listens.count(reason);
        assertEquals(new Receipt<>(reason, List.of()), listens.receive(message));
        assertEquals(before + 1, listens.count(reason));
    }

    private static Broadcast<String> stamped(long sender, Map<Long, Long> clock) {
        return new Broadcast<>(0, sender, VectorClock.of(clock), "");
    }
}
