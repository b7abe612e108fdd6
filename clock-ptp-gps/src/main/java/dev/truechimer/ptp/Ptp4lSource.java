package dev.truechimer.ptp;

import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The clock that ptp4l of this host disciplines. */
public final class Ptp4lSource implements TimeSource {

    private final SourceShell shell;

    private Ptp4lSource(SourceShell shell) {
        this.shell = shell;
    }

    /** Options. */
    public static Builder builder(Path socket) {
        return new Builder(socket);
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
        public Builder domain(int domain) {
            options.put("domain", domain);
            return this;
        }

        /** Option. */
        public Builder poll(Duration interval) {
            options.put("poll", interval);
            return this;
        }

        /** Option. */
        public Builder errorFloor(Duration floor) {
            options.put("errorFloor", floor);
            return this;
        }

        /** Makes it. */
        public Ptp4lSource build() {
            return new Ptp4lSource(new SourceShell(String.valueOf(options.get("name"))));
        }
    }
}
