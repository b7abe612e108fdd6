package dev.truechimer.ptp;

import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpCodec;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import dev.truechimer.ptp.wire.PtpMessage.DelayReq;
import dev.truechimer.ptp.wire.PtpMessage.DelayResp;
import dev.truechimer.ptp.wire.PtpMessage.FollowUp;
import dev.truechimer.ptp.wire.PtpMessage.GrantUnicast;
import dev.truechimer.ptp.wire.PtpMessage.RequestUnicast;
import dev.truechimer.ptp.wire.PtpMessage.Signaling;
import dev.truechimer.ptp.wire.PtpMessage.Sync;
import dev.truechimer.ptp.wire.PtpMessage.UnicastTlv;
import dev.truechimer.testing.HostTime;
import dev.truechimer.testing.Ipv4;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A small master on loopback, for unicast, at ports of its own: it serves the host's clock as TAI, and keeps what it is asked.
 * <b>Threads:</b> three of its own.
 */
final class LoopbackMaster implements AutoCloseable {

    static final InetAddress ADDRESS = Ipv4.of(127, 0, 0, 2);
    static final InetAddress CLIENT = Ipv4.of(127, 0, 0, 1);
    static final PortIdentity PORT = Messages.MASTER;

    private static final long TAI_MINUS_UTC_NANOS = 37_000_000_000L;
    private static final long EVERY_MILLIS = 20;
    private static final int FIRST_PORT = 21_000;
    private static final int PORTS = 10_000;
    private static final int LOG_INTERVAL = -3;

    final List<UnicastTlv> asked = new CopyOnWriteArrayList<>();

    private final DatagramSocket event;
    private final DatagramSocket general;
    private final boolean oneStep;
    private final long grantSeconds;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private int sequence;

    private LoopbackMaster(DatagramSocket event, DatagramSocket general, boolean oneStep, long grantSeconds) {
        this.event = event;
        this.general = general;
        this.oneStep = oneStep;
        this.grantSeconds = grantSeconds;
    }

    /** Starts one whose ports the client's address has free too. */
    static LoopbackMaster start(boolean oneStep, long grantSeconds) {
        int first = FIRST_PORT + (int) (ProcessHandle.current().pid() * 7 % PORTS);
        for (int port = first; port < first + 200; port += 2) {
            if (isFree(port) && isFree(port + 1)) {
                try {
                    LoopbackMaster master = new LoopbackMaster(
                            new DatagramSocket(new InetSocketAddress(ADDRESS, port)),
                            new DatagramSocket(new InetSocketAddress(ADDRESS, port + 1)),
                            oneStep,
                            grantSeconds);
                    master.run();
                    return master;
                } catch (SocketException takenMeanwhile) {
                    // The next pair then.
                }
            }
        }
        throw new IllegalStateException("no free ports on loopback");
    }

    int eventPort() {
        return event.getLocalPort();
    }

    int generalPort() {
        return general.getLocalPort();
    }

    /** Sends any bytes to the client's port of general messages. */
    void sendBytes(byte[] bytes) {
        send(general, bytes);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        event.close();
        general.close();
    }

    private static boolean isFree(int port) {
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(CLIENT, port))) {
            return probe.isBound();
        } catch (SocketException e) {
            return false;
        }
    }

    private void run() {
        new Thread(() -> listen(event), "loopback master event").start();
        new Thread(() -> listen(general), "loopback master general").start();
        Future<?> unused = clock.scheduleAtFixedRate(this::serve, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void listen(DatagramSocket socket) {
        byte[] buffer = new byte[2048];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
                return;
            }
            long arrivedTaiNanos = taiNanos();
            if (PtpCodec.decode(ByteBuffer.wrap(buffer, 0, packet.getLength())) instanceof PtpMessage message) {
                answer(message, arrivedTaiNanos);
            }
        }
    }

    private void answer(PtpMessage message, long arrivedTaiNanos) {
        if (message instanceof DelayReq request) {
            PtpHeader header = header(request.header().sequence(), 0);
            send(
                    general,
                    new DelayResp(header, arrivedTaiNanos, request.header().source()));
        } else if (message instanceof Signaling signaling) {
            List<UnicastTlv> answers = new ArrayList<>();
            for (UnicastTlv tlv : signaling.tlvs()) {
                if (tlv instanceof RequestUnicast request) {
                    answers.add(new GrantUnicast(request.messageType(), LOG_INTERVAL, grantSeconds, true));
                }
            }
            send(general, new Signaling(header(0, 0), signaling.header().source(), answers));
            asked.addAll(signaling.tlvs());
        }
    }

    private void serve() {
        sequence = (sequence + 1) % 0x10000;
        Announce plain = Messages.announce(PORT, sequence, 0);
        PtpHeader tai = header(sequence, PtpHeader.PTP_TIMESCALE);
        send(
                general,
                new Announce(tai, 0, 37, plain.priority1(), plain.quality(), plain.priority2(), PORT.clock(), 0, 0x20));
        long originNanos = taiNanos();
        if (oneStep) {
            send(event, new Sync(header(sequence, 0), originNanos));
        } else {
            send(event, new Sync(header(sequence, PtpHeader.TWO_STEP), 0));
            send(general, new FollowUp(header(sequence, 0), originNanos));
        }
    }

    private static PtpHeader header(int sequence, int flags) {
        return new PtpHeader(0, 0, 0, flags | PtpHeader.UNICAST, 0, PORT, sequence, LOG_INTERVAL);
    }

    private void send(DatagramSocket socket, PtpMessage message) {
        send(socket, PtpCodec.encode(message));
    }

    private static void send(DatagramSocket socket, byte[] bytes) {
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, new InetSocketAddress(CLIENT, socket.getLocalPort())));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static long taiNanos() {
        return HostTime.utcNanos() + TAI_MINUS_UTC_NANOS;
    }
}
