package dev.truechimer.testing;

import dev.truechimer.clock.source.LeapSeconds;

/** Leap seconds that have not been announced. */
public final class FutureLeap {

    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

    private FutureLeap() {}

    /** 37 s since 2017, and 38 s from a midnight on. */
    public static LeapSeconds withLeapAt(long utcNanos) {
        StringBuilder text = new StringBuilder("#@ 4200000000\n");
        LeapSeconds bundled = LeapSeconds.bundled();
        for (int i = 0; i < bundled.size(); i++) {
            if (i == 0 || bundled.offsetSeconds(i) != bundled.offsetSeconds(i - 1)) {
                line(text, bundled.effectiveUtcNanos(i), bundled.offsetSeconds(i));
            }
        }
        line(text, utcNanos, bundled.offsetSeconds(bundled.size() - 1) + 1);
        return LeapSeconds.parse("a test", text.toString());
    }

    private static void line(StringBuilder text, long utcNanos, int offsetSeconds) {
        long seconds = utcNanos / 1_000_000_000L + SECONDS_1900_TO_1970;
        text.append(seconds).append(' ').append(offsetSeconds).append('\n');
    }
}
