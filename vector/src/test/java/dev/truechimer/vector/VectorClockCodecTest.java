package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of version 1 are what they are: others have stored them. */
class VectorClockCodecTest {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    /** An id of 64 bits, a counter of 63: the most bytes that an entry can take. */
    private static final int LONGEST_ENTRY_BYTES = 10 + 9;

    private static byte[] bytes(String hex) {
        return HEX.parseHex(hex.strip());
    }

    /** From {@code 1=2;-3=4}. */
    private static VectorClock clock(String entries) {
        Map<Long, Long> counts = new HashMap<>();
        for (String entry : entries.split(";", -1)) {
            String[] nodeAndCount = entry.split("=", 2);
            counts.put(Long.parseLong(nodeAndCount[0]), Long.parseLong(nodeAndCount[1]));
        }
        return VectorClock.of(counts);
    }

    @Test
    void nothingIsTwoBytes() {
        assertArrayEquals(bytes("11 00"), VectorClock.ZERO.encode());
        assertSame(VectorClock.ZERO, VectorClock.decode(bytes("11 00")));
    }

    @ParameterizedTest
    @CsvSource({
        "1=1, 11 01 02 01",
        "0=1, 11 01 00 01",
        "-1=1, 11 01 01 01",
        "63=127, 11 01 7e 7f",
        "64=128, 11 01 80 01 80 01",
        "-64=300, 11 01 7f ac 02",
        "-65=1, 11 01 81 01 01",
        "1=1;2=1;3=1, 11 03 02 01 00 01 00 01",
        "3=1;17=42, 11 02 06 01 0d 2a",
        "-5=3;7=1, 11 02 09 03 0b 01",
        "0=1;128=1, 11 02 00 01 7f 01",
        "0=1;129=1, 11 02 00 01 80 01 01",
        "9223372036854775807=1, 11 01 fe ff ff ff ff ff ff ff ff 01 01",
        "-9223372036854775808=1, 11 01 ff ff ff ff ff ff ff ff ff 01 01",
        "1=9223372036854775807, 11 01 02 ff ff ff ff ff ff ff ff 7f",
        "-9223372036854775808=1;9223372036854775807=2,"
                + " 11 02 ff ff ff ff ff ff ff ff ff 01 01 fe ff ff ff ff ff ff ff ff 01 02",
        "-9223372036854775808=1;-9223372036854775807=2, 11 02 ff ff ff ff ff ff ff ff ff 01 01 00 02",
        "9223372036854775806=1;9223372036854775807=2, 11 02 fc ff ff ff ff ff ff ff ff 01 01 00 02",
    })
    void bytesAreFrozen(String entries, String hex) {
        assertEquals(hex, HEX.formatHex(clock(entries).encode()));
        assertEquals(clock(entries), VectorClock.decode(bytes(hex)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TRUNCATED      | ''             | ends after 0 bytes",
                "TRUNCATED      | 11             | ends after 1 bytes",
                "TRUNCATED      | 11 80          | ends after 2 bytes",
                "TRUNCATED      | 11 01          | 1 items in 0 bytes",
                "TRUNCATED      | 11 01 02       | 1 items in 1 bytes",
                "TRUNCATED      | 11 80 80 04    | 65536 items in 0 bytes",
                "TRUNCATED      | 11 01 02 80    | ends after 4 bytes",
                "TRUNCATED      | 11 01 80 80    | ends after 4 bytes",
                "TRUNCATED      | 11 02 02 80 01 00 | ends after 6 bytes",
                "TRAILING       | 11 00 00       | 1 bytes are left behind the value",
                "TRAILING       | 11 01 02 01 00 01 | 2 bytes are left behind the value",
                "UNKNOWN_FORMAT | 10 00          | the first byte is 16, not 17 for this kind and version",
                "UNKNOWN_FORMAT | 12 00          | the first byte is 18, not 17 for this kind and version",
                "UNKNOWN_FORMAT | 21 00          | the first byte is 33, not 17 for this kind and version",
                "UNKNOWN_FORMAT | 91 00          | the first byte is 145, not 17 for this kind and version",
                "TOO_LARGE      | 11 81 80 04    | 65537 items, the limit is 65536",
                "TOO_LARGE      | 11 ff ff ff ff ff ff ff ff 7f" + " | 9223372036854775807 items, the limit is 65536",
                "OVERFLOW       | 11 ff ff ff ff ff ff ff ff ff 01 | more than 63 bits at byte 1",
                "OVERFLOW       | 11 ff ff ff ff ff ff ff ff ff 02 | more than 64 bits at byte 1",
                "OVERFLOW       | 11 ff ff ff ff ff ff ff ff ff 80 00 | more than 64 bits at byte 1",
                "OVERFLOW       | 11 01 ff ff ff ff ff ff ff ff ff 02 01 | more than 64 bits at byte 2",
                "OVERFLOW       | 11 01 02 ff ff ff ff ff ff ff ff ff 01 | more than 63 bits at byte 3",
                "OVERFLOW       | 11 02 fe ff ff ff ff ff ff ff ff 01 01 00 01"
                        + " | an id more than 64 bits long behind 9223372036854775807",
                "OVERFLOW       | 11 02 fc ff ff ff ff ff ff ff ff 01 01 01 01"
                        + " | an id more than 64 bits long behind 9223372036854775806",
                "OVERFLOW       | 11 02 02 01 ff ff ff ff ff ff ff ff ff 01 01"
                        + " | an id more than 64 bits long behind 1",
                "OVERFLOW       | 11 02 ff ff ff ff ff ff ff ff ff 01 01 ff ff ff ff ff ff ff ff ff 01 01"
                        + " | an id more than 64 bits long behind -9223372036854775808",
                "NOT_CANONICAL  | 11 80 00       | a longer form than needed at byte 1",
                "NOT_CANONICAL  | 11 01 82 00 01 | a longer form than needed at byte 2",
                "NOT_CANONICAL  | 11 01 02 81 00 | a longer form than needed at byte 3",
                "NOT_CANONICAL  | 11 01 02 81 80 80 80 80 80 80 80 80 00 | a longer form than needed at byte 3",
                "NOT_CANONICAL  | 11 01 02 00    | the counter of node 1 is 0",
                "NOT_CANONICAL  | 11 02 02 01 00 00 | the counter of node 2 is 0",
            })
    void refusesWithTheReason(Reason reason, String hex, String detail) {
        byte[] input = bytes(hex);
        MalformedClockException refused = assertThrows(MalformedClockException.class, () -> VectorClock.decode(input));
        assertSame(reason, refused.reason(), refused::getMessage);
        assertEquals(reason + ": " + detail, refused.getMessage());
    }

    /** The gap that may still follow the lowest id, and the one that may not. */
    @Test
    void idsEndAtTheGreatestLong() {
        byte[] last = bytes("11 02 ff ff ff ff ff ff ff ff ff 01 01 fe ff ff ff ff ff ff ff ff 01 01");
        assertEquals(Long.MAX_VALUE, VectorClock.decode(last).nodeAt(1));
        last[13]++;
        MalformedClockException refused = assertThrows(MalformedClockException.class, () -> VectorClock.decode(last));
        assertSame(Reason.OVERFLOW, refused.reason());
    }

    @Test
    void callersLimitTheEntries() {
        byte[] three = clock("1=1;2=2;3=3").encode();
        assertEquals(3, VectorClock.decode(three, 3).size());
        assertEquals(3, VectorClock.decode(three, VectorClock.MAX_ENTRIES).size());
        MalformedClockException refused =
                assertThrows(MalformedClockException.class, () -> VectorClock.decode(three, 2));
        assertSame(Reason.TOO_LARGE, refused.reason());
        assertEquals("TOO_LARGE: 3 items, the limit is 2", refused.getMessage());
        assertSame(VectorClock.ZERO, VectorClock.decode(bytes("11 00"), 0));
        assertSame(
                Reason.TOO_LARGE,
                assertThrows(MalformedClockException.class, () -> VectorClock.decode(bytes("11 01 02 01"), 0))
                        .reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, VectorClock.MAX_ENTRIES + 1, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void theLimitItselfHasLimits(int maxEntries) {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> VectorClock.decode(new byte[] {0x11, 0}, maxEntries));
        assertFalse(refused instanceof MalformedClockException, "the caller is wrong, not the bytes");
        assertEquals("maxEntries must be 0 to 65536: " + maxEntries, refused.getMessage());
    }

    @Test
    void theLargestClockIsRead() {
        Map<Long, Long> counts = new TreeMap<>();
        long step = -1L >>> 16;
        for (long node = Long.MIN_VALUE; counts.size() < VectorClock.MAX_ENTRIES; node += step) {
            counts.put(node, Long.MAX_VALUE);
        }
        VectorClock largest = VectorClock.of(counts);
        byte[] bytes = largest.encode();
        assertEquals(largest, VectorClock.decode(bytes));
        assertTrue(bytes.length <= 4 + LONGEST_ENTRY_BYTES * VectorClock.MAX_ENTRIES);
    }

    @Test
    void anEntryTakesAtMostItsStatedBytes() {
        byte[] one = clock("-9223372036854775808=9223372036854775807").encode();
        assertEquals(2 + LONGEST_ENTRY_BYTES, one.length);
    }

    @Test
    void encodeGivesAnArrayOfItsOwn() {
        VectorClock clock = clock("1=1;2=2");
        byte[] first = clock.encode();
        Arrays.fill(first, (byte) 0);
        assertEquals("11 02 02 01 00 02", HEX.formatHex(clock.encode()));
    }

    @Test
    void decodeKeepsNothingOfItsInput() {
        byte[] bytes = bytes("11 02 02 01 00 02");
        VectorClock clock = VectorClock.decode(bytes);
        Arrays.fill(bytes, (byte) 0);
        assertEquals(clock("1=1;2=2"), clock);
    }
}
