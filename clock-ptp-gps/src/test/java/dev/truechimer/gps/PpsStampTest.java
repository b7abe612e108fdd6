package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** What the kernel fills in, byte by byte, and what it can't mean. */
class PpsStampTest {

    private final ByteBuffer bytes = ByteBuffer.allocate(PpsStamp.FETCH_BYTES).order(ByteOrder.nativeOrder());

    PpsStampTest() {
        bytes.putInt(0, 7).putInt(4, -1);
        bytes.putLong(8, 1_795_149_283L).putInt(16, 74_295).putInt(20, 0);
        bytes.putLong(24, 1_795_149_284L).putInt(32, 999_999_999).putInt(36, 0);
    }

    @Test
    void readsEitherEdge() {
        assertEquals(new PpsStamp(7, 1_795_149_283_000_074_295L, true), PpsStamp.of(bytes, true));
        assertEquals(new PpsStamp(4_294_967_295L, 1_795_149_284_999_999_999L, true), PpsStamp.of(bytes, false));
    }

    @Test
    void believesTheFlag() {
        bytes.putInt(20, 1);
        assertFalse(PpsStamp.of(bytes, true).isValid());
        assertEquals(7, PpsStamp.of(bytes, true).sequence());
    }

    @Test
    void whatIsNoTimeIsInvalid() {
        for (int nanos : new int[] {-1, 1_000_000_000, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            bytes.putInt(16, nanos);
            assertEquals(new PpsStamp(7, 0, false), PpsStamp.of(bytes, true));
        }
        bytes.putInt(16, 0);
        for (long seconds : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 7_258_118_400L}) {
            bytes.putLong(8, seconds);
            assertEquals(new PpsStamp(7, 0, false), PpsStamp.of(bytes, true));
        }
    }

    @Test
    void countsEdgesAcrossTheEndOfTheCounter() {
        PpsStamp last = new PpsStamp(4_294_967_295L, 0, true);
        assertEquals(1, new PpsStamp(0, 0, true).edgesSince(last));
        assertEquals(3, new PpsStamp(2, 0, true).edgesSince(last));
        assertEquals(4_294_967_295L, last.edgesSince(new PpsStamp(0, 0, true)));
    }
}
