package dev.truechimer.gps;

import dev.truechimer.testing.Requirement;
import java.util.Optional;

/** What an {@link NmeaReceiver} is written in. */
public final class NeedsPython implements Requirement {

    @Override
    public Optional<String> obstacle() {
        return Requirement.linux().or(() -> Requirement.program("python3", "python3"));
    }
}
