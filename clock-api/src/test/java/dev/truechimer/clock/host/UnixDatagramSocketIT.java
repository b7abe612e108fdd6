package dev.truechimer.clock.host;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.TemporaryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Sockets of ours, among themselves and with one of C. */
@Requires(NeedsGcc.class)
@Timeout(60)
class UnixDatagramSocketIT {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int LONGEST = 64;

    /** Short, since the path of a socket has little room. */
    private final TemporaryFolder folder = new TemporaryFolder("socket");

    @AfterEach
    void delete() {
        folder.close();
    }

    private static int errnoOf(Executable call) {
        return assertThrows(NativeCallException.class, call).errno();
    }

    @Test
    void talksToAProgramInC() throws Exception {
        HostPeer peer = HostPeer.build(folder.path());
        Path theirs = folder.file("theirs");
        int descriptor = peer.call("open_socket", theirs.toString());
        try (UnixDatagramSocket ours = UnixDatagramSocket.bind(folder.file("ours"), LONGEST)) {
            byte[] question = {0, 1, 127, -128, -1};
            ours.send(question, theirs);
            assertEquals(question.length, peer.call("answer_once", descriptor));
            assertArrayEquals(
                    new byte[] {-1, -2, -128, 127, 0}, ours.receive(LONG).orElseThrow());
            assertEquals(Optional.empty(), ours.receive(Duration.ZERO));
        } finally {
            peer.call("close_descriptor", descriptor);
        }
        assertFalse(Files.exists(folder.file("ours")), "closing removes its own file");
        assertTrue(Files.exists(theirs), "and no other");
    }

    @Test
    void keepsDatagramsApartAndCutsThoseThatAreTooLong() throws Exception {
        try (UnixDatagramSocket from = UnixDatagramSocket.bind(folder.file("from"), 2 * LONGEST);
                UnixDatagramSocket to = UnixDatagramSocket.bind(folder.file("to"), LONGEST)) {
            byte[] tooLong = new byte[2 * LONGEST];
            Arrays.fill(tooLong, (byte) 'x');
            from.send("one".getBytes(US_ASCII), folder.file("to"));
            from.send(new byte[0], folder.file("to"));
            from.send(tooLong, folder.file("to"));
            from.send("two".getBytes(US_ASCII), folder.file("to"));
            assertEquals("one", new String(to.receive(LONG).orElseThrow(), US_ASCII));
            assertEquals(0, to.receive(LONG).orElseThrow().length);
            assertArrayEquals(Arrays.copyOf(tooLong, LONGEST), to.receive(LONG).orElseThrow());
            assertEquals("two", new String(to.receive(LONG).orElseThrow(), US_ASCII));
            assertEquals(
                    "a datagram must have at most 64 bytes: 65",
                    assertThrows(IllegalArgumentException.class, () -> to.send(new byte[65], folder.file("from")))
                            .getMessage());
        }
    }

    @Test
    void waitsAsLongAsItIsTold() throws Exception {
        try (UnixDatagramSocket socket = UnixDatagramSocket.bind(folder.file("idle"), LONGEST)) {
            long begin = System.nanoTime();
            assertEquals(Optional.empty(), socket.receive(Duration.ofMillis(30)));
            assertTrue(System.nanoTime() - begin >= 30_000_000);
            // To the kernel this would mean: for ever.
            assertThrows(IllegalArgumentException.class, () -> socket.receive(Duration.ofMillis(-1)));
        }
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        HostPeer peer = HostPeer.build(folder.path());
        Path left = folder.file("left");
        peer.call("close_descriptor", peer.call("open_socket", left.toString()));
        try (UnixDatagramSocket socket = UnixDatagramSocket.bind(folder.file("ours"), LONGEST)) {
            assertEquals(Errno.ENOENT, errnoOf(() -> socket.send(new byte[1], folder.file("missing"))));
            assertEquals(Errno.ECONNREFUSED, errnoOf(() -> socket.send(new byte[1], left)));
        }
    }

    @Test
    void doesNotWaitForAPeerThatDoesNotRead() throws Exception {
        try (UnixDatagramSocket from = UnixDatagramSocket.bind(folder.file("from"), LONGEST);
                UnixDatagramSocket to = UnixDatagramSocket.bind(folder.file("to"), LONGEST)) {
            assertEquals(Errno.EAGAIN, errnoOf(() -> {
                for (int i = 0; i < 1_000_000; i++) {
                    from.send(new byte[LONGEST], folder.file("to"));
                }
            }));
            assertTrue(to.receive(LONG).isPresent());
        }
    }

    @Test
    void takesNoFileThatExists() throws Exception {
        Path taken = Files.createFile(folder.file("taken"));
        NativeCallException refused =
                assertThrows(NativeCallException.class, () -> UnixDatagramSocket.bind(taken, LONGEST));
        assertEquals(Errno.EADDRINUSE, refused.errno());
        assertEquals("bind of " + taken + " failed: EADDRINUSE, there is one already", refused.getMessage());
        assertTrue(Files.exists(taken));
        assertEquals(Errno.ENOENT, errnoOf(() -> UnixDatagramSocket.bind(folder.file("no/folder"), LONGEST)));
    }

    @Test
    void takesPathsOf107Bytes() throws Exception {
        String name = "n".repeat(107 - folder.path().toString().length() - 1);
        Path longest = folder.file(name);
        assertEquals(107, longest.toString().length());
        try (UnixDatagramSocket socket = UnixDatagramSocket.bind(longest, LONGEST)) {
            socket.send(new byte[] {42}, longest);
            assertArrayEquals(new byte[] {42}, socket.receive(LONG).orElseThrow());
            assertTrue(Files.exists(longest));
            Path tooLong = folder.file(name + "n");
            String message = "the path of a socket must have less than 108 bytes: " + tooLong;
            assertEquals(
                    message,
                    assertThrows(IllegalArgumentException.class, () -> UnixDatagramSocket.bind(tooLong, LONGEST))
                            .getMessage());
            assertEquals(
                    message,
                    assertThrows(IllegalArgumentException.class, () -> socket.send(new byte[1], tooLong))
                            .getMessage());
        }
    }

    @Test
    void isClosedOnce() throws Exception {
        UnixDatagramSocket socket = UnixDatagramSocket.bind(folder.file("ours"), LONGEST);
        socket.close();
        socket.close();
        assertThrows(IllegalStateException.class, () -> socket.receive(Duration.ZERO));
        assertThrows(IllegalStateException.class, () -> socket.send(new byte[0], folder.file("ours")));
    }
}
