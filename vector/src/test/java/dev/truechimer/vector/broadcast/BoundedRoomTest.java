package dev.truechimer.vector.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.truechimer.vector.VectorClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
        Broadcast<String> other = early(1, Map.of(1L, 1L, 2L, 1L));
        assertEquals(Outcome.REFUSED_EQUIVOCATION, delivery.receive(other).outcome());
        Broadcast<String> unstamped = early(2, Map.of(1L, 1L));
        assertEquals(Outcome.REFUSED_UNSTAMPED, delivery.receive(unstamped).outcome());
        assertEquals(51, delivery.bufferedCount());
    }

    /** Nobody is closing a view, and one sends as if the next had begun. */
    @Test
    void oneSenderCannotStarveTheOthersOfTheNextView() {
        assertEquals(50, floodEarlyFrom(1));
        assertEquals(0, floodEarlyFrom(99));
        assertEquals(10, floodEarlyFrom(2));
        assertEquals(10, floodEarlyFrom(3));
        assertEquals(10, floodEarlyFrom(4));
        assertEquals(80, delivery.bufferedCount());
        assertEquals(5L * FLOOD - 80, delivery.count(Outcome.REFUSED_FULL));
    }

    /** Any of them may be about to join, or nobody at all. */
    @Test
    void strangersHaveOnePartOfTheNextViewAmongThemAll() {
        assertEquals(30, floodEarlyFrom(2, 30));
        assertEquals(20, floodEarlyFrom(99));
        assertEquals(0, floodEarlyFrom(98));
        assertEquals(0, floodEarlyFrom(2));
        assertEquals(10, floodEarlyFrom(1));
        assertEquals(10, floodEarlyFrom(3));
        assertEquals(10, floodEarlyFrom(4));
    }

    @Test
    void oneWhoIsAloneHasRoomForThoseWhoJoin() {
        CausalDelivery<String> alone = CausalDelivery.join(0, View.first(0), new DeliveryLimits(8, 10, 5));
        for (int count = 1; count <= 8; count++) {
            assertEquals(Outcome.EARLY, alone.receive(early(count, 1)).outcome());
        }
        assertEquals(Outcome.REFUSED_FULL, alone.receive(early(9, 1)).outcome());
    }

    /** The next view begins with shares and room that nobody has used. */
    @Test
    void roomForTheNextViewIsFreeWhenItHasBegun() {
        floodEarlyFrom(1);
        floodEarlyFrom(99);
        toNextView(delivery, VIEW.members());
        int taken = 0;
        for (int count = 1; count <= FLOOD; count++) {
            Broadcast<String> message = new Broadcast<>(2, 1, VectorClock.of(Map.of(1L, (long) count)), "");
            taken += delivery.receive(message).outcome() == Outcome.EARLY ? 1 : 0;
        }
        assertEquals(50, taken);
    }

    @Test
    void anEarlyStampHasAsManyEntriesAsAViewMayHaveMembers() {
        Map<Long, Long> five = Map.of(1L, 9L, 2L, 1L, 5L, 1L, 6L, 1L, 7L, 1L);
        assertEquals(Outcome.EARLY, delivery.receive(early(1, five)).outcome());
        Map<Long, Long> six = Map.of(1L, 8L, 2L, 1L, 5L, 1L, 6L, 1L, 7L, 1L, 8L, 1L);
        assertEquals(
                Outcome.REFUSED_UNKNOWN_MEMBER, delivery.receive(early(1, six)).outcome());
        assertEquals(1, delivery.bufferedCount());
    }

    /** The next view starts from no less than was delivered here; what those who join count from is not known. */
    @Test
    void anEarlyStampIsNotFurtherAheadThanTheLimit() {
        CausalDelivery<String> narrow = CausalDelivery.join(0, VIEW, new DeliveryLimits(80, 4, 8));
        narrow.receive(stamped(2, 1));
        assertEquals(Outcome.REFUSED_TOO_FAR_AHEAD, narrow.receive(early(1, 5)).outcome());
        Map<Long, Long> both = Map.of(-7L, 9L, 1L, 4L, 2L, 6L, 9L, 9L);
        assertEquals(
                Outcome.REFUSED_TOO_FAR_AHEAD, narrow.receive(early(1, both)).outcome());
        assertEquals(
                Outcome.REFUSED_TOO_FAR_AHEAD,
                narrow.receive(early(9, Map.of(9L, 1L, 4L, Long.MAX_VALUE))).outcome());
        assertEquals(0, narrow.bufferedCount());

        Map<Long, Long> within = Map.of(-7L, 9L, 1L, 4L, 2L, 5L, 9L, 9L);
        assertEquals(Outcome.EARLY, narrow.receive(early(1, within)).outcome());
        assertEquals(
                Outcome.EARLY,
                narrow.receive(early(9, Map.of(9L, Long.MAX_VALUE))).outcome());
        narrow.receive(stamped(1, 1));
        assertEquals(Outcome.EARLY, narrow.receive(early(1, 5)).outcome());
    }

    /** This member has sent nothing in a view that it has not installed. */
    @Test
    void anEarlyStampKnowsNothingOfThisMemberThatItHasNotSent() {
        delivery.broadcast("first");
        assertEquals(Outcome.REFUSED_FORGOTTEN, delivery.receive(early(0, 2)).outcome());
        assertEquals(Outcome.REFUSED_FORGOTTEN, delivery.receive(early(0, 1)).outcome());
        assertEquals(
                Outcome.REFUSED_FORGOTTEN,
                delivery.receive(early(1, Map.of(0L, 2L, 1L, 1L))).outcome());
        assertEquals(
                Outcome.EARLY,
                delivery.receive(early(1, Map.of(0L, 1L, 1L, 1L))).outcome());
    }

    /** Numbers that a sender chose so that all have the same hash: looking through all of them would take minutes. */
    @Test
    void earlyMessagesOfOneHashAreFoundAtOnce() {
        int messages = 200_000;
        CausalDelivery<String> wide =
                CausalDelivery.join(0, View.first(0, 1), new DeliveryLimits(messages, Long.MAX_VALUE, 5));
        assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (long number = 1; number <= messages; number++) {
                long count = number << 32 | number;
                assertEquals(0, Long.hashCode(count));
                wide.receive(early(1, count));
            }
        });
        assertEquals(messages, wide.count(Outcome.EARLY));
    }

    /** What was kept for the next view has, once that has begun, the room that its sender has there. */
    @Test
    void whatCameEarlyTakesPartInTheRoomOfTheNewView() {
        CausalDelivery<String> grows = CausalDelivery.join(0, VIEW, new DeliveryLimits(80, Long.MAX_VALUE, 9));
        for (int count = 2; count <= 51; count++) {
            assertEquals(Outcome.EARLY, grows.receive(early(1, count)).outcome());
        }
        for (int count = 2; count <= 11; count++) {
            assertEquals(Outcome.EARLY, grows.receive(early(2, count)).outcome());
        }
        // Eight others: each has a share of 5.
        ViewChange<String> change = toNextView(grows, List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L));
        assertEquals(50, grows.bufferedCount());
        assertEquals(10, change.dropped().size());
        change.dropped().forEach(dropped -> assertEquals(Outcome.REFUSED_FULL, dropped.reason()));
        assertEquals(10, grows.count(Outcome.REFUSED_FULL));
        List<Gap> gaps = List.of(new Gap(1, 1, 1), new Gap(1, 47, 51), new Gap(2, 1, 1), new Gap(2, 7, 11));
        assertEquals(gaps, grows.missing());
    }

    /** Nobody has delivered anything. */
    private static ViewChange<String> toNextView(CausalDelivery<String> delivery, Collection<Long> members) {
        VectorClock nothing = delivery.flush();
        delivery.prepare(VIEW.next(members, Map.of(0L, nothing, 1L, nothing, 2L, nothing, 3L, nothing, 4L, nothing)));
        return delivery.install();
    }

    private int floodEarlyFrom(long sender) {
        return floodEarlyFrom(sender, FLOOD);
    }

    private int floodEarlyFrom(long sender, int messages) {
        int taken = 0;
        for (int count = 1; count <= messages; count++) {
            taken += delivery.receive(early(sender, count)).outcome() == Outcome.EARLY ? 1 : 0;
        }
        return taken;
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
        return early(sender, Map.of(sender, count));
    }

    private static Broadcast<String> early(long sender, Map<Long, Long> stamp) {
        return new Broadcast<>(1, sender, VectorClock.of(stamp), "");
    }
}
