package dev.truechimer.ntp.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ntp.NtpSource;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.Reports;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.ScaledTicks;
import dev.truechimer.testing.TruthReaders;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another implementation of a server than chronyd: it is understood, and obeyed when it asks for fewer requests. */
@Requires(NeedsNtpsec.class)
final class NtpsecIT {

    private static final String SERVER = "ntpd";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Link DIRECT = Link.delaying(Duration.ZERO);

    @RegisterExtension
    final DaemonLab lab = new DaemonLab();

    @Test
    @Timeout(150)
    void containsTheTruthOfAnotherImplementation() throws InterruptedException {
        Ntpsec server = lab.ntpsec(SERVER, Ntpsec.Access.UNLIMITED);
        UdpRelay relay = lab.relay(
                server,
                Link.delaying(Duration.ofMillis(1)).jitter(Link.Law.EXPONENTIAL, Duration.ofMillis(1)),
                Link.delaying(Duration.ofMillis(12)).jitter(Link.Law.UNIFORM, Duration.ofMillis(4)));
        Ticks ticks = new ScaledTicks(-80);
        Timekeeper timekeeper = lab.timekeeper(
                "the clock",
                Timekeeper.builder()
                        .ticks(ticks)
                        .source(NtpSource.builder(relay.address())
                                .name(SERVER)
                                .minPoll(Duration.ofMillis(50))
                                .maxPoll(Duration.ofMillis(100))
                                .build()));
        TruthReaders readers =
                lab.readers(2, List.of(new TruthReaders.Subject("the clock", timekeeper.clock(), ticks)));

        assertTrue(timekeeper.awaitSynchronized(SOON), () -> Reports.text(timekeeper.report()));
        Await.until(
                "claims",
                SOON,
                () -> Reports.fewestClaims(timekeeper.report()) >= 100,
                () -> Reports.text(timekeeper.report()));

        ClockReport report = timekeeper.report();
        assertEquals(Verdict.TRUECHIMER, Reports.verdict(report, SERVER), () -> Reports.text(report));
        assertEquals(0, report.disruptions(), () -> Reports.text(report));
        TruthReaders.Tally tally = readers.tally("the clock");
        assertTrue(tally.bounded() > 0, readers::toString);
        assertEquals(0, tally.misses(), readers::toString);
        System.out.println(readers);
        System.out.println(Reports.text(report));
        System.out.println(relay);
    }

    @Test
    @Timeout(150)
    void asksLessOftenWhenTheServerSaysSo() throws InterruptedException {
        Duration eager = Duration.ofMillis(100);
        Ntpsec server = lab.ntpsec(SERVER, Ntpsec.Access.RATE_LIMITED);
        UdpRelay relay = lab.relay(server, DIRECT, DIRECT);
        NtpSource source = NtpSource.builder(relay.address())
                .name(SERVER)
                .minPoll(eager)
                .maxPoll(eager)
                .build();
        Timekeeper timekeeper = lab.timekeeper("the clock", Timekeeper.builder().source(source));
        TruthReaders readers =
                lab.readers(1, List.of(new TruthReaders.Subject("the clock", timekeeper.clock(), Ticks.system())));

        Await.until(
                "a kiss",
                SOON,
                () -> Reports.failures(timekeeper.report(), SERVER, SourceFailure.Reason.RATE_LIMITED) > 0,
                () -> Reports.text(timekeeper.report()));
        assertTrue(source.longestPollInterval().compareTo(eager.multipliedBy(2)) >= 0, source::toString);

        // Kissed again until it is slow enough: a quarter of its wish, at most, is what this server stands.
        Await.until(
                "patience",
                SOON,
                () -> source.longestPollInterval().compareTo(eager.multipliedBy(4)) >= 0,
                () -> Reports.text(timekeeper.report()));
        long before = relay.there().received();
        Duration stretch = Duration.ofSeconds(6);
        Await.pass(stretch);
        long requests = relay.there().received() - before;
        assertTrue(requests <= stretch.dividedBy(eager) / 2, () -> requests + " requests in " + stretch);

        Await.until(
                "it to be served again",
                SOON,
                () -> timekeeper.report().sources().get(0).lastClaim().isPresent()
                        && Reports.verdict(timekeeper.report(), SERVER) == Verdict.TRUECHIMER,
                () -> Reports.text(timekeeper.report()));
        assertEquals(0, readers.tally("the clock").misses(), readers::toString);
        System.out.println(Reports.text(timekeeper.report()));
        System.out.println(requests + " requests in " + stretch + ", every " + source.longestPollInterval());
    }
}
