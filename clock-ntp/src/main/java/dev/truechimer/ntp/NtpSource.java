package dev.truechimer.ntp;

import dev.truechimer.clock.shell.Limits;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.source.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An NTP server as a source of an interval clock.
 *
 * <pre>{@code
 * Timekeeper.builder()
 *     .source(NtpSource.of("ntp1.example.net"))
 *     .source(NtpSource.builder("10.0.0.2", 123).maxPoll(Duration.ofSeconds(16)).build())
 *     .start();
 * }</pre>
 *
 * <p>Each exchange uses a fresh port and a random nonce; a reply counts if it echoes the nonce and obeys the protocol, once.
 * What is dropped is counted by reason. The source starts with a burst, then polls as often as it helps the clock. It
 * accepts that a server asks for fewer requests, and stops for good when the server says so.
 *
 * <p><b>Names:</b> a host name is looked up again when its server is in trouble; a server given by address stays.
 * <b>Threads:</b> any. All sources of the JVM share one daemon thread, which ends when the last one is closed.
 * <b>Hazard:</b> the claims are true as long as the server's stamps are within the error it states, plus {@link
 * Builder#errorFloor}: fusion finds the server that lies, a server that states no error at all needs a floor.
 * <b>Source:</b> RFC 5905; error model, section 1.
 */
public final class NtpSource implements TimeSource {

    /** The port of NTP. */
    static final int NTP_PORT = 123;

    private static final int MOST_MEMBERS = 32;

    private final NtpSettings settings;
    private final AddressPool pool;
    private final int member;
    private final Object lock = new Object();
    private volatile @Nullable NtpPoller poller;
    private @Nullable IoLoop loop;
    private boolean started;
    private boolean closed;

    private NtpSource(NtpSettings settings, AddressPool pool, int member) {
        this.settings = settings;
        this.pool = pool;
        this.member = member;
    }

    /**
     * A server by name or literal address, at port 123.
     *
     * @param host looked up when the source starts, and again when its server is in trouble
     * @throws IllegalArgumentException if the host is blank
     */
    public static NtpSource of(String host) {
        return builder(host, NTP_PORT).build();
    }

    /**
     * A server by socket address.
     *
     * @param server if unresolved, its name is looked up when the source starts
     * @throws IllegalArgumentException if its port is 0
     */
    public static NtpSource of(InetSocketAddress server) {
        return builder(server).build();
    }

    /**
     * Several servers behind one name, at port 123, each a source of its own.
     *
     * @param name resolves to several addresses
     * @param count how many sources, 1 to 32; they are called {@code name#1} and so on. Where the name has fewer addresses,
     *     the others report UNRESOLVED and look again from time to time
     * @throws IllegalArgumentException if the count is out of range or the name is blank
     */
    public static List<NtpSource> pool(String name, int count) {
        return builder(name, NTP_PORT).buildPool(count);
    }

    /**
     * A server with options.
     *
     * @param server if unresolved, its name is looked up when the source starts
     * @throws IllegalArgumentException if its port is 0
     */
    public static Builder builder(InetSocketAddress server) {
        return new Builder(server);
    }

    /**
     * A server with options.
     *
     * @param host a name or a literal address; looked up when the source starts
     * @param port 1 to 65535
     * @throws IllegalArgumentException if the host is blank or the port out of range
     */
    public static Builder builder(String host, int port) {
        Limits.notBlank("host", host);
        Limits.inRange("port", port, 1, 65_535);
        return new Builder(InetSocketAddress.createUnresolved(host, port));
    }

    @Override
    public String name() {
        return settings.name();
    }

    /**
     * Starts measuring, at once.
     *
     * @throws SourceInUseException if it was started or closed before
     * @throws UncheckedIOException if this process can't have a selector
     */
    @Override
    public void start(SourceContext context) {
        Objects.requireNonNull(context, "context");
        synchronized (lock) {
            if (started || closed) {
                throw new SourceInUseException(
                        "a source can be started once, before it is closed, so each timekeeper needs one of its own: "
                                + name() + (closed ? " is closed" : ""));
            }
            SecureRandom random = new SecureRandom();
            IoLoop acquired;
            try {
                acquired = SharedIoLoop.acquire();
            } catch (IOException e) {
                throw new UncheckedIOException("this process can't have a selector", e);
            }
            started = true;
            loop = acquired;
            NtpPoller created = new NtpPoller(
                    settings, pool, member, context, acquired, random, new SplittableRandom(random.nextLong()));
            poller = created;
            acquired.execute(created::begin);
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Depends on where the server is, as long as {@link Builder#maxPoll} is not set, and grows if the server asks for
     * fewer requests.
     */
    @Override
    public Duration longestPollInterval() {
        NtpPoller current = poller;
        return Duration.ofNanos(
                current == null
                        ? settings.limitsFor(settings.server().getAddress()).maxPollNanos()
                        : current.longestPollNanos());
    }

    /** {@inheritDoc} No result is delivered once this has returned. A name that is being looked up is left to its thread. */
    @Override
    public void close() {
        IoLoop used;
        NtpPoller current;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            used = loop;
            current = poller;
        }
        if (used != null && current != null) {
            current.mute();
            used.runAndWait(current::stop);
            SharedIoLoop.release();
        }
        pool.release(member);
    }

    @Override
    public String toString() {
        return "NtpSource " + name() + " (" + settings.endpoint() + ")";
    }

    /**
     * Options of a source. Whatever is not set has a default.
     *
     * <p><b>Threads:</b> confined to one. <b>Hazard:</b> least delays, a server drift and {@link #rootFieldsRoundedUp} are
     * promises about the server and the path; a false one makes claims false.
     */
    public static final class Builder {

        private static final Duration LEAST_POLL = Duration.ofMillis(10);
        /** 2^17 s, the longest interval of RFC 5905. */
        private static final Duration MOST_POLL = Duration.ofSeconds(131_072);

        private static final Duration LEAST_WAIT = Duration.ofMillis(1);
        private static final Duration MOST_WAIT = Duration.ofSeconds(60);
        private static final Duration MOST_DELAY = Duration.ofSeconds(10);
        private static final Duration MOST_FLOOR = Duration.ofHours(1);
        private static final int MOST_BURST = 64;
        private static final int MOST_DRIFT_PPM = 1000;

        private final InetSocketAddress server;
        private @Nullable String name;
        private @Nullable Duration minPoll;
        private @Nullable Duration maxPoll;
        private @Nullable Duration burstSpacing;
        private int burst = 8;
        private Duration timeout = Duration.ofSeconds(2);
        private Duration leastDelayThere = Duration.ZERO;
        private Duration leastDelayBack = Duration.ZERO;
        private Duration errorFloor = Duration.ZERO;
        private int serverDriftPpm;
        private boolean rootFieldsRoundedUp;
        private NameResolver resolver = NameResolver.SYSTEM;

        private Builder(InetSocketAddress server) {
            this.server = Objects.requireNonNull(server, "server");
            if (server.getPort() == 0) {
                throw new IllegalArgumentException("port must be 1 to 65535: 0");
            }
        }

        /**
         * The name in reports.
         *
         * @param newName not blank; by default host and port, without the port if it is 123
         */
        public Builder name(String newName) {
            name = Limits.notBlank("name", newName);
            return this;
        }

        /**
         * The shortest time between two polls, after the burst.
         *
         * @param shortest 10 ms to 131,072 s; by default 1 s for a server at a loopback, link-local or private address, 64 s
         *     for another
         */
        public Builder minPoll(Duration shortest) {
            minPoll = Limits.inRange("minPoll", shortest, LEAST_POLL, MOST_POLL);
            return this;
        }

        /**
         * The longest time between two polls, give or take the jitter of 10 %.
         *
         * @param longest 10 ms to 131,072 s; by default 64 s for a server at a loopback, link-local or private address, 1024 s
         *     for another
         */
        public Builder maxPoll(Duration longest) {
            maxPoll = Limits.inRange("maxPoll", longest, LEAST_POLL, MOST_POLL);
            return this;
        }

        /**
         * How many exchanges the source starts with, and has again after its server was away.
         *
         * @param exchanges 1 to 64; 8 by default
         */
        public Builder burst(int exchanges) {
            burst = Limits.inRange("burst", exchanges, 1, MOST_BURST);
            return this;
        }

        /**
         * The time between two exchanges of a burst.
         *
         * @param spacing 1 ms to 60 s; by default 75 ms for a server at a loopback, link-local or private address, 2 s for
         *     another
         */
        public Builder burstSpacing(Duration spacing) {
            burstSpacing = Limits.inRange("burstSpacing", spacing, LEAST_WAIT, MOST_WAIT);
            return this;
        }

        /**
         * How long a reply may take.
         *
         * @param longest 1 ms to 60 s; 2 s by default
         */
        public Builder timeout(Duration longest) {
            timeout = Limits.inRange("timeout", longest, LEAST_WAIT, MOST_WAIT);
            return this;
        }

        /**
         * The least delays that the path can have, by the speed of light for example. They make claims narrower, and false if
         * a packet is ever faster.
         *
         * @param there of a request, 0 to 10 s; 0 by default
         * @param back of a reply, 0 to 10 s; 0 by default
         */
        public Builder minimumDelays(Duration there, Duration back) {
            leastDelayThere = Limits.inRange("minimumDelays there", there, Duration.ZERO, MOST_DELAY);
            leastDelayBack = Limits.inRange("minimumDelays back", back, Duration.ZERO, MOST_DELAY);
            return this;
        }

        /**
         * An error that the server has in any case, added to what it states. Needed for a server that states none.
         *
         * @param floor 0 to 1 h; 0 by default
         */
        public Builder errorFloor(Duration floor) {
            errorFloor = Limits.inRange("errorFloor", floor, Duration.ZERO, MOST_FLOOR);
            return this;
        }

        /**
         * How fast the server's error may grow since its clock was last set, beyond what it states: multiplied with the age of
         * its reference time, and a second more because some servers blur that. Replies without a reference time are then
         * refused.
         *
         * @param ppm parts per million, 0 to 1000; 0 by default
         */
        public Builder serverDriftPpm(int ppm) {
            serverDriftPpm = Limits.inRange("serverDriftPpm", ppm, 0, MOST_DRIFT_PPM);
            return this;
        }

        /**
         * Whether the server is known to round root delay and root dispersion up. Otherwise 23 us are added, by which both may
         * have been truncated.
         *
         * @param roundedUp {@code false} by default
         */
        public Builder rootFieldsRoundedUp(boolean roundedUp) {
            rootFieldsRoundedUp = roundedUp;
            return this;
        }

        Builder resolver(NameResolver newResolver) {
            resolver = newResolver;
            return this;
        }

        /**
         * The source.
         *
         * @throws IllegalArgumentException if minPoll is longer than maxPoll
         */
        public NtpSource build() {
            return new NtpSource(settings(""), new AddressPool(), 0);
        }

        /**
         * Several sources with these options, each at a different address of the host name.
         *
         * @param count how many sources, 1 to 32; {@code #1} and so on is added to the name
         * @throws IllegalArgumentException if minPoll is longer than maxPoll, the count is out of range, or the server was given
         *     by address and not by name
         */
        public List<NtpSource> buildPool(int count) {
            Limits.inRange("count", count, 1, MOST_MEMBERS);
            if (!server.isUnresolved()) {
                throw new IllegalArgumentException("a pool needs a name to look up, not an address: " + server);
            }
            AddressPool pool = new AddressPool();
            return IntStream.range(0, count)
                    .mapToObj(member -> new NtpSource(settings("#" + (member + 1)), pool, member))
                    .toList();
        }

        private NtpSettings settings(String suffix) {
            if (minPoll != null && maxPoll != null && minPoll.compareTo(maxPoll) > 0) {
                throw new IllegalArgumentException("minPoll must be <= maxPoll: " + minPoll + " > " + maxPoll);
            }
            ClaimOptions claims = new ClaimOptions(
                    leastDelayThere.toNanos(),
                    leastDelayBack.toNanos(),
                    errorFloor.toNanos(),
                    serverDriftPpm,
                    rootFieldsRoundedUp);
            NtpSettings unnamed =
                    new NtpSettings("", server, minPoll, maxPoll, burst, burstSpacing, timeout, claims, resolver);
            String base = name;
            if (base == null) {
                base = server.getPort() == NTP_PORT ? server.getHostString() : unnamed.endpoint();
            }
            return unnamed.named(base + suffix);
        }
    }
}
