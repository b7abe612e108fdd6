package dev.truechimer.ptp.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KernelStructsTest {

    private static final long SECOND = 1_000_000_000L;

    /** The size of a structure is part of the number of its request, so that a wrong one would not be understood. */
    @Test
    void numbersOfRequestsCarryTheSizesOfTheStructures() {
        assertEquals(ClockCaps.BYTES, sizeIn(ClockCaps.REQUEST));
        assertEquals(SysOffset.BYTES, sizeIn(SysOffset.REQUEST));
        assertEquals(SysOffsetPrecise.BYTES, sizeIn(SysOffsetPrecise.REQUEST));
        assertEquals(SysOffsetExtended.BYTES, sizeIn(SysOffsetExtended.REQUEST));
    }

    private static long sizeIn(long request) {
        return request >>> 16 & 0x3fff;
    }

    @Test
    void readsTimesToTheNanosecond() {
        ByteBuffer bytes = KernelAnswers.zeroed(32);
        bytes.putLong(16, 1_800_000_000L).putInt(24, 999_999_999);
        assertEquals(OptionalLong.of(1_800_000_000L * SECOND + 999_999_999), PtpClockTime.read(bytes, 16));
        bytes.putLong(16, -1).putInt(24, 5);
        assertEquals(OptionalLong.of(-SECOND + 5), PtpClockTime.read(bytes, 16));
    }

    @Test
    void refusesTimesOutOfRange() {
        ByteBuffer bytes = KernelAnswers.zeroed(16);
        bytes.putInt(8, 1_000_000_000);
        assertTrue(PtpClockTime.read(bytes, 0).isEmpty());
        bytes.putInt(8, -1);
        assertTrue(PtpClockTime.read(bytes, 0).isEmpty());
        bytes.putInt(8, 0).putLong(0, 9_223_372_036L);
        assertTrue(PtpClockTime.read(bytes, 0).isEmpty());
        bytes.putLong(0, 9_223_372_035L).putInt(8, 999_999_999);
        assertEquals(OptionalLong.of(9_223_372_035_999_999_999L), PtpClockTime.read(bytes, 0));
        bytes.putLong(0, Long.MIN_VALUE);
        assertTrue(PtpClockTime.read(bytes, 0).isEmpty());
    }

    @Test
    void readsCapabilities() {
        ByteBuffer bytes = KernelAnswers.zeroed(ClockCaps.BYTES);
        bytes.putInt(0, 62_499_999);
        assertEquals(new ClockCaps(62_499_999, false), ClockCaps.read(bytes));
        bytes.putInt(24, 1);
        assertEquals(new ClockCaps(62_499_999, true), ClockCaps.read(bytes));
    }

    @Test
    void picksTheStampOfACrossTimestampThatIsAskedFor() {
        ByteBuffer bytes = KernelAnswers.precise(7 * SECOND, 5 * SECOND, 3 * SECOND);
        assertEquals(List.of(new PhcSample(5 * SECOND, 7 * SECOND, 5 * SECOND)), SysOffsetPrecise.read(bytes, false));
        assertEquals(List.of(new PhcSample(3 * SECOND, 7 * SECOND, 3 * SECOND)), SysOffsetPrecise.read(bytes, true));
        bytes.putInt(40, 1_000_000_000);
        assertEquals(List.of(), SysOffsetPrecise.read(bytes, true));
        assertEquals(1, SysOffsetPrecise.read(bytes, false).size());
        bytes.putInt(8, 1_000_000_000);
        assertEquals(List.of(), SysOffsetPrecise.read(bytes, false));
    }

    @Test
    void dropsOnlyTheSampleWithATimeOutOfRange() {
        List<PhcSample> three = List.of(new PhcSample(1, 2, 3), new PhcSample(3, 5, 6), new PhcSample(6, 8, 9));
        ByteBuffer extended = KernelAnswers.extended(three);
        extended.putInt(16 + 48 + 8, -1);
        assertEquals(List.of(three.get(0), three.get(2)), SysOffsetExtended.read(extended));
        ByteBuffer plain = KernelAnswers.plain(three);
        // A time between two samples belongs to both.
        plain.putInt(16 + 32 + 8, -1);
        assertEquals(List.of(three.get(2)), SysOffset.read(plain));
    }

    @Test
    void refusesMoreSamplesThanThereIsRoomFor() {
        for (int count : new int[] {26, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertEquals(
                    List.of(),
                    SysOffsetExtended.read(
                            KernelAnswers.zeroed(SysOffsetExtended.BYTES).putInt(0, count)));
            assertEquals(
                    List.of(),
                    SysOffset.read(KernelAnswers.zeroed(SysOffset.BYTES).putInt(0, count)));
        }
    }

    @Test
    void asksForSamplesAndAClock() {
        ByteBuffer extended = KernelAnswers.zeroed(SysOffsetExtended.BYTES);
        SysOffsetExtended.ask(extended, 25, SysOffsetExtended.MONOTONIC_RAW);
        assertEquals(25, extended.getInt(0));
        assertEquals(4, extended.getInt(4));
        assertEquals(0, extended.getLong(8));
        ByteBuffer plain = KernelAnswers.zeroed(SysOffset.BYTES);
        SysOffset.ask(plain, 3);
        assertEquals(3, plain.getInt(0));
        assertEquals(0, plain.getInt(4));
    }
}
