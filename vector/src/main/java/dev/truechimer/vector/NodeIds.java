package dev.truechimer.vector;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which node has which id: a list of names and UUIDs that only ever grows at its end.
 *
 * <pre>{@code
 * NodeIds ids = NodeIds.of("frankfurt", "dublin");      // 0 and 1
 * VectorClock clock = VectorClock.ZERO.tick(ids.id("dublin").orElseThrow());
 * }</pre>
 *
 * <p><b>Guarantee:</b> no two keys ever have the same id, and no key has two. Ids are 0, 1, 2 and so on in the order in
 * which keys were added: short when encoded, and indexes of a {@link DenseVectorClock} as they are. Nothing is hashed
 * to an id, so nothing is left to chance. An id stays its node's in every registry that extends this one, also after
 * {@link #retire}: old clocks still name it. A node that comes back without its clock needs another key, and so gets
 * another id.
 *
 * <p><b>Hazard:</b> that holds along one line of extensions. Two registries that were extended at the same time, each
 * without the other, have two nodes with one id; {@link #merge} finds that where the two meet, which may be too late
 * for clocks that have counted both. So one place must extend the registry (whoever decides about the membership: the
 * leader, the agreed log, an operator), and a node must not count before its own entry is decided there.
 *
 * <p><b>Cost</b> in the number of nodes n, retired ones included, at most {@link #MAX_ENTRIES}: looking up O(1);
 * {@code with}, {@link #retire}, {@link #merge} and the codec O(n), so add many keys in one call. Some 100 bytes and
 * the text for each name; encoded 2 bytes and the text, or 17 bytes for a UUID. <b>Threads:</b> immutable.
 * <b>Source:</b> our own.
 */
public final class NodeIds {

    /** How many nodes one registry can have: as many as a clock. */
    public static final int MAX_ENTRIES = VectorClock.MAX_ENTRIES;

    /** No node. */
    public static final NodeIds EMPTY = new NodeIds(new Draft(), new BitSet());

    /** The id of a key is its index. */
    private final List<NodeKey> keys;

    // One map for each kind: keys of one comparable type keep a map fast even if strangers chose them for equal hashes.
    private final Map<String, Integer> names;
    private final Map<UUID, Integer> uuids;

    /** Never changed. */
    private final BitSet retired;

    /** Takes both as they are; neither may change any more. */
    NodeIds(Draft draft, BitSet retired) {
        this.keys = List.copyOf(draft.keys);
        this.names = draft.names;
        this.uuids = draft.uuids;
        this.retired = retired;
    }

    /** The same keys with other ones of them retired. */
    private NodeIds(NodeIds same, BitSet retired) {
        this.keys = same.keys;
        this.names = same.names;
        this.uuids = same.uuids;
        this.retired = retired;
    }

    /**
     * A registry of nodes with names, which get the ids 0, 1, 2 and so on.
     *
     * @throws IllegalArgumentException if a name occurs twice or is none, see {@link NodeKey.Name}
     * @throws IllegalStateException if there are more than {@link #MAX_ENTRIES}
     */
    public static NodeIds of(String... names) {
        NodeKey[] keys = new NodeKey[names.length];
        for (int i = 0; i < names.length; i++) {
            keys[i] = NodeKey.of(names[i]);
        }
        return EMPTY.with(keys);
    }

    /**
     * This registry and one more node, which gets the next id.
     *
     * @throws IllegalArgumentException if the name is known already, retired or not, or is none, see
     *     {@link NodeKey.Name}
     * @throws IllegalStateException if there would be more than {@link #MAX_ENTRIES} nodes
     */
    public NodeIds with(String name) {
        return with(NodeKey.of(name));
    }

    /**
     * This registry and one more node, which gets the next id.
     *
     * @throws IllegalArgumentException if the UUID is known already, retired or not
     * @throws IllegalStateException if there would be more than {@link #MAX_ENTRIES} nodes
     */
    public NodeIds with(UUID uuid) {
        return with(NodeKey.of(uuid));
    }

    /**
     * This registry and more nodes, which get the next ids in the given order.
     *
     * @throws IllegalArgumentException if a key occurs twice or is known already, retired or not
     * @throws IllegalStateException if there would be more than {@link #MAX_ENTRIES} nodes
     */
    public NodeIds with(NodeKey... more) {
        if (more.length > MAX_ENTRIES - keys.size()) {
            throw new IllegalStateException("a registry has at most " + MAX_ENTRIES + " nodes, not "
                    + (keys.size() + (long) more.length) + ": do nodes come back under new names?");
        }
        Draft draft = new Draft(this);
        for (NodeKey key : more) {
            int known = draft.add(key);
            if (known >= 0) {
                throw new IllegalArgumentException(key + " has the id " + known + " already"
                        + (retired.get(known) ? ", and is retired: a node that comes back needs another key" : ""));
            }
        }
        return new NodeIds(draft, retired);
    }

    /**
     * This registry where a node has left for good. It keeps its id, which nobody else gets.
     *
     * @throws IllegalArgumentException if the key is unknown
     */
    public NodeIds retire(NodeKey key) {
        int id = (int) id(key).orElseThrow(() -> new IllegalArgumentException(key + " has no id"));
        if (retired.get(id)) {
            return this;
        }
        BitSet more = (BitSet) retired.clone();
        more.set(id);
        return new NodeIds(this, more);
    }

    /**
     * This registry where a node has left for good. It keeps its id, which nobody else gets.
     *
     * @throws IllegalArgumentException if the name is unknown
     */
    public NodeIds retire(String name) {
        return retire(NodeKey.of(name));
    }

    /**
     * This registry where a node has left for good. It keeps its id, which nobody else gets.
     *
     * @throws IllegalArgumentException if the UUID is unknown
     */
    public NodeIds retire(UUID uuid) {
        return retire(NodeKey.of(uuid));
    }

    /**
     * What two registries say together, of which one extends the other: all keys of the longer one, and retired whoever
     * is so in either. Commutative, associative and idempotent, where it is not refused.
     *
     * @throws NodeIdCollisionException if an id would belong to two nodes; it names the first such id and both
     */
    public NodeIds merge(NodeIds other) {
        int common = Math.min(keys.size(), other.keys.size());
        for (int id = 0; id < common; id++) {
            if (!keys.get(id).equals(other.keys.get(id))) {
                throw new NodeIdCollisionException(id, keys.get(id), other.keys.get(id));
            }
        }
        NodeIds longer = keys.size() >= other.keys.size() ? this : other;
        BitSet both = (BitSet) retired.clone();
        both.or(other.retired);
        return both.equals(longer.retired) ? longer : new NodeIds(longer, both);
    }

    /** The id of a node with a name, retired or not; empty if it is unknown. */
    public OptionalLong id(String name) {
        return optional(names.get(Objects.requireNonNull(name, "name")));
    }

    /** The id of a node with a UUID, retired or not; empty if it is unknown. */
    public OptionalLong id(UUID uuid) {
        return optional(uuids.get(Objects.requireNonNull(uuid, "uuid")));
    }

    /** The id of a node, retired or not; empty if it is unknown. */
    public OptionalLong id(NodeKey key) {
        Objects.requireNonNull(key, "key");
        return key instanceof NodeKey.Name name ? id(name.text()) : id(((NodeKey.Uuid) key).uuid());
    }

    /**
     * Whose an id is, retired or not.
     *
     * @param id any; it may come from a clock that a stranger sent
     * @return empty if it is nobody's
     */
    public Optional<NodeKey> key(long id) {
        return id < 0 || id >= keys.size() ? Optional.empty() : Optional.of(keys.get((int) id));
    }

    /** Whether a node has left for good; false for an id that is nobody's. */
    public boolean isRetired(long id) {
        return id >= 0 && id < keys.size() && retired.get((int) id);
    }

    /** All keys, retired ones included; the index of each is its id. Immutable. */
    public List<NodeKey> keys() {
        return keys;
    }

    /** The ids of all nodes that have not left, ascending. */
    public long[] activeIds() {
        long[] ids = new long[keys.size() - retired.cardinality()];
        int size = 0;
        for (int id = 0; id < keys.size(); id++) {
            if (!retired.get(id)) {
                ids[size++] = id;
            }
        }
        return ids;
    }

    /** How many ids were given, those of retired nodes included. */
    public int size() {
        return keys.size();
    }

    /**
     * The one encoding of this registry: equal ones have equal bytes.
     *
     * <p><b>Layout:</b> one byte {@code 0x61} for kind and version 1; the number of keys; then each key in the order of
     * the ids: a byte, 0 for a name and 1 for a UUID, plus 2 if it is retired; for a name the length in bytes and
     * UTF-8, for a UUID its 16 bytes, most significant first. Numbers are varints (unsigned LEB128).
     */
    public byte[] encode() {
        return NodeIdsCodec.encode(this);
    }

    /**
     * Decodes what {@link #encode} made.
     *
     * @param bytes any bytes; may come from strangers
     * @throws MalformedClockException for bytes that {@link #encode} can't have made, and nothing else
     */
    public static NodeIds decode(byte[] bytes) {
        return decode(bytes, MAX_ENTRIES);
    }

    /**
     * Decodes what {@link #encode} made, if it has not too many entries.
     *
     * @param bytes any bytes; may come from strangers
     * @param maxEntries the most nodes that are accepted, 0 to {@link #MAX_ENTRIES}
     * @throws MalformedClockException for more entries, and for bytes that {@link #encode} can't have made
     * @throws IllegalArgumentException if {@code maxEntries} is out of range
     */
    public static NodeIds decode(byte[] bytes, int maxEntries) {
        DecodeLimit.check("maxEntries", maxEntries, MAX_ENTRIES);
        return NodeIdsCodec.decode(bytes, maxEntries);
    }

    private static OptionalLong optional(@Nullable Integer id) {
        return id == null ? OptionalLong.empty() : OptionalLong.of(id);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeIds that && keys.equals(that.keys) && retired.equals(that.retired);
    }

    @Override
    public int hashCode() {
        return 31 * keys.hashCode() + retired.hashCode();
    }

    /** For people: {@code {0="frankfurt", 1="dublin" (retired)}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int id = 0; id < keys.size(); id++) {
            text.append(id == 0 ? "" : ", ").append(id).append('=').append(keys.get(id));
            text.append(retired.get(id) ? " (retired)" : "");
        }
        return text.append('}').toString();
    }

    /** Keys on their way into a registry. */
    static final class Draft {

        private final List<NodeKey> keys;
        private final Map<String, Integer> names;
        private final Map<UUID, Integer> uuids;

        Draft() {
            keys = new ArrayList<>();
            names = new HashMap<>();
            uuids = new HashMap<>();
        }

        Draft(NodeIds from) {
            keys = new ArrayList<>(from.keys);
            names = new HashMap<>(from.names);
            uuids = new HashMap<>(from.uuids);
        }

        /** Adds a key with the next id, unless it has one, which is given then; -1 if it had none. */
        int add(NodeKey key) {
            Integer known = key instanceof NodeKey.Name name
                    ? names.putIfAbsent(name.text(), keys.size())
                    : uuids.putIfAbsent(((NodeKey.Uuid) key).uuid(), keys.size());
            if (known != null) {
                return known;
            }
            keys.add(key);
            return -1;
        }
    }
}
