package dev.truechimer.ptp.phc;

import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.TimeSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A PTP hardware clock. */
public final class PhcSource implements TimeSource {

    private final SourceShell shell;

    private PhcSource(SourceShell shell) {
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
        public Builder trust(PhcTrust trust) {
            options.put("trust", trust);
            return this;
        }

        /** Option. */
        public Builder timescale(Timescale timescale) {
            options.put("timescale", timescale);
            return this;
        }

        /** Option. */
        public Builder samples(int samples) {
            options.put("samples", samples);
            return this;
        }

        /** Option. */
        public Builder poll(Duration interval) {
            options.put("poll", interval);
            return this;
        }

        /** Makes it. */
        public PhcSource build() {
            return new PhcSource(new SourceShell(String.valueOf(options.get("name"))));
        }
    }
}
