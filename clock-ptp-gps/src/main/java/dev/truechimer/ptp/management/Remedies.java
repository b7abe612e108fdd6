package dev.truechimer.ptp.management;

import dev.truechimer.clock.host.Errno;
import dev.truechimer.clock.host.NativeCallException;

/** What to do when ptp4l can't be asked, in words for its operator. */
final class Remedies {

    private Remedies() {}

    /** A question could not be sent. */
    static String of(NativeCallException thrown, Ptp4lOptions options) {
        String remedy = switch (thrown.errno()) {
            case Errno.ENOENT ->
                "is ptp4l running, and is this its uds_address or uds_ro_address? Before linuxptp" + " 4.0 it has no "
                        + Ptp4lOptions.READ_ONLY_SOCKET + ", only /var/run/ptp4l";
            case Errno.ECONNREFUSED -> "ptp4l has ended; it is asked again";
            case Errno.EACCES, Errno.EPERM ->
                "ask at " + Ptp4lOptions.READ_ONLY_SOCKET
                        + " (uds_ro_address of linuxptp 4.0 and later), set uds_file_mode, or run as the user that"
                        + " ptp4l runs as";
            default -> "it is asked again";
        };
        return thrown.getMessage() + "; " + remedy;
    }

    /** A question was sent, and no answer came. */
    static String silent(int id, Ptp4lOptions options) {
        return String.format(
                "ptp4l did not answer 0x%04x within %d ms: it is busy, its domainNumber is not %d or its transportSpecific"
                        + " not %d, or it can't write into %s (with systemd's PrivateTmp, for example), for which another"
                        + " folder can be set",
                id, Ptp4lClient.PATIENCE.toMillis(), options.domain(), options.sdoId() >> 8, options.folder());
    }

    /** An error was the answer. */
    static String declined(int id, int errorId) {
        return String.format(
                "ptp4l does not tell 0x%04x (managementErrorId 0x%04x): this needs linuxptp 1.5 or later", id, errorId);
    }
}
