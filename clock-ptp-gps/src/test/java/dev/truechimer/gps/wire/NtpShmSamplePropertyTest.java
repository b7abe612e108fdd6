package dev.truechimer.gps.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** The layout both ways, and stamps against exact arithmetic. */
class NtpShmSamplePropertyTest {

    private static int withNanos;
    private static int withMicros;
    private static int withoutTime;

    @Property(seed = "1", tries = 5000)
    void decodesWhatWasEncoded(@ForAll long seed, @ForAll boolean bigEndian) {
        SplittableRandom random = new SplittableRandom(seed);
        ByteBuffer bytes = ByteBuffer.allocate(NtpShmSample.BYTES)
                .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        random.nextBytes(bytes.array());
        NtpShmSample sample = NtpShmSample.decode(bytes);
        ByteBuffer again = ByteBuffer.allocate(NtpShmSample.BYTES).order(bytes.order());
        sample.encode(again);
        assertEquals(sample, NtpShmSample.decode(again));
        assertEquals(sample.withValid(0).withValid(sample.valid()), sample);
    }

    @Property(seed = "2", tries = 20_000)
    void stampsAreTheExactSum(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long clockSeconds = edge(random, 7_952_342_400L);
        int clockMicros = (int) edge(random, 999_999);
        int receiveMicros = (int) edge(random, 999_999);
        int clockNanos = nanos(random, clockMicros);
        int receiveNanos = nanos(random, receiveMicros);
        NtpShmSample sample = new NtpShmSample(
                1, 2, clockSeconds, clockMicros, 1, receiveMicros, 0, -20, 3, 1, clockNanos, receiveNanos);
        boolean nanosFit = Integer.toUnsignedLong(clockNanos) / 1000 == clockMicros
                && Integer.toUnsignedLong(receiveNanos) / 1000 == receiveMicros;
        assertEquals(nanosFit, sample.hasNanos());
        boolean isTime =
                clockSeconds >= 0 && clockSeconds <= 7_952_342_400L && clockMicros >= 0 && clockMicros < 1_000_000;
        OptionalLong stamp = sample.clockUtcNanos();
        assertEquals(isTime, stamp.isPresent());
        if (isTime) {
            BigInteger below = BigInteger.valueOf(nanosFit ? clockNanos : clockMicros * 1000L);
            BigInteger exact = BigInteger.valueOf(clockSeconds)
                    .multiply(BigInteger.valueOf(1_000_000_000L))
                    .add(below);
            assertEquals(exact, BigInteger.valueOf(stamp.getAsLong()));
            count(nanosFit);
        } else {
            withoutTime++;
        }
    }

    private static void count(boolean nanosFit) {
        if (nanosFit) {
            withNanos++;
        } else {
            withMicros++;
        }
    }

    /** Inside, at the ends and beyond. */
    private static long edge(SplittableRandom random, long most) {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> most;
            case 2 -> most + 1;
            case 3 -> -1;
            default -> random.nextLong(most);
        };
    }

    private static int nanos(SplittableRandom random, int micros) {
        return switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> micros * 1000 + 1000;
            case 2 -> micros * 1000 - 1;
            case 3 -> micros * 1000 + 999;
            default -> micros * 1000 + random.nextInt(1000);
        };
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertTrue(
                withNanos > 0 && withMicros > 0 && withoutTime > 0, withNanos + " " + withMicros + " " + withoutTime);
    }
}
