package dev.truechimer.ntp.daemon;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/** The daemons without which a test can't run; {@link DaemonRequirement} decides what happens then. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DaemonRequirement.class)
@interface RequiresDaemon {

    /** All of these. */
    Daemon[] value();

    /** A daemon and what it takes to run it here. */
    enum Daemon {
        /** chronyd on loopback; works for any user. */
        CHRONYD {
            @Override
            Optional<String> obstacle() {
                if (!isLinux()) {
                    return Optional.of("it takes Linux");
                }
                if (Chronyd.program().isEmpty()) {
                    return Optional.of("chronyd is not installed; on Debian: apt-get install chrony");
                }
                return Account.isRoot() ? missing("setpriv", "util-linux") : Optional.empty();
            }
        },
        /** ntpsec's ntpd in a network namespace; needs root. */
        NTPSEC {
            @Override
            Optional<String> obstacle() {
                if (!isLinux()) {
                    return Optional.of("it takes Linux");
                }
                if (!Account.isRoot()) {
                    return Optional.of("network namespaces and ntpd need root; run the tests as root");
                }
                return Ntpsec.program().isEmpty()
                        ? Optional.of("no ntpd in the folder that " + Ntpsec.FOLDER_VARIABLE
                                + " names; on Debian: apt-get download ntpsec && dpkg -x ntpsec_*.deb FOLDER,"
                                + " and apt-get install libbsd0 libcap2 libssl3 netbase")
                        : missing("ip", "iproute2")
                                .or(() -> missing("setpriv", "util-linux"))
                                .or(NetworkNamespace::obstacle);
            }
        };

        /** Why a test with this daemon can't run here, and what to do; empty if it can. */
        abstract Optional<String> obstacle();

        private static boolean isLinux() {
            return System.getProperty("os.name").equals("Linux");
        }

        private static Optional<String> missing(String program, String debianPackage) {
            for (String folder : System.getenv("PATH").split(":")) {
                if (Files.isExecutable(Path.of(folder, program))) {
                    return Optional.empty();
                }
            }
            return Optional.of(program + " is not installed; on Debian: apt-get install " + debianPackage);
        }
    }
}
