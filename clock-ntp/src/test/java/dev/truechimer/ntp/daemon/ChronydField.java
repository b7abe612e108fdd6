package dev.truechimer.ntp.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ntp.NtpSource;
import dev.truechimer.testing.Await;
import dev.truechimer.testing.Reports;
import dev.truechimer.testing.ScaledTicks;
import dev.truechimer.testing.TruthReaders;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Several chronyd servers, each perhaps behind a relay, and two timekeepers that use them all: one on an oscillator that is
 * wrong and can't be slewed, so that its rate is estimated; one on the host's own, where the host's slew bound counts. Two
 * threads read both clocks without pause.
 *
 * <p><b>Threads:</b> the test's.
 */
final class ChronydField {

    /** For what should happen soon: generous, because nothing but patience is lost on a busy machine. */
    static final Duration SOON = Duration.ofSeconds(60);

    /** By how much the one oscillator is too fast, in parts per million. */
    static final long WRONG_BY_PPM = 120;

    private static final int READERS = 2;
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final DaemonLab lab;
    private final List<Chronyd> servers = new ArrayList<>();
    private final List<UdpRelay> relays = new ArrayList<>();
    private final List<TruthReaders.Subject> subjects = new ArrayList<>();
    private final List<Timekeeper> timekeepers = new ArrayList<>();

    ChronydField(DaemonLab lab) {
        this.lab = lab;
    }

    /** Starts a server, which is given the next number, and a relay in front of it. */
    void addServer(Chronyd.Role role, Link there, Link back) throws InterruptedException {
        addServer(role);
        relays.add(lab.relay(servers.get(servers.size() - 1), there, back));
    }

    /** Starts a server, which is given the next number. */
    void addServer(Chronyd.Role role) throws InterruptedException {
        servers.add(lab.chronyd(name(servers.size()), role));
    }

    /** What the server of this number is called, and the source that asks it. */
    static String name(int number) {
        return "server-" + number;
    }

    int servers() {
        return servers.size();
    }

    Chronyd server(int number) {
        return servers.get(number);
    }

    List<UdpRelay> relays() {
        return relays;
    }

    /** The one whose oscillator is wrong, then the one on the host's. */
    List<Timekeeper> timekeepers() {
        return timekeepers;
    }

    List<TruthReaders.Subject> subjects() {
        return subjects;
    }

    /** A source that asks the server of this number through its relay. */
    NtpSource throughRelay(int number) {
        return options(number, relays.get(number).address()).build();
    }

    /** Options of a source that asks often and does not wait long. */
    static NtpSource.Builder options(int number, InetSocketAddress address) {
        return NtpSource.builder(address)
                .name(name(number))
                .minPoll(Duration.ofMillis(100))
                .maxPoll(Duration.ofMillis(200))
                .timeout(Duration.ofMillis(500));
    }

    /** Starts both timekeepers and the readers, these first, so that the first bounded reading is checked too. */
    TruthReaders start(IntFunction<NtpSource> source) throws InterruptedException {
        for (Ticks ticks : List.of(new ScaledTicks(WRONG_BY_PPM), Ticks.system())) {
            Timekeeper.Builder builder = Timekeeper.builder().ticks(ticks);
            IntStream.range(0, servers.size()).mapToObj(source).forEach(builder::source);
            String name = ticks.slewable() ? "nanoTime" : "+" + WRONG_BY_PPM + " ppm";
            Timekeeper timekeeper = lab.timekeeper(name, builder);
            timekeepers.add(timekeeper);
            subjects.add(new TruthReaders.Subject(name, timekeeper.clock(), ticks));
        }
        TruthReaders readers = lab.readers(READERS, subjects);
        for (Timekeeper each : timekeepers) {
            assertTrue(each.awaitSynchronized(SOON), () -> "not synchronised: " + Reports.text(each.report()));
        }
        return readers;
    }

    /** Waits until a condition holds in both timekeepers at one look. */
    void await(String what, Duration timeout, Predicate<ClockReport> condition) throws InterruptedException {
        Await.untilPatiently(
                what,
                timeout,
                LOOK_EVERY,
                () -> timekeepers.stream().allMatch(each -> condition.test(each.report())),
                () -> "see the state of the test");
    }

    /** Waits until both timekeepers think so of a server. */
    void awaitVerdict(int number, Verdict verdict) throws InterruptedException {
        String what = name(number) + " to be " + verdict;
        await(what, SOON, report -> Reports.verdict(report, name(number)) == verdict);
    }

    /** Waits until both timekeepers have this status. */
    void awaitStatus(ClockStatus status) throws InterruptedException {
        await(status.name(), SOON, report -> report.status() == status);
    }

    /** Half the widths of both clocks now. */
    List<Long> epsilons() {
        return timekeepers.stream().map(each -> each.report().epsilonNanos()).toList();
    }

    /** There were bounded readings of both clocks, none missed the truth, and none was withdrawn. */
    void assertContained(TruthReaders readers) {
        for (TruthReaders.Subject subject : subjects) {
            TruthReaders.Tally tally = readers.tally(subject.name());
            assertTrue(tally.readings() > 0 && tally.bounded() > 0, readers::toString);
            assertEquals(0, tally.misses(), readers::toString);
        }
        for (Timekeeper each : timekeepers) {
            ClockReport report = each.report();
            assertEquals(0, report.disruptions(), () -> Reports.text(report));
        }
    }

    /** The same, and prints what was found. */
    void finish(TruthReaders readers) {
        assertContained(readers);
        System.out.println(readers);
        timekeepers.forEach(each -> System.out.println(Reports.text(each.report())));
        relays.forEach(System.out::println);
    }
}
