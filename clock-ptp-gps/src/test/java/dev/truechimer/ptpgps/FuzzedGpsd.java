package dev.truechimer.ptpgps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.gps.wire.GpsdDecoded;
import dev.truechimer.gps.wire.GpsdDecoder;
import dev.truechimer.gps.wire.GpsdLines;
import dev.truechimer.gps.wire.GpsdRejection;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** A line of gpsd's JSON, and the same bytes as several lines. */
final class FuzzedGpsd implements FuzzedDecoder {

    @Override
    public String name() {
        return "gpsd";
    }

    /** The messages by their classes, and the reasons for a refusal but for the length, which the cutter sees to. */
    @Override
    public Set<String> outcomes() {
        Set<String> outcomes =
                new TreeSet<>(Set.of("Version", "Devices", "Watch", "Tpv", "Pps", "Toff", "Complaint", "Other"));
        for (GpsdRejection rejection : GpsdRejection.values()) {
            if (rejection != GpsdRejection.TOO_LONG) {
                outcomes.add(rejection.name());
            }
        }
        return outcomes;
    }

    @Override
    public String check(byte[] input) {
        byte[] original = input.clone();
        // What lies behind the end would make another line of it.
        byte[] longer = Arrays.copyOf(input, input.length + 2);
        Arrays.fill(longer, input.length, longer.length, (byte) '}');
        GpsdDecoded decoded = GpsdDecoder.decode(longer, input.length);
        assertEquals(decoded, GpsdDecoder.decode(input, input.length));
        new GpsdLines().add(ByteBuffer.wrap(input), new Lines());
        assertArrayEquals(original, input);
        return decoded instanceof GpsdRejection
                ? decoded.toString()
                : decoded.getClass().getSimpleName();
    }

    /** Decodes each. */
    private static final class Lines implements GpsdLines.Sink {

        @Override
        public void line(byte[] bytes, int length) {
            assertTrue(length <= GpsdLines.MOST_BYTES);
            GpsdDecoder.decode(bytes, length);
        }

        @Override
        public void tooLong() {}
    }
}
