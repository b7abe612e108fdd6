package dev.truechimer.gps.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** Fixes against exact decimals, and lines that chance has damaged. */
class GpsdDecoderPropertyTest {

    private static final Set<Object> OUTCOMES = new HashSet<>();

    private static final String[] LINES = {
        "{\"class\":\"TPV\",\"device\":\"/dev/a\",\"mode\":3,\"time\":\"2026-11-20T04:33:31.000Z\",\"leapseconds\":18,\"ept\":0.005}",
        "{\"class\":\"PPS\",\"device\":\"a\",\"real_sec\":1,\"real_nsec\":0,\"clock_sec\":1,\"clock_nsec\":7,\"precision\":-20}",
        "{\"class\":\"TOFF\",\"device\":\"a\",\"real_sec\":1, \"real_nsec\":0,\"clock_sec\":1,\"clock_nsec\":50}",
        "{\"class\":\"DEVICES\",\"devices\":[{\"class\":\"DEVICE\",\"path\":\"/dev/pts/0\",\"native\":0}]}",
        "{\"class\":\"TPV\",\"mode\":3,\"time\":\"2026-12-31T23:59:60Z\"}",
        "{\"class\":\"SKY\",\"satellites\":[{\"PRN\":4},{\"PRN\":5}]}",
    };

    private static final String[] PIECES = {
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "0",
        "9",
        "-",
        "e9",
        "e999999999999",
        ".",
        "null",
        "true",
        "60",
        "\\u0000",
        "\\",
        "\"class\":\"TPV\",",
        "\"mode\":7,",
        "\"ept\":\"x\",",
        "\"time\":\"2026-12-31T23:59:60Z\",",
        "\"a\":1,",
    };

    @Property(seed = "1", tries = 5000)
    void readsWhatWasWritten(
            @ForAll @LongRange(max = 7_952_342_399_999L) long millis,
            @ForAll @LongRange(max = 1_000_000_000_000L) long errorUnits,
            @ForAll @IntRange(max = 12) int scale,
            @ForAll @IntRange(max = 3) int mode,
            @ForAll @IntRange(min = -1000, max = 1000) int leap) {
        BigDecimal error = BigDecimal.valueOf(errorUnits, scale).min(BigDecimal.valueOf(1_000_000));
        String time = Instant.ofEpochMilli(millis).toString();
        String line = "{\"class\":\"TPV\",\"device\":\"d\",\"mode\":" + mode + ",\"time\":\"" + time + "\",\"ept\":"
                + error + ",\"leapseconds\":" + leap + "}";
        long exact = error.movePointRight(9).setScale(0, RoundingMode.CEILING).longValueExact();
        assertEquals(
                new GpsdMessage.Tpv(
                        "d", mode, OptionalLong.of(millis * 1_000_000), OptionalLong.of(exact), OptionalInt.of(leap)),
                decode(line));
    }

    @Property(seed = "2", tries = 50_000)
    void damagedLinesAreAMessageOrARejection(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder line = new StringBuilder(LINES[random.nextInt(LINES.length)]);
        for (int damages = random.nextInt(4); damages > 0; damages--) {
            int at = random.nextInt(line.length());
            switch (random.nextInt(4)) {
                case 0 -> line.deleteCharAt(at);
                case 1 -> line.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> line.setCharAt(at, (char) random.nextInt(1, 0x2FF));
                // Between two fields, where most of the pieces belong.
                default -> line.insert(1, PIECES[random.nextInt(PIECES.length)]);
            }
        }
        GpsdDecoded decoded = decode(line.toString());
        OUTCOMES.add(decoded instanceof GpsdRejection ? decoded : decoded.getClass());
    }

    private static GpsdDecoded decode(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return GpsdDecoder.decode(bytes, bytes.length);
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        Set<GpsdRejection> missing = EnumSet.allOf(GpsdRejection.class);
        // Lines are cut elsewhere.
        missing.remove(GpsdRejection.TOO_LONG);
        missing.removeAll(OUTCOMES);
        assertTrue(missing.isEmpty(), () -> "never: " + missing);
        assertTrue(OUTCOMES.contains(GpsdMessage.Tpv.class) && OUTCOMES.contains(GpsdMessage.Pps.class));
        assertTrue(OUTCOMES.contains(GpsdMessage.Toff.class) && OUTCOMES.contains(GpsdMessage.Devices.class));
        assertTrue(OUTCOMES.contains(GpsdMessage.Other.class));
    }
}
