package dev.truechimer.clock.shell;

import java.time.Duration;

/** Checks the options of sources; the message of a refusal names the option, the rule and the value. */
public final class Limits {

    private Limits() {}

    /**
     * A length of time within limits.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static Duration inRange(String option, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(option + " must be " + least + " to " + most + ": " + value);
        }
        return value;
    }

    /**
     * A number within limits.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static int inRange(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(option + " must be " + least + " to " + most + ": " + value);
        }
        return value;
    }

    /**
     * A text with something in it.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public static String notBlank(String option, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(option + " must not be blank: \"" + value + "\"");
        }
        return value;
    }
}
