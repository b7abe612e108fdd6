package dev.truechimer.vector.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The search for deadlocks: a cycle of waits that never stood at one time is found in a naive picture, and not in a
 * snapshot.
 */
class PhantomDeadlockTest {

    private static final long NOBODY = 0;
    private static final SnapshotId ID = new SnapshotId(1, 1);

    private enum Message {
        REQUEST,
        GRANT
    }

    /** By process: for whose grant it waits. */
    private final Map<Long, Long> waits = new HashMap<>(Map.of(1L, NOBODY, 2L, NOBODY));

    private final ChandyLamportSnapshot<Long, Message> first = machine(1);
    private final ChandyLamportSnapshot<Long, Message> second = machine(2);

    @Test
    void aCycleThatNeverStoodIsNotInTheSnapshot() {
        waits.put(1L, 2L); // 1 asks 2, which has received that.
        long naiveOfFirst = waits.get(1L);
        first.start(0);
        first.messageReceived(2, Message.GRANT, () -> waits.put(1L, NOBODY));
        waits.put(2L, 1L); // Behind its grant, 2 asks 1.
        first.messageReceived(2, Message.REQUEST, () -> {});
        long naiveOfSecond = waits.get(2L);
        GlobalSnapshot<Long, Message> snapshot = finish();
        GlobalSnapshot<Long, Message> naive =
                new GlobalSnapshot<>(ID, Map.of(1L, naiveOfFirst, 2L, naiveOfSecond), Map.of());
        assertEquals(naive.states(), snapshot.states(), "the same states, without what was under way");
        assertEquals(
                List.of(Message.GRANT, Message.REQUEST), snapshot.channels().get(new Channel(2, 1)));
        assertTrue(isDeadlocked(naive));
        assertFalse(isDeadlocked(snapshot));
    }

    @Test
    void aCycleThatStandsIsInEachLaterSnapshot() {
        waits.put(1L, 2L);
        waits.put(2L, 1L);
        first.start(0);
        first.messageReceived(2, Message.REQUEST, () -> {});
        assertTrue(isDeadlocked(finish()));
    }

    /** The marker of 1 arrives at 2, and the one of 2 at 1. */
    private GlobalSnapshot<Long, Message> finish() {
        List<ChandyLamportOutput<Long, Message>> ofSecond = second.markerReceived(1, ID, 0);
        assertEquals("markers piece", Shown.of(ofSecond));
        first.markerReceived(2, ID, 0);
        ChandyLamportOutput.SendPiece<Long, Message> send =
                (ChandyLamportOutput.SendPiece<Long, Message>) ofSecond.get(1);
        SnapshotCompleted<Long, Message> completed = (SnapshotCompleted<Long, Message>)
                first.pieceReceived(send.piece()).get(0);
        return completed.snapshot();
    }

    /** A wait counts unless its end is under way; a cycle of waits is a deadlock. */
    private static boolean isDeadlocked(GlobalSnapshot<Long, Message> snapshot) {
        for (long start : snapshot.states().keySet()) {
            long process = start;
            for (int step = 0; step < snapshot.states().size() && process != NOBODY; step++) {
                long other = snapshot.states().get(process);
                List<Message> underWay = snapshot.channels().getOrDefault(new Channel(other, process), List.of());
                process = underWay.contains(Message.GRANT) ? NOBODY : other;
                if (process == start) {
                    return true;
                }
            }
        }
        return false;
    }

    private ChandyLamportSnapshot<Long, Message> machine(long process) {
        SnapshotLimits limits = new SnapshotLimits(1, 10, 1_000);
        return new ChandyLamportSnapshot<>(
                Topology.mesh(process, Set.of(1L, 2L)), limits, () -> waits.getOrDefault(process, NOBODY));
    }
}
