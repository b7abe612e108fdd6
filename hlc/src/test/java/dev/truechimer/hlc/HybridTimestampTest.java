package dev.truechimer.hlc;

import static dev.truechimer.hlc.Stamps.NOON;
import static dev.truechimer.hlc.Stamps.at;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The packed form, its bytes and its value type, by example. */
class HybridTimestampTest {

    private static final long EXAMPLE = at(NOON + 123_456, 7);
    private static final String EXAMPLE_TEXT = "2026-11-20T12:00:00.123456Z/0007";

    @Test
    void packsMicrosecondsAboveTheLogicalPart() {
        assertEquals(0, HybridTimestamp.pack(0, 0));
        assertEquals(2_047, HybridTimestamp.pack(0, 2_047));
        assertEquals(2_048, HybridTimestamp.pack(1, 0));
        assertEquals(Long.MAX_VALUE, HybridTimestamp.pack(HybridTimestamp.MAX_MICROS, HybridTimestamp.MAX_LOGICAL));
        assertEquals(NOON + 123_456, HybridTimestamp.micros(EXAMPLE));
        assertEquals(7, HybridTimestamp.logical(EXAMPLE));
    }

    @Test
    void refusesPartsOutOfRange() {
        assertRefusedParts("micros must be 0..4503599627370495: -1", -1, 0);
        assertRefusedParts("micros must be 0..4503599627370495: 4503599627370496", 1L << 52, 0);
        assertRefusedParts("micros must be 0..4503599627370495: -9223372036854775808", Long.MIN_VALUE, 0);
        assertRefusedParts("logical must be 0..2047: -1", 0, -1);
        assertRefusedParts("logical must be 0..2047: 2048", 0, 2_048);
    }

    private static void assertRefusedParts(String message, long micros, int logical) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> HybridTimestamp.pack(micros, logical));
        assertEquals(message, refusal.getMessage());
    }

    /** With one bit more for the logical part, the first microsecond of 2^51 would set the sign. */
    @Test
    void staysPositiveWhereTwelveLogicalBitsWouldNot() {
        long micros = 1L << 51;
        assertEquals("2041-05-10T11:56:53.685248Z/0000", HybridTimestamp.format(at(micros)));
        assertTrue(micros << 12 < 0);
        assertTrue(at(micros) > at(micros - 1, HybridTimestamp.MAX_LOGICAL));
        assertTrue(Stamps.EDGES.stream().allMatch(edge -> edge >= 0));
    }

    @Test
    void endsInTheYear2112() {
        assertEquals("2112-09-17T23:53:47.370495Z/2047", HybridTimestamp.format(Long.MAX_VALUE));
        assertEquals(Instant.parse("2112-09-17T23:53:47.370495Z"), HybridTimestamp.instant(Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, HybridTimestamp.parse("2112-09-17T23:53:47.370495Z/2047"));
    }

    @Test
    void bytesAreBigEndian() {
        byte[] bytes = {0x01, 0x23, 0x45, 0x67, (byte) 0x89, (byte) 0xAB, (byte) 0xCD, (byte) 0xEF};
        assertArrayEquals(bytes, HybridTimestamp.encode(0x0123_4567_89AB_CDEFL));
        assertEquals(0x0123_4567_89AB_CDEFL, HybridTimestamp.decode(bytes));
        assertEquals(bytes.length, HybridTimestamp.BYTES);
    }

    @Test
    void bytesOfAnotherLengthOrWithTheSignAreRefused() {
        for (int length : new int[] {0, 1, 7, 9, 16}) {
            MalformedTimestampException refusal =
                    assertThrows(MalformedTimestampException.class, () -> HybridTimestamp.decode(new byte[length]));
            assertEquals("a timestamp has 8 bytes: " + length, refusal.getMessage());
        }
        byte[] negative = {(byte) 0x80, 0, 0, 0, 0, 0, 0, 0};
        MalformedTimestampException refusal =
                assertThrows(MalformedTimestampException.class, () -> HybridTimestamp.decode(negative));
        assertEquals("a packed timestamp must be >= 0: -9223372036854775808", refusal.getMessage());
    }

    @Test
    void buffersAreBigEndianWhateverTheirOrder() {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            for (ByteBuffer buffer : List.of(ByteBuffer.allocate(21), ByteBuffer.allocateDirect(21))) {
                buffer.order(order).position(3);
                HybridTimestamp.encode(EXAMPLE, buffer);
                assertEquals(11, buffer.position());
                byte[] written = new byte[8];
                buffer.get(3, written);
                assertArrayEquals(HybridTimestamp.encode(EXAMPLE), written);
                ByteBuffer source = buffer.flip().position(3).asReadOnlyBuffer().order(order);
                assertEquals(EXAMPLE, HybridTimestamp.decode(source));
                assertEquals(11, source.position());
                assertEquals(order, source.order());
            }
        }
    }

    @Test
    void aBufferThatIsTooShortStaysAsItIs() {
        ByteBuffer target = ByteBuffer.allocate(7);
        assertThrows(BufferOverflowException.class, () -> HybridTimestamp.encode(Long.MAX_VALUE, target));
        assertEquals(ByteBuffer.allocate(7), target);
        ByteBuffer source = ByteBuffer.allocate(10).position(3);
        MalformedTimestampException refusal =
                assertThrows(MalformedTimestampException.class, () -> HybridTimestamp.decode(source));
        assertEquals("a timestamp has 8 bytes: 7", refusal.getMessage());
        assertEquals(3, source.position());
    }

    @Test
    void aBufferWithTheSignSetKeepsItsPosition() {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            ByteBuffer source =
                    ByteBuffer.allocate(9).order(order).put(1, (byte) 0x80).position(1);
            assertThrows(MalformedTimestampException.class, () -> HybridTimestamp.decode(source));
            assertEquals(1, source.position());
        }
    }

    @Test
    void aReadOnlyBufferIsNotWritten() {
        ByteBuffer target = ByteBuffer.allocate(8).asReadOnlyBuffer();
        assertThrows(ReadOnlyBufferException.class, () -> HybridTimestamp.encode(EXAMPLE, target));
        assertEquals(0, target.position());
    }

    @Test
    void negativeTimestampsHaveNoForm() {
        ByteBuffer target = ByteBuffer.allocate(8);
        for (long negative : new long[] {-1, Long.MIN_VALUE, Long.MIN_VALUE + 1}) {
            assertThrows(MalformedTimestampException.class, () -> new HybridTimestamp(negative));
            assertThrows(MalformedTimestampException.class, () -> HybridTimestamp.encode(negative));
            assertThrows(MalformedTimestampException.class, () -> HybridTimestamp.encode(negative, target));
            assertThrows(MalformedTimestampException.class, () -> HybridTimestamp.format(negative));
            assertThrows(MalformedTimestampException.class, () -> HybridTimestamp.instant(negative));
        }
        assertEquals(0, target.position());
    }

    @Test
    void theValueTypeIsThePackedForm() {
        HybridTimestamp value = new HybridTimestamp(EXAMPLE);
        assertEquals(value, HybridTimestamp.of(EXAMPLE_TEXT));
        assertEquals(EXAMPLE_TEXT, value.toString());
        assertEquals(NOON + 123_456, value.micros());
        assertEquals(7, value.logical());
        assertEquals(Instant.parse("2026-11-20T12:00:00.123456Z"), value.instant());
        assertEquals(0, value.compareTo(HybridTimestamp.of(EXAMPLE_TEXT)));
        assertTrue(value.compareTo(new HybridTimestamp(EXAMPLE + 1)) < 0);
        assertTrue(value.compareTo(new HybridTimestamp(EXAMPLE - 1)) > 0);
    }
}
