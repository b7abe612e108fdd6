package dev.truechimer.cli;

import dev.truechimer.clock.ticks.Ticks;
import java.util.Locale;

/**
 * The ticks that a command runs on, and what to say about them.
 *
 * @param ticks the oscillator
 * @param name what it is, and why it is not a better one
 */
record Oscillator(Ticks ticks, String name) {

    /** Which one the user wants. */
    enum Choice {
        /** The raw oscillator if this host gives it, else the system's ticks. */
        AUTO,
        /** The raw oscillator or nothing. */
        RAW,
        /** The system's ticks. */
        SYSTEM;

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String SYSTEM_NAME = "System.nanoTime";

    /**
     * The chosen one.
     *
     * @throws CliException if the raw oscillator is wanted and can't be had
     */
    static Oscillator of(Choice choice) {
        return switch (choice) {
            case SYSTEM -> new Oscillator(Ticks.system(), SYSTEM_NAME);
            case RAW -> {
                try {
                    yield raw();
                } catch (UnsupportedOperationException e) {
                    throw CliException.failed("--ticks raw: " + why(e) + "; or use --ticks system");
                }
            }
            case AUTO -> {
                try {
                    yield raw();
                } catch (UnsupportedOperationException e) {
                    yield new Oscillator(Ticks.system(), SYSTEM_NAME + " (" + why(e) + ")");
                }
            }
        };
    }

    /** The library's message, without its last advice, which is for programmers. */
    private static String why(UnsupportedOperationException e) {
        return String.valueOf(e.getMessage()).replace("; or use Ticks.system()", "");
    }

    private static Oscillator raw() {
        Ticks ticks = Ticks.monotonicRaw();
        return new Oscillator(ticks, ticks.toString());
    }
}
