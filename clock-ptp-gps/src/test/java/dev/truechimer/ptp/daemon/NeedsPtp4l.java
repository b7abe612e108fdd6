package dev.truechimer.ptp.daemon;

import dev.truechimer.testing.Account;
import dev.truechimer.testing.NetworkNamespace;
import dev.truechimer.testing.Requirement;
import java.util.Optional;

/** ptp4l in a network namespace; needs root. */
public final class NeedsPtp4l implements Requirement {

    @Override
    public Optional<String> obstacle() {
        return Requirement.linux()
                .or(NeedsPtp4l::root)
                .or(() -> Requirement.program("ptp4l", "linuxptp"))
                .or(() -> Requirement.program("pmc", "linuxptp"))
                .or(() -> Requirement.program("ip", "iproute2"))
                .or(() -> Requirement.program("setpriv", "util-linux"))
                .or(NetworkNamespace::obstacle);
    }

    private static Optional<String> root() {
        return Account.isRoot()
                ? Optional.empty()
                : Optional.of("network namespaces and ports 319 and 320 need root; run the tests as root");
    }
}
