package dev.truechimer.vector;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Writes and reads {@link DottedVersionVectorSet}; the layout is stated at {@link DottedVersionVectorSet#encode}. */
final class SiblingCodec {

    private static final int FORMAT = 0x31;
    private static final int USUAL_BYTES = 64;
    private static final int LEAST_VALUE_BYTES = 1;

    private SiblingCodec() {}

    static <V> byte[] encode(DottedVersionVectorSet<V> set, Function<? super V, byte[]> valueEncoder) {
        VarintWriter out = new VarintWriter(USUAL_BYTES);
        out.writeByte(FORMAT);
        set.known().writeEntries(out);
        SiblingCursor<V> cursor = new SiblingCursor<>(set);
        for (int i = 0; i < set.known().size(); i++) {
            cursor.moveTo(set.known().nodeAt(i));
            out.writeUnsigned(cursor.siblings());
            for (V value : cursor.newest(cursor.siblings())) {
                byte[] bytes = Objects.requireNonNull(valueEncoder.apply(value), "bytes of a value");
                out.writeUnsigned(bytes.length);
                out.writeBytes(bytes);
            }
        }
        return out.toBytes();
    }

    static <V> DottedVersionVectorSet<V> decode(
            byte[] bytes, Function<byte[], ? extends V> valueDecoder, int maxReplicas, int maxSiblings) {
        VarintReader in = new VarintReader(bytes);
        in.expectFormat(FORMAT);
        VectorClock known = VectorClock.readEntries(in, maxReplicas);
        long[] replicas = new long[known.size()];
        long[] superseded = new long[known.size()];
        List<V> values = new ArrayList<>();
        for (int i = 0; i < replicas.length; i++) {
            // A replica has at most one value for each event.
            int limit = (int) Math.min(known.countAt(i), maxSiblings - values.size());
            int siblings = in.readSize(limit, LEAST_VALUE_BYTES);
            replicas[i] = known.nodeAt(i);
            superseded[i] = known.countAt(i) - siblings;
            for (int k = 0; k < siblings; k++) {
                values.add(readValue(in, valueDecoder));
            }
        }
        in.expectEnd();
        if (replicas.length == 0) {
            return DottedVersionVectorSet.empty();
        }
        return new DottedVersionVectorSet<>(known, VectorClock.ofAscending(replicas, superseded), List.copyOf(values));
    }

    private static <V> V readValue(VarintReader in, Function<byte[], ? extends V> valueDecoder) {
        byte[] bytes = in.readBytes(in.readSize(Integer.MAX_VALUE, 1));
        V value;
        try {
            value = valueDecoder.apply(bytes);
        } catch (RuntimeException refusal) {
            MalformedClockException refused = new MalformedClockException(
                    Reason.REFUSED_BY_CALLER,
                    "a value of " + bytes.length + " bytes, by "
                            + refusal.getClass().getName());
            refused.initCause(refusal);
            throw refused;
        }
        if (value == null) {
            throw new MalformedClockException(
                    Reason.REFUSED_BY_CALLER, "the decoder has no value for " + bytes.length + " bytes");
        }
        return value;
    }
}
