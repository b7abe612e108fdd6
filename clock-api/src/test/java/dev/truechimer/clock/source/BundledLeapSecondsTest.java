package dev.truechimer.clock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The library's own table against what IERS has announced: 27 leap seconds from 1972 to 2016. */
class BundledLeapSecondsTest {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final LeapSeconds bundled = LeapSeconds.bundled();

    @Test
    void holdsTheFirstOffsetAndEachLeapSecondOnce() {
        assertEquals(28, bundled.size());
        assertEquals(10, bundled.offsetSeconds(0));
        assertEquals(37, bundled.offsetSeconds(27));
        for (int i = 1; i < bundled.size(); i++) {
            assertEquals(1, bundled.offsetSeconds(i) - bundled.offsetSeconds(i - 1));
            assertTrue(bundled.effectiveUtcNanos(i) > bundled.effectiveUtcNanos(i - 1));
        }
        assertEquals(1_483_228_800L * NANOS_PER_SECOND, bundled.effectiveUtcNanos(27), "2017-01-01");
    }

    @Test
    void aListWithTheSameLeapSecondsAndAnExpiryIsPreferred() {
        StringBuilder text = new StringBuilder("#@ 9000000000\n");
        for (int i = 0; i < bundled.size(); i++) {
            long since1900 = bundled.effectiveUtcNanos(i) / NANOS_PER_SECOND + 2_208_988_800L;
            text.append(since1900).append(' ').append(bundled.offsetSeconds(i)).append('\n');
        }
        LeapSeconds list = LeapSeconds.parse("list", text.toString());
        assertSame(list, bundled.newest(list));
        assertSame(list, list.newest(bundled));
    }
}
