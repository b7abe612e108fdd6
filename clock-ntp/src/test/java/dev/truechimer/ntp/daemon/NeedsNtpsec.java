package dev.truechimer.ntp.daemon;

import dev.truechimer.testing.Account;
import dev.truechimer.testing.NetworkNamespace;
import dev.truechimer.testing.Requirement;
import java.util.Optional;

/** ntpsec's ntpd in a network namespace; needs root. */
final class NeedsNtpsec implements Requirement {

    @Override
    public Optional<String> obstacle() {
        return Requirement.linux()
                .or(NeedsNtpsec::root)
                .or(NeedsNtpsec::program)
                .or(() -> Requirement.program("ip", "iproute2"))
                .or(() -> Requirement.program("setpriv", "util-linux"))
                .or(NetworkNamespace::obstacle);
    }

    private static Optional<String> root() {
        return Account.isRoot()
                ? Optional.empty()
                : Optional.of("network namespaces and ntpd need root; run the tests as root");
    }

    private static Optional<String> program() {
        return Ntpsec.program().isPresent()
                ? Optional.empty()
                : Optional.of("no ntpd in the folder that " + Ntpsec.FOLDER_VARIABLE
                        + " names; on Debian: apt-get download ntpsec && dpkg -x ntpsec_*.deb FOLDER,"
                        + " and apt-get install libbsd0 libcap2 libssl3 netbase");
    }
}
