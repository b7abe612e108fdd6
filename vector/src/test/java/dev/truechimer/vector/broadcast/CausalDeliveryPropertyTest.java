package dev.truechimer.vector.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.VectorClock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever arrives, forged stamps included: the answer is that of the plain reference, and nothing is kept beyond the
 * limits.
 */
class CausalDeliveryPropertyTest {

    private static final long SELF = 4;
    /** Of somebody who has left, it starts from 5. */
    private static final View VIEW =
            new View(0, View.first(-3, SELF, 7, 8).members(), VectorClock.of(Map.of(8L, 1L, 9L, 5L)));

    private static final long[] NODES = {-3, SELF, 7, 8, 9};
    private static final int OWN = -1;

    private static final Map<Outcome, Integer> OUTCOMES = new EnumMap<>(Outcome.class);

    @Property(seed = "1", tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void answersAsTheReference(
            @ForAll("anything") List<Broadcast<Integer>> arriving,
            @ForAll @IntRange(min = 0, max = 13) int maxBuffered,
            @ForAll @IntRange(min = 1, max = 5) int maxAhead) {
        DeliveryLimits limits = new DeliveryLimits(maxBuffered, maxAhead, 8);
        CausalDelivery<Integer> delivery = CausalDelivery.join(SELF, VIEW, limits);
        ReferenceDelivery reference = new ReferenceDelivery(SELF, VIEW, limits);
        Map<Outcome, Long> counted = new EnumMap<>(Outcome.class);
        for (Broadcast<Integer> message : arriving) {
            if (message.payload() == OWN) {
                assertEquals(reference.broadcast(), delivery.broadcast(OWN).clock());
                continue;
            }
            VectorClock before = delivery.delivered();
            Set<Broadcast<Integer>> expected = new HashSet<>();
            Outcome outcome = reference.receive(message, expected);
            Receipt<Integer> receipt = delivery.receive(message);
            assertEquals(outcome, receipt.outcome());
            assertEquals(expected, new HashSet<>(receipt.delivered()));
            assertEquals(expected.size(), receipt.delivered().size());
            checkOrder(before, receipt.delivered());
            counted.merge(outcome, 1L, Long::sum);
            OUTCOMES.merge(outcome, 1, Integer::sum);
            assertEquals(reference.delivered(), delivery.delivered());
            assertEquals(reference.waiting(), delivery.bufferedCount());
            assertEquals(reference.missing(), singly(delivery.missing()));
            assertTrue(delivery.bufferedCount() <= maxBuffered);
            if (outcome == Outcome.REFUSED_FULL) {
                assertTrue(reference.waitingOf(message.sender()) >= maxBuffered / 6, "refused within its share");
            }
        }
        for (Outcome outcome : Outcome.values()) {
            assertEquals(counted.getOrDefault(outcome, 0L), delivery.count(outcome));
        }
    }

    /** Arbitrary stamps, of any view: no exception, one count for each, nothing beyond the bounds. */
    @Property(seed = "2", tries = 2_000, edgeCases = EdgeCasesMode.MIXIN)
    void neverThrows(@ForAll("hostile") List<Broadcast<Integer>> arriving, @ForAll @IntRange(max = 4) int maxBuffered) {
        View second = new View(1, VIEW.members(), VIEW.start());
        DeliveryLimits limits = new DeliveryLimits(maxBuffered, Long.MAX_VALUE, 4);
        CausalDelivery<Integer> delivery = CausalDelivery.join(SELF, second, limits);
        for (Broadcast<Integer> message : arriving) {
            OUTCOMES.merge(delivery.receive(message).outcome(), 1, Integer::sum);
            assertTrue(delivery.bufferedCount() <= 2 * maxBuffered);
            delivery.missing();
        }
        delivery.prepare(second.next(VIEW.members(), everybodyIsAt(delivery.flush())));
        int kept = delivery.bufferedCount();
        ViewChange<Integer> change = delivery.install();
        assertEquals(kept, change.delivered().size() + change.dropped().size() + delivery.bufferedCount());
        assertTrue(delivery.bufferedCount() <= maxBuffered);
        long counts = 0;
        for (Outcome outcome : Outcome.values()) {
            counts += delivery.count(outcome);
        }
        assertEquals(arriving.size() + change.dropped().size(), counts);
    }

    private static Map<Long, VectorClock> everybodyIsAt(VectorClock clock) {
        Map<Long, VectorClock> reports = new HashMap<>();
        VIEW.members().forEach(member -> reports.put(member, clock));
        return reports;
    }

    private static void checkOrder(VectorClock before, List<Broadcast<Integer>> messages) {
        VectorClock now = before;
        for (Broadcast<Integer> message : messages) {
            now = now.tick(message.sender());
            assertTrue(now.dominates(message.clock()), "delivered before what it follows");
            assertEquals(now.get(message.sender()), message.count());
        }
    }

    private static Set<Gap> singly(List<Gap> gaps) {
        Set<Gap> single = new HashSet<>();
        for (Gap gap : gaps) {
            for (long count = gap.first(); count <= gap.last(); count++) {
                single.add(new Gap(gap.sender(), count, count));
            }
        }
        return single;
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertEquals(EnumSet.allOf(Outcome.class), OUTCOMES.keySet());
        OUTCOMES.forEach((outcome, count) -> assertTrue(count >= 100, () -> outcome + " in " + OUTCOMES));
    }

    /** Stamps with small counters, often such as an honest member would send; now and then, this member broadcasts. */
    @Provide
    Arbitrary<List<Broadcast<Integer>>> anything() {
        Arbitrary<Long> counts = Arbitraries.frequency(
                        Tuple.of(6, 0L), Tuple.of(6, 1L), Tuple.of(3, 2L), Tuple.of(2, 3L), Tuple.of(1, 7L))
                .withoutEdgeCases();
        return messages(Arbitraries.just(0L), counts, 60);
    }

    @Provide
    Arbitrary<List<Broadcast<Integer>>> hostile() {
        Arbitrary<Long> counts = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 2),
                Arbitraries.of(0L, 1L, 3L, Long.MAX_VALUE - 1, Long.MAX_VALUE),
                Arbitraries.longs().greaterOrEqual(0));
        Arbitrary<Long> views = Arbitraries.of(1L, 1L, 1L, 1L, 2L, 2L, 2L, 0L, 3L, -1L, Long.MIN_VALUE, Long.MAX_VALUE);
        return messages(views, counts, 30);
    }

    private static Arbitrary<List<Broadcast<Integer>>> messages(
            Arbitrary<Long> views, Arbitrary<Long> counts, int most) {
        Arbitrary<VectorClock> clocks = counts.list().ofSize(NODES.length).map(list -> {
            Map<Long, Long> byNode = new HashMap<>();
            for (int i = 0; i < NODES.length; i++) {
                byNode.put(NODES[i], list.get(i));
            }
            // Strangers are rare, and so are stamps that know of this member.
            if (list.get(0) != 3) {
                byNode.remove(9L);
            }
            if (list.get(2) != 1) {
                byNode.remove(SELF);
            }
            return VectorClock.of(byNode);
        });
        Arbitrary<Long> senders = Arbitraries.of(-3L, -3L, -3L, 7L, 7L, 7L, 8L, 8L, 8L, SELF, 9L);
        Arbitrary<Integer> payloads = Arbitraries.of(1, 2, 3, 4, 5, 6, OWN);
        return Combinators.combine(views, senders, clocks, payloads)
                .as(Broadcast<Integer>::new)
                .list()
                .ofMaxSize(most);
    }
}
