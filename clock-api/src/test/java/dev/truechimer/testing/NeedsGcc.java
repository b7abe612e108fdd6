package dev.truechimer.testing;

import java.util.Optional;

/** What builds a {@link SharedLibrary}. */
public final class NeedsGcc implements Requirement {

    @Override
    public Optional<String> obstacle() {
        return Requirement.linux().or(() -> Requirement.program("gcc", "gcc libc6-dev"));
    }
}
