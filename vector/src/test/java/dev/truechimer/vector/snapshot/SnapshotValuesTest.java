package dev.truechimer.vector.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.snapshot.LaiYangOutput.SendCopy;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SnapshotValuesTest {

    @Test
    void valuesNameTheRuleThatIsBroken() {
        assertRefused("number must be >= 1: 0", () -> new SnapshotId(1, 0));
        assertRefused("maxConcurrent must be >= 1: 0", () -> new SnapshotLimits(0, 0, 1));
        assertRefused("maxRecordedMessages must be >= 0: -1", () -> new SnapshotLimits(1, -1, 1));
        assertRefused("timeoutNanos must be >= 1: 0", () -> new SnapshotLimits(1, 0, 0));
        Set<Long> members = Set.of(1L, 2L);
        assertRefused(
                "process must be one of the members [1, 2]: 3", () -> new Topology(3, members, Set.of(), Set.of()));
        assertRefused(
                "senders must be among the members [1, 2]: [3]", () -> new Topology(1, members, Set.of(3L), Set.of()));
        assertRefused(
                "receivers must be among the members [1, 2]: [3]",
                () -> new Topology(1, members, Set.of(), Set.of(3L)));
        assertRefused(
                "a channel from process 1 to itself must be among its senders and its receivers",
                () -> new Topology(1, members, Set.of(1L), Set.of()));
        assertRefused(
                "colours must be 0 <= afterColour < colour: 1, 1",
                () -> new SendReport<>(1, 2, 1, 1, "state", Map.of(), Map.of()));
        assertRefused(
                "count of channel 2 must be >= 0: -1",
                () -> new SendReport<>(1, 2, 0, 1, "state", Map.of(2L, -1L), Map.of()));
        assertRefused(
                "colours must be 0 <= afterColour < colour: -1, 1",
                () -> new SendCopy<>(1, new Channel(1, 2), 1, -1, 1, "message"));
        assertRefused("index must be >= 1: 0", () -> new SendCopy<>(1, new Channel(1, 2), 0, 0, 1, "message"));
    }

    @Test
    void valuesDoNotChangeWithWhatTheyWereMadeOf() {
        Set<Long> members = new HashSet<>(Set.of(2L, 1L));
        Topology topology = Topology.mesh(1, members);
        List<String> messages = new ArrayList<>(List.of("a"));
        Map<Long, List<String>> channels = new HashMap<>(Map.of(2L, messages));
        Piece<String, String> piece = new Piece<>(new SnapshotId(1, 1), 1, "state", channels);
        members.add(3L);
        messages.add("b");
        channels.clear();
        assertEquals(Set.of(1L, 2L), topology.members());
        assertEquals(Set.of(2L), topology.senders());
        assertEquals(Set.of(2L), topology.receivers());
        assertEquals(Map.of(2L, List.of("a")), piece.channels());
        assertEquals(1, piece.messages());
        assertThrows(
                UnsupportedOperationException.class, () -> topology.members().add(4L));
    }

    @Test
    void channelsAreOrderedBySenderThenByReceiver() {
        assertTrue(new Channel(1, 2).compareTo(new Channel(2, 1)) < 0);
        assertTrue(new Channel(1, 2).compareTo(new Channel(1, 1)) > 0);
        assertEquals(0, new Channel(1, 2).compareTo(new Channel(1, 2)));
    }

    @Test
    void countersHaveEachReasonAndEachRefusal() {
        SnapshotCounters counters = new SnapshotCounters(1, 0, 0, Map.of(AbortReason.TIMEOUT, 2L), Map.of());
        assertEquals(AbortReason.values().length, counters.aborted().size());
        assertEquals(2, counters.aborted().get(AbortReason.TIMEOUT));
        assertEquals(0, counters.aborted().get(AbortReason.GIVEN_UP));
        assertEquals(Refusal.values().length, counters.refused().size());
    }

    private static void assertRefused(String message, Executable making) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, making).getMessage());
    }
}
