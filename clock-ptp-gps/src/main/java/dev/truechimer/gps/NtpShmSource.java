package dev.truechimer.gps;

import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.TimeSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** NTP shared memory. */
public final class NtpShmSource implements TimeSource {

    private final SourceShell shell;

    private NtpShmSource(SourceShell shell) {
        this.shell = shell;
    }

    /** Options. */
    public static Builder builder(int unit) {
        return new Builder(unit);
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
        public Builder delays(Duration least, Duration greatest) {
            options.put("delays", least.plus(greatest));
            return this;
        }

        /** Option. */
        public Builder errorFloor(Duration floor) {
            options.put("errorFloor", floor);
            return this;
        }

        /** Makes it. */
        public NtpShmSource build() {
            return new NtpShmSource(new SourceShell(String.valueOf(options.get("name"))));
        }
    }
}
