package dev.truechimer.gps.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts what gpsd sends into lines. Of a line that is too long nothing is kept.
 *
 * <p><b>Threads:</b> confined to one. <b>Memory:</b> at most {@value #MOST_BYTES} bytes.
 */
public final class GpsdLines {

    /** The longest line that is decoded, without its end. gpsd's own limit is less than 20,000. */
    public static final int MOST_BYTES = 65_536;

    private static final int FIRST_SIZE = 4_096;

    private byte[] line = new byte[FIRST_SIZE];
    private int length;
    private boolean skipping;

    /** Where whole lines go. */
    public interface Sink {

        /**
         * A line, without its end.
         *
         * @param bytes valid until this returns; the line is the first of them
         * @param length how many, {@code <=} {@value GpsdLines#MOST_BYTES}
         */
        void line(byte[] bytes, int length);

        /** A line became too long; told once for each. */
        void tooLong();
    }

    /** Takes all remaining bytes. */
    public void add(ByteBuffer bytes, Sink sink) {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                end(sink);
            } else if (!skipping) {
                append(next, sink);
            }
        }
    }

    /** Forgets the line that was begun: the next byte is from another connection. */
    public void clear() {
        length = 0;
        skipping = false;
    }

    private void append(byte next, Sink sink) {
        if (length == MOST_BYTES) {
            skipping = true;
            length = 0;
            sink.tooLong();
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, Math.min(MOST_BYTES, 2 * length));
        }
        line[length] = next;
        length++;
    }

    private void end(Sink sink) {
        boolean whole = !skipping;
        int end = length;
        clear();
        if (whole) {
            sink.line(line, end > 0 && line[end - 1] == '\r' ? end - 1 : end);
        }
    }
}
