package dev.truechimer.ntp.daemon;

import dev.truechimer.testing.Account;
import dev.truechimer.testing.Requirement;
import java.util.Optional;

/** chronyd on loopback; works for any user. */
final class NeedsChronyd implements Requirement {

    @Override
    public Optional<String> obstacle() {
        return Requirement.linux().or(NeedsChronyd::program).or(NeedsChronyd::changeOfUser);
    }

    private static Optional<String> program() {
        return Chronyd.program().isPresent()
                ? Optional.empty()
                : Optional.of("chronyd is not installed; on Debian: apt-get install chrony");
    }

    private static Optional<String> changeOfUser() {
        return Account.isRoot() ? Requirement.program("setpriv", "util-linux") : Optional.empty();
    }
}
