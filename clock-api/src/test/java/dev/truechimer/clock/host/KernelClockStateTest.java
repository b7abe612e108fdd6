package dev.truechimer.clock.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** What the bytes of a struct timex mean. */
class KernelClockStateTest {

    private static KernelClockState of(int status, long offset) {
        ByteBuffer timex = ByteBuffer.allocate(208).order(ByteOrder.nativeOrder());
        timex.putLong(8, offset)
                .putLong(16, -7)
                .putLong(24, 16_000_000)
                .putLong(32, 99)
                .putInt(40, status);
        return KernelClockState.of(3, timex.putInt(160, 37));
    }

    @Test
    void theOffsetIsInMicrosecondsUnlessTheStatusSaysNanoseconds() {
        assertEquals(new KernelClockState(3, 0, -5_000, -7, 16_000_000, 99, 37), of(0, -5));
        assertEquals(new KernelClockState(3, 0x2000, -5, -7, 16_000_000, 99, 37), of(0x2000, -5));
    }

    @Test
    void nobodyDisciplinesAClockThatIsMarkedSo() {
        assertTrue(of(0x2001, 0).isSynchronized());
        assertFalse(of(0x2041, 0).isSynchronized());
    }
}
