package dev.truechimer.ntp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Against exact arithmetic, with many values around the pivot and the rollover of 2036. */
class NtpTimestampsPropertyTest {

    private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000L);
    private static final BigInteger ERA = BigInteger.ONE.shiftLeft(64);
    private static final BigInteger SECONDS_1900_TO_1970 = BigInteger.valueOf(2_208_988_800L);
    private static final BigInteger PIVOT = BigInteger.valueOf(NtpTimestamps.PIVOT_UNIX_SECONDS)
            .add(SECONDS_1900_TO_1970)
            .shiftLeft(32);

    @Property(seed = "1")
    void floorAndCeilAreExact(@ForAll("stamps") long ntp64) {
        BigInteger[] nanos = exactTimesNanos(ntp64).divideAndRemainder(BigInteger.ONE.shiftLeft(32));
        BigInteger floor = nanos[0].subtract(SECONDS_1900_TO_1970.multiply(NANOS_PER_SECOND));
        BigInteger ceil = nanos[1].signum() == 0 ? floor : floor.add(BigInteger.ONE);
        assertEquals(floor, BigInteger.valueOf(NtpTimestamps.unixNanosFloor(ntp64)));
        assertEquals(ceil, BigInteger.valueOf(NtpTimestamps.unixNanosCeil(ntp64)));
    }

    @Property(seed = "2")
    void orderIsThatOfTheMoments(@ForAll("stamps") long one, @ForAll("stamps") long other) {
        assertEquals(exactTimesNanos(one).compareTo(exactTimesNanos(other)) < 0, NtpTimestamps.isBefore(one, other));
    }

    @Property(seed = "3")
    void stampsOfMomentsAreExact(@ForAll("moments") long unixNanos) {
        BigInteger scaled = BigInteger.valueOf(unixNanos)
                .add(SECONDS_1900_TO_1970.multiply(NANOS_PER_SECOND))
                .shiftLeft(32);
        BigInteger[] units = scaled.divideAndRemainder(NANOS_PER_SECOND);
        BigInteger ceil = units[1].signum() == 0 ? units[0] : units[0].add(BigInteger.ONE);
        assertEquals(units[0].mod(ERA).longValue(), NtpTimestamps.ofUnixNanosFloor(unixNanos));
        assertEquals(ceil.mod(ERA).longValue(), NtpTimestamps.ofUnixNanosCeil(unixNanos));
    }

    @Property(seed = "4")
    void aMomentSurvivesTheWire(@ForAll("moments") long unixNanos) {
        assertEquals(unixNanos, NtpTimestamps.unixNanosCeil(NtpTimestamps.ofUnixNanosFloor(unixNanos)));
        assertEquals(unixNanos, NtpTimestamps.unixNanosFloor(NtpTimestamps.ofUnixNanosCeil(unixNanos)));
    }

    /** Nanoseconds since 1900 times 2^32, of the one moment from the pivot on that a stamp can mean. */
    private static BigInteger exactTimesNanos(long ntp64) {
        BigInteger moment = BigInteger.valueOf(ntp64).mod(ERA);
        if (moment.compareTo(PIVOT) < 0) {
            moment = moment.add(ERA);
        }
        return moment.multiply(NANOS_PER_SECOND);
    }

    @Provide
    Arbitrary<Long> stamps() {
        long pivot = PIVOT.longValue();
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(-5_000_000_000L, 5_000_000_000L),
                Arbitraries.longs().between(pivot - 5_000_000_000L, pivot + 5_000_000_000L));
    }

    @Provide
    Arbitrary<Long> moments() {
        long from = NtpTimestamps.PIVOT_UNIX_SECONDS * 1_000_000_000L;
        long rollover = 2_085_978_496L * 1_000_000_000L;
        long until = (NtpTimestamps.PIVOT_UNIX_SECONDS + (1L << 32)) * 1_000_000_000L - 1;
        return Arbitraries.oneOf(
                Arbitraries.longs().between(from, until),
                Arbitraries.longs().between(rollover - 3_000_000_000L, rollover + 3_000_000_000L));
    }
}
