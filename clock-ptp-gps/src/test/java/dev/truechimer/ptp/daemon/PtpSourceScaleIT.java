package dev.truechimer.ptp.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.PtpSource;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.NetworkNamespace;
import dev.truechimer.testing.Requires;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The scale of a real ptp4l: one that sends TAI, one that says so and sends UTC, one that has a wrong table. */
@Requires(NeedsPtp4l.class)
@Timeout(120)
final class PtpSourceScaleIT {

    @RegisterExtension
    final PtpField field = new PtpField();

    @Test
    @Requires(NeedsGcc.class)
    void containsTheTruthOfAMasterThatSendsTai() throws IOException, InterruptedException {
        NetworkNamespace namespace = field.namespace();
        Ptp4l master = field.master(Ptp4l.grandmaster("master", namespace)
                .environment("LD_PRELOAD", field.shim().toString())
                .environment("SHIFT_SECONDS", "37"));
        master.awaitState("MASTER");
        master.say(37);
        field.clock(PtpSource.builder(namespace.hostInterface()).build());
        field.awaitClaims(20);
        field.awaitDetail(", TAI");
        field.assertContained();
    }

    @Test
    void aMasterThatSaysTaiAndSendsUtcIsNamedAFalseticker() throws InterruptedException {
        NetworkNamespace namespace = field.namespace();
        Ptp4l master = field.master(Ptp4l.grandmaster("master", namespace));
        master.awaitState("MASTER");
        master.say(37);
        field.clock(
                PtpSource.builder(namespace.hostInterface()).build(),
                new HostClockSource("true"),
                new HostClockSource("as true"));
        field.awaitClaims(10);
        field.awaitVerdict(Verdict.FALSETICKER);
        field.assertContained();
    }

    @Test
    void refusesAMasterWhoseOffsetFromUtcIsNotThatOfTheTable() throws InterruptedException {
        NetworkNamespace namespace = field.namespace();
        Ptp4l master = field.master(Ptp4l.grandmaster("master", namespace));
        master.awaitState("MASTER");
        master.say(36);
        field.clock(PtpSource.builder(namespace.hostInterface()).build());
        field.awaitFailure(Reason.IMPLAUSIBLE, "TAI-UTC is 36 s");
        assertEquals(0, field.client().claims());
        assertTrue(field.client().lastClaim().isEmpty());
    }
}
