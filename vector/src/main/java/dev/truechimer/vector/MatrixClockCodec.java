package dev.truechimer.vector;

import dev.truechimer.vector.MalformedClockException.Reason;

/** The bytes of {@link MatrixClock.Snapshot}; the layout is described at its {@code encode}. */
final class MatrixClockCodec {

    private static final int FORMAT = 0x51;

    private MatrixClockCodec() {}

    static byte[] encode(MatrixClock.Snapshot snapshot) {
        int nodes = snapshot.nodes();
        int sender = snapshot.sender();
        VarintWriter out = new VarintWriter(8 + nodes * nodes);
        out.writeByte(FORMAT);
        out.writeUnsigned(nodes);
        out.writeUnsigned(sender);
        for (int j = 0; j < nodes; j++) {
            out.writeUnsigned(snapshot.knows(sender, j));
        }
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < nodes; j++) {
                if (i != sender && i != j) {
                    out.writeUnsigned(snapshot.knows(sender, j) - snapshot.knows(i, j));
                }
            }
        }
        return out.toBytes();
    }

    static MatrixClock.Snapshot decode(byte[] bytes, int maxNodes) {
        VarintReader in = new VarintReader(bytes);
        in.expectFormat(FORMAT);
        int nodes = readNodes(in, maxNodes);
        int sender = readSender(in, nodes);
        // One byte for each number at least, so the bytes that are there bound the matrix.
        int numbers = nodes + (nodes - 1) * (nodes - 1);
        if (in.remaining() < numbers) {
            throw new MalformedClockException(
                    Reason.TRUNCATED, numbers + " numbers of " + nodes + " nodes in " + in.remaining() + " bytes");
        }
        long[] cells = new long[nodes * nodes];
        for (int j = 0; j < nodes; j++) {
            cells[sender * nodes + j] = in.readCount();
        }
        for (int i = 0; i < nodes; i++) {
            if (i != sender) {
                readRow(in, cells, nodes, sender, i);
            }
        }
        in.expectEnd();
        return new MatrixClock.Snapshot(nodes, sender, cells);
    }

    private static int readNodes(VarintReader in, int maxNodes) {
        int nodes = in.readSize(maxNodes, 1);
        if (nodes == 0) {
            throw new MalformedClockException(Reason.NO_SUCH_VALUE, "a matrix of no nodes");
        }
        return nodes;
    }

    private static int readSender(VarintReader in, int nodes) {
        long sender = in.readUnsigned();
        if (Long.compareUnsigned(sender, nodes) >= 0) {
            throw new MalformedClockException(Reason.NO_SUCH_VALUE, "sender " + sender + " of " + nodes + " nodes");
        }
        return (int) sender;
    }

    private static void readRow(VarintReader in, long[] cells, int nodes, int sender, int row) {
        for (int j = 0; j < nodes; j++) {
            long most = cells[sender * nodes + j];
            long less = j == row ? 0 : in.readUnsigned();
            if (Long.compareUnsigned(less, most) > 0) {
                throw new MalformedClockException(
                        Reason.NO_SUCH_VALUE, "node " + row + " knows " + less + " less than " + most + " of " + j);
            }
            cells[row * nodes + j] = most - less;
        }
    }
}
