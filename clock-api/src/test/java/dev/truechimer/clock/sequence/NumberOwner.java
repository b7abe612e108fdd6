package dev.truechimer.clock.sequence;

import java.io.IOException;
import java.util.Locale;

/** An owner whose numbers are nothing but numbers, written in nineteen digits. */
final class NumberOwner implements JournalOwner {

    static final long MOST = 1L << 62;

    /** As what it refuses a file that is corrupt. */
    static final class Corrupt extends IOException {
        private static final long serialVersionUID = 1L;

        Corrupt(String message) {
            super(message);
        }
    }

    /** As what it refuses a journal that is open already. */
    static final class InUse extends IOException {
        private static final long serialVersionUID = 1L;

        InUse(String message) {
            super(message);
        }
    }

    /** As what it refuses a number. */
    static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unavailable(String message) {
            super(message);
        }
    }

    @Override
    public String magic() {
        return "numbers";
    }

    @Override
    public String clock() {
        return "a counter";
    }

    @Override
    public String logger() {
        return NumberOwner.class.getName();
    }

    @Override
    public long mostBound() {
        return MOST;
    }

    @Override
    public String text(long bound) {
        return String.format(Locale.ROOT, "%019d", bound);
    }

    @Override
    public long parse(String text) {
        long number = Long.parseLong(text);
        if (number < 0) {
            throw new IllegalArgumentException("it must be >= 0: " + text);
        }
        return number;
    }

    @Override
    public IOException corrupt(String file, String rule) {
        return new Corrupt(file + " " + rule);
    }

    @Override
    public IOException inUse(String message) {
        return new InUse(message);
    }

    @Override
    public RuntimeException unavailable(String message) {
        return new Unavailable(message);
    }
}
