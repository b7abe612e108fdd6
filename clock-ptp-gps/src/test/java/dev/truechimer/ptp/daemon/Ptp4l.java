package dev.truechimer.ptp.daemon;

import dev.truechimer.testing.Await;
import dev.truechimer.testing.Command;
import dev.truechimer.testing.DaemonProcess;
import dev.truechimer.testing.NetworkNamespace;
import dev.truechimer.testing.TemporaryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real ptp4l with software time stamps in a network namespace. It has no CAP_SYS_TIME, so it can't touch the host's clock,
 * which it serves as a grandmaster does: as UTC, on no agreed scale. <b>Threads:</b> one at a time.
 */
public final class Ptp4l implements AutoCloseable {

    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration ASK_EVERY = Duration.ofMillis(250);
    private static final Pattern STATE = Pattern.compile("portState\\s+(\\w+)");
    private static final Pattern IDENTITY = Pattern.compile("clockIdentity\\s+(\\S+)");

    private final String name;
    private final TemporaryFolder folder;
    private final Path logFile;
    private final List<String> command;
    private @Nullable DaemonProcess process;

    private Ptp4l(String name, TemporaryFolder folder, List<String> command) {
        this.name = name;
        this.folder = folder;
        this.command = command;
        this.logFile = folder.file("log");
    }

    /** A free running grandmaster at the inner end of a namespace that sends four times in a second, if nothing else is set. */
    public static Builder grandmaster(String name, NetworkNamespace namespace) {
        return new Builder(name, namespace)
                .option("free_running", "1")
                .option("priority1", "100")
                .option("clockClass", "6")
                .option("clockAccuracy", "0x21")
                .option("offsetScaledLogVariance", "0x4E5D")
                .option("utc_offset", "37");
    }

    /** One that follows the best master that it hears, or becomes it. Without a shim it can only watch, free running. */
    public static Builder ordinary(String name, NetworkNamespace namespace) {
        return new Builder(name, namespace);
    }

    /** One like {@link #ordinary}, but at the test's own end of the namespace's link: it has the same ports as the test. */
    public static Builder besideUs(String name, NetworkNamespace namespace) {
        return new Builder(name, List.of(), namespace.hostInterface());
    }

    /** Starts it again after {@link #stop}; does not wait. */
    public void start() {
        if (process != null) {
            throw new IllegalStateException(name + " is running");
        }
        process = DaemonProcess.start(name, logFile, command);
    }

    /** Waits until its port is in this state, such as MASTER. */
    public void awaitState(String state) throws InterruptedException {
        Await.untilPatiently(
                name + " to be " + state,
                READY_TIMEOUT,
                ASK_EVERY,
                () -> !isAlive() || portState().equals(state),
                this::log);
        if (!isAlive()) {
            throw new AssertionError(name + " ended\n" + log());
        }
    }

    /** Ends the daemon. */
    public void stop() {
        DaemonProcess running = process;
        process = null;
        if (running != null) {
            running.close();
        }
    }

    /** The socket for management. */
    public Path socket() {
        return folder.file("ptp4l");
    }

    /** Sends a management message with pmc, such as {@code GET TIME_STATUS_NP}; returns what pmc prints. */
    public String manage(String message) {
        return Command.run(
                        "pmc", "-u", "-b", "0", "-i", folder.file("pmc").toString(), "-s", socket().toString(), message)
                .output();
    }

    /** Lets a grandmaster say that it sends TAI, whatever it sends, and how far that is ahead of UTC, which it calls valid. */
    public void say(int currentUtcOffset) {
        String said =
                manage("SET GRANDMASTER_SETTINGS_NP clockClass 6 clockAccuracy 0x21 offsetScaledLogVariance 0x4E5D"
                        + " currentUtcOffset " + currentUtcOffset
                        + " leap61 0 leap59 0 currentUtcOffsetValid 1 ptpTimescale 1"
                        + " timeTraceable 1 frequencyTraceable 0 timeSource 0x20");
        if (!said.matches("(?s).*ptpTimescale\\s+1.*")) {
            throw new IllegalStateException(name + " does not say so: " + said);
        }
    }

    /** Whether it is a master now. */
    public boolean isServing() {
        return portState().equals("MASTER");
    }

    /** Its clock's identity as tools print it. */
    public String identity() {
        return find(IDENTITY, manage("GET DEFAULT_DATA_SET"));
    }

    /** The end of what it has written. */
    public String log() {
        return DaemonProcess.log(name, logFile);
    }

    @Override
    public void close() {
        stop();
        folder.close();
    }

    private boolean isAlive() {
        DaemonProcess running = process;
        return running != null && running.isAlive();
    }

    private String portState() {
        return find(STATE, manage("GET PORT_DATA_SET"));
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** How it is configured. */
    public static final class Builder {

        private final String name;
        private final List<String> prefix;
        private final String networkInterface;
        private final Map<String, String> options = new LinkedHashMap<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private String transport = "-4";

        private Builder(String name, NetworkNamespace namespace) {
            this(name, namespace.prefix(), namespace.insideInterface());
        }

        private Builder(String name, List<String> prefix, String networkInterface) {
            this.name = name;
            this.prefix = prefix;
            this.networkInterface = networkInterface;
            option("time_stamping", "software");
            option("logAnnounceInterval", "-2");
            option("logSyncInterval", "-2");
            option("logMinDelayReqInterval", "-2");
        }

        /** A line of the section that is called global. */
        public Builder option(String key, String value) {
            options.put(key, value);
            return this;
        }

        /** A variable of its environment, such as LD_PRELOAD. */
        public Builder environment(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        /** UDP over IPv6. */
        public Builder ipv6() {
            transport = "-6";
            return this;
        }

        /** Starts it; does not wait. */
        public Ptp4l start() {
            TemporaryFolder folder = new TemporaryFolder("ptp4l");
            option("uds_address", folder.file("ptp4l").toString());
            List<String> lines = new ArrayList<>(List.of("[global]"));
            options.forEach((key, value) -> lines.add(key + " " + value));
            Ptp4l made = new Ptp4l(name, folder, command(folder.write("ptp4l.conf", lines)));
            made.start();
            return made;
        }

        /** Starts it and waits until its port is in this state, such as MASTER. */
        public Ptp4l startUntil(String state) throws InterruptedException {
            Ptp4l made = start();
            try {
                made.awaitState(state);
            } catch (AssertionError | RuntimeException | InterruptedException e) {
                made.close();
                throw e;
            }
            return made;
        }

        private List<String> command(Path config) {
            List<String> command = new ArrayList<>(prefix);
            command.addAll(List.of("setpriv", "--bounding-set=-sys_time", "--inh-caps=-sys_time", "env"));
            environment.forEach((variable, value) -> command.add(variable + "=" + value));
            // -m: prints its log. -q: not to syslog. -E: end-to-end delays. -S: software time stamps.
            command.addAll(List.of("ptp4l", "-f", config.toString(), "-i", networkInterface));
            command.addAll(List.of("-m", "-q", "-E", "-S", transport));
            return command;
        }
    }
}
