package dev.truechimer.vector;

import dev.truechimer.vector.MatrixClock.Snapshot;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * What is done with a value that a fuzzed decoder read, before it is written again: whatever a stranger sends, no
 * operation fails in a way that it doesn't state, and the laws hold.
 *
 * <p>Messages are only made where something is wrong.
 */
final class DecodedValues {

    /** A node that few inputs know of. */
    private static final long STRANGER = 0x5EED;

    private DecodedValues() {}

    /** The caller's decoder: strict, so that equal texts have equal bytes. */
    static String text(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("no UTF-8", e);
        }
    }

    static byte[] encode(VectorClock clock) {
        check(clock.equals(VectorClock.of(clock.toMap())), "no clock of valid counters", clock);
        byte[] encoded = clock.encode();
        check(clock.equals(VectorClock.decode(encoded, clock.size())), "another within the limit it needs", clock);
        if (clock.size() > 0) {
            checkTick(clock, 0);
            checkTick(clock, clock.size() - 1);
        }
        VectorClock other = VectorClock.ZERO.tick(STRANGER).tick(-STRANGER);
        VectorClock merged = clock.merge(other);
        check(merged.equals(other.merge(clock)), "merges in one order only", clock);
        check(merged.dominates(clock) && merged.dominates(other), "merges to less", clock);
        return encoded;
    }

    private static void checkTick(VectorClock clock, int index) {
        boolean exhausted = clock.countAt(index) == Long.MAX_VALUE;
        try {
            VectorClock next = clock.tick(clock.nodeAt(index));
            check(!exhausted && clock.compareTo(next) == Causality.BEFORE, "a tick is no progress", clock);
        } catch (ArithmeticException e) {
            check(exhausted, "a tick that is possible is refused", clock);
        }
    }

    static byte[] encode(VersionVector vector) {
        encode(vector.counts());
        check(vector.equals(VersionVector.of(vector.toMap())), "no vector of valid counters", vector);
        byte[] encoded = vector.encode();
        check(vector.equals(VersionVector.decode(encoded, vector.size())), "another within the limit", vector);
        return encoded;
    }

    static byte[] encode(DottedVersionVectorSet<String> set) {
        VersionVector context = set.context();
        List<Dot> dots = set.dots();
        check(dots.size() == set.siblings() && set.values().size() == set.siblings(), "values without dots", set);
        check(new HashSet<>(dots).size() == dots.size(), "two values with one dot", set);
        for (Dot dot : dots) {
            check(context.contains(dot), "a value that the context hasn't seen", set);
        }
        byte[] encoded = set.encode(value -> value.getBytes(StandardCharsets.UTF_8));
        check(
                set.equals(DottedVersionVectorSet.decode(encoded, DecodedValues::text, context.size(), set.siblings())),
                "another within the limits",
                set);
        if (context.get(STRANGER) == 0) {
            write(set, context);
        }
        return encoded;
    }

    private static void write(DottedVersionVectorSet<String> set, VersionVector context) {
        DottedVersionVectorSet<String> resolved = set.write(context, STRANGER, "resolved");
        check(resolved.values().equals(List.of("resolved")), "a write that leaves what it has read", set);
        check(set.merge(resolved).equals(resolved), "what was overwritten comes back", set);
        DottedVersionVectorSet<String> blind = set.write(VersionVector.EMPTY, STRANGER, "blind");
        check(blind.siblings() == set.siblings() + 1, "a blind write is no sibling", set);
        DottedVersionVectorSet<String> elsewhere =
                DottedVersionVectorSet.<String>empty().write(VersionVector.EMPTY, STRANGER, "blind");
        check(set.merge(elsewhere).equals(blind) && elsewhere.merge(set).equals(blind), "merges otherwise", set);
        check(resolved.delete(resolved.context(), STRANGER).isEmpty(), "a delete that leaves something", set);
    }

    static byte[] encode(Snapshot snapshot) {
        int nodes = snapshot.nodes();
        int sender = snapshot.sender();
        checkKnowledge(snapshot);
        byte[] encoded = snapshot.encode();
        check(snapshot.equals(Snapshot.decode(encoded, nodes)), "another within the limit that it needs", snapshot);
        MatrixClock resumed = MatrixClock.resume(snapshot);
        resumed.merge(snapshot);
        check(resumed.snapshot().equals(snapshot), "not its own", snapshot);
        check(resumed.clock().compareTo(resumed.stableCut()) != Causality.BEFORE, "cut beyond what is known", snapshot);
        int other = (sender + 1) % nodes;
        MatrixClock receiver = new MatrixClock(nodes, other);
        boolean knownTooMuch = snapshot.knows(sender, other) != 0;
        try {
            receiver.merge(snapshot);
            check(!knownTooMuch, "taken by one that was forgotten", snapshot);
            checkKnowledge(receiver.snapshot());
        } catch (IllegalArgumentException e) {
            check(knownTooMuch, "not taken", snapshot);
        }
        return encoded;
    }

    /** Nobody knows more of a node than that node itself, and the sender knows as much. */
    private static void checkKnowledge(Snapshot snapshot) {
        for (int i = 0; i < snapshot.nodes(); i++) {
            long most = snapshot.knows(i, i);
            check(most >= 0 && snapshot.knows(snapshot.sender(), i) == most, "the sender knows less", snapshot);
            for (int j = 0; j < snapshot.nodes(); j++) {
                long known = snapshot.knows(j, i);
                check(known >= 0 && known <= most, "more known than happened", snapshot);
            }
        }
    }

    static byte[] encode(NodeIds ids) {
        NodeIds again = NodeIds.EMPTY.with(ids.keys().toArray(new NodeKey[0]));
        List<Long> active = new ArrayList<>();
        for (int id = 0; id < ids.size(); id++) {
            NodeKey key = ids.keys().get(id);
            check(ids.id(key).orElse(-1) == id, "a key without its id", ids);
            if (ids.isRetired(id)) {
                again = again.retire(key);
            } else {
                active.add((long) id);
            }
        }
        check(again.equals(ids) && again.hashCode() == ids.hashCode(), "not what is made of its keys", ids);
        check(active.equals(Arrays.stream(ids.activeIds()).boxed().toList()), "not active who is not retired", ids);
        check(NodeIds.EMPTY.merge(ids).equals(ids) && ids.merge(again).equals(ids), "merges to another", ids);
        byte[] encoded = ids.encode();
        check(ids.equals(NodeIds.decode(encoded, ids.size())), "another within the limit that it needs", ids);
        return encoded;
    }

    static void check(boolean right, String whatIsWrong, Object value) {
        if (!right) {
            throw new AssertionError(whatIsWrong + ": " + value);
        }
    }
}
