package dev.truechimer.ntp.daemon;

import dev.truechimer.testing.HostTime;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One NTP request by the bytes, independent of the client under test: tells whether a daemon is ready, and what it serves.
 * <b>Source:</b> RFC 5905, section 7.3.
 *
 * @param leap 0 to 3; 3: not synchronised
 * @param stratum 0: kiss code, or not synchronised
 * @param referenceId as text if it is printable, else in hex
 * @param offsetNanos the server's time less the host's CLOCK_REALTIME, by the midpoint, so half the round trip may be wrong
 * @param roundTripNanos between sending and receiving, by the host's clock
 */
record NtpQuery(int leap, int stratum, String referenceId, long offsetNanos, long roundTripNanos) {

    private static final int BYTES = 48;
    private static final byte CLIENT_V4 = 0b00_100_011;
    private static final int UNSYNCHRONIZED = 3;
    private static final int REFERENCE_ID_AT = 12;
    private static final int ORIGIN_AT = 24;
    private static final int RECEIVE_AT = 32;
    private static final int TRANSMIT_AT = 40;
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
    private static final long SECOND = 1_000_000_000L;
    private static final AtomicLong NONCES = new AtomicLong(0x5eed_0000_0000_0001L);

    /** Asks once. @return the reply; empty if none came in time or nobody listens */
    static Optional<NtpQuery> ask(InetSocketAddress server, Duration timeout) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server);
            socket.setSoTimeout(Math.toIntExact(timeout.toMillis()));
            long nonce = NONCES.getAndIncrement();
            byte[] request = ByteBuffer.allocate(BYTES)
                    .put(0, CLIENT_V4)
                    .putLong(TRANSMIT_AT, nonce)
                    .array();
            long sentNanos = HostTime.utcNanos();
            socket.send(new DatagramPacket(request, BYTES));
            DatagramPacket reply = new DatagramPacket(new byte[512], 512);
            socket.receive(reply);
            long receivedNanos = HostTime.utcNanos();
            ByteBuffer bytes = ByteBuffer.wrap(reply.getData(), 0, reply.getLength());
            if (reply.getLength() < BYTES || bytes.getLong(ORIGIN_AT) != nonce) {
                return Optional.empty();
            }
            return Optional.of(parse(bytes, sentNanos, receivedNanos));
        } catch (SocketTimeoutException | PortUnreachableException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("NTP request to " + server, e);
        }
    }

    /** Whether the server says that it has the time. */
    boolean isSynchronized() {
        return leap != UNSYNCHRONIZED && stratum > 0;
    }

    private static NtpQuery parse(ByteBuffer bytes, long sentNanos, long receivedNanos) {
        long atServer = (utcNanos(bytes.getLong(RECEIVE_AT)) + utcNanos(bytes.getLong(TRANSMIT_AT))) / 2;
        long atHost = sentNanos + (receivedNanos - sentNanos) / 2;
        int leap = (bytes.get(0) & 0xff) >>> 6;
        return new NtpQuery(
                leap, bytes.get(1) & 0xff, referenceId(bytes), atServer - atHost, receivedNanos - sentNanos);
    }

    private static String referenceId(ByteBuffer bytes) {
        byte[] id = new byte[4];
        bytes.get(REFERENCE_ID_AT, id);
        String text = new String(id, StandardCharsets.ISO_8859_1);
        boolean printable = text.chars().allMatch(c -> c >= ' ' && c <= '~');
        return printable ? text : "%08x".formatted(bytes.getInt(REFERENCE_ID_AT));
    }

    /** Of the era that began in 1900: a stamp after 2036 would come out wrong, and the ready check would say so. */
    private static long utcNanos(long ntp64) {
        long seconds = (ntp64 >>> 32) - SECONDS_1900_TO_1970;
        return seconds * SECOND + (((ntp64 & 0xffff_ffffL) * SECOND) >>> 32);
    }
}
