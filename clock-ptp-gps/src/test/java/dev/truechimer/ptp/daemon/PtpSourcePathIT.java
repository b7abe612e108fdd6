package dev.truechimer.ptp.daemon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.PtpSource;
import dev.truechimer.ptp.daemon.PtpRelay.Steps;
import dev.truechimer.testing.NetworkBridge;
import dev.truechimer.testing.NetworkNamespace;
import dev.truechimer.testing.Requires;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ways to real ptp4l masters: long and not symmetric ones, one that makes one-step messages, and two masters on one bus. */
@Requires(NeedsPtp4l.class)
@Timeout(120)
final class PtpSourcePathIT {

    private static final Duration BACK = Duration.ofMillis(4);
    private static final Duration THERE = Duration.ofMillis(1);

    @RegisterExtension
    final PtpField field = new PtpField();

    @Test
    void containsTheTruthOverAnAsymmetricPath() throws IOException, InterruptedException {
        NetworkNamespace behindRelay = relayed(Steps.TWO, BACK, THERE);
        field.clock(
                PtpSource.builder(behindRelay.hostInterface()).utcDeclared(true).build());
        field.awaitClaims(20);
        field.assertContained();
        long narrowest = field.tally().narrowestNanos();
        assertTrue(narrowest >= BACK.plus(THERE).toNanos(), () -> "narrower than the path: " + narrowest);
        // The middle of an interval is off by half of the asymmetry, the truth nearer to its end by as much.
        long margin = field.tally().leastMarginNanos();
        assertTrue(margin < narrowest / 2 - Duration.ofMillis(1).toNanos(), () -> "no asymmetry: " + margin);
    }

    @Test
    void leastDelaysTakeTheKnownPartOfThePathAway() throws IOException, InterruptedException {
        NetworkNamespace behindRelay = relayed(Steps.TWO, BACK, THERE);
        field.clock(PtpSource.builder(behindRelay.hostInterface())
                .utcDeclared(true)
                .minimumDelays(THERE, BACK)
                .build());
        field.awaitClaims(20);
        field.assertContained();
        long narrowest = field.tally().narrowestNanos();
        assertTrue(narrowest < BACK.plus(THERE).toNanos(), () -> "as wide as the path: " + narrowest);
    }

    @Test
    void containsTheTruthOfAOneStepMaster() throws IOException, InterruptedException {
        NetworkNamespace masters = field.namespace();
        NetworkNamespace clients = field.namespace();
        field.master(Ptp4l.grandmaster("master", masters));
        PtpRelay relay = field.relay(masters, clients, Duration.ZERO, Duration.ZERO, Steps.ONE);
        field.clock(PtpSource.builder(clients.hostInterface()).utcDeclared(true).build());
        field.awaitClaims(20);
        field.assertContained();
        assertTrue(relay.oneStepSyncs() >= 20, () -> "one-step messages: " + relay.oneStepSyncs());
    }

    @Test
    void followsTheBetterOfTwoMastersUntilItDies() throws InterruptedException {
        NetworkBridge bridge = field.bridge(2);
        Ptp4l better = field.master(Ptp4l.grandmaster("better", bridge.namespace(0)));
        Ptp4l worse = field.master(Ptp4l.grandmaster("worse", bridge.namespace(1))
                .option("priority1", "110")
                .option("clockClass", "7"));
        better.awaitState("MASTER");
        worse.awaitState("PASSIVE");
        String betterName = better.identity();
        field.clock(PtpSource.builder(bridge.hostInterface()).utcDeclared(true).build());
        field.awaitDetail(betterName);
        field.awaitClaims(10);
        better.stop();
        field.awaitDetail(worse.identity());
        field.awaitClaims(10);
        better.start();
        field.awaitDetail(betterName);
        field.awaitClaims(10);
        field.assertContained();
    }

    @Test
    void waitsForAnInterfaceThatIsNotThere() throws InterruptedException {
        NetworkNamespace namespace = field.namespace();
        field.master(Ptp4l.grandmaster("master", namespace));
        field.clock(
                PtpSource.builder(namespace.hostInterface()).utcDeclared(true).build());
        field.awaitClaims(5);
        namespace.hostDown();
        field.awaitFailure(Reason.UNREACHABLE, "is down");
        namespace.hostUp();
        field.awaitClaims(5);
        field.assertContained();
    }

    private NetworkNamespace relayed(Steps steps, Duration toClient, Duration toMaster) throws IOException {
        NetworkNamespace masters = field.namespace();
        NetworkNamespace clients = field.namespace();
        field.master(Ptp4l.grandmaster("master", masters));
        field.relay(masters, clients, toClient, toMaster, steps);
        return clients;
    }
}
