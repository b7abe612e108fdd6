package dev.truechimer.ntp.daemon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ntp.daemon.Link.Law;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.Reports;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.TruthReaders;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Four real chronyd servers: the clock contains the truth, whatever the network, one server and the oscillator do. */
@Requires(NeedsChronyd.class)
final class ChronydContainmentIT {

    private static final int SERVERS = 4;
    private static final Duration LEAST_RUN = Duration.ofSeconds(60);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(150);
    private static final long LEAST_EXCHANGES = 200;
    private static final Duration LIE = Duration.ofMillis(250);
    /** How near the truth must come to an end of an interval for a test without a network to prove something. */
    private static final Duration HAIR = Duration.ofMillis(1);

    @RegisterExtension
    final DaemonLab lab = new DaemonLab();

    private final ChronydField field = new ChronydField(lab);

    @Test
    @Timeout(300)
    void containsTheTruthOverARoughNetworkAndNamesALiar() throws InterruptedException {
        for (int i = 0; i < SERVERS; i++) {
            field.addServer(new Chronyd.Honest(), rough(roads().get(2 * i)), rough(roads().get(2 * i + 1)));
        }
        Chronyd reference = lab.chronyd("the liar's reference", new Chronyd.Honest());
        Ticks stopwatch = Ticks.system();
        long startNanos = stopwatch.nanos();
        TruthReaders readers = field.start(field::throughRelay);

        field.await(
                "at least a minute, and enough exchanges with each server",
                LONGEST_RUN,
                report -> Reports.fewestClaims(report) >= LEAST_EXCHANGES
                        && stopwatch.nanos() - startNanos >= LEAST_RUN.toNanos());
        awaitTruechimers(SERVERS);
        field.assertContained(readers);

        field.server(3).stop();
        field.server(3).start(new Chronyd.Falseticker(reference, LIE));
        field.awaitVerdict(3, Verdict.FALSETICKER);
        Await.pass(Duration.ofSeconds(10));
        field.awaitVerdict(3, Verdict.FALSETICKER);
        awaitTruechimers(3);
        field.assertContained(readers);

        field.server(3).stop();
        field.server(3).start(new Chronyd.Honest());
        awaitTruechimers(SERVERS);
        field.finish(readers);
        field.relays().forEach(ChronydContainmentIT::assertRough);
    }

    @Test
    @Timeout(120)
    void containsTheTruthByAHairOverLoopback() throws InterruptedException {
        for (int i = 0; i < SERVERS; i++) {
            field.addServer(new Chronyd.Honest());
        }
        // A local chronyd states no error, so there is nothing to be rounded: only the path keeps the ends from the
        // truth.
        TruthReaders readers =
                field.start(i -> ChronydField.options(i, field.server(i).address())
                        .rootFieldsRoundedUp(true)
                        .build());
        field.await("exchanges", ChronydField.SOON, report -> Reports.fewestClaims(report) >= 60);
        awaitTruechimers(SERVERS);
        field.finish(readers);
        for (TruthReaders.Subject subject : field.subjects()) {
            TruthReaders.Tally tally = readers.tally(subject.name());
            assertTrue(tally.leastMarginNanos() < HAIR.toNanos(), () -> "the test was too easy: " + tally);
        }
    }

    /** Ways there and back of the four servers, in turn; none is symmetric. */
    private static List<Link> roads() {
        return List.of(
                Link.delaying(ofMicros(2_000)).jitter(Law.UNIFORM, ofMicros(1_000)),
                Link.delaying(ofMicros(9_000)).jitter(Law.UNIFORM, ofMicros(3_000)),
                Link.delaying(ofMicros(15_000)).jitter(Law.EXPONENTIAL, ofMicros(4_000)),
                Link.delaying(ofMicros(3_000)).jitter(Law.EXPONENTIAL, ofMicros(500)),
                Link.delaying(ofMicros(300)).jitter(Law.EXPONENTIAL, ofMicros(200)),
                Link.delaying(ofMicros(600)).jitter(Law.UNIFORM, ofMicros(400)),
                Link.delaying(ofMicros(6_000)).jitter(Law.UNIFORM, ofMicros(5_000)),
                Link.delaying(ofMicros(25_000)).jitter(Law.EXPONENTIAL, ofMicros(6_000)));
    }

    private static Link rough(Link road) {
        return road.losing(0.05).duplicating(0.05).holding(0.05, Duration.ofMillis(350));
    }

    private void awaitTruechimers(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            field.awaitVerdict(i, Verdict.TRUECHIMER);
        }
    }

    private static void assertRough(UdpRelay relay) {
        for (UdpRelay.Statistics each : List.of(relay.there(), relay.back())) {
            assertTrue(each.lost() > 0 && each.duplicated() > 0 && each.reordered() > 0, relay::toString);
        }
    }

    private static Duration ofMicros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
