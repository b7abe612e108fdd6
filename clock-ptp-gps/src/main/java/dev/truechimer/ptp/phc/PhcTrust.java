package dev.truechimer.ptp.phc;

import dev.truechimer.clock.shell.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Who says that a hardware clock is true, and how true.
 *
 * <p>A hardware clock counts, and knows nothing of true time: somebody sets it and somebody must vouch for it. What they
 * vouch for is E of the error model: how far the clock may be from true time at any moment while they do.
 * <b>Threads:</b> immutable. <b>Hazard:</b> the claims of a {@link PhcSource} are as true as its trust.
 */
public sealed interface PhcTrust {

    /**
     * The user does: the clock is never further than this from true time.
     *
     * <p>Right for a clock that is disciplined by hardware of its own, such as a card with a satellite receiver, by the
     * figure of its data sheet. <b>Hazard:</b> nobody notices when that stops, for example when the antenna is lost; only
     * other sources of the same timekeeper can.
     *
     * @param error 0 to 1 h
     * @throws IllegalArgumentException if it is out of range
     */
    static PhcTrust declared(Duration error) {
        return new Declared(error);
    }

    /**
     * A file of the driver's does: {@code phc_error_bound} in the folder of the device that the clock belongs to, as the
     * driver of AWS's network adapter (ENA) offers it. It is found from the clock's own name.
     *
     * <p>No claim while it is not there, or does not hold a decimal number of 1 to 999,999,999 ns. It is read before and
     * after each measurement, and the greater number counts.
     */
    static PhcTrust driver() {
        return new ByDriver();
    }

    /**
     * A file of the driver's does, by its path: it holds the error as a decimal number of nanoseconds, 1 to 999,999,999, and
     * makes it when it is read, as files in sysfs do.
     *
     * @param file need not exist yet; no claim while it does not
     */
    static PhcTrust file(Path file) {
        return new BoundFile(file, Optional.empty());
    }

    /**
     * A file does that a program of the user's keeps up to date, with the same content.
     *
     * @param file need not exist yet; no claim while it does not
     * @param mostAge how long ago it may have been written by this host's wall clock, 1 s to 1 d; older, and more than a
     *     minute in the future, is no claim
     * @throws IllegalArgumentException if the age is out of range
     */
    static PhcTrust file(Path file, Duration mostAge) {
        return new BoundFile(file, Optional.of(mostAge));
    }

    /**
     * This host's ptp4l does, which disciplines the clock: it is asked for its state, its offset from the master, the length
     * of the path and the grandmaster's accuracy before and after each measurement. No claim while it does not follow a
     * master, while the grandmaster does not state its accuracy, while it uses software time stamps, or if the clock is
     * known to be that of another interface. Its domain is 0.
     *
     * @param socket ptp4l's for management, often {@code /var/run/ptp4lro} or {@code /var/run/ptp4l}
     */
    static PhcTrust ptp4l(Path socket) {
        return ptp4l(socket, 0, Duration.ZERO);
    }

    /**
     * The same, with what ptp4l does not know.
     *
     * @param socket ptp4l's for management
     * @param domain its domainNumber, 0 to 255
     * @param errorFloor added to the error; above zero it stands for the accuracy that the grandmaster does not state, 0 to
     *     1 h
     * @throws IllegalArgumentException if one of the last two is out of range
     */
    static PhcTrust ptp4l(Path socket, int domain, Duration errorFloor) {
        return new ByPtp4l(socket, domain, errorFloor);
    }

    /**
     * A phc2sys of this host keeps the clock near another clock that somebody vouches for. No claim while no process of that
     * name runs here.
     *
     * <p><b>Hazard:</b> phc2sys does not say how well it follows, so that the user declares it; which clocks it keeps
     * together can't be seen either. The scale is the one that is declared for the source, since phc2sys may be told to
     * keep the clocks whole seconds apart.
     *
     * @param upstream who vouches for the other clock; not {@link #driver()}, which is about this one
     * @param servo how far phc2sys ever lets the two come apart, 0 to 1 h
     * @throws IllegalArgumentException if the servo's error is out of range, or the upstream is {@link #driver()}
     */
    static PhcTrust phc2sys(PhcTrust upstream, Duration servo) {
        return new ByPhc2sys(upstream, servo);
    }

    /**
     * The user vouches.
     *
     * @param error at most, 0 to 1 h
     */
    record Declared(Duration error) implements PhcTrust {

        /** Checks the range. */
        public Declared {
            Limits.inRange("declared error", error, Duration.ZERO, Duration.ofHours(1));
        }
    }

    /** The driver vouches, in a file that is found from the clock's name. */
    record ByDriver() implements PhcTrust {}

    /**
     * A file vouches.
     *
     * @param file with a number
     * @param mostAge how long ago it may have been written; empty if that does not count
     */
    record BoundFile(Path file, Optional<Duration> mostAge) implements PhcTrust {

        /** Checks the range. */
        public BoundFile {
            Objects.requireNonNull(file, "file");
            mostAge.ifPresent(age -> Limits.inRange("mostAge", age, Duration.ofSeconds(1), Duration.ofDays(1)));
        }
    }

    /**
     * ptp4l vouches.
     *
     * @param socket of ptp4l
     * @param domain 0 to 255
     * @param errorFloor 0 to 1 h
     */
    record ByPtp4l(Path socket, int domain, Duration errorFloor) implements PhcTrust {

        /** Checks the ranges. */
        public ByPtp4l {
            Objects.requireNonNull(socket, "socket");
            Limits.inRange("domain", domain, 0, 255);
            Limits.inRange("errorFloor", errorFloor, Duration.ZERO, Duration.ofHours(1));
        }
    }

    /**
     * phc2sys keeps it near another clock.
     *
     * @param upstream who vouches for the other clock
     * @param servo how far phc2sys lets them come apart, 0 to 1 h
     */
    record ByPhc2sys(PhcTrust upstream, Duration servo) implements PhcTrust {

        /** Checks the range, and that the other clock is another one. */
        public ByPhc2sys {
            Limits.inRange("servo", servo, Duration.ZERO, Duration.ofHours(1));
            if (Objects.requireNonNull(upstream, "upstream") instanceof ByDriver) {
                throw new IllegalArgumentException(
                        "upstream must vouch for the clock that phc2sys follows, so name the file of that clock's driver:"
                                + " PhcTrust.file(path)");
            }
        }
    }
}
