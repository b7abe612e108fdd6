package dev.truechimer.ptp;

import dev.truechimer.clock.shell.SourceShell;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.TimeSource;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A client of PTP masters. */
public final class PtpSource implements TimeSource {

    private final SourceShell shell;

    private PtpSource(SourceShell shell) {
        this.shell = shell;
    }

    /** Options. */
    public static Builder builder(String networkInterface) {
        return new Builder(networkInterface);
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
        public Builder ipv6(boolean ipv6) {
            options.put("ipv6", ipv6);
            return this;
        }

        /** Option. */
        public Builder unicast(InetAddress... masters) {
            options.put("unicast", masters.clone());
            return this;
        }

        /** Option. */
        public Builder minimumDelays(Duration there, Duration back) {
            options.put("minimumDelays", there.plus(back));
            return this;
        }

        /** Option. */
        public Builder errorFloor(Duration floor) {
            options.put("errorFloor", floor);
            return this;
        }

        /** Option. */
        public Builder utcDeclared(boolean declared) {
            options.put("utcDeclared", declared);
            return this;
        }

        /** Makes it. */
        public PtpSource build() {
            return new PtpSource(new SourceShell(String.valueOf(options.get("name"))));
        }
    }
}
