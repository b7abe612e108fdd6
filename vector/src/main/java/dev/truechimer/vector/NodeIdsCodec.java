package dev.truechimer.vector;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;

/** The bytes of {@link NodeIds}; the layout is described at {@link NodeIds#encode}. */
final class NodeIdsCodec {

    private static final int FORMAT = 0x61;
    private static final int LEAST_ENTRY_BYTES = 3;
    private static final int USUAL_ENTRY_BYTES = 18;
    private static final int NAME_KIND = 0;
    private static final int UUID_KIND = 1;
    private static final int RETIRED_BIT = 2;

    private NodeIdsCodec() {}

    static byte[] encode(NodeIds ids) {
        List<NodeKey> keys = ids.keys();
        VarintWriter out = new VarintWriter(4 + USUAL_ENTRY_BYTES * keys.size());
        out.writeByte(FORMAT);
        out.writeUnsigned(keys.size());
        for (int id = 0; id < keys.size(); id++) {
            write(keys.get(id), ids.isRetired(id) ? RETIRED_BIT : 0, out);
        }
        return out.toBytes();
    }

    static NodeIds decode(byte[] bytes, int maxEntries) {
        VarintReader in = new VarintReader(bytes);
        in.expectFormat(FORMAT);
        int size = in.readSize(maxEntries, LEAST_ENTRY_BYTES);
        NodeIds.Draft draft = new NodeIds.Draft();
        BitSet retired = new BitSet();
        for (int id = 0; id < size; id++) {
            int kind = in.readByte();
            retired.set(id, (kind & RETIRED_BIT) != 0);
            NodeKey key = readKey(kind & ~RETIRED_BIT, in);
            int known = draft.add(key);
            if (known >= 0) {
                throw new MalformedClockException(Reason.NO_SUCH_VALUE, key + " has both ids " + known + " and " + id);
            }
        }
        in.expectEnd();
        return size == 0 ? NodeIds.EMPTY : new NodeIds(draft, retired);
    }

    private static void write(NodeKey key, int retiredBit, VarintWriter out) {
        if (key instanceof NodeKey.Name name) {
            byte[] utf8 = name.utf8();
            out.writeByte(NAME_KIND | retiredBit);
            out.writeUnsigned(utf8.length);
            out.writeBytes(utf8);
        } else {
            UUID uuid = ((NodeKey.Uuid) key).uuid();
            out.writeByte(UUID_KIND | retiredBit);
            writeLong(uuid.getMostSignificantBits(), out);
            writeLong(uuid.getLeastSignificantBits(), out);
        }
    }

    private static NodeKey readKey(int kind, VarintReader in) {
        return switch (kind) {
            case NAME_KIND -> readName(in);
            case UUID_KIND -> NodeKey.of(new UUID(readLong(in), readLong(in)));
            default -> throw new MalformedClockException(Reason.NO_SUCH_VALUE, "a key of the kind " + kind);
        };
    }

    private static NodeKey readName(VarintReader in) {
        byte[] utf8 = in.readBytes(in.readSize(NodeKey.MAX_NAME_BYTES, 1));
        try {
            return NodeKey.Name.ofUtf8(utf8);
        } catch (IllegalArgumentException e) {
            throw new MalformedClockException(Reason.NO_SUCH_VALUE, String.valueOf(e.getMessage()));
        }
    }

    private static void writeLong(long value, VarintWriter out) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            out.writeByte((int) (value >>> shift));
        }
    }

    private static long readLong(VarintReader in) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | in.readByte();
        }
        return value;
    }
}
