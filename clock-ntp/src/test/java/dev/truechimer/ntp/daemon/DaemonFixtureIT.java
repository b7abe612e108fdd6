package dev.truechimer.ntp.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.Requires;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The daemons by themselves, asked by a client that is not ours: what the other tests take for granted. */
@Timeout(120)
final class DaemonFixtureIT {

    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(2);

    @Test
    @Requires(NeedsChronyd.class)
    void chronydTellsTheTruthLiesOrDoesNotKnow() throws InterruptedException {
        try (Chronyd honest = Chronyd.start("honest", new Chronyd.Honest());
                Chronyd ignorant = Chronyd.start("ignorant", new Chronyd.Unsynchronized());
                Chronyd liar = Chronyd.start("liar", new Chronyd.Falseticker(honest, Duration.ofMillis(250)))) {
            NtpQuery truth = ask(honest).orElseThrow();
            assertEquals(1, truth.stratum());
            assertTrue(Math.abs(truth.offsetNanos()) <= truth.roundTripNanos(), truth::toString);

            NtpQuery lie = ask(liar).orElseThrow();
            assertEquals(2, lie.stratum());
            assertTrue(Math.abs(lie.offsetNanos() - 250_000_000) <= 5_000_000 + lie.roundTripNanos(), lie::toString);

            assertTrue(!ask(ignorant).orElseThrow().isSynchronized());
        }
    }

    @Test
    @Requires(NeedsChronyd.class)
    void chronydStopsAndStartsAgainAtItsAddress() throws InterruptedException {
        try (Chronyd server = Chronyd.start("server", new Chronyd.Honest());
                Chronyd reference = Chronyd.start("reference", new Chronyd.Honest())) {
            server.stop();
            assertTrue(ask(server).isEmpty());
            server.start(new Chronyd.Honest());
            assertTrue(ask(server).orElseThrow().isSynchronized());
            server.stop();
            server.start(new Chronyd.Falseticker(reference, Duration.ofMillis(-250)));
            assertTrue(ask(server).orElseThrow().offsetNanos() < -200_000_000);
        }
    }

    @Test
    @Requires(NeedsNtpsec.class)
    void ntpdServesTheHostsClock() throws InterruptedException {
        try (Ntpsec server = Ntpsec.start("ntpd", Ntpsec.Access.UNLIMITED)) {
            NtpQuery truth = ask(server).orElseThrow();
            assertTrue(truth.isSynchronized(), truth::toString);
            assertTrue(Math.abs(truth.offsetNanos()) <= truth.roundTripNanos(), truth::toString);
        }
    }

    @Test
    @Requires(NeedsNtpsec.class)
    void ntpdKissesWhoAsksTooOften() throws InterruptedException {
        try (Ntpsec server = Ntpsec.start("ntpd", Ntpsec.Access.RATE_LIMITED)) {
            boolean kissed = false;
            for (int i = 0; i < 50 && !kissed; i++) {
                kissed = ask(server)
                        .filter(reply ->
                                reply.stratum() == 0 && reply.referenceId().equals("RATE"))
                        .isPresent();
            }
            assertTrue(kissed, server::log);
        }
    }

    private static Optional<NtpQuery> ask(TimeServer server) {
        return NtpQuery.ask(server.address(), REPLY_TIMEOUT);
    }
}
