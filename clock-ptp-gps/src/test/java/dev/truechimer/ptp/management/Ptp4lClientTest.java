package dev.truechimer.ptp.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ptp.management.Ptp4lClient.NoStateException;
import dev.truechimer.ptp.wire.ManagementContent.ErrorStatus;
import dev.truechimer.ptp.wire.ManagementContent.PortState;
import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import dev.truechimer.ptp.wire.PtpMessage.Management;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The client with a ptp4l that answers what a test wants, over real sockets. */
@EnabledOnOs(OS.LINUX)
class Ptp4lClientTest {

    private static final Ptp4lState STATE = new StateMaker().ports(6, 9).make();

    @TempDir
    private Path folder;

    private final List<SourceFailure> dropped = Collections.synchronizedList(new ArrayList<>());
    private Ptp4lClient client;
    private Path clients;

    @BeforeEach
    void makeClient() throws Exception {
        clients = Files.createDirectory(folder.resolve("clients"));
        Ptp4lOptions options = new Ptp4lOptions(socket(), clients, 0, 0, 0, OptionalLong.empty(), 0, 0);
        client = new Ptp4lClient(options, Ticks.system(), new Random(1), dropped::add);
    }

    @AfterEach
    void closeClient() throws Exception {
        client.close();
        try (Stream<Path> left = Files.list(clients)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void asksForTheWholeState() throws Throwable {
        whileAnswering(question -> FakePtp4l.honest(question, STATE), () -> {
            assertEquals(STATE, client.ask());
            assertEquals(STATE, client.ask());
        });
        assertEquals(List.of(), dropped);
    }

    @Test
    void everyUserMayAnswerWhoKnowsThePath() throws Throwable {
        whileAnswering(question -> FakePtp4l.honest(question, STATE), () -> {
            client.ask();
            try (Stream<Path> found = Files.list(clients)) {
                Path own = found.findFirst().orElseThrow();
                assertEquals("rwx--x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(own)));
                assertEquals(
                        "rw-rw-rw-",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(own.resolve("ptp4l"))));
            }
        });
    }

    @Test
    void whatIsNoAnswerIsDroppedAndCounted() throws Throwable {
        Function<Management, List<byte[]>> noisy = question -> {
            List<byte[]> answers = new ArrayList<>();
            answers.add(new byte[7]);
            answers.add(FakePtp4l.answer(question, question.header().sequence() + 1, 0, question.content()));
            answers.addAll(FakePtp4l.honest(question, STATE));
            // The same once more: the next question finds it.
            answers.add(answers.get(2));
            return answers;
        };
        whileAnswering(noisy, () -> {
            assertEquals(STATE, client.ask());
        });
        List<Reason> reasons = dropped.stream().map(SourceFailure::reason).toList();
        assertEquals(7, Collections.frequency(reasons, Reason.MALFORMED));
        // A repetition that arrives while another port is waited for is taken for it, and is none.
        assertTrue(Collections.frequency(reasons, Reason.UNSOLICITED) >= 12, dropped::toString);
    }

    @Test
    void anEmptyDataSetIsNoAnswer() throws Throwable {
        whileAnswering(question -> List.of(FakePtp4l.answer(question, 0, question.content())), () -> {
            SourceFailure failure = failure();
            assertEquals(Reason.NO_REPLY, failure.reason());
        });
        assertEquals(Reason.MALFORMED, dropped.get(0).reason());
    }

    @Test
    void silenceIsReportedAndAnotherSocketMade() throws Throwable {
        whileAnswering(question -> List.of(), () -> {
            SourceFailure failure = failure();
            assertEquals(Reason.NO_REPLY, failure.reason());
            assertTrue(failure.detail().contains("did not answer 0x2000 within 900 ms"), failure::toString);
        });
        whileAnswering(question -> FakePtp4l.honest(question, STATE), () -> {
            assertEquals(STATE, client.ask());
        });
    }

    @Test
    void aPortThatDoesNotAnswerIsMissed() throws Throwable {
        Function<Management, List<byte[]>> oneLess = question -> {
            List<byte[]> answers = FakePtp4l.honest(question, STATE);
            return question.content().id() == PortState.ID ? answers.subList(0, 1) : answers;
        };
        whileAnswering(oneLess, () -> {
            assertTrue(failure().detail().contains("did not answer 0x2004"));
        });
    }

    @Test
    void aFloodEndsAQuestion() throws Throwable {
        whileAnswering(question -> Collections.nCopies(16, new byte[40]), () -> {
            SourceFailure failure = failure();
            assertEquals(Reason.NO_REPLY, failure.reason());
            assertTrue(failure.detail().contains("among 16 datagrams"), failure::toString);
        });
        assertEquals(16, dropped.size());
    }

    @Test
    void anErrorAndAnImpossibleCountAreReported() throws Throwable {
        Function<Management, List<byte[]>> declines = question -> List.of(FakePtp4l.answer(
                question, 0, new ErrorStatus(2, question.content().id())));
        whileAnswering(declines, () -> {
            assertTrue(failure().detail().contains("managementErrorId 0x0002"));
        });
        Ptp4lState none = new StateMaker()
                .ports()
                .grandmaster(new ClockQuality(6, 0x21, 0))
                .ports()
                .make();
        whileAnswering(question -> FakePtp4l.honest(question, none), () -> {
            SourceFailure failure = failure();
            assertEquals(new SourceFailure(Reason.IMPLAUSIBLE, "ptp4l says that it has 0 ports"), failure);
        });
    }

    @Test
    void aMissingSocketIsReported() {
        SourceFailure failure = failure();
        assertEquals(Reason.UNREACHABLE, failure.reason());
        assertTrue(failure.detail().contains("is ptp4l running"), failure::toString);
    }

    @Test
    void aMissingFolderIsReported() throws Exception {
        Path missing = folder.resolve("missing");
        Ptp4lOptions options = new Ptp4lOptions(socket(), missing, 0, 0, 0, OptionalLong.empty(), 0, 0);
        try (Ptp4lClient other = new Ptp4lClient(options, Ticks.system(), new Random(1), dropped::add)) {
            SourceFailure failure =
                    assertThrows(NoStateException.class, other::ask).failure();
            assertEquals(Reason.INTERNAL, failure.reason());
            assertTrue(failure.detail().contains(missing.toString()), failure::toString);
        }
    }

    private SourceFailure failure() {
        return assertThrows(NoStateException.class, client::ask).failure();
    }

    private Path socket() {
        return folder.resolve("ptp4l");
    }

    /** Runs a part of a test while somebody answers. */
    private void whileAnswering(Function<Management, List<byte[]>> answers, Executable part) throws Throwable {
        FakePtp4l fake = new FakePtp4l(socket(), clients, answers);
        try {
            part.execute();
        } finally {
            fake.stop();
        }
    }
}
