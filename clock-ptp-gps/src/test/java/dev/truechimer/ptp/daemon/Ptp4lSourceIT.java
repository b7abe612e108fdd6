package dev.truechimer.ptp.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Timekeeper;
import dev.truechimer.clock.host.UnixDatagramSocket;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ptp.Ptp4lSource;
import dev.truechimer.testing.Account;
import dev.truechimer.testing.ChildJvm;
import dev.truechimer.testing.Lab;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.NetworkBridge;
import dev.truechimer.testing.NetworkNamespace;
import dev.truechimer.testing.RecordingContext;
import dev.truechimer.testing.Reports;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.SharedLibrary;
import dev.truechimer.testing.SourceWatch;
import dev.truechimer.testing.TruthReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A clock with a real ptp4l as its only source. It has software time stamps, and believes that it disciplines CLOCK_REALTIME,
 * which is the truth and is left alone.
 */
@Requires({NeedsPtp4l.class, NeedsGcc.class})
@Timeout(240)
final class Ptp4lSourceIT {

    private static final String SOURCE = "ptp4l";
    private static final Duration POLL = Duration.ofMillis(250);

    /** How long ptp4l may take to believe in its servo. */
    private static final Duration UNTIL_SLAVE = Duration.ofSeconds(90);

    @RegisterExtension
    final Lab lab = new Lab();

    @TempDir
    private Path folder;

    private Timekeeper timekeeper;
    private SourceWatch source;
    private TruthReaders readers;

    @Test
    void aSlaveVouchesAsLongAsItHasItsMaster() throws Exception {
        NetworkBridge bridge = lab.own(NetworkBridge.create(2));
        Ptp4l master = own(Ptp4l.grandmaster("master", bridge.namespace(0)).start());
        Ptp4l slave = own(Ptp4l.ordinary("slave", bridge.namespace(1))
                .option("slaveOnly", "1")
                .option("free_running", "0")
                // No step, and a servo that believes soon.
                .option("first_step_threshold", "0")
                .option("pi_proportional_const", "0.7")
                .option("pi_integral_const", "0.3")
                .environment(
                        "LD_PRELOAD",
                        SharedLibrary.build(Ptp4lSourceIT.class, "no-adjust.c", folder)
                                .toString())
                .start());
        start(slave);

        source.awaitDetail("SLAVE on " + bridge.namespace(1).insideInterface() + ", grandmaster " + master.identity());
        source.awaitClaims(8);
        assertTrue(Reports.failures(timekeeper.report(), SOURCE, Reason.UNSYNCHRONIZED) > 0, "before it was SLAVE");

        master.stop();
        source.awaitFailure(Reason.UNSYNCHRONIZED, "no port of ptp4l is SLAVE or MASTER: LISTENING");
        source.awaitDetail("LISTENING");
        long claims = source.report().claims();
        source.awaitFailures(Reason.UNSYNCHRONIZED, 4);
        assertEquals(claims, source.report().claims());
        // What a lost master leaves behind looks valid, but for two things.
        String left = slave.manage("GET TIME_STATUS_NP");
        assertTrue(left.matches("(?s).*gmPresent\\s+true.*"), left);

        master.start();
        source.awaitClaims(4);
        assertContained();
    }

    @Test
    void aGrandmasterVouchesForItselfAndMayComeAndGo() throws Exception {
        NetworkNamespace namespace = lab.own(NetworkNamespace.create());
        Ptp4l master = own(Ptp4l.grandmaster("master", namespace).startUntil("MASTER"));
        start(master);
        source.awaitClaims(4);
        source.awaitDetail("MASTER on " + namespace.insideInterface() + ", grandmaster " + master.identity());

        master.stop();
        source.awaitFailure(Reason.UNREACHABLE, "is ptp4l running");
        leaveStaleSocket(master.socket());
        source.awaitFailure(Reason.UNREACHABLE, "nobody listens");
        Files.delete(master.socket());

        master.start();
        source.awaitClaims(4);
        assertContained();
    }

    @Test
    void aMasterWithoutAReferenceDoesNotVouch() throws Exception {
        NetworkNamespace namespace = lab.own(NetworkNamespace.create());
        Ptp4l master = own(Ptp4l.grandmaster("master", namespace)
                .option("clockClass", "248")
                .startUntil("MASTER"));
        start(master);
        source.awaitFailure(Reason.UNSYNCHRONIZED, "has no reference of its own (clockClass 248)");
        assertEquals(0, source.report().claims());
    }

    @Test
    void anotherDomainIsNotAnswered() throws Exception {
        NetworkNamespace namespace = lab.own(NetworkNamespace.create());
        Ptp4l master = own(Ptp4l.grandmaster("master", namespace).startUntil("MASTER"));
        start(Ptp4lSource.builder(master.socket()).domain(7));
        source.awaitFailure(Reason.NO_REPLY, "its domainNumber is not 7");
        assertEquals(0, source.report().claims());
    }

    /** The superuser of the test, but without the right to pass over permissions. */
    @Test
    void aSocketOfAnotherUserSaysWhatToDo() throws Exception {
        NetworkNamespace namespace = lab.own(NetworkNamespace.create());
        Ptp4l master = own(Ptp4l.grandmaster("master", namespace).startUntil("MASTER"));
        Account.nobody().own(master.socket());
        Files.setPosixFilePermissions(master.socket(), PosixFilePermissions.fromString("rw-rw----"));
        List<String> command = new ArrayList<>(List.of(
                "setpriv",
                "--bounding-set=-dac_override,-dac_read_search",
                "--inh-caps=-dac_override,-dac_read_search"));
        ProcessBuilder child =
                ChildJvm.small(FirstFailure.class, master.socket().toString());
        command.addAll(child.command());
        Process process = child.command(command).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertTrue(said.contains("UNREACHABLE") && said.contains("EACCES, this user may not"), said);
        assertTrue(said.contains("/var/run/ptp4lro"), said);
    }

    /** Prints what a source first reports. */
    static final class FirstFailure {

        private FirstFailure() {}

        public static void main(String[] arguments) {
            RecordingContext context = new RecordingContext();
            try (Ptp4lSource asked = Ptp4lSource.builder(Path.of(arguments[0])).build()) {
                asked.start(context);
                System.out.println(context.next());
            }
        }
    }

    private Ptp4l own(Ptp4l daemon) {
        lab.describe("log of " + daemon.socket(), daemon::log);
        return lab.own(daemon);
    }

    private void start(Ptp4l daemon) {
        start(Ptp4lSource.builder(daemon.socket()));
    }

    private void start(Ptp4lSource.Builder builder) {
        timekeeper = lab.timekeeper(
                "the clock",
                Timekeeper.builder().source(builder.name(SOURCE).poll(POLL).build()));
        source = new SourceWatch(timekeeper, SOURCE, UNTIL_SLAVE);
        readers = lab.readers(1, List.of(new TruthReaders.Subject(SOURCE, timekeeper.clock(), Ticks.system())));
    }

    /** A socket's file whose owner has ended: a second name for a file whose first one went with its owner. */
    private void leaveStaleSocket(Path path) throws IOException {
        Path first = folder.resolve("first");
        UnixDatagramSocket socket = UnixDatagramSocket.bind(first, 1);
        Files.createLink(path, first);
        socket.close();
    }

    private void assertContained() {
        assertEquals(0, readers.tally(SOURCE).misses(), readers::toString);
        assertTrue(readers.tally(SOURCE).bounded() > 1000, readers::toString);
        assertEquals(0, timekeeper.report().disruptions(), () -> Reports.text(timekeeper.report()));
        System.out.println(readers);
        System.out.println(Reports.text(timekeeper.report()));
    }
}
