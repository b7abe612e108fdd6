package dev.truechimer.cli;

import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.Timescale;
import dev.truechimer.ntp.NtpSource;
import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three NTP servers on the loopback interface that know the truth, one of which lies, and a clock that asks them. */
final class DemoWorld implements AutoCloseable {

    static final String LIAR = "liar";

    private static final List<String> NAMES = List.of("honest-1", "honest-2", LIAR);
    private static final Duration MIN_POLL = Duration.ofMillis(100);
    private static final Duration MAX_POLL = Duration.ofSeconds(1);

    private final List<LoopbackNtpServer> servers;
    private final DemoTruth truth;
    private final Session session;

    private DemoWorld(List<LoopbackNtpServer> servers, DemoTruth truth, Session session) {
        this.servers = servers;
        this.truth = truth;
        this.session = session;
    }

    /**
     * Starts it.
     *
     * @param oscillator of the clock, and of the truth
     * @param lie how far the lying server is ahead
     */
    static DemoWorld start(Oscillator oscillator, Duration lie) {
        DemoTruth truth = new DemoTruth(oscillator.ticks());
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        List<LoopbackNtpServer> servers = new ArrayList<>();
        try {
            Timekeeper.Builder builder = Timekeeper.builder().ticks(oscillator.ticks());
            for (String name : NAMES) {
                LoopbackNtpServer server = LoopbackNtpServer.start(anyPort, truth);
                servers.add(server);
                server.offset(name.equals(LIAR) ? lie : Duration.ZERO);
                builder.source(NtpSource.builder(server.address())
                        .name(name)
                        .minPoll(MIN_POLL)
                        .maxPoll(MAX_POLL)
                        .build());
            }
            return new DemoWorld(servers, truth, new Session(builder.start(), Timescale.UTC, oscillator));
        } catch (RuntimeException e) {
            servers.forEach(LoopbackNtpServer::close);
            throw e;
        }
    }

    /** What time it is. */
    DemoTruth truth() {
        return truth;
    }

    Session session() {
        return session;
    }

    IntervalClock clock() {
        return session.timekeeper().clock(session.timescale());
    }

    @Override
    public void close() {
        session.close();
        servers.forEach(LoopbackNtpServer::close);
    }
}
