package dev.truechimer.gps;

import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A PPS device. */
public final class PpsSource implements TimeSource {

    private final SourceShell shell;

    private PpsSource(SourceShell shell) {
        this.shell = shell;
    }

    /** Options. */
    public static Builder builder(Path device) {
        return new Builder(device);
    }

    @Override
    public String name() {
        return shell.name();
    }

    @Override
    public void start(SourceContext context) {
        throw new UnsupportedOperationException("under construction");
    }

    @Override
    public void close() {
        shell.close();
    }

    /** Options. */
    public static final class Builder {

        private final Map<String, Object> options = new HashMap<>();

        private Builder(Object subject) {
            options.put("name", subject.toString());
        }

        /** Option. */
        public Builder name(String name) {
            options.put("name", name);
            return this;
        }

        /** Option. */
        public Builder namedBy(TimeSource namer) {
            options.put("namedBy", namer);
            return this;
        }

        /** Option. */
        public Builder latency(Duration greatest) {
            options.put("latency", greatest);
            return this;
        }

        /** Option. */
        public Builder errorFloor(Duration floor) {
            options.put("errorFloor", floor);
            return this;
        }

        /** Makes it. */
        public PpsSource build() {
            return new PpsSource(new SourceShell(String.valueOf(options.get("name"))));
        }
    }
}
