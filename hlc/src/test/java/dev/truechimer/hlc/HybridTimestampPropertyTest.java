package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** The packed form and its bytes against exact arithmetic. */
class HybridTimestampPropertyTest {

    private static final int TRIES = 20_000;
    private static final BigInteger PER_MICRO = BigInteger.valueOf(Stamps.PER_MICRO);

    /** Timestamps of any size, and those at which something changes. */
    @Provide
    Arbitrary<Long> stamps() {
        return Arbitraries.oneOf(Arbitraries.longs().between(0, Long.MAX_VALUE), Arbitraries.of(Stamps.EDGES));
    }

    /** How far the second of a pair is from the first: nothing, one, a carry, far. */
    @Provide
    Arbitrary<Long> distances() {
        return Arbitraries.oneOf(
                Arbitraries.of(0L, 1L, -1L, 2_047L, 2_048L, -2_048L),
                Arbitraries.longs().between(-10_000, 10_000),
                Arbitraries.longs());
    }

    @Property(seed = "11", tries = TRIES)
    void packIsMicrosTimes2048PlusLogical(
            @ForAll @LongRange(max = HybridTimestamp.MAX_MICROS) long micros,
            @ForAll @IntRange(max = HybridTimestamp.MAX_LOGICAL) int logical) {
        long packed = HybridTimestamp.pack(micros, logical);
        BigInteger exact = BigInteger.valueOf(micros).multiply(PER_MICRO).add(BigInteger.valueOf(logical));
        assertEquals(exact, BigInteger.valueOf(packed));
        assertEquals(micros, HybridTimestamp.micros(packed));
        assertEquals(logical, HybridTimestamp.logical(packed));
    }

    @Property(seed = "12", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void everyFormKeepsTheOrder(@ForAll("stamps") long a, @ForAll("distances") long distance) {
        long b = a + distance & Long.MAX_VALUE;
        int order = Integer.signum(BigInteger.valueOf(a).compareTo(BigInteger.valueOf(b)));
        assertEquals(order, Integer.signum(HybridTimestamp.compare(a, b)));
        assertEquals(order, Integer.signum(new HybridTimestamp(a).compareTo(new HybridTimestamp(b))));
        assertEquals(
                order, Integer.signum(Arrays.compareUnsigned(HybridTimestamp.encode(a), HybridTimestamp.encode(b))));
        assertEquals(order, Integer.signum(HybridTimestamp.format(a).compareTo(HybridTimestamp.format(b))));
        Statistics.label("order").collect(order);
        Statistics.label("order").coverage(coverage -> {
            for (int each : new int[] {-1, 0, 1}) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }

    @Property(seed = "13", tries = TRIES)
    void decodesWhatWasEncoded(@ForAll("stamps") long packed) {
        byte[] bytes = HybridTimestamp.encode(packed);
        assertArrayEquals(BigInteger.valueOf(packed).toByteArray(), withoutLeadingZeros(bytes));
        assertEquals(packed, HybridTimestamp.decode(bytes));
    }

    /** As BigInteger writes it: a zero in front only if the next bit is set. */
    private static byte[] withoutLeadingZeros(byte[] bytes) {
        int start = 0;
        while (start < bytes.length - 1 && bytes[start] == 0 && bytes[start + 1] >= 0) {
            start++;
        }
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }

    @Property(seed = "14", tries = TRIES)
    void instantsAreExact(@ForAll("stamps") long packed) {
        Instant exact = Instant.EPOCH.plus(HybridTimestamp.micros(packed), ChronoUnit.MICROS);
        assertEquals(exact, HybridTimestamp.instant(packed));
    }

    @Property(seed = "15", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void bytesOfAnyKindAreATimestampOrRefused(@ForAll @Size(max = 10) byte[] bytes) {
        boolean valid = bytes.length == HybridTimestamp.BYTES && bytes[0] >= 0;
        try {
            assertArrayEquals(bytes, HybridTimestamp.encode(HybridTimestamp.decode(bytes)));
            assertTrue(valid, () -> "read " + Arrays.toString(bytes));
        } catch (MalformedTimestampException e) {
            assertTrue(!valid, () -> "refused " + Arrays.toString(bytes));
        }
        collect(valid);
    }

    /** A buffer with anything in it, of any order, that begins and ends anywhere. */
    @Property(seed = "16", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void buffersOfAnyKindAreATimestampOrRefused(
            @ForAll @Size(max = 24) byte[] bytes,
            @ForAll @IntRange(max = 8) int position,
            @ForAll boolean littleEndian,
            @ForAll boolean readOnly) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).position(Math.min(position, bytes.length));
        int start = buffer.position();
        ByteOrder order = littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        ByteBuffer source = (readOnly ? buffer.asReadOnlyBuffer() : buffer).order(order);
        boolean valid = bytes.length - start >= HybridTimestamp.BYTES && bytes[start] >= 0;
        try {
            long packed = HybridTimestamp.decode(source);
            assertTrue(valid);
            assertEquals(start + HybridTimestamp.BYTES, source.position());
            ByteBuffer copy = ByteBuffer.allocate(HybridTimestamp.BYTES).order(order);
            HybridTimestamp.encode(packed, copy);
            assertArrayEquals(Arrays.copyOfRange(bytes, start, start + HybridTimestamp.BYTES), copy.array());
        } catch (MalformedTimestampException e) {
            assertTrue(!valid);
            assertEquals(start, source.position());
        }
        assertEquals(bytes.length, source.limit());
        collect(valid);
    }

    private static void collect(boolean valid) {
        Statistics.label("valid").collect(valid);
        Statistics.label("valid").coverage(coverage -> {
            for (boolean each : List.of(true, false)) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }
}
