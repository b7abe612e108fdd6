package dev.truechimer.vector.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.VectorClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/** What others can make a member keep, and that a full buffer delays and never blocks. */
class BoundedRoomTest {

    private static final int FLOOD = 5_000;

    /** Five members, so four others: with room for 80, each has a share of 10, and 40 are for whoever comes first. */
    private static final View VIEW = View.first(0, 1, 2, 3, 4);

    private final CausalDelivery<String> delivery =
            CausalDelivery.join(0, VIEW, new DeliveryLimits(80, Long.MAX_VALUE, 5));

    @Test
    void oneSenderCannotStarveTheOthers() {
        assertEquals(50, floodFrom(1));
        assertEquals(10, floodFrom(2));
        assertEquals(10, floodFrom(3));
        assertEquals(10, floodFrom(4));
        assertEquals(80, delivery.bufferedCount());
        assertEquals(4 * (FLOOD - 1) - 80, delivery.count(Outcome.REFUSED_FULL));
    }

    @Test
    void whatFillsTheGapIsTakenWhenNothingElseIs() {
        floodFrom(1);
        floodFrom(2);
        assertEquals(Outcome.REFUSED_FULL, delivery.receive(stamped(1, FLOOD)).outcome());
        Receipt<String> filled = delivery.receive(stamped(1, 1));
        assertEquals(Outcome.DELIVERED, filled.outcome());
        assertEquals(51, filled.delivered().size());
        assertEquals(10, delivery.bufferedCount());
        // Room that was used beyond its share is free again, for anybody.
        assertEquals(50, floodFrom(3));
    }

    /** What was refused was not forgotten: it is known to exist. */
    @Test
    void whatWasRefusedIsMissing() {
        floodFrom(1);
        assertEquals(List.of(new Gap(1, 1, 1), new Gap(1, 52, FLOOD)), delivery.missing());
    }

    @Test
    void withoutRoomEverythingIsDeliveredInOrder() {
        CausalDelivery<String> none = CausalDelivery.join(0, VIEW, new DeliveryLimits(0, 10, 5));
        assertEquals(Outcome.REFUSED_FULL, none.receive(stamped(1, 2)).outcome());
        assertEquals(Outcome.DELIVERED, none.receive(stamped(1, 1)).outcome());
        assertEquals(Outcome.DELIVERED, none.receive(stamped(1, 2)).outcome());
        assertEquals(Outcome.REFUSED_FULL, none.receive(early(1, 1)).outcome());
    }

    @Test
    void memoryDoesNotGrowWithWhatIsRefused() {
        // Small counts are boxes that the JDK shares, and would not be measured.
        flood();
        flood();
        long bytes = GraphLayout.parseInstance(delivery).totalSize();
        flood();
        assertEquals(160, delivery.bufferedCount());
        assertEquals(bytes, GraphLayout.parseInstance(delivery).totalSize());
    }

    @Test
    void memoryDoesNotGrowWithWhatIsDelivered() {
        long bytes = 0;
        for (int round = 0; round < 2_000; round++) {
            for (int count = 20; count > 0; count--) {
                delivery.receive(stamped(1, 20 * round + count));
            }
            assertEquals(0, delivery.bufferedCount());
            if (round == 200) {
                bytes = GraphLayout.parseInstance(delivery).totalSize();
            }
        }
        assertEquals(bytes, GraphLayout.parseInstance(delivery).totalSize());
    }

    private void flood() {
        for (long sender = -1; sender < 6; sender++) {
            floodFrom(sender);
            for (int count = 1; count <= FLOOD; count++) {
                delivery.receive(early(sender, count));
                delivery.receive(new Broadcast<>(
                        0, sender, VectorClock.of(Map.of(0L, 1L + count)).tick(sender), ""));
            }
        }
    }

    /**
     * A long chain that lacks only its first message: looking at all that waits for each delivery would take minutes.
     */
    @Test
    void fillingAGapLooksOnlyAtWhatWaitedForIt() {
        int messages = 200_000;
        CausalDelivery<String> wide = CausalDelivery.join(0, VIEW, new DeliveryLimits(2 * messages, messages, 5));
        List<Broadcast<String>> delivered = new ArrayList<>();
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int count = messages; count > 1; count--) {
                wide.receive(stamped(1, count));
            }
            // These lack only the last one of the others.
            for (int count = 1; count <= messages / 4; count++) {
                wide.receive(new Broadcast<>(0, 2, VectorClock.of(Map.of(1L, (long) messages, 2L, (long) count)), ""));
            }
            delivered.addAll(wide.receive(stamped(1, 1)).delivered());
        });
        assertEquals(messages + messages / 4, delivered.size());
        for (int i = 0; i < delivered.size(); i++) {
            assertEquals(
                    i < messages ? i + 1 : i - messages + 1, delivered.get(i).count());
        }
    }

    @Test
    void messagesOfTheNextViewHaveRoomOfTheirOwn() {
        floodFrom(1);
        assertEquals(Outcome.EARLY, delivery.receive(early(1, 1)).outcome());
        assertEquals(
                Outcome.DUPLICATE_OF_BUFFERED, delivery.receive(early(1, 1)).outcome());
        Broadcast<String> other = new Broadcast<>(1, 1, VectorClock.of(Map.of(1L, 1L, 2L, 1L)), "");
        assertEquals(Outcome.REFUSED_EQUIVOCATION, delivery.receive(other).outcome());
        Broadcast<String> unstamped = new Broadcast<>(1, 2, VectorClock.of(Map.of(1L, 1L)), "");
        assertEquals(Outcome.REFUSED_UNSTAMPED, delivery.receive(unstamped).outcome());
        for (int sender = 2; sender <= 80; sender++) {
            assertEquals(Outcome.EARLY, delivery.receive(early(sender, 1)).outcome());
        }
        assertEquals(Outcome.REFUSED_FULL, delivery.receive(early(81, 1)).outcome());
        VectorClock six = VectorClock.of(Map.of(1L, 9L, 2L, 1L, 3L, 1L, 4L, 1L, 5L, 1L, 6L, 1L));
        assertEquals(
                Outcome.REFUSED_UNKNOWN_MEMBER,
                delivery.receive(new Broadcast<>(1, 1, six, "")).outcome());
        assertTrue(delivery.bufferedCount() <= 160);
    }

    /** What was kept for the next view has, once that has begun, the room that its sender has there. */
    @Test
    void whatCameEarlyTakesPartInTheRoomOfTheNewView() {
        for (int count = 2; count <= 81; count++) {
            assertEquals(Outcome.EARLY, delivery.receive(early(1, count)).outcome());
        }
        VectorClock nothing = delivery.flush();
        delivery.prepare(
                VIEW.next(VIEW.members(), Map.of(0L, nothing, 1L, nothing, 2L, nothing, 3L, nothing, 4L, nothing)));
        ViewChange<String> change = delivery.install();
        assertEquals(50, delivery.bufferedCount());
        assertEquals(30, change.dropped().size());
        change.dropped().forEach(dropped -> assertEquals(Outcome.REFUSED_FULL, dropped.reason()));
        assertEquals(30, delivery.count(Outcome.REFUSED_FULL));
        assertEquals(List.of(new Gap(1, 1, 1), new Gap(1, 52, 81)), delivery.missing());
    }

    /** All but the first, which the others wait for. */
    private int floodFrom(long sender) {
        int taken = 0;
        for (int count = 2; count <= FLOOD; count++) {
            taken += delivery.receive(stamped(sender, count)).outcome() == Outcome.BUFFERED ? 1 : 0;
        }
        return taken;
    }

    private static Broadcast<String> stamped(long sender, long count) {
        return new Broadcast<>(0, sender, VectorClock.of(Map.of(sender, count)), "");
    }

    private static Broadcast<String> early(long sender, long count) {
        return new Broadcast<>(1, sender, VectorClock.of(Map.of(sender, count)), "");
    }
}
