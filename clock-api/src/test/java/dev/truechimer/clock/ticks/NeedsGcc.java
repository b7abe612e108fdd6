package dev.truechimer.clock.ticks;

import dev.truechimer.testing.Requirement;
import java.util.Optional;

/** What builds {@link HostClockShim}. */
final class NeedsGcc implements Requirement {

    @Override
    public Optional<String> obstacle() {
        return Requirement.linux().or(() -> Requirement.program("gcc", "gcc libc6-dev"));
    }
}
