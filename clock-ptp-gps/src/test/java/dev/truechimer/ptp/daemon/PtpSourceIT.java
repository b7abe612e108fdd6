package dev.truechimer.ptp.daemon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.PtpSource;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.NetworkNamespace;
import dev.truechimer.testing.Requires;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Our client with a real ptp4l as its grandmaster, which serves the host's clock: every reading holds the truth. */
@Requires(NeedsPtp4l.class)
@Timeout(120)
final class PtpSourceIT {

    @RegisterExtension
    final PtpField field = new PtpField();

    @Test
    void containsTheTruthOfATwoStepMasterAndOfItsSuccessor() throws InterruptedException {
        NetworkNamespace namespace = field.namespace();
        Ptp4l master = field.master(Ptp4l.grandmaster("master", namespace));
        field.clock(
                PtpSource.builder(namespace.hostInterface()).utcDeclared(true).build());
        field.awaitClaims(20);
        master.stop();
        field.awaitDetail("no master");
        master.start();
        field.awaitClaims(10);
        field.assertContained();
    }

    @Test
    void containsTheTruthByUnicast() throws InterruptedException {
        NetworkNamespace namespace = field.namespace();
        Ptp4l master = field.master(Ptp4l.grandmaster("master", namespace)
                .option("unicast_listen", "1")
                .option("inhibit_multicast_service", "1"));
        field.clock(PtpSource.builder(namespace.hostInterface())
                .unicast(namespace.inside(0).getAddress())
                .utcDeclared(true)
                .build());
        field.awaitClaims(10);
        field.assertContained();
        assertTrue(master.isServing(), master::log);
    }

    @Test
    void containsTheTruthOverIpv6() throws InterruptedException {
        NetworkNamespace namespace = field.namespace();
        field.master(Ptp4l.grandmaster("master", namespace).ipv6());
        field.clock(PtpSource.builder(namespace.hostInterface())
                .ipv6(true)
                .utcDeclared(true)
                .build());
        field.awaitClaims(20);
        field.assertContained();
    }

    /** Both have ports 319 and 320; what is for all reaches both. */
    @Test
    void livesBesideADaemonOnTheSameHost() throws InterruptedException {
        NetworkNamespace namespace = field.namespace();
        field.master(Ptp4l.grandmaster("master", namespace));
        field.clock(
                PtpSource.builder(namespace.hostInterface()).utcDeclared(true).build());
        field.awaitClaims(5);
        Ptp4l daemon = field.master(
                Ptp4l.besideUs("daemon", namespace).option("free_running", "1").option("slaveOnly", "1"));
        daemon.awaitState("UNCALIBRATED");
        Await.untilPatiently(
                "the daemon to measure its path",
                Duration.ofSeconds(30),
                Duration.ofMillis(500),
                () -> daemon.manage("GET CURRENT_DATA_SET").matches("(?s).*meanPathDelay\\s+[1-9].*"),
                daemon::log);
        field.awaitClaims(10);
        field.assertContained();
    }

    @Test
    void refusesAScaleThatNobodyDeclared() throws InterruptedException {
        NetworkNamespace namespace = field.namespace();
        field.master(Ptp4l.grandmaster("master", namespace));
        field.clock(PtpSource.builder(namespace.hostInterface()).build());
        field.awaitFailure(Reason.TIMESCALE, "declare that it sends UTC");
        assertTrue(field.client().lastClaim().isEmpty());
    }

    @Test
    void refusesAMasterThatStatesNoAccuracyUnlessAFloorIsDeclared() throws InterruptedException {
        NetworkNamespace namespace = field.namespace();
        field.master(Ptp4l.grandmaster("master", namespace).option("clockAccuracy", "0xFE"));
        field.clock(
                PtpSource.builder(namespace.hostInterface()).utcDeclared(true).build());
        field.awaitFailure(Reason.UNSYNCHRONIZED, "clockAccuracy 0xfe");
        assertTrue(field.client().lastClaim().isEmpty());
    }
}
