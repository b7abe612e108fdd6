package dev.truechimer.cli;

import java.time.Duration;

/** Ends a command with a line on standard error and an exit code. */
final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** No synchronisation, or something that was promised did not hold. */
    static final int FAILED = 1;

    /** Wrong usage. */
    static final int USAGE = 2;

    /** Interrupted, as a shell reports it: 128 + SIGINT. */
    static final int INTERRUPTED = 130;

    private final int exitCode;

    private CliException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** The command was called in a wrong way; the message says what is wrong. */
    static CliException usage(String message) {
        return new CliException(USAGE, message);
    }

    /** The command could not do what was asked; the message says why and what to do. */
    static CliException failed(String message) {
        return new CliException(FAILED, message);
    }

    /** Refuses a duration of zero. */
    static Duration requirePositive(String option, Duration value) {
        if (value.isZero()) {
            throw usage(option + " must be more than 0");
        }
        return value;
    }

    int exitCode() {
        return exitCode;
    }
}
