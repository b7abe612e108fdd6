package dev.truechimer.clock.host;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A datagram socket in the file system, which the JDK does not have.
 *
 * <p><b>Threads:</b> one at a time. <b>Lifetime:</b> its own file is made by {@link #bind} and removed by {@link #close}.
 * <b>Source:</b> unix(7).
 */
public final class UnixDatagramSocket implements AutoCloseable {

    private static final int FAMILY = 1;
    /** SOCK_DGRAM, SOCK_CLOEXEC. */
    private static final int TYPE = 2 | 0x80000;
    /** Of sun_path, with the zero that ends it. */
    private static final int LONGEST_PATH = 108;

    private static final int DONT_WAIT = 0x40;
    /** POLLIN of poll(2). */
    private static final short READABLE = 1;

    private static final int POLL_EVENTS_AT = 4;
    private static final int POLL_BYTES = 8;

    private final Path own;
    private final int fd;
    private final NativeMemory data;
    private final NativeMemory poll = new NativeMemory(POLL_BYTES);
    private boolean closed;

    private UnixDatagramSocket(Path own, int fd, NativeMemory data) {
        this.own = own;
        this.fd = fd;
        this.data = data;
    }

    /**
     * Opens a socket.
     *
     * @param own its file, which must not exist, in a folder that the peer can reach
     * @param longest how many bytes a datagram may have; of a longer one only these arrive
     * @throws NativeCallException if the kernel refuses
     * @throws IllegalArgumentException if the path is longer than 107 bytes
     * @throws UnsupportedOperationException if JNA is missing; the message says what to do
     */
    public static UnixDatagramSocket bind(Path own, int longest) throws NativeCallException {
        NativeMemory address = address(own);
        NativeMemory data = new NativeMemory(longest);
        int fd = LibC.socket(FAMILY, TYPE, 0);
        if (fd < 0) {
            throw new NativeCallException("socket", own.toString(), LibC.errno());
        }
        try {
            if (LibC.bind(fd, address.address(), address.bytes().limit()) != 0) {
                int errno = LibC.errno();
                LibC.close(fd);
                throw new NativeCallException("bind", own.toString(), errno);
            }
        } finally {
            Reference.reachabilityFence(address);
        }
        return new UnixDatagramSocket(own, fd, data);
    }

    /**
     * Sends a datagram; does not wait.
     *
     * @param datagram not longer than the longest that was said at {@link #bind}
     * @param peer the file of the socket that it is for
     * @throws IllegalArgumentException if the datagram or the path is too long
     * @throws NativeCallException if nobody listens there, this user may not, or the peer's queue is full
     */
    public void send(byte[] datagram, Path peer) throws NativeCallException {
        requireOpen();
        if (datagram.length > data.bytes().capacity()) {
            throw new IllegalArgumentException(
                    "a datagram must have at most " + data.bytes().capacity() + " bytes: " + datagram.length);
        }
        NativeMemory address = address(peer);
        data.bytes().put(0, datagram);
        try {
            int addressBytes = address.bytes().limit();
            if (LibC.sendto(fd, data.address(), datagram.length, DONT_WAIT, address.address(), addressBytes) < 0) {
                throw new NativeCallException("sendto", peer.toString(), LibC.errno());
            }
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    /**
     * Waits for a datagram.
     *
     * @param timeout how long at most, in whole milliseconds, {@code >= 0}
     * @return what arrived; empty if nothing did in time, or a signal came first
     * @throws IllegalArgumentException if the timeout is negative
     * @throws ArithmeticException if it is longer than 24 days
     * @throws NativeCallException if the socket is broken
     */
    public Optional<byte[]> receive(Duration timeout) throws NativeCallException {
        requireOpen();
        // To poll(2) it would mean: for ever.
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout must be >= 0: " + timeout);
        }
        ByteBuffer descriptor = poll.bytes();
        descriptor.putInt(0, fd).putShort(POLL_EVENTS_AT, READABLE).putShort(POLL_EVENTS_AT + 2, (short) 0);
        int ready = LibC.poll(poll.address(), 1, Math.toIntExact(timeout.toMillis()));
        if (ready < 0 && LibC.errno() != Errno.EINTR) {
            throw new NativeCallException("poll", own.toString(), LibC.errno());
        }
        if (ready <= 0) {
            return Optional.empty();
        }
        long received = LibC.recv(fd, data.address(), data.bytes().capacity(), DONT_WAIT);
        if (received < 0 && LibC.errno() == Errno.EAGAIN) {
            return Optional.empty();
        }
        if (received < 0) {
            throw new NativeCallException("recv", own.toString(), LibC.errno());
        }
        byte[] datagram = new byte[(int) received];
        data.bytes().get(0, datagram);
        return Optional.of(datagram);
    }

    /** Closes it and removes its file; later calls do nothing. */
    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            LibC.close(fd);
            Files.deleteIfExists(own);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(own + " is closed");
        }
    }

    /** A struct sockaddr_un whose buffer ends where the address does. */
    private static NativeMemory address(Path path) {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length >= LONGEST_PATH) {
            throw new IllegalArgumentException(
                    "the path of a socket must have less than " + LONGEST_PATH + " bytes: " + path);
        }
        NativeMemory address = new NativeMemory(Short.BYTES + name.length + 1);
        address.bytes().putShort(0, (short) FAMILY).put(Short.BYTES, name);
        return address;
    }
}
