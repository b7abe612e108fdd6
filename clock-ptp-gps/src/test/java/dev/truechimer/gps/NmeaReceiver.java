package dev.truechimer.gps;

import dev.truechimer.testing.TalkingJvm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A receiver at a pseudo-terminal, on the host's wall clock: a program in Python, in a process of its own. <b>Threads:</b>
 * confined to one.
 */
final class NmeaReceiver implements AutoCloseable {

    private final TalkingJvm program;
    private final Path link;

    private NmeaReceiver(TalkingJvm program, Path link) {
        this.program = program;
        this.link = link;
    }

    /**
     * Starts one.
     *
     * @param folder the test's own, which outlives it
     */
    static NmeaReceiver start(Path folder, String name) throws IOException, InterruptedException {
        Path script = folder.resolve(name + ".py");
        try (InputStream in = NmeaReceiver.class.getResourceAsStream("nmea-receiver.py")) {
            Files.copy(Objects.requireNonNull(in), script);
        }
        Path link = folder.resolve(name);
        TalkingJvm program = TalkingJvm.start(
                new ProcessBuilder("python3", script.toString(), link.toString()).redirectErrorStream(true));
        program.hear("ready");
        return new NmeaReceiver(program, link);
    }

    /** Where it is plugged in. */
    Path device() {
        return link;
    }

    /** Tells it a command; its effect begins with the next second at the latest. */
    NmeaReceiver tell(String command) throws InterruptedException {
        program.tell(command);
        program.hear("done");
        return this;
    }

    @Override
    public void close() {
        program.close();
    }
}
