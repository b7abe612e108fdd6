package dev.truechimer.ntp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.ntp.wire.NtpHeader;
import dev.truechimer.ntp.wire.NtpHeaderCodec;
import dev.truechimer.ntp.wire.NtpTimestamps;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopbackNtpServerTest {

    private static final long NONCE = 0x0102_0304_0506_0708L;
    private static final long NOON = 1_900_000_000_000_000_000L;

    private final AtomicLong now = new AtomicLong(NOON);
    private final LoopbackNtpServer server =
            LoopbackNtpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), now::get);

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void servesTrueTime() throws IOException {
        NtpHeader reply = ask(server);
        long stamp = NtpTimestamps.ofUnixNanosFloor(NOON);
        int id = 0x4C50_0000 | server.address().getPort();
        assertEquals(new NtpHeader(0, 4, 4, 1, 0, -23, 1, 1, id, stamp, NONCE, stamp, stamp), reply);
        assertEquals(1, server.requests());
        assertEquals(1, server.replies());
    }

    @Test
    void servesTheHostsClock() throws IOException {
        long before = LoopbackNtpServer.hostClock().getAsLong();
        try (LoopbackNtpServer host = LoopbackNtpServer.start()) {
            NtpHeader reply = ask(host);
            assertTrue(NtpTimestamps.unixNanosCeil(reply.receiveNtp64()) >= before);
            assertTrue(NtpTimestamps.unixNanosFloor(reply.transmitNtp64())
                    <= LoopbackNtpServer.hostClock().getAsLong());
        }
    }

    @Test
    void servesWhatItIsTold() throws IOException {
        server.stratum(7)
                .leap(2)
                .precision(-6)
                .rootDelay(Duration.ofSeconds(1))
                .rootDispersion(Duration.ofNanos(1))
                .referenceId(0x47505300)
                .referenceTime(NOON - 1_000_000_000L)
                .offset(Duration.ofMillis(250))
                .transmitError(Duration.ofMillis(1));
        assertEquals(
                new NtpHeader(
                        2,
                        4,
                        4,
                        7,
                        0,
                        -6,
                        1 << 16,
                        1,
                        0x47505300,
                        NtpTimestamps.ofUnixNanosFloor(NOON - 1_000_000_000L),
                        NONCE,
                        NtpTimestamps.ofUnixNanosFloor(NOON + 250_000_000),
                        NtpTimestamps.ofUnixNanosFloor(NOON + 251_000_000)),
                ask(server));
    }

    @Test
    void driftsFromItsPresentOffset() throws IOException {
        server.offset(Duration.ofMillis(10)).driftPpm(-50);
        now.addAndGet(2_000_000_000L);
        assertEquals(
                NtpTimestamps.ofUnixNanosFloor(NOON + 2_009_900_000L),
                ask(server).receiveNtp64());
        server.driftPpm(0);
        now.addAndGet(1_000_000_000L);
        assertEquals(
                NtpTimestamps.ofUnixNanosFloor(NOON + 3_009_900_000L),
                ask(server).receiveNtp64());
    }

    @Test
    void liesToEachClientInItsOwnWay() throws IOException {
        server.offsetPerClient(client -> client.getAddress().isLoopbackAddress() ? 77_000 : 0);
        assertEquals(NtpTimestamps.ofUnixNanosFloor(NOON + 77_000), ask(server).receiveNtp64());
    }

    @Test
    void movesItsReferenceTimeOn() throws IOException {
        long first = ask(server).referenceNtp64();
        now.addAndGet(15_999_999_999L);
        assertEquals(first, ask(server).referenceNtp64());
        now.addAndGet(1);
        assertEquals(first + (16L << 32), ask(server).referenceNtp64());
        server.noReferenceTime();
        assertEquals(0, ask(server).referenceNtp64());
    }

    @Test
    void kissesUntilToldOtherwise() throws IOException {
        NtpHeader kiss = ask(server.kissOfDeath("RATE"));
        assertEquals(new NtpHeader(3, 4, 4, 0, 0, -20, 0, 0, 0x52415445, 0, NONCE, NONCE, NONCE), kiss);
        assertEquals(1, ask(server.noKissOfDeath()).stratum());
        assertThrows(IllegalArgumentException.class, () -> server.kissOfDeath("TOO LONG"));
    }

    @Test
    void twoServersDifferInTheirReference() throws IOException {
        try (LoopbackNtpServer other = LoopbackNtpServer.start()) {
            assertNotEquals(ask(server).referenceId(), ask(other).referenceId());
        }
    }

    @Test
    void servesOnIpv6() {
        try (LoopbackNtpServer ipv6 = LoopbackNtpServer.startIpv6()) {
            assertTrue(ipv6.address().getAddress().isLoopbackAddress());
            assertEquals(16, ipv6.address().getAddress().getAddress().length);
        }
    }

    @Test
    void servesNobodyElse() {
        assertThrows(
                IllegalArgumentException.class,
                () -> LoopbackNtpServer.start(new InetSocketAddress("0.0.0.0", 0), now::get));
    }

    @Test
    void freesItsPort() throws IOException {
        InetSocketAddress address = server.address();
        server.close();
        server.close();
        try (LoopbackNtpServer next = LoopbackNtpServer.start(address, now::get)) {
            assertEquals(1, ask(next).stratum());
        }
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("truechimer-ntp-loopback-" + address.getPort())));
    }

    private static NtpHeader ask(LoopbackNtpServer asked) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(NtpHeaderCodec.HEADER_BYTES);
        NtpHeaderCodec.encode(new NtpHeader(0, 4, NtpHeader.MODE_CLIENT, 0, 0, 0, 0, 0, 0, 0, 0, 0, NONCE), request);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(10_000);
            socket.send(new DatagramPacket(request.array(), request.capacity(), asked.address()));
            DatagramPacket reply = new DatagramPacket(new byte[100], 100);
            socket.receive(reply);
            ByteBuffer bytes = ByteBuffer.wrap(reply.getData(), 0, reply.getLength());
            return (NtpHeader) NtpHeaderCodec.decode(bytes, NtpHeader.MODE_SERVER);
        }
    }
}
