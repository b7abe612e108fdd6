package dev.truechimer.ptp.daemon;

import dev.truechimer.ptp.wire.PtpCodec;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage;
import dev.truechimer.ptp.wire.PtpMessage.DelayReq;
import dev.truechimer.ptp.wire.PtpMessage.FollowUp;
import dev.truechimer.ptp.wire.PtpMessage.Sync;
import dev.truechimer.testing.Ipv4;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes multicast messages between two interfaces of the test: a master is behind one, clients listen on the other. It holds
 * each message for at least its way's delay. On request it makes one-step messages of a two-step master's: a Sync waits for
 * its Follow_Up. <b>Threads:</b> two of its own.
 */
final class PtpRelay implements AutoCloseable {

    /** What it makes of a master's Sync. */
    enum Steps {
        ONE,
        TWO
    }

    private static final int EVENT = 319;
    private static final int GENERAL = 320;
    private static final InetAddress GROUP = Ipv4.of(224, 0, 1, 129);

    private final Duration toClient;
    private final Duration toMaster;
    private final Steps steps;
    private final Selector selector = Selector.open();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final List<DatagramChannel> channels = new ArrayList<>();
    private final Map<Integer, Sync> waiting = new HashMap<>();
    private final AtomicInteger oneStepSyncs = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "PTP relay");

    /** One socket: on which side, for which port. */
    private record Side(boolean ofMaster, int port) {}

    private PtpRelay(Duration toClient, Duration toMaster, Steps steps) throws IOException {
        this.toClient = toClient;
        this.toMaster = toMaster;
        this.steps = steps;
    }

    static PtpRelay start(
            String masterInterface, String clientInterface, Duration toClient, Duration toMaster, Steps steps)
            throws IOException {
        PtpRelay relay = new PtpRelay(toClient, toMaster, steps);
        for (int port : List.of(EVENT, GENERAL)) {
            relay.open(masterInterface, new Side(true, port));
            relay.open(clientInterface, new Side(false, port));
        }
        relay.thread.start();
        return relay;
    }

    /** How many Sync messages it has made one-step. */
    int oneStepSyncs() {
        return oneStepSyncs.get();
    }

    @Override
    public void close() throws IOException {
        // Its thread ends by that.
        selector.close();
        later.shutdownNow();
        for (DatagramChannel each : channels) {
            each.close();
        }
    }

    private void open(String interfaceName, Side side) throws IOException {
        NetworkInterface networkInterface = NetworkInterface.getByName(interfaceName);
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        channels.add(channel);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(new InetSocketAddress(GROUP, side.port));
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, networkInterface);
        channel.join(GROUP, networkInterface);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, side);
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocate(2048);
        try {
            while (selector.isOpen()) {
                selector.select();
                if (!selector.isOpen()) {
                    return;
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    buffer.clear();
                    if (((DatagramChannel) key.channel()).receive(buffer) != null
                            && PtpCodec.decode(buffer.flip()) instanceof PtpMessage message) {
                        pass(message, (Side) key.attachment());
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clients send Delay_Req only, masters everything else; the rest is what this relay itself has sent. */
    private void pass(PtpMessage message, Side side) {
        if (message instanceof DelayReq) {
            if (!side.ofMaster) {
                send(message, new Side(true, side.port), toMaster);
            }
        } else if (side.ofMaster) {
            if (steps == Steps.ONE
                    && message instanceof Sync sync
                    && sync.header().has(PtpHeader.TWO_STEP)) {
                waiting.put(sync.header().sequence(), sync);
            } else if (steps == Steps.ONE && message instanceof FollowUp followUp) {
                Sync sync = waiting.remove(followUp.header().sequence());
                if (sync != null) {
                    oneStepSyncs.incrementAndGet();
                    send(oneStep(sync, followUp), new Side(false, EVENT), toClient);
                }
            } else {
                send(message, new Side(false, side.port), toClient);
            }
        }
    }

    private static Sync oneStep(Sync sync, FollowUp followUp) {
        PtpHeader header = sync.header();
        return new Sync(
                new PtpHeader(
                        header.sdoId(),
                        header.minorVersion(),
                        header.domain(),
                        header.flags() & ~PtpHeader.TWO_STEP,
                        header.correctionScaled() + followUp.header().correctionScaled(),
                        header.source(),
                        header.sequence(),
                        header.logInterval()),
                followUp.preciseOriginNanos());
    }

    private void send(PtpMessage message, Side to, Duration delay) {
        byte[] bytes = PtpCodec.encode(message);
        Future<?> unused = later.schedule(() -> write(bytes, to), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void write(byte[] bytes, Side to) {
        for (SelectionKey key : selector.keys()) {
            if (to.equals(key.attachment())) {
                try {
                    ((DatagramChannel) key.channel())
                            .send(ByteBuffer.wrap(bytes), new InetSocketAddress(GROUP, to.port));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
