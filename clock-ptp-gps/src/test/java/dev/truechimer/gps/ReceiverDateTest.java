package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.testing.FutureLeap;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates that can be and that can't, next to what the host believes. */
class ReceiverDateTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long ROLLOVER = Duration.ofDays(1024L * 7).toNanos();
    private static final long NEAR = Duration.ofDays(2).toNanos();
    private static final long NOW = nanos("2026-11-20T12:00:00Z");

    private static long nanos(String instant) {
        return Instant.parse(instant).getEpochSecond() * SECOND;
    }

    private static ReceiverDate.Result check(long utcNanos, long referenceUtcNanos) {
        return ReceiverDate.check(utcNanos, SECOND, referenceUtcNanos, LeapSeconds.bundled());
    }

    private static SourceFailure refused(long utcNanos, long referenceUtcNanos) {
        return assertInstanceOf(ReceiverDate.Refused.class, check(utcNanos, referenceUtcNanos))
                .failure();
    }

    private static void assertUsable(long utcNanos, long referenceUtcNanos) {
        assertEquals(new ReceiverDate.Usable(utcNanos + 37 * SECOND), check(utcNanos, referenceUtcNanos));
    }

    @Test
    void takesADateThatTheHostBelievesToo() {
        assertUsable(NOW, NOW);
        assertUsable(NOW + 1, NOW - 1);
    }

    /** A host may be wrong by any amount that is no rollover: that alone is not held against a receiver. */
    @ParameterizedTest
    @ValueSource(
            strings = {"2026-01-01T00:00:00Z", "2027-03-01T00:00:00Z", "2036-02-07T06:28:16Z", "2099-12-31T23:59:59Z"})
    void takesADateThatTheHostDoesNotBelieve(String believed) {
        assertUsable(NOW, nanos(believed));
    }

    @ParameterizedTest
    @CsvSource({"-4, early", "-3, early", "-2, early", "-1, early", "1, late", "2, late", "3, late", "4, late"})
    void recognisesRollovers(int count, String direction) {
        for (long off : new long[] {-NEAR, -1, 0, 1, NEAR}) {
            SourceFailure failure = refused(NOW + count * ROLLOVER + off, NOW);
            assertEquals(Reason.STALE_DATE, failure.reason());
            String expected = Math.abs(count) + " x 1024 weeks too " + direction;
            assertTrue(failure.detail().contains(expected), failure::detail);
        }
    }

    @Test
    void whatIsNotNearARolloverIsNone() {
        assertUsable(NOW + ROLLOVER + NEAR + 1, NOW);
        assertUsable(NOW + ROLLOVER - NEAR - 1, NOW);
        assertUsable(NOW + 5 * ROLLOVER, NOW);
        SourceFailure early = refused(NOW - ROLLOVER - NEAR - 1, NOW);
        assertEquals(Reason.STALE_DATE, early.reason());
        assertTrue(early.detail().contains("before this library was made"), early::detail);
    }

    @Test
    void nothingIsBeforeThisLibrary() {
        long floor = nanos("2026-01-01T00:00:00Z");
        assertEquals(floor, ReceiverDate.FLOOR_UTC_NANOS);
        assertUsable(floor, NOW);
        assertEquals(Reason.STALE_DATE, refused(floor - 1, NOW).reason());
        assertEquals(Reason.STALE_DATE, refused(0, NOW).reason());
        assertEquals(Reason.STALE_DATE, refused(Long.MIN_VALUE / 2, NOW).reason());
    }

    /** 3 x 1024 weeks after the beginning of 1970, when a host without a battery has just begun to count there. */
    @Test
    void aHostThatIsCertainlyWrongRecognisesNoRollover() {
        assertUsable(3 * ROLLOVER, 0);
        assertUsable(NOW, NOW - ROLLOVER);
        assertEquals(Reason.STALE_DATE, refused(NOW - ROLLOVER, 0).reason());
    }

    @Test
    void refusesWhatIsNearALeapSecond() {
        LeapSeconds next = FutureLeap.withLeapAt(nanos("2029-01-01T00:00:00Z"));
        long leap = nanos("2029-01-01T00:00:00Z");
        long margin = 5 * SECOND + SECOND;
        for (long near : new long[] {leap - margin, leap - 1, leap, leap + margin}) {
            ReceiverDate.Refused refused =
                    assertInstanceOf(ReceiverDate.Refused.class, ReceiverDate.check(near, SECOND, leap, next));
            assertEquals(Reason.LEAP_SECOND, refused.failure().reason());
        }
        assertEquals(
                new ReceiverDate.Usable(leap - margin - 1 + 37 * SECOND),
                ReceiverDate.check(leap - margin - 1, SECOND, leap, next));
        assertEquals(
                new ReceiverDate.Usable(leap + margin + 1 + 38 * SECOND),
                ReceiverDate.check(leap + margin + 1, SECOND, leap, next));
    }
}
