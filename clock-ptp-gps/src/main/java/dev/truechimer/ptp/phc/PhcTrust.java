package dev.truechimer.ptp.phc;

import java.nio.file.Path;
import java.time.Duration;

/** Who says that a hardware clock is true, and how true. */
public sealed interface PhcTrust {

    /** The user does. */
    static PhcTrust declared(Duration error) {
        return new Declared(error);
    }

    /** A file of the driver does: its number is nanoseconds, as {@code phc_error_bound} of AWS's ENA. */
    static PhcTrust file(Path file) {
        return new BoundFile(file);
    }

    /** This host's ptp4l does, which disciplines the clock. */
    static PhcTrust ptp4l(Path socket) {
        return new ByPtp4l(socket);
    }

    /** A phc2sys of this host keeps it near another clock that somebody vouches for. */
    static PhcTrust phc2sys(PhcTrust upstream, Duration servo) {
        return new ByPhc2sys(upstream, servo);
    }

    /**
     * The user vouches.
     *
     * @param error at most */
    record Declared(Duration error) implements PhcTrust {}

    /**
     * A file of the driver vouches.
     *
     * @param file with a number */
    record BoundFile(Path file) implements PhcTrust {}

    /**
     * ptp4l vouches.
     *
     * @param socket of ptp4l */
    record ByPtp4l(Path socket) implements PhcTrust {}

    /**
     * phc2sys keeps it near another clock.
     *
     * @param upstream who vouches for the other clock
     * @param servo how far phc2sys lets them come apart
     */
    record ByPhc2sys(PhcTrust upstream, Duration servo) implements PhcTrust {}
}
