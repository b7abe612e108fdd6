package dev.truechimer.cli;

import java.time.Duration;

/**
 * How long something may take, as it is written on the command line: {@code 0s..600ms}.
 *
 * @param least at least
 * @param greatest at most; not less than the other
 */
record DelayRange(Duration least, Duration greatest) {

    private static final String BETWEEN = "..";

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException with a line that says what is wrong
     */
    static DelayRange parse(String text) {
        int at = text.indexOf(BETWEEN);
        if (at < 0) {
            throw new IllegalArgumentException("write MIN..MAX, such as 0s..600ms: '" + text + "'");
        }
        DelayRange range = new DelayRange(
                Durations.parse(text.substring(0, at)), Durations.parse(text.substring(at + BETWEEN.length())));
        if (range.greatest.compareTo(range.least) < 0) {
            throw new IllegalArgumentException("the first must not be more than the second: '" + text + "'");
        }
        return range;
    }
}
