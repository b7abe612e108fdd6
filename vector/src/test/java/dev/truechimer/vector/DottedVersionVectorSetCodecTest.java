package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.vector.MalformedClockException.Reason;
import org.junit.jupiter.api.Test;

class DottedVersionVectorSetCodecTest {

    private static final byte[] TWO_OF_ONE_REPLICA = {0x31, 1, 14, 3, 2, 1, 0, 0};

    @Test
    void layoutIsAsStated() {
        DottedVersionVectorSet<Integer> set = DottedVersionVectorSet.empty();
        set = set.write(VersionVector.EMPTY, 7, 9);
        set = set.write(set.context(), 7, 0);
        set = set.write(VersionVector.EMPTY, 7, 1);
        // One replica, id 7 zig-zag coded, 3 events, 2 values; the newest has one byte, the older one none.
        assertArrayEquals(TWO_OF_ONE_REPLICA, set.encode(byte[]::new));
        assertEquals(set, DottedVersionVectorSet.decode(TWO_OF_ONE_REPLICA, DottedVersionVectorSetCodecTest::length));
        assertArrayEquals(
                new byte[] {0x31, 0}, DottedVersionVectorSet.<Integer>empty().encode(byte[]::new));
        assertSame(
                DottedVersionVectorSet.empty(),
                DottedVersionVectorSet.decode(new byte[] {0x31, 0}, DottedVersionVectorSetCodecTest::length));
    }

    @Test
    void refusesMoreThanTheCallerAccepts() {
        assertEquals(
                2,
                DottedVersionVectorSet.decode(TWO_OF_ONE_REPLICA, DottedVersionVectorSetCodecTest::length, 1, 2)
                        .siblings());
        assertRefused(Reason.TOO_LARGE, TWO_OF_ONE_REPLICA, 1, 1);
        assertRefused(Reason.TOO_LARGE, TWO_OF_ONE_REPLICA, 0, 2);
        // Two replicas with a value each: together one too many.
        assertRefused(Reason.TOO_LARGE, new byte[] {0x31, 2, 2, 1, 0, 1, 1, 0, 1, 0}, 2, 1);
        for (int bad : new int[] {-1, VectorClock.MAX_ENTRIES + 1}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> DottedVersionVectorSet.decode(
                            TWO_OF_ONE_REPLICA, DottedVersionVectorSetCodecTest::length, bad, 1));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> DottedVersionVectorSet.decode(
                            TWO_OF_ONE_REPLICA, DottedVersionVectorSetCodecTest::length, 1, bad));
        }
    }

    @Test
    void refusesMoreValuesThanEvents() {
        assertRefused(Reason.TOO_LARGE, new byte[] {0x31, 1, 2, 1, 2, 0, 0}, 8, 8);
        assertEquals(
                "{(1, 1, [0])}",
                DottedVersionVectorSet.decode(new byte[] {0x31, 1, 2, 1, 1, 0}, DottedVersionVectorSetCodecTest::length)
                        .toString());
    }

    /** Sizes that promise more than the bytes can hold are refused before anything is allocated for them. */
    @Test
    void refusesSizesBeyondTheBytes() {
        byte[] hugeList = {0x31, 1, 2, (byte) 0xFF, (byte) 0xFF, 3, (byte) 0xFF, (byte) 0xFF, 3, 0};
        assertRefused(Reason.TRUNCATED, hugeList, VectorClock.MAX_ENTRIES, DottedVersionVectorSet.MAX_SIBLINGS);
        byte[] hugeValue = {0x31, 1, 2, 1, 1, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 7, 0};
        assertRefused(Reason.TRUNCATED, hugeValue, 8, 8);
        byte[] hugerValue = {0x31, 1, 2, 1, 1, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 8, 0};
        assertRefused(Reason.TOO_LARGE, hugerValue, 8, 8);
    }

    @Test
    void refusesOtherKinds() {
        assertRefused(Reason.UNKNOWN_FORMAT, VersionVector.EMPTY.encode(), 8, 8);
        assertRefused(Reason.TRUNCATED, new byte[0], 8, 8);
        assertRefused(Reason.TRAILING, new byte[] {0x31, 0, 0}, 8, 8);
    }

    @Test
    void tellsWhatTheCallersDecoderThrew() {
        RuntimeException why = new IllegalStateException("not mine");
        MalformedClockException refusal = assertThrows(
                MalformedClockException.class,
                () -> DottedVersionVectorSet.decode(TWO_OF_ONE_REPLICA, bytes -> {
                    throw why;
                }));
        assertEquals(Reason.REFUSED_BY_CALLER, refusal.reason());
        assertSame(why, refusal.getCause());
    }

    /** The message is made by the stranger's bytes as well: it is left to whoever wants to see the cause. */
    @Test
    void doesNotAskTheRefusalForItsMessage() {
        RuntimeException why = new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new UnsupportedOperationException();
            }
        };
        MalformedClockException refusal = assertThrows(
                MalformedClockException.class,
                () -> DottedVersionVectorSet.decode(TWO_OF_ONE_REPLICA, bytes -> {
                    throw why;
                }));
        assertEquals(Reason.REFUSED_BY_CALLER, refusal.reason());
    }

    @Test
    void takesNoValueForRefusal() {
        MalformedClockException refusal = assertThrows(
                MalformedClockException.class,
                () -> DottedVersionVectorSet.decode(TWO_OF_ONE_REPLICA, DottedVersionVectorSetCodecTest::noValue));
        assertEquals(Reason.REFUSED_BY_CALLER, refusal.reason());
        assertNull(refusal.getCause());
    }

    @Test
    void encoderMustGiveBytes() {
        DottedVersionVectorSet<Integer> set =
                DottedVersionVectorSet.<Integer>empty().write(VersionVector.EMPTY, 1, 1);
        assertThrows(NullPointerException.class, () -> set.encode(DottedVersionVectorSetCodecTest::noBytes));
    }

    private static int length(byte[] bytes) {
        return bytes.length;
    }

    @SuppressWarnings("NullAway")
    private static Integer noValue(byte[] bytes) {
        return null;
    }

    @SuppressWarnings("NullAway")
    private static byte[] noBytes(Integer value) {
        return null;
    }

    private static void assertRefused(Reason reason, byte[] bytes, int maxReplicas, int maxSiblings) {
        MalformedClockException refusal = assertThrows(
                MalformedClockException.class,
                () -> DottedVersionVectorSet.decode(
                        bytes, DottedVersionVectorSetCodecTest::length, maxReplicas, maxSiblings));
        assertEquals(reason, refusal.reason(), refusal.getMessage());
    }
}
