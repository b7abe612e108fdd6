package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The bits of each form by hand, from the paper's definition, and each way in which bytes can be wrong. */
class IntervalTreeClockCodecTest {

    private static final String ZERO = "1 0 00";
    private static final String ONE = "1 0 01";
    private static final String TWO = "1 0 10";

    @Test
    void writesIds() {
        assertBits("(0, 0)", "000", ZERO);
        assertBits("(1, 0)", "001", ZERO);
        assertBits("((0, 1), 0)", "01 001", ZERO);
        assertBits("((1, 0), 0)", "10 001", ZERO);
        assertBits("((1, (0, 1)), 0)", "11 001 01 001", ZERO);
        assertBits("(((1, 0), (0, (1, 0))), 0)", "11 10 001 01 10 001", ZERO);
    }

    @Test
    void writesEvents() {
        assertBits("(0, (0, 0, 1))", "000", "0 00", ONE);
        assertBits("(0, (0, 1, 0))", "000", "0 01", ONE);
        assertBits("(0, (0, 1, (0, 2, 0)))", "000", "0 10", ONE, "0 01", TWO);
        assertBits("(0, (1, 0, 2))", "000", "0 11 0 0", ONE, TWO);
        assertBits("(0, (1, 2, 0))", "000", "0 11 0 1", ONE, TWO);
        assertBits("(0, (2, 1, (0, 0, 1)))", "000", "0 11 1", TWO, ONE, "0 00", ONE);
        assertBits("(0, (0, 0, (0, 0, 2)))", "000", "0 00", "0 00", TWO);
    }

    @Test
    void writesNumbersInAsManyBitsAsTheyNeed() {
        assertBits("(0, 3)", "000", "10 11");
        assertBits("(0, 4)", "000", "110 000");
        assertBits("(0, 11)", "000", "110 111");
        assertBits("(0, 12)", "000", "1110 0000");
        assertBits("(0, 27)", "000", "1110 1111");
        assertBits("(0, 28)", "000", "11110 00000");
        String most = "1".repeat(62) + "0" + "0".repeat(61);
        assertBits("(0, " + (Long.MAX_VALUE - 3) + ")", "000", most, "00");
        assertBits("(0, " + (Long.MAX_VALUE - 4) + ")", "000", "1".repeat(61), "0", "1".repeat(62));
        assertBits("(0, " + Long.MAX_VALUE + ")", "000", most, "11");
    }

    @Test
    void writesTheBytesOfTheSeed() {
        assertArrayEquals(
                new byte[] {0x41, 0b0011_0000}, IntervalTreeClock.seed().encode());
        assertArrayEquals(
                new byte[] {0x41, 0b0011_1100, (byte) 0b1000_0000},
                StampText.parse("(1, 16)").encode());
    }

    @Test
    void refusesOtherFormats() {
        byte[] seed = IntervalTreeClock.seed().encode();
        for (int format = 0; format < 256; format++) {
            seed[0] = (byte) format;
            if (format != 0x41) {
                assertRefused(Reason.UNKNOWN_FORMAT, seed);
            }
        }
    }

    @Test
    void refusesWhatEndsTooSoon() {
        assertRefused(Reason.TRUNCATED, new byte[0]);
        assertRefused(Reason.TRUNCATED, new byte[] {0x41});
        byte[] bytes = StampText.parse("(((1, 0), (0, (1, 0))), (2, 1, (0, 0, 12345)))")
                .encode();
        for (int length = 1; length < bytes.length; length++) {
            assertRefused(Reason.TRUNCATED, Arrays.copyOf(bytes, length));
        }
    }

    @Test
    void refusesWhatIsLeftOver() {
        assertRefused(Reason.TRAILING, bytes("001", ZERO, "1"));
        assertRefused(Reason.TRAILING, new byte[] {0x41, 0b0011_0000, 0});
        // Here nothing is left of the last byte.
        byte[] full = bytes("001", "0 00 0 00 0 00", ONE);
        assertEquals(3, full.length);
        assertArrayEquals(full, IntervalTreeClock.decode(full).encode());
        assertRefused(Reason.TRAILING, Arrays.copyOf(full, 4));
    }

    @Test
    void refusesIdsThatAreNotInNormalForm() {
        assertRefused(Reason.NOT_CANONICAL, bytes("01 000", ZERO));
        assertRefused(Reason.NOT_CANONICAL, bytes("10 000", ZERO));
        assertRefused(Reason.NOT_CANONICAL, bytes("11 000 001", ZERO));
        assertRefused(Reason.NOT_CANONICAL, bytes("11 001 000", ZERO));
        assertRefused(Reason.NOT_CANONICAL, bytes("11 001 001", ZERO));
    }

    @Test
    void refusesEventsThatAreNotInNormalForm() {
        assertRefused(Reason.NOT_CANONICAL, bytes("001", "0 00", ZERO));
        assertRefused(Reason.NOT_CANONICAL, bytes("001", "0 01", ZERO));
        // One half without events, in the form for two with them.
        assertRefused(Reason.NOT_CANONICAL, bytes("001", "0 10", ZERO, ONE));
        assertRefused(Reason.NOT_CANONICAL, bytes("001", "0 10", ONE, ZERO));
        assertRefused(Reason.NOT_CANONICAL, bytes("001", "0 11 1", ONE, ONE, ZERO));
        // Leaves that are the same, and halves that both have a number.
        assertRefused(Reason.NOT_CANONICAL, bytes("001", "0 10", ONE, ONE));
        assertRefused(Reason.NOT_CANONICAL, bytes("001", "0 10", ONE, TWO));
        assertRefused(Reason.NOT_CANONICAL, bytes("001", "0 10", ONE, "0 11 0 0", ONE, ONE));
        // A node's number that is 0, or no number.
        assertRefused(Reason.NOT_CANONICAL, bytes("001", "0 11 0 0", ZERO, ONE));
        assertRefused(Reason.NOT_CANONICAL, bytes("001", "0 11 0 1", ZERO, ONE));
        assertRefused(Reason.NOT_CANONICAL, bytes("001", "0 11 1", ZERO, ONE, "0 00", ONE));
        assertRefused(Reason.NOT_CANONICAL, bytes("001", "0 11 0 0", "0 00", ONE, ONE));
    }

    @Test
    void refusesCountsOfMoreThan63Bits() {
        String most = "1".repeat(62) + "0" + "0".repeat(60);
        assertEquals(
                "(0, " + Long.MAX_VALUE + ")",
                IntervalTreeClock.decode(bytes("000", most, "011")).toString());
        assertRefused(Reason.OVERFLOW, bytes("000", most, "100"));
        assertRefused(Reason.OVERFLOW, bytes("000", "1".repeat(62), "0", "1".repeat(63)));
        assertRefused(Reason.OVERFLOW, bytes("000", "1".repeat(63), "0", "0".repeat(64)));
        assertRefused(Reason.OVERFLOW, bytes("000", "1".repeat(1_000)));
        // Each number fits, but not their sum along the way down.
        assertRefused(Reason.OVERFLOW, bytes("000", "0 11 0 0", ONE, most, "011"));
        assertRefused(Reason.OVERFLOW, bytes("000", "0 11 0 1", most, "011", ONE));
        assertRefused(Reason.OVERFLOW, bytes("000", "0 11 0 0", ONE, "0 11 0 0", most, "011", ONE));
        assertEquals(
                "(0, (1, 0, " + (Long.MAX_VALUE - 1) + "))",
                IntervalTreeClock.decode(bytes("000", "0 11 0 0", ONE, most, "010"))
                        .toString());
    }

    @Test
    void refusesTreesThatAreDeeperThanAccepted() {
        byte[] id = StampText.parse("((0, (1, 0)), 5)").encode();
        byte[] events = StampText.parse("(1, (0, (0, 1, 0), 0))").encode();
        for (byte[] deep : new byte[][] {id, events}) {
            assertArrayEquals(deep, IntervalTreeClock.decode(deep, 2).encode());
            for (int limit : new int[] {0, 1}) {
                assertEquals(
                        Reason.TOO_LARGE,
                        assertThrows(MalformedClockException.class, () -> IntervalTreeClock.decode(deep, limit))
                                .reason());
            }
        }
        assertEquals(
                IntervalTreeClock.seed(),
                IntervalTreeClock.decode(IntervalTreeClock.seed().encode(), 0));
    }

    @Test
    void refusesLimitsOutOfRange() {
        byte[] seed = IntervalTreeClock.seed().encode();
        for (int limit : new int[] {-1, IntervalTreeClock.MAX_DEPTH + 1}) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> IntervalTreeClock.decode(seed, limit));
            assertEquals(IllegalArgumentException.class, e.getClass());
        }
    }

    private static void assertBits(String stamp, String... bits) {
        byte[] bytes = bytes(bits);
        assertArrayEquals(bytes, StampText.parse(stamp).encode(), stamp);
        assertEquals(stamp, IntervalTreeClock.decode(bytes).toString());
    }

    private static void assertRefused(Reason reason, byte[] bytes) {
        MalformedClockException e = assertThrows(MalformedClockException.class, () -> IntervalTreeClock.decode(bytes));
        assertEquals(reason, e.reason(), e.getMessage());
    }

    /** The format byte, and bits filled up with zeros. */
    private static byte[] bytes(String... bits) {
        String all = String.join("", bits).replace(" ", "");
        byte[] bytes = new byte[1 + (all.length() + 7) / 8];
        bytes[0] = 0x41;
        for (int i = 0; i < all.length(); i++) {
            if (all.charAt(i) == '1') {
                bytes[1 + i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
        return bytes;
    }
}
