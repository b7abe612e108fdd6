package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** No two keys ever share an id, ids never move, and a registry has one sequence of bytes. */
class NodeIdsPropertyTest {

    private static final Map<String, Integer> OUTCOMES = new TreeMap<>();

    /** The few that are drawn again and again, so that the same key occurs twice, and any other ones. */
    @Provide
    Arbitrary<NodeKey> keys() {
        UUID zero = new UUID(0, 0);
        return Arbitraries.oneOf(
                Arbitraries.of(
                        NodeKey.of("a"),
                        NodeKey.of("b"),
                        NodeKey.of(zero),
                        NodeKey.of(zero.toString()),
                        NodeKey.of("é")),
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .ofMinLength(1)
                        .ofMaxLength(3)
                        .map(NodeKey::of),
                Arbitraries.integers().between(1, 30).map(euros -> NodeKey.of("\u20AC".repeat(euros))),
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
                        .as((high, low) -> NodeKey.of(new UUID(high, low))));
    }

    /** Keys in the order in which they come to a registry; some come again. */
    @Provide
    Arbitrary<List<NodeKey>> additions() {
        return keys().list().ofMaxSize(20);
    }

    @Provide
    Arbitrary<NodeIds> registries() {
        return additions().map(NodeIdsPropertyTest::registry);
    }

    private static NodeIds registry(List<NodeKey> additions) {
        NodeIds ids = NodeIds.EMPTY;
        for (NodeKey key : additions) {
            if (ids.id(key).isEmpty()) {
                ids = ids.with(key);
            } else if (ids.size() % 2 == 0) {
                ids = ids.retire(key);
            }
        }
        return ids;
    }

    @Property(seed = "1", tries = 5000)
    void noTwoKeysEverShareAnIdAndIdsNeverMove(@ForAll("additions") List<NodeKey> additions) {
        NodeIds ids = NodeIds.EMPTY;
        List<NodeKey> expected = new ArrayList<>();
        for (NodeKey key : additions) {
            NodeIds before = ids;
            if (expected.contains(key)) {
                assertThrows(IllegalArgumentException.class, () -> before.with(key));
                ids = before.retire(key);
                count("known already");
            } else {
                ids = before.with(key);
                expected.add(key);
                count("added");
            }
            assertEquals(expected, ids.keys());
            for (int id = 0; id < expected.size(); id++) {
                assertEquals(OptionalLong.of(id), ids.id(expected.get(id)));
                assertEquals(Optional.of(expected.get(id)), ids.key(id));
                assertTrue(!before.isRetired(id) || ids.isRetired(id));
            }
        }
        assertEquals(expected.size(), new HashSet<>(ids.keys()).size());
        for (long id : ids.activeIds()) {
            assertTrue(!ids.isRetired(id));
        }
    }

    @Property(seed = "2", tries = 5000)
    void mergesExactlyIfOneExtendsTheOther(
            @ForAll("additions") List<NodeKey> common,
            @ForAll("additions") List<NodeKey> here,
            @ForAll("additions") List<NodeKey> there) {
        NodeIds mine = registry(concatenated(common, here));
        NodeIds theirs = registry(concatenated(common, there.subList(0, there.size() / 4)));
        int both = Math.min(mine.size(), theirs.size());
        if (mine.keys().subList(0, both).equals(theirs.keys().subList(0, both))) {
            NodeIds merged = mine.merge(theirs);
            assertEquals(merged, theirs.merge(mine));
            assertEquals(merged, merged.merge(mine));
            assertEquals(merged, mine.merge(merged));
            assertEquals(Math.max(mine.size(), theirs.size()), merged.size());
            for (int id = 0; id < merged.size(); id++) {
                assertEquals(merged.isRetired(id), mine.isRetired(id) || theirs.isRetired(id));
                NodeKey key = merged.keys().get(id);
                assertTrue(id >= mine.size() || mine.keys().get(id).equals(key));
                assertTrue(id >= theirs.size() || theirs.keys().get(id).equals(key));
            }
            count("merged");
        } else {
            NodeIdCollisionException collision = assertThrows(NodeIdCollisionException.class, () -> mine.merge(theirs));
            assertEquals(Optional.of(collision.mine()), mine.key(collision.id()));
            assertEquals(Optional.of(collision.theirs()), theirs.key(collision.id()));
            assertNotEquals(collision.mine(), collision.theirs());
            count("collided");
        }
    }

    /** Three along one line of extensions, of which each has retired others. */
    @Property(seed = "3", tries = 2000)
    void mergeIsAssociative(
            @ForAll("additions") List<NodeKey> additions,
            @ForAll("additions") List<NodeKey> more,
            @ForAll("additions") List<NodeKey> evenMore) {
        NodeIds first = registry(additions);
        NodeIds second = retireAll(registry(concatenated(additions, more)), more);
        NodeIds third = retireAll(registry(concatenated(additions, concatenated(more, evenMore))), evenMore);
        assertEquals(first.merge(second).merge(third), first.merge(second.merge(third)));
        assertEquals(third.merge(first).merge(second), first.merge(second.merge(third)));
        count("associative");
    }

    private static NodeIds retireAll(NodeIds ids, List<NodeKey> keys) {
        NodeIds left = ids;
        for (NodeKey key : keys) {
            left = left.retire(key);
        }
        return left;
    }

    private static List<NodeKey> concatenated(List<NodeKey> first, List<NodeKey> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    @Property(seed = "4", tries = 5000)
    void readsWhatItWrites(@ForAll("registries") NodeIds ids) {
        NodeIds decoded = NodeIds.decode(ids.encode());
        assertEquals(ids, decoded);
        assertEquals(ids.hashCode(), decoded.hashCode());
        assertArrayEquals(ids.encode(), decoded.encode());
        count("round trip");
    }

    @Property(seed = "5", tries = 5000)
    void equalExactlyIfTheBytesAre(@ForAll("registries") NodeIds first, @ForAll("registries") NodeIds second) {
        assertEquals(first.equals(second), Arrays.equals(first.encode(), second.encode()));
        count(first.equals(second) ? "equal" : "different");
    }

    /** Anything, bytes that begin well, and registries of which one byte was changed. */
    @Provide
    Arbitrary<byte[]> contents() {
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(30);
        Arbitrary<byte[]> begun = Arbitraries.bytes()
                .between((byte) 0, (byte) 4)
                .array(byte[].class)
                .ofMaxSize(30);
        Arbitrary<byte[]> changed = Combinators.combine(
                        registries(), Arbitraries.integers().between(0, 1000), Arbitraries.bytes())
                .as((ids, at, value) -> {
                    byte[] bytes = ids.encode();
                    bytes[at % bytes.length] = value;
                    return bytes;
                });
        return Arbitraries.oneOf(any, begun.map(NodeIdsPropertyTest::begin), changed);
    }

    private static byte[] begin(byte[] rest) {
        byte[] bytes = new byte[rest.length + 1];
        bytes[0] = 0x61;
        System.arraycopy(rest, 0, bytes, 1, rest.length);
        return bytes;
    }

    @Property(seed = "6", tries = 20_000)
    void whatItReadsIsWhatItWouldWrite(@ForAll("contents") byte[] bytes) {
        try {
            assertArrayEquals(NodeIds.decode(bytes).encode(), bytes);
            count("accepted");
        } catch (MalformedClockException e) {
            count("refused: " + e.reason());
        }
    }

    private static void count(String outcome) {
        OUTCOMES.merge(outcome, 1, Integer::sum);
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        Set<String> expected = new HashSet<>(Set.of(
                "known already",
                "added",
                "merged",
                "collided",
                "associative",
                "round trip",
                "equal",
                "different",
                "accepted"));
        for (Reason reason : Reason.values()) {
            if (reason != Reason.REFUSED_BY_CALLER && reason != Reason.OVERFLOW) {
                expected.add("refused: " + reason);
            }
        }
        Set<String> occurred = new HashSet<>(OUTCOMES.keySet());
        // Ten bytes of a number; there may be none by chance. Examples are in the unit test.
        occurred.remove("refused: " + Reason.OVERFLOW);
        assertEquals(expected, occurred, OUTCOMES::toString);
    }
}
