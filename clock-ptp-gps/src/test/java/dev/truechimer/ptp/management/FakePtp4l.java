package dev.truechimer.ptp.management;

import dev.truechimer.clock.host.Errno;
import dev.truechimer.clock.host.NativeCallException;
import dev.truechimer.clock.host.UnixDatagramSocket;
import dev.truechimer.ptp.wire.ManagementContent;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpCodec;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage.Management;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Answers questions as a test wants it: to each, some datagrams. */
final class FakePtp4l {

    private static final int RESPONSE = 2;

    private final UnixDatagramSocket socket;
    private final Path folderOfClients;
    private final Function<Management, List<byte[]>> answers;
    private final Thread thread = new Thread(this::run, "fake ptp4l");
    private volatile boolean closed;

    FakePtp4l(Path path, Path folderOfClients, Function<Management, List<byte[]>> answers) throws IOException {
        this.socket = UnixDatagramSocket.bind(path, 2048);
        this.folderOfClients = folderOfClients;
        this.answers = answers;
        thread.setDaemon(true);
        thread.start();
    }

    /** What a ptp4l in this state answers. */
    static List<byte[]> honest(Management question, Ptp4lState state) {
        return switch (question.content().id()) {
            case ManagementContent.Defaults.ID -> List.of(answer(question, 0, state.defaults()));
            case ManagementContent.TimeStatus.ID -> List.of(answer(question, 0, state.status()));
            case ManagementContent.Current.ID -> List.of(answer(question, 0, state.current()));
            case ManagementContent.Parent.ID -> List.of(answer(question, 0, state.parent()));
            case ManagementContent.TimeProperties.ID -> List.of(answer(question, 0, state.time()));
            case ManagementContent.PortState.ID ->
                state.ports().stream()
                        .map(port -> answer(question, port.port().port(), port))
                        .toList();
            case ManagementContent.PortProperties.ID ->
                state.properties().stream()
                        .map(port -> answer(question, port.port().port(), port))
                        .toList();
            default -> List.of();
        };
    }

    static byte[] answer(Management question, int port, ManagementContent content) {
        return answer(question, question.header().sequence(), port, content);
    }

    static byte[] answer(Management question, int sequence, int port, ManagementContent content) {
        PtpHeader header = new PtpHeader(
                question.header().sdoId(),
                0,
                question.header().domain(),
                0,
                0,
                new PortIdentity(StateMaker.SELF, port),
                sequence,
                127);
        return PtpCodec.encode(new Management(header, question.header().source(), RESPONSE, content));
    }

    private void run() {
        try {
            while (!closed) {
                var question = socket.receive(Duration.ofMillis(50));
                if (question.isPresent()
                        && PtpCodec.decode(ByteBuffer.wrap(question.get())) instanceof Management management) {
                    for (byte[] answer : answers.apply(management)) {
                        send(answer);
                    }
                }
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A queue holds only a few datagrams until the client has read some. */
    private void send(byte[] answer) throws IOException {
        boolean sent = false;
        while (!sent && !closed) {
            try {
                socket.send(answer, client());
                sent = true;
            } catch (NativeCallException e) {
                if (e.errno() != Errno.EAGAIN) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private Path client() throws IOException {
        try (Stream<Path> folders = Files.list(folderOfClients)) {
            return folders.findFirst().orElseThrow().resolve("ptp4l");
        }
    }

    void stop() throws IOException, InterruptedException {
        closed = true;
        thread.join();
        socket.close();
    }
}
