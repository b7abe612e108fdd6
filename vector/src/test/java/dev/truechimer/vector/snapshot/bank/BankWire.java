package dev.truechimer.vector.snapshot.bank;

import dev.truechimer.vector.snapshot.Piece;
import dev.truechimer.vector.snapshot.SnapshotId;
import dev.truechimer.vector.snapshot.threads.Traffic;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bytes of this test's channels: money, markers, pieces, and the end. */
final class BankWire {

    /** The last frame of a channel. */
    static final String END = "end";

    private static final int KIND_END = 0;
    private static final int KIND_MONEY = 1;
    private static final int KIND_MARKER = 2;
    private static final int KIND_PIECE = 3;

    private BankWire() {}

    @SuppressWarnings("unchecked")
    static Piece<Account, Money> piece(Object frame) {
        return (Piece<Account, Money>) frame;
    }

    static void write(DataOutputStream out, Object frame) throws IOException {
        if (frame instanceof Money money) {
            out.writeByte(KIND_MONEY);
            writeMoney(out, money);
        } else if (frame instanceof SnapshotId id) {
            out.writeByte(KIND_MARKER);
            writeId(out, id);
        } else if (frame instanceof Piece<?, ?>) {
            out.writeByte(KIND_PIECE);
            writePiece(out, piece(frame));
        } else {
            out.writeByte(KIND_END);
        }
    }

    static Object read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case KIND_END -> END;
            case KIND_MONEY -> readMoney(in);
            case KIND_MARKER -> new SnapshotId(in.readLong(), in.readLong());
            case KIND_PIECE -> readPiece(in);
            default -> throw new IOException("frame of kind " + kind);
        };
    }

    private static void writePiece(DataOutputStream out, Piece<Account, Money> piece) throws IOException {
        writeId(out, piece.id());
        out.writeLong(piece.process());
        out.writeLong(piece.state().balance());
        out.writeInt(piece.state().tokens());
        out.writeLong(piece.state().inTokens());
        writeCounts(out, piece.state().traffic().sent());
        writeCounts(out, piece.state().traffic().received());
        out.writeInt(piece.channels().size());
        for (Map.Entry<Long, List<Money>> channel : piece.channels().entrySet()) {
            out.writeLong(channel.getKey());
            out.writeInt(channel.getValue().size());
            for (Money money : channel.getValue()) {
                writeMoney(out, money);
            }
        }
    }

    private static Piece<Account, Money> readPiece(DataInputStream in) throws IOException {
        SnapshotId id = new SnapshotId(in.readLong(), in.readLong());
        long process = in.readLong();
        Account account =
                new Account(in.readLong(), in.readInt(), in.readLong(), new Traffic(readCounts(in), readCounts(in)));
        Map<Long, List<Money>> channels = new HashMap<>();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            List<Money> messages = new ArrayList<>();
            channels.put(in.readLong(), messages);
            int count = in.readInt();
            for (int message = 0; message < count; message++) {
                messages.add(readMoney(in));
            }
        }
        return new Piece<>(id, process, account, channels);
    }

    private static void writeCounts(DataOutputStream out, Map<Long, Long> counts) throws IOException {
        out.writeInt(counts.size());
        for (Map.Entry<Long, Long> entry : counts.entrySet()) {
            out.writeLong(entry.getKey());
            out.writeLong(entry.getValue());
        }
    }

    private static Map<Long, Long> readCounts(DataInputStream in) throws IOException {
        Map<Long, Long> counts = new HashMap<>();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            counts.put(in.readLong(), in.readLong());
        }
        return counts;
    }

    private static void writeId(DataOutputStream out, SnapshotId id) throws IOException {
        out.writeLong(id.initiator());
        out.writeLong(id.number());
    }

    private static void writeMoney(DataOutputStream out, Money money) throws IOException {
        out.writeLong(money.amount());
        out.writeBoolean(money.isToken());
    }

    private static Money readMoney(DataInputStream in) throws IOException {
        return new Money(in.readLong(), in.readBoolean());
    }
}
