package dev.truechimer.clock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.threeten.extra.scale.TaiInstant;
import org.threeten.extra.scale.UtcInstant;

/** The table of leap seconds, against threeten-extra's. */
class LeapSecondsTest {

    private static final long SECOND = 1_000_000_000L;
    /** From 1958-01-01, where threeten-extra's TAI counts from, to 1970-01-01. */
    private static final long SECONDS_1958_TO_1970 = 378_691_200L;

    private final LeapSeconds bundled = LeapSeconds.bundled();

    @Test
    void theBundledTableIsThatOfThreeten() {
        assertEquals(28, bundled.size());
        assertEquals(10, bundled.offsetSeconds(0));
        assertEquals(Instant.parse("1972-01-01T00:00:00Z").getEpochSecond() * SECOND, bundled.effectiveUtcNanos(0));
        assertEquals(37, bundled.offsetSeconds(27));
        assertEquals(Instant.parse("2017-01-01T00:00:00Z").getEpochSecond() * SECOND, bundled.effectiveUtcNanos(27));
        assertEquals(OptionalLong.empty(), bundled.expiryUtcNanos());
        assertEquals("bundled (threeten-extra), TAI-UTC 37 s", bundled.toString());
    }

    @Test
    void taiFromUtcIsThreetensAwayFromLeapSeconds() {
        for (int i = 0; i < bundled.size(); i++) {
            long effective = bundled.effectiveUtcNanos(i) / SECOND;
            // Before the stretch of UTC-SLS begins, and after it has ended.
            for (long offset : new long[] {0, 1, 86_400, 100 * 86_400L}) {
                assertMatches(effective + offset);
            }
            if (i > 0) {
                assertMatches(effective - 1_001);
                assertMatches(effective - 86_400);
            }
        }
    }

    private void assertMatches(long utcSeconds) {
        TaiInstant expected =
                UtcInstant.of(Instant.ofEpochSecond(utcSeconds, 123_456_789)).toTaiInstant();
        long tai = bundled.taiFromUtcNanos(utcSeconds * SECOND + 123_456_789);
        assertEquals((expected.getTaiSeconds() - SECONDS_1958_TO_1970) * SECOND + expected.getNano(), tai);
    }

    @Test
    void theOffsetChangesAtTheEntryItself() {
        for (int i = 1; i < bundled.size(); i++) {
            long effective = bundled.effectiveUtcNanos(i);
            assertEquals(bundled.offsetSeconds(i - 1), bundled.offsetSecondsAt(effective - 1));
            assertEquals(bundled.offsetSeconds(i), bundled.offsetSecondsAt(effective));
        }
        assertEquals(10, bundled.offsetSecondsAt(0));
        assertEquals(10, bundled.offsetSecondsAt(Long.MIN_VALUE));
        assertEquals(37, bundled.offsetSecondsAt(Long.MAX_VALUE));
    }

    @Test
    void aStretchTouchesALeapSecondWithBothEndsIncluded() {
        for (int i = 1; i < bundled.size(); i++) {
            long effective = bundled.effectiveUtcNanos(i);
            assertTrue(bundled.touchesLeapSecond(effective, effective));
            assertTrue(bundled.touchesLeapSecond(effective - 5, effective));
            assertTrue(bundled.touchesLeapSecond(effective, effective + 5));
            assertFalse(bundled.touchesLeapSecond(effective - 5, effective - 1));
            assertFalse(bundled.touchesLeapSecond(effective + 1, effective + 5));
        }
        long first = bundled.effectiveUtcNanos(0);
        assertFalse(bundled.touchesLeapSecond(first - 1, first + 1), "leap seconds began after the first entry");
        assertTrue(bundled.touchesLeapSecond(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Test
    void theTableWithMoreEntriesIsTheNewer() {
        LeapSeconds few = LeapTables.insertedAndLeftOut();
        assertSame(bundled, bundled.newest(few));
        assertSame(bundled, few.newest(bundled));
    }

    @Test
    void ofEqualEntriesTheOneThatStatesAnExpiryWins() {
        LeapSeconds list = LeapSeconds.parse("list", LeapTables.published());
        assertEquals(bundled.size(), list.size());
        assertSame(list, list.newest(bundled));
        assertSame(list, bundled.newest(list));
        LeapSeconds again = LeapSeconds.bundled();
        assertSame(bundled, bundled.newest(again));
    }

    @Test
    void ofTwoExpiriesTheLaterWinsAndThisOneIfTheyAreEqual() {
        LeapSeconds early = LeapTables.expiringAt(1_000_000_000L);
        LeapSeconds late = LeapTables.expiringAt(1_000_000_001L);
        assertSame(late, early.newest(late));
        assertSame(late, late.newest(early));
        LeapSeconds equal = LeapTables.expiringAt(1_000_000_000L);
        assertSame(early, early.newest(equal));
        assertSame(equal, equal.newest(early));
    }

    @Test
    void aStampWithANegativeErrorIsRefused() {
        assertEquals(
                "errorNanos must be >= 0: -1",
                assertThrows(IllegalArgumentException.class, () -> bundled.taiFromUtcStamp(0, -1))
                        .getMessage());
    }
}
