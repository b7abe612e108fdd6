package dev.truechimer.ptp.management;

import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * How ptp4l is asked, and what its user knows beyond what it says. <b>Threads:</b> immutable.
 *
 * @param socket its uds_address, or its uds_ro_address
 * @param folder where the client's own socket is made; ptp4l must be able to reach it
 * @param domain domainNumber, 0 to 255
 * @param sdoId 0 to 4095; 0x100 for gPTP, whose transportSpecific is 1
 * @param errorFloorNanos added to every error, {@code >= 0}; makes up for a clockAccuracy that is unknown
 * @param asymmetryNanos how much the two ways of the path may differ from their mean; if empty, by all of it
 * @param errorPerStepNanos what each boundary clock on the way may add, {@code >= 0}
 * @param driftPpm how fast the clock may go astray between two Syncs, {@code >= 0}
 */
public record Ptp4lOptions(
        Path socket,
        Path folder,
        int domain,
        int sdoId,
        long errorFloorNanos,
        OptionalLong asymmetryNanos,
        long errorPerStepNanos,
        int driftPpm) {

    /** Where linuxptp 4.0 and later answer everybody. */
    public static final Path READ_ONLY_SOCKET = Path.of("/var/run/ptp4lro");

    /** A boundary clock's share, if the user does not say. */
    public static final long DEFAULT_ERROR_PER_STEP_NANOS = 100_000;

    /** The wander of the error model: how far an oscillator's rate may be from that of the stretch before. */
    public static final int DEFAULT_DRIFT_PPM = 15;

    /** What holds if the user says no more than where ptp4l is. */
    public static Ptp4lOptions of(Path socket) {
        return new Ptp4lOptions(
                socket,
                Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
                0,
                0,
                0,
                OptionalLong.empty(),
                DEFAULT_ERROR_PER_STEP_NANOS,
                DEFAULT_DRIFT_PPM);
    }
}
