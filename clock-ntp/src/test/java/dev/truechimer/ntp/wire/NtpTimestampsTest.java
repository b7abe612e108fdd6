package dev.truechimer.ntp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class NtpTimestampsTest {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    @Test
    void knowsTheEpochOf1900() {
        // 3,913,056,000 s are the 124 years to 2024, with 30 leap days.
        assertEquals(unixNanos("2024-01-01T00:00:00Z"), NtpTimestamps.unixNanosFloor(3_913_056_000L << 32));
    }

    @Test
    void readsStampsOnBothSidesOfTheRollover() {
        assertEquals(unixNanos("2036-02-07T06:28:15Z"), NtpTimestamps.unixNanosFloor(0xFFFF_FFFF_0000_0000L));
        assertEquals(unixNanos("2036-02-07T06:28:16Z"), NtpTimestamps.unixNanosFloor(0));
        assertEquals(unixNanos("2036-02-07T06:28:17Z"), NtpTimestamps.unixNanosFloor(1L << 32));
    }

    @Test
    void readsStampsThatARealServerSentAcrossTheRollover() {
        long before = 0xFFFF_FFFF_0565_0000L;
        long after = 0x0000_0000_2E59_0000L;
        assertEquals(unixNanos("2036-02-07T06:28:15.021072387Z"), NtpTimestamps.unixNanosFloor(before));
        assertEquals(unixNanos("2036-02-07T06:28:16.181045532Z"), NtpTimestamps.unixNanosFloor(after));
        assertTrue(NtpTimestamps.isBefore(before, after));
        assertFalse(NtpTimestamps.isBefore(after, before));
    }

    @Test
    void takesEachStampForTheMomentFrom2024To2160() {
        long pivotNtp64 = 3_913_056_000L << 32;
        assertEquals(unixNanos("2024-01-01T00:00:00Z"), NtpTimestamps.unixNanosFloor(pivotNtp64));
        long last = (NtpTimestamps.PIVOT_UNIX_SECONDS + (1L << 32)) * NANOS_PER_SECOND;
        assertEquals(last - 1, NtpTimestamps.unixNanosFloor(pivotNtp64 - 1));
        assertEquals(last, NtpTimestamps.unixNanosCeil(pivotNtp64 - 1));
        assertTrue(Instant.ofEpochSecond(last / NANOS_PER_SECOND).toString().startsWith("2160-"));
    }

    @Test
    void roundsAwayFromTheStampByLessThanANanosecond() {
        long second = 3_913_056_000L << 32;
        assertEquals(0, NtpTimestamps.unixNanosFloor(second + 4) % NANOS_PER_SECOND);
        assertEquals(1, NtpTimestamps.unixNanosCeil(second + 4) % NANOS_PER_SECOND);
        assertEquals(1, NtpTimestamps.unixNanosFloor(second + 5) % NANOS_PER_SECOND);
        assertEquals(2, NtpTimestamps.unixNanosCeil(second + 5) % NANOS_PER_SECOND);
    }

    @Test
    void returnsAWholeNanosecondUnchanged() {
        long nanos = unixNanos("2030-06-30T23:59:59.999999999Z");
        assertEquals(nanos, NtpTimestamps.unixNanosCeil(NtpTimestamps.ofUnixNanosFloor(nanos)));
        assertEquals(nanos, NtpTimestamps.unixNanosFloor(NtpTimestamps.ofUnixNanosCeil(nanos)));
    }

    private static long unixNanos(String instant) {
        Instant parsed = Instant.parse(instant);
        return parsed.getEpochSecond() * NANOS_PER_SECOND + parsed.getNano();
    }
}
