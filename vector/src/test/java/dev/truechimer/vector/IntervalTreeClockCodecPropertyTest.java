package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Bytes of any kind are those of one stamp in normal form, or are refused in the one way. */
class IntervalTreeClockCodecPropertyTest {

    private static final int TRIES = 20_000;
    private static final String READ = "read";

    @Property(seed = "41", tries = TRIES)
    void decodesWhatWasEncoded(@ForAll long seed) {
        RandomStamps draw = new RandomStamps(seed);
        IntervalTreeClock stamp = draw.any();
        byte[] bytes = stamp.encode();
        assertEquals(stamp, IntervalTreeClock.decode(bytes));
        assertEquals(stamp, IntervalTreeClock.decode(bytes, RandomStamps.MAX_DEPTH));
        for (IntervalTreeClock used : draw.fleet()) {
            assertEquals(used, IntervalTreeClock.decode(used.encode()));
        }
    }

    @Property(seed = "42", tries = 4 * TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void bytesOfAnyKindAreAStampOrRefused(@ForAll @Size(max = 24) byte[] bytes, @ForAll boolean ofThisKind) {
        if (ofThisKind && bytes.length > 0) {
            bytes[0] = 0x41;
        }
        Statistics.label("any").collect(outcome(bytes));
        Statistics.label("any").coverage(coverage -> {
            for (String each : List.of(
                    READ,
                    Reason.TRUNCATED.name(),
                    Reason.TRAILING.name(),
                    Reason.UNKNOWN_FORMAT.name(),
                    Reason.NOT_CANONICAL.name())) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }

    /** Bits turned over, bytes cut off, added or replaced, in the bytes of a stamp. */
    @Property(seed = "43", tries = 4 * TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void changedBytesAreAStampOrRefused(@ForAll long seed) {
        IntervalTreeClock stamp = new RandomStamps(seed).any();
        Random random = new Random(seed);
        byte[] bytes = stamp.encode();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && bytes.length > 1; i++) {
            bytes = changed(bytes, random);
        }
        Statistics.label("changed").collect(outcome(bytes));
        Statistics.label("changed").coverage(coverage -> {
            for (String each : List.of(
                    READ,
                    Reason.TRUNCATED.name(),
                    Reason.TRAILING.name(),
                    Reason.OVERFLOW.name(),
                    Reason.TOO_LARGE.name(),
                    Reason.NOT_CANONICAL.name())) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }

    private static byte[] changed(byte[] bytes, Random random) {
        int at = 1 + random.nextInt(bytes.length - 1);
        byte[] copy = bytes.clone();
        switch (random.nextInt(8)) {
            case 0 -> copy = Arrays.copyOf(bytes, at);
            case 1 -> copy = Arrays.copyOf(bytes, bytes.length + 1);
            case 2 -> copy[at] = (byte) random.nextInt(256);
            default -> copy[at] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    /** What comes of decoding; fails if what is read has other bytes, or is not in normal form. */
    private static String outcome(byte[] bytes) {
        try {
            IntervalTreeClock stamp = IntervalTreeClock.decode(bytes, RandomStamps.MAX_DEPTH);
            assertArrayEquals(bytes, stamp.encode());
            assertTrue(Cells.isNormal(stamp.id()));
            assertTrue(Cells.isNormal(stamp.events()));
            assertTrue(Cells.depth(stamp.id()) <= RandomStamps.MAX_DEPTH);
            assertTrue(Cells.depth(stamp.events()) <= RandomStamps.MAX_DEPTH);
            return READ;
        } catch (MalformedClockException e) {
            return e.reason().name();
        }
    }
}
