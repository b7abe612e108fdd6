package dev.truechimer.clock;

import dev.truechimer.clock.source.LeapSeconds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the newest table of leap seconds: the library's own, the host's, or one that the user gives. */
final class LeapSecondsFiles {

    private static final System.Logger LOG = System.getLogger(LeapSecondsFiles.class.getName());

    /** Where the time-zone database puts it on most systems. */
    private static final Path HOST_FILE = Path.of("/usr/share/zoneinfo/leap-seconds.list");

    /** The published file has 10 KiB; one that is far larger is something else. */
    private static final long MOST_BYTES = 1_000_000;

    private LeapSecondsFiles() {}

    /**
     * The newest table.
     *
     * @param userFile the user's, or null
     * @throws IllegalArgumentException if the user's can't be read or is not of the format; a bad host file is logged only
     */
    static LeapSeconds newest(@Nullable Path userFile) {
        LeapSeconds newest = LeapSeconds.bundled();
        Optional<LeapSeconds> host = host(HOST_FILE);
        if (host.isPresent()) {
            newest = newest.newest(host.get());
        }
        return userFile == null ? newest : newest.newest(user(userFile));
    }

    static Optional<LeapSeconds> host(Path file) {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(file));
        } catch (IOException | IllegalArgumentException e) {
            LOG.log(System.Logger.Level.WARNING, "The host's leap-seconds table is not used: " + file, e);
            return Optional.empty();
        }
    }

    private static LeapSeconds user(Path file) {
        try {
            return read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("leapSecondsFile can't be read: " + file, e);
        }
    }

    private static LeapSeconds read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException("leap-seconds list is larger than " + MOST_BYTES + " bytes: " + file);
        }
        return LeapSeconds.parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
    }
}
