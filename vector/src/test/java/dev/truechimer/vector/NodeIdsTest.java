package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NodeIdsTest {

    private static final UUID SOME = new UUID(0x0123456789ABCDEFL, 0xFEDCBA9876543210L);

    @Test
    void givesIdsInSequence() {
        NodeIds ids = NodeIds.of("a", "b").with(SOME).with("c");
        assertEquals(OptionalLong.of(0), ids.id("a"));
        assertEquals(OptionalLong.of(1), ids.id("b"));
        assertEquals(OptionalLong.of(2), ids.id(SOME));
        assertEquals(OptionalLong.of(3), ids.id(NodeKey.of("c")));
        assertEquals(OptionalLong.empty(), ids.id("d"));
        assertEquals(OptionalLong.empty(), ids.id(new UUID(1, 2)));
        assertEquals(4, ids.size());
        assertEquals(List.of(NodeKey.of("a"), NodeKey.of("b"), NodeKey.of(SOME), NodeKey.of("c")), ids.keys());
        assertEquals(Optional.of(NodeKey.of(SOME)), ids.key(2));
        for (long nobody : new long[] {-1, 4, Long.MIN_VALUE, 1L << 32, Long.MAX_VALUE}) {
            assertEquals(Optional.empty(), ids.key(nobody));
            assertFalse(ids.isRetired(nobody));
        }
        assertEquals("{0=\"a\", 1=\"b\", 2=01234567-89ab-cdef-fedc-ba9876543210, 3=\"c\"}", ids.toString());
        assertEquals(NodeIds.EMPTY, NodeIds.of());
    }

    @Test
    void theTextOfAUuidIsNotThatUuid() {
        NodeIds ids = NodeIds.of(SOME.toString()).with(SOME);
        assertEquals(OptionalLong.of(0), ids.id(SOME.toString()));
        assertEquals(OptionalLong.of(1), ids.id(SOME));
        assertNotEquals(NodeKey.of(SOME.toString()), NodeKey.of(SOME));
    }

    @Test
    void refusesAKeyTwice() {
        NodeIds ids = NodeIds.of("a", "b");
        assertEquals(
                "\"b\" has the id 1 already",
                assertThrows(IllegalArgumentException.class, () -> ids.with("b"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> NodeIds.of("a", "b", "a"));
        assertThrows(IllegalArgumentException.class, () -> ids.with(SOME).with(SOME));
        assertEquals(NodeIds.of("a", "b"), ids);
    }

    @Test
    void retiredNodesKeepTheirIds() {
        NodeIds ids = NodeIds.of("a", "b", "c").retire("b");
        assertTrue(ids.isRetired(1));
        assertFalse(ids.isRetired(0));
        assertEquals(OptionalLong.of(1), ids.id("b"));
        assertEquals(Optional.of(NodeKey.of("b")), ids.key(1));
        assertEquals(OptionalLong.of(3), ids.with("d").id("d"));
        assertArrayEquals(new long[] {0, 2, 3}, ids.with("d").activeIds());
        assertSame(ids, ids.retire("b"));
        assertTrue(ids.with(SOME).retire(SOME).isRetired(3));
        assertThrows(NullPointerException.class, () -> ids.id((String) null));
        assertNotEquals(NodeIds.of("a", "b", "c"), ids);
        assertEquals("{0=\"a\", 1=\"b\" (retired), 2=\"c\"}", ids.toString());
        assertEquals(
                "\"b\" has the id 1 already, and is retired: a node that comes back needs another key",
                assertThrows(IllegalArgumentException.class, () -> ids.with("b"))
                        .getMessage());
        assertEquals(
                "\"x\" has no id",
                assertThrows(IllegalArgumentException.class, () -> ids.retire("x"))
                        .getMessage());
    }

    @Test
    void mergesWhereOneExtendsTheOther() {
        NodeIds older = NodeIds.of("a", "b");
        NodeIds newer = older.with("c");
        assertSame(newer, older.merge(newer));
        assertSame(newer, newer.merge(older));
        assertSame(older, older.merge(NodeIds.of("a", "b")));
        NodeIds merged = older.retire("a").merge(newer.retire("c"));
        assertEquals(newer.retire("c").retire("a"), merged);
        assertEquals(merged, newer.retire("c").merge(older.retire("a")));
    }

    @Test
    void namesTheIdAndBothWhoWouldHaveIt() {
        NodeIds common = NodeIds.of("a", "b");
        NodeIds here = common.with("c").with("e");
        NodeIds there = common.with(SOME);
        NodeIdCollisionException collision = assertThrows(NodeIdCollisionException.class, () -> here.merge(there));
        assertEquals(2, collision.id());
        assertEquals(NodeKey.of("c"), collision.mine());
        assertEquals(NodeKey.of(SOME), collision.theirs());
        assertEquals(
                "id 2 would belong to both \"c\" and 01234567-89ab-cdef-fedc-ba9876543210:"
                        + " one place must decide about the membership and extend the registry",
                collision.getMessage());
        // The same key under another id collides too.
        assertThrows(NodeIdCollisionException.class, () -> NodeIds.of("a", "b").merge(NodeIds.of("b")));
    }

    @Test
    void namesAreShortWellFormedTextWithoutControlCharacters() {
        for (String bad : List.of("", "\uD800", "a\uDC00b", "\uDC00\uD800", "a\nb", "\u0000", "\u007F", "\u0085")) {
            assertThrows(IllegalArgumentException.class, () -> NodeKey.of(bad), bad);
            assertEquals(OptionalLong.empty(), NodeIds.of("a").id(bad));
        }
        assertEquals(255, NodeKey.of("n".repeat(255)).toString().length() - 2);
        assertThrows(IllegalArgumentException.class, () -> NodeKey.of("n".repeat(256)));
        // In bytes: 85 characters of three.
        assertEquals(1, NodeIds.of("\u20AC".repeat(85)).size());
        assertThrows(IllegalArgumentException.class, () -> NodeKey.of("\u20AC".repeat(85) + "n"));
        // Composed and decomposed are two names, as are upper and lower case.
        assertEquals(4, NodeIds.of("\u00E9", "e\u0301", "E", "e").size());
        assertEquals(1, NodeIds.of("\uD83D\uDD70").size());
    }

    @Test
    void encodesAsDocumented() {
        NodeIds ids = NodeIds.of("a", "\u00E9").with(SOME).retire("a").retire(NodeKey.of(SOME));
        String hex = "61" + "03" + "020161" + "0002c3a9" + "03" + "0123456789abcdeffedcba9876543210";
        assertEquals(hex, HexFormat.of().formatHex(ids.encode()));
        assertEquals(ids, NodeIds.decode(ids.encode()));
        assertEquals("6100", HexFormat.of().formatHex(NodeIds.EMPTY.encode()));
        assertSame(NodeIds.EMPTY, NodeIds.decode(NodeIds.EMPTY.encode()));
    }

    @Test
    void refusesWhatNoEncoderMade() {
        assertRefused(Reason.TRUNCATED, "");
        assertRefused(Reason.UNKNOWN_FORMAT, "6200");
        assertRefused(Reason.TRUNCATED, "61");
        assertRefused(Reason.TRUNCATED, "6101");
        assertRefused(Reason.TRUNCATED, "6101000261");
        assertRefused(Reason.TRUNCATED, "6101010123456789abcdeffedcba98765432");
        assertRefused(Reason.TRAILING, "610000");
        assertRefused(Reason.TRAILING, "610100016100");
        assertRefused(Reason.NOT_CANONICAL, "61810000016100");
        assertRefused(Reason.TOO_LARGE, "61818004");
        assertRefused(Reason.OVERFLOW, "61ffffffffffffffffff01");
        assertRefused(Reason.TRUNCATED, "61808004");
        // A kind that doesn't exist, with and without the bit of the retired.
        assertRefused(Reason.NO_SUCH_VALUE, "6101040161");
        assertRefused(Reason.NO_SUCH_VALUE, "6101060161");
        assertRefused(Reason.NO_SUCH_VALUE, "6101ff0161");
        // An empty name needs another byte behind it to look long enough at all.
        assertRefused(Reason.NO_SUCH_VALUE, "6101000000");
        // The same key twice, retired or not.
        assertRefused(Reason.NO_SUCH_VALUE, "6102000161" + "000161");
        assertRefused(Reason.NO_SUCH_VALUE, "6102000161" + "020161");
        // A name of 256 bytes.
        assertRefused(Reason.TOO_LARGE, "6101008002" + "61".repeat(256));
    }

    @Test
    void refusesTextThatIsNoUtf8() {
        List<String> bad = List.of(
                "c080", "c1a1", "e08080", "f0808080", "eda080", "edbfbf", "f4908080", "ff", "c3", "80", "e282", "0a");
        for (String text : bad) {
            String length = HexFormat.of().toHexDigits((byte) (text.length() / 2));
            assertRefused(Reason.NO_SUCH_VALUE, "610200016100" + length + text);
        }
    }

    @Test
    void theCallersLimitHolds() {
        byte[] two = NodeIds.of("a", "b").encode();
        assertEquals(2, NodeIds.decode(two, 2).size());
        MalformedClockException refused = assertThrows(MalformedClockException.class, () -> NodeIds.decode(two, 1));
        assertEquals(Reason.TOO_LARGE, refused.reason());
        assertThrows(IllegalArgumentException.class, () -> NodeIds.decode(two, -1));
        assertThrows(IllegalArgumentException.class, () -> NodeIds.decode(two, NodeIds.MAX_ENTRIES + 1));
    }

    /** As many as allowed, and names that a stranger chose so that all have the same hash. */
    @Test
    @Timeout(60)
    void isFullAtItsLimitAndFastForNamesOfOneHash() {
        NodeKey[] keys = new NodeKey[NodeIds.MAX_ENTRIES];
        for (int i = 0; i < keys.length; i++) {
            StringBuilder name = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                name.append((i >>> bit & 1) == 0 ? "Aa" : "BB");
            }
            keys[i] = NodeKey.of(name.toString());
            assertEquals(keys[0].hashCode(), keys[i].hashCode());
        }
        NodeIds full = NodeIds.EMPTY.with(keys);
        assertEquals(full, NodeIds.decode(full.encode()));
        IllegalStateException refused = assertThrows(IllegalStateException.class, () -> full.with("one more"));
        assertTrue(refused.getMessage().startsWith("a registry has at most 65536 nodes, not 65537"));
    }

    private static void assertRefused(Reason reason, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        MalformedClockException refused = assertThrows(MalformedClockException.class, () -> NodeIds.decode(bytes), hex);
        assertEquals(reason, refused.reason(), () -> hex + ": " + refused.getMessage());
    }
}
