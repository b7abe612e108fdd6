package dev.truechimer.vector.snapshot.post;

import dev.truechimer.vector.snapshot.Channel;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendCopy;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendReport;
import dev.truechimer.vector.snapshot.threads.Traffic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one datagram of this test says, and its bytes. */
sealed interface Letter {

    /** More than any letter has. */
    int MAX_BYTES = 1024;

    /** Money, with its sender's colour for each initiator. */
    record Pay(long from, List<Long> colours, Payment payment) implements Letter {}

    /** News of a snapshot. */
    record News(long initiator, long colour) implements Letter {}

    /** For the initiator. */
    record Report(SendReport<Till, Payment> report) implements Letter {}

    /** For the initiator. */
    record Copy(SendCopy<Till, Payment> copy) implements Letter {}

    /** From a branch to itself, when nothing else is under way. */
    record End() implements Letter {}

    static byte[] encoded(Letter letter) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        if (letter instanceof Pay pay) {
            out.writeByte(1);
            out.writeLong(pay.from());
            out.writeInt(pay.colours().size());
            for (long colour : pay.colours()) {
                out.writeLong(colour);
            }
            writePayment(out, pay.payment());
        } else if (letter instanceof News news) {
            out.writeByte(2);
            out.writeLong(news.initiator());
            out.writeLong(news.colour());
        } else if (letter instanceof Report report) {
            out.writeByte(3);
            writeReport(out, report.report());
        } else if (letter instanceof Copy copy) {
            out.writeByte(4);
            writeCopy(out, copy.copy());
        } else {
            out.writeByte(0);
        }
        return bytes.toByteArray();
    }

    static Letter decoded(byte[] bytes, int length) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
        int kind = in.readByte();
        return switch (kind) {
            case 0 -> new End();
            case 1 -> readPay(in);
            case 2 -> new News(in.readLong(), in.readLong());
            case 3 ->
                new Report(new SendReport<>(
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        new Till(in.readLong(), new Traffic(readCounts(in), readCounts(in))),
                        readCounts(in),
                        readCounts(in)));
            case 4 ->
                new Copy(new SendCopy<>(
                        in.readLong(),
                        new Channel(in.readLong(), in.readLong()),
                        in.readLong(),
                        in.readLong(),
                        in.readLong(),
                        readPayment(in)));
            default -> throw new IOException("letter of kind " + kind);
        };
    }

    private static Pay readPay(DataInputStream in) throws IOException {
        long from = in.readLong();
        List<Long> colours = new ArrayList<>();
        int size = in.readInt();
        for (int i = 0; i < size; i++) {
            colours.add(in.readLong());
        }
        return new Pay(from, colours, readPayment(in));
    }

    private static void writeReport(DataOutputStream out, SendReport<Till, Payment> report) throws IOException {
        out.writeLong(report.initiator());
        out.writeLong(report.process());
        out.writeLong(report.afterColour());
        out.writeLong(report.colour());
        out.writeLong(report.state().balance());
        writeCounts(out, report.state().traffic().sent());
        writeCounts(out, report.state().traffic().received());
        writeCounts(out, report.sent());
        writeCounts(out, report.received());
    }

    private static void writeCopy(DataOutputStream out, SendCopy<Till, Payment> copy) throws IOException {
        out.writeLong(copy.initiator());
        out.writeLong(copy.channel().from());
        out.writeLong(copy.channel().to());
        out.writeLong(copy.index());
        out.writeLong(copy.afterColour());
        out.writeLong(copy.colour());
        writePayment(out, copy.message());
    }

    private static void writePayment(DataOutputStream out, Payment payment) throws IOException {
        out.writeLong(payment.sequence());
        out.writeLong(payment.amount());
    }

    private static Payment readPayment(DataInputStream in) throws IOException {
        return new Payment(in.readLong(), in.readLong());
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
}
