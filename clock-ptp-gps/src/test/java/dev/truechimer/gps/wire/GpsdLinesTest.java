package dev.truechimer.gps.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines out of bytes, wherever the bytes are cut. */
class GpsdLinesTest {

    private final List<String> seen = new ArrayList<>();
    private final GpsdLines lines = new GpsdLines();
    private final GpsdLines.Sink sink = new GpsdLines.Sink() {
        @Override
        public void line(byte[] bytes, int length) {
            seen.add(new String(bytes, 0, length, US_ASCII));
        }

        @Override
        public void tooLong() {
            seen.add("too long");
        }
    };

    private void add(String text) {
        lines.add(ByteBuffer.wrap(text.getBytes(US_ASCII)), sink);
    }

    @Test
    void cutsLinesWhereverTheBytesAreCut() {
        String text = "one\r\ntwo\n\r\nthr\ree\r\n";
        for (int cut = 0; cut <= text.length(); cut++) {
            seen.clear();
            add(text.substring(0, cut));
            add(text.substring(cut));
            assertEquals(List.of("one", "two", "", "thr\ree"), seen);
        }
    }

    @Test
    void keepsTheLongestLineAndSkipsALongerOneOnce() {
        String longest = "x".repeat(GpsdLines.MOST_BYTES);
        add(longest + "\n" + longest + "y".repeat(3 * GpsdLines.MOST_BYTES) + "\nnext\n");
        assertEquals(List.of(longest, "too long", "next"), seen);
    }

    @Test
    void forgetsWhatAnotherConnectionBegan() {
        add("begun");
        lines.clear();
        add("new\n" + "x".repeat(GpsdLines.MOST_BYTES + 1));
        lines.clear();
        add("newer\n");
        assertEquals(List.of("new", "too long", "newer"), seen);
    }
}
