package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.IntervalTreeClock.Fork;
import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * The deepest trees that can be, and what would be deeper: on a thread with half the stack that threads usually have.
 */
class IntervalTreeClockDepthTest {

    private static final long STACK_BYTES = 512 * 1024;
    private static final int HOSTILE_BYTES = 1_000_000;
    private static final int MAX_DEPTH = IntervalTreeClock.MAX_DEPTH;

    @Test
    void everyOperationWorksOnTheDeepestTrees() throws InterruptedException {
        onSmallStack(() -> {
            List<IntervalTreeClock> forked = forkedToTheLimit();
            IntervalTreeClock deepest = forked.get(forked.size() - 1);
            assertEquals(MAX_DEPTH, Cells.depth(deepest.id()));
            IntervalTreeClock all = IntervalTreeClock.seed().peek();
            for (IntervalTreeClock stamp : forked) {
                IntervalTreeClock next = stamp.event();
                assertEquals(Causality.BEFORE, stamp.compareTo(next));
                all = all.join(next.event().peek());
                all = all.join(next.peek());
            }
            assertTrue(Cells.depth(all.events()) <= MAX_DEPTH);
            IntervalTreeClock deep = deepest.receive(all);
            assertEquals(MAX_DEPTH, Cells.depth(deep.events()));
            assertEquals(Causality.AFTER, deep.compareTo(all));
            assertEquals(
                    Causality.CONCURRENT,
                    deep.compareTo(forked.get(0).event().event().event()));
            IntervalTreeClock decoded = IntervalTreeClock.decode(deep.encode());
            assertEquals(deep, decoded);
            assertEquals(deep.hashCode(), decoded.hashCode());
            assertEquals(deep.toString(), decoded.toString());
            assertEquals(deep.join(decoded.peek()), deep);
        });
    }

    @Test
    void whatCameFromForksToTheLimitJoinsIntoOne() throws InterruptedException {
        onSmallStack(() -> {
            List<IntervalTreeClock> forked = forkedToTheLimit();
            IntervalTreeClock all = forked.get(forked.size() - 1);
            for (IntervalTreeClock stamp : forked.subList(0, forked.size() - 1)) {
                all = all.join(stamp.event());
                assertEquals(all, IntervalTreeClock.decode(all.encode()));
            }
            assertEquals("(1, 1)", all.event().toString());
        });
    }

    @Test
    void forksNoDeeperThanTheLimit() {
        List<IntervalTreeClock> forked = forkedToTheLimit();
        IntervalTreeClock deepest = forked.get(forked.size() - 1);
        IntervalTreeClock twin = forked.get(forked.size() - 2);
        for (IntervalTreeClock full : List.of(deepest, twin)) {
            String rule = assertThrows(IllegalStateException.class, full::fork).getMessage();
            assertTrue(rule.contains(String.valueOf(MAX_DEPTH)), rule);
            assertEquals(Causality.BEFORE, full.compareTo(full.event()));
        }
        // Two parts can be parted, however deep they are; and what got something back can be split again.
        IntervalTreeClock twoParts = forked.get(forked.size() - 3).join(deepest);
        Fork parted = twoParts.fork();
        assertEquals(twoParts, parted.left().join(parted.right()));
        Fork again = deepest.join(twin).fork();
        assertEquals(deepest.join(twin), again.left().join(again.right()));
    }

    @Test
    void growsTheExistingLeafEvenIfItIsTheDeepestOfAll() {
        // On the left the deepest leaf there can be, on the right a leaf directly below the root, of which a half is
        // owned.
        ItcId id = ItcId.ALL;
        ItcEvents events = ItcEvents.leaf(1);
        for (int depth = MAX_DEPTH; depth > 1; depth--) {
            id = ItcId.of(ItcId.NONE, id);
            events = ItcEvents.of(0, ItcEvents.ZERO, events);
        }
        IntervalTreeClock stamp = IntervalTreeClock.of(
                ItcId.of(id, ItcId.of(ItcId.ALL, ItcId.NONE)), ItcEvents.of(0, events, ItcEvents.ZERO));
        IntervalTreeClock next = stamp.event();
        assertEquals(Cells.nodes(stamp.events()), Cells.nodes(next.events()));
        assertEquals(2, next.events().greatest());
    }

    @Test
    void refusesHostileDepthWithoutAStackOverflow() throws InterruptedException {
        onSmallStack(() -> {
            // One more level than there can be, for ids: 1:2 again and again.
            byte[] ids = new byte[HOSTILE_BYTES];
            // And for events: the id 1, then 0:1 1:2 again and again.
            byte[] events = new byte[HOSTILE_BYTES];
            // And numbered nodes: 0:1 3:2 0:1 0:1 1:1 0:1 1:2.
            byte[] numbered = new byte[HOSTILE_BYTES];
            fill(ids, "", "01");
            fill(events, "001", "001");
            fill(numbered, "001", "011001001");
            for (byte[] bytes : new byte[][] {ids, events, numbered}) {
                bytes[0] = 0x41;
                MalformedClockException e =
                        assertThrows(MalformedClockException.class, () -> IntervalTreeClock.decode(bytes));
                assertEquals(Reason.TOO_LARGE, e.reason());
            }
        });
    }

    @Test
    void readsTheDeepestTreesAndNothingDeeper() throws InterruptedException {
        onSmallStack(() -> {
            byte[] deepest = bits("01".repeat(MAX_DEPTH) + "001" + "001".repeat(MAX_DEPTH) + "1001");
            IntervalTreeClock stamp = IntervalTreeClock.decode(deepest);
            assertArrayEquals(deepest, stamp.encode());
            assertEquals(MAX_DEPTH, Cells.depth(stamp.id()));
            assertEquals(MAX_DEPTH, Cells.depth(stamp.events()));
            assertThrows(IllegalStateException.class, stamp::fork);
            assertRefused(bits("01".repeat(MAX_DEPTH + 1) + "001" + "1001"));
            assertRefused(bits("001" + "001".repeat(MAX_DEPTH + 1) + "1001"));
            assertEquals(
                    Reason.TOO_LARGE,
                    assertThrows(MalformedClockException.class, () -> IntervalTreeClock.decode(deepest, MAX_DEPTH - 1))
                            .reason());
        });
    }

    /** Many nodes as well as many levels: a tree whose left halves all go down to the limit. */
    @Test
    void bushyStrangersCostNoMoreThanTheirSize() throws InterruptedException {
        onSmallStack(() -> {
            ItcEvents comb = ItcEvents.leaf(1);
            ItcEvents other = ItcEvents.leaf(2);
            for (int i = 0; i < MAX_DEPTH; i++) {
                comb = i % 2 == 0 ? ItcEvents.of(1, ItcEvents.ZERO, comb) : ItcEvents.of(1, comb, ItcEvents.ZERO);
                other = i % 2 == 1 ? ItcEvents.of(1, ItcEvents.ZERO, other) : ItcEvents.of(0, other, ItcEvents.leaf(1));
            }
            IntervalTreeClock a = IntervalTreeClock.of(ItcId.NONE, comb);
            IntervalTreeClock b = IntervalTreeClock.of(ItcId.NONE, other);
            IntervalTreeClock joined = a.join(b);
            assertTrue(Cells.nodes(joined.events()) <= Cells.nodes(comb) + Cells.nodes(other));
            assertTrue(joined.dominates(a) && joined.dominates(b));
            assertEquals(joined, IntervalTreeClock.decode(joined.encode()));
        });
    }

    private static void assertRefused(byte[] bytes) {
        MalformedClockException e = assertThrows(MalformedClockException.class, () -> IntervalTreeClock.decode(bytes));
        assertEquals(Reason.TOO_LARGE, e.reason());
    }

    /** One process that forks as often as it can, and its children. The last two are as deep as can be. */
    private static List<IntervalTreeClock> forkedToTheLimit() {
        List<IntervalTreeClock> children = new ArrayList<>();
        IntervalTreeClock parent = IntervalTreeClock.seed();
        for (int i = 0; i < MAX_DEPTH; i++) {
            Fork fork = parent.fork();
            boolean left = i % 3 == 0;
            parent = left ? fork.left() : fork.right();
            children.add(left ? fork.right() : fork.left());
        }
        children.add(parent);
        return children;
    }

    private static byte[] bits(String bits) {
        byte[] bytes = new byte[1 + (bits.length() + 7) / 8];
        fill(bytes, bits, "0");
        bytes[0] = 0x41;
        return bytes;
    }

    /** Writes bits from the second byte on, and others behind them again and again. */
    private static void fill(byte[] bytes, String first, String again) {
        for (int i = 0; i < (bytes.length - 1) * 8; i++) {
            char bit = i < first.length() ? first.charAt(i) : again.charAt((i - first.length()) % again.length());
            if (bit == '1') {
                bytes[1 + i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
    }

    private static void onSmallStack(Runnable test) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread thread = new Thread(null, test, "small-stack", STACK_BYTES);
        thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
        thread.start();
        thread.join();
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }
}
