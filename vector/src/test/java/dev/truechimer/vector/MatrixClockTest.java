package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MatrixClockTest {

    @Test
    void beginsWithNothingKnown() {
        MatrixClock clock = new MatrixClock(2, 1);
        assertEquals(2, clock.nodes());
        assertEquals(1, clock.self());
        assertEquals("node 1 of [[0, 0], [0, 0]]", clock.toString());
        assertEquals("[0, 0]", clock.stableCut().toString());
    }

    /** An append at node 0 becomes known to node 1, node 1's knowledge to node 0, and that to node 1. */
    @Test
    void knowledgeOfKnowledgeTakesAWayBack() {
        MatrixClock zero = new MatrixClock(2, 0);
        MatrixClock one = new MatrixClock(2, 1);
        assertEquals(1, zero.tick());
        one.merge(zero.snapshot());
        assertEquals("node 1 of [[1, 0], [1, 0]]", one.toString());
        assertEquals("[1, 0]", one.stableCut().toString());
        assertEquals("[0, 0]", zero.stableCut().toString());
        zero.merge(one.snapshot());
        assertEquals("node 0 of [[1, 0], [1, 0]]", zero.toString());
        assertEquals("[1, 0]", zero.stableCut().toString());
        assertEquals(1, zero.knows(1, 0));
        assertEquals("[1, 0]", zero.row(1).toString());
        assertEquals("[1, 0]", zero.clock().toString());
    }

    @Test
    void whereEveryEventCountsReceiptsDo() {
        MatrixClock zero = new MatrixClock(2, 0);
        MatrixClock one = new MatrixClock(2, 1);
        zero.tick();
        assertEquals(1, one.receive(zero.snapshot()));
        assertEquals("node 1 of [[1, 0], [1, 1]]", one.toString());
    }

    /** Node 2 is never heard of, so nothing is stable. */
    @Test
    void whoIsSilentHoldsTheCut() {
        MatrixClock zero = new MatrixClock(3, 0);
        MatrixClock one = new MatrixClock(3, 1);
        zero.tick();
        one.merge(zero.snapshot());
        zero.merge(one.snapshot());
        assertEquals("[0, 0, 0]", zero.stableCut().toString());
    }

    @Test
    void snapshotsAndRowsAreCopies() {
        MatrixClock clock = new MatrixClock(2, 0);
        MatrixClock.Snapshot before = clock.snapshot();
        DenseVectorClock row = clock.clock();
        DenseVectorClock cut = clock.stableCut();
        clock.tick();
        row.tick(1);
        cut.tick(1);
        assertEquals("node 0 of [[0, 0], [0, 0]]", before.toString());
        assertEquals("node 0 of [[1, 0], [0, 0]]", clock.toString());
        assertEquals(0, before.sender());
        assertEquals(2, before.nodes());
    }

    @Test
    void goesOnFromASnapshotOfItsOwn() {
        MatrixClock clock = new MatrixClock(2, 1);
        clock.tick();
        MatrixClock.Snapshot kept = clock.snapshot();
        MatrixClock resumed = MatrixClock.resume(kept);
        assertEquals(2, resumed.tick());
        assertEquals(1, kept.knows(1, 1));
        assertNotEquals(kept, resumed.snapshot());
    }

    @Test
    void findsOutWhoLostItsClock() {
        MatrixClock zero = new MatrixClock(2, 0);
        MatrixClock one = new MatrixClock(2, 1);
        zero.tick();
        zero.tick();
        one.tick();
        one.merge(zero.snapshot());
        MatrixClock amnesiac = new MatrixClock(2, 0);
        amnesiac.tick();
        for (int call = 0; call < 2; call++) {
            boolean counted = call == 0;
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> {
                if (counted) {
                    amnesiac.receive(one.snapshot());
                } else {
                    amnesiac.merge(one.snapshot());
                }
            });
            assertEquals(
                    "node 1 knows of 2 events of node 0, which counts 1: it has lost its clock, and must come back under a"
                            + " new id",
                    refused.getMessage());
            assertEquals("node 0 of [[1, 0], [0, 0]]", amnesiac.toString());
        }
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new MatrixClock(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new MatrixClock(MatrixClock.MAX_NODES + 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new MatrixClock(2, 2));
        assertThrows(IllegalArgumentException.class, () -> new MatrixClock(2, -1));
        MatrixClock clock = new MatrixClock(2, 0);
        MatrixClock.Snapshot other = new MatrixClock(3, 0).snapshot();
        assertThrows(IllegalArgumentException.class, () -> clock.merge(other));
        assertThrows(IllegalArgumentException.class, () -> clock.receive(other));
        // Within the array, but not within the row.
        assertThrows(IndexOutOfBoundsException.class, () -> clock.knows(0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> clock.knows(2, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> clock.knows(1, -1));
        assertThrows(IndexOutOfBoundsException.class, () -> clock.snapshot().knows(0, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> clock.row(-1));
    }

    @Test
    void overflowIsAnErrorAndChangesNothing() {
        MatrixClock clock = MatrixClock.resume(
                MatrixClock.Snapshot.decode(HexFormat.of().parseHex("510200" + "ffffffffffffffff7f" + "00" + "00")));
        String before = "node 0 of [[9223372036854775807, 0], [0, 0]]";
        MatrixClock one = new MatrixClock(2, 1);
        one.tick();
        assertThrows(ArithmeticException.class, clock::tick);
        assertThrows(ArithmeticException.class, () -> clock.receive(one.snapshot()));
        assertEquals(before.replace("[0, 0]", "[9223372036854775807, 0]"), clock.toString());
    }

    @Test
    void encodesAsDocumented() {
        MatrixClock zero = new MatrixClock(3, 0);
        MatrixClock one = new MatrixClock(3, 1);
        MatrixClock two = new MatrixClock(3, 2);
        zero.tick();
        zero.tick();
        one.tick();
        one.merge(zero.snapshot());
        two.tick();
        two.merge(one.snapshot());
        assertEquals("node 2 of [[2, 0, 0], [2, 1, 0], [2, 1, 1]]", two.toString());
        MatrixClock.Snapshot sent = two.snapshot();
        String hex = "51" + "03" + "02" + "020101" + "0101" + "0001";
        assertEquals(hex, HexFormat.of().formatHex(sent.encode()));
        assertEquals(sent, MatrixClock.Snapshot.decode(sent.encode()));
    }

    @Test
    void refusesWhatNoEncoderMade() {
        assertRefused(Reason.TRUNCATED, "");
        assertRefused(Reason.UNKNOWN_FORMAT, "520100" + "00");
        assertRefused(Reason.TRUNCATED, "5101");
        assertRefused(Reason.TRUNCATED, "510100");
        assertRefused(Reason.NO_SUCH_VALUE, "5100");
        assertRefused(Reason.NO_SUCH_VALUE, "510101" + "00");
        assertRefused(Reason.NO_SUCH_VALUE, "5102ffffffffffffffffff01" + "000000");
        assertRefused(Reason.TRAILING, "510100" + "0000");
        assertRefused(Reason.NOT_CANONICAL, "510100" + "8000");
        assertRefused(Reason.OVERFLOW, "510100" + "80808080808080808001");
        assertRefused(Reason.TOO_LARGE, "518108" + "00".repeat(2000));
        // Another row than the sender's knows more than the sender: 2 of 1 fewer.
        assertRefused(Reason.NO_SUCH_VALUE, "510200" + "0100" + "02");
        assertRefused(Reason.NO_SUCH_VALUE, "510200" + "0100" + "ffffffffffffffffff01");
    }

    /** No matrix is allocated for a message that is too short for it: what is missing is seen before. */
    @Test
    void bytesBoundTheMatrix() {
        byte[] complete = new MatrixClock(1024, 0).snapshot().encode();
        assertEquals(1024, MatrixClock.Snapshot.decode(complete).nodes());
        for (int length : new int[] {1029, complete.length - 1}) {
            byte[] bytes = Arrays.copyOf(complete, length);
            MalformedClockException refused =
                    assertThrows(MalformedClockException.class, () -> MatrixClock.Snapshot.decode(bytes));
            assertEquals(
                    "TRUNCATED: 1047553 numbers of 1024 nodes in " + (length - 4) + " bytes", refused.getMessage());
        }
    }

    @Test
    void theCallersLimitHolds() {
        byte[] three = new MatrixClock(3, 0).snapshot().encode();
        assertEquals(3, MatrixClock.Snapshot.decode(three, 3).nodes());
        MalformedClockException refused =
                assertThrows(MalformedClockException.class, () -> MatrixClock.Snapshot.decode(three, 2));
        assertEquals(Reason.TOO_LARGE, refused.reason());
        assertThrows(IllegalArgumentException.class, () -> MatrixClock.Snapshot.decode(three, 0));
        assertThrows(
                IllegalArgumentException.class, () -> MatrixClock.Snapshot.decode(three, MatrixClock.MAX_NODES + 1));
    }

    private static void assertRefused(Reason reason, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        MalformedClockException refused =
                assertThrows(MalformedClockException.class, () -> MatrixClock.Snapshot.decode(bytes));
        assertEquals(reason, refused.reason(), refused::getMessage);
    }
}
