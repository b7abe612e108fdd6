package dev.truechimer.gps.daemon;

import dev.truechimer.testing.Account;
import dev.truechimer.testing.Requirement;
import java.util.Optional;

/** gpsd, and Python for the receiver in front of it. */
public final class NeedsGpsd implements Requirement {

    @Override
    public Optional<String> obstacle() {
        return Requirement.linux()
                .or(() -> Gpsd.program().isPresent()
                        ? Optional.empty()
                        : Optional.of("gpsd is not installed; on Debian: apt-get install gpsd"))
                .or(() -> Requirement.program("python3", "python3"))
                .or(() -> Account.isRoot() ? Requirement.program("setpriv", "util-linux") : Optional.empty());
    }
}
