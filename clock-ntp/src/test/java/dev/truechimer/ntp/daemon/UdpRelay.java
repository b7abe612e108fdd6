package dev.truechimer.ntp.daemon;

import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.testing.Ipv4;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a UDP server on one host and behaves like a network: delay, jitter, loss, duplication and
 * reordering, for each direction by itself.
 *
 * <p>Packets leave at their time to within some tens of microseconds on an idle machine, later on a busy one, never earlier.
 * Chance is seeded, so the same packets in the same order suffer the same. <b>Threads:</b> one of its own does all the work;
 * the links may be changed and the statistics read from any.
 */
final class UdpRelay implements AutoCloseable {

    /**
     * What became of the packets of one direction so far.
     *
     * @param received came in
     * @param forwarded went out, duplicates included
     * @param lost were dropped on purpose
     * @param duplicated were sent twice
     * @param reordered went out after one that had come in later
     * @param refused could not be sent, because nobody listens there
     */
    record Statistics(long received, long forwarded, long lost, long duplicated, long reordered, long refused) {}

    private static final Ticks TICKS = Ticks.system();
    private static final int LARGEST_PACKET = 2048;
    /** Below this a wait is spent spinning: parking would oversleep. */
    private static final long SPIN_NANOS = 300_000;
    /** A selector waits in whole milliseconds. */
    private static final long SELECTOR_NANOS = 1_000_000;

    private static final long LONGEST_WAIT_NANOS = 1_000_000_000;
    /** A client port that is silent for so long is forgotten; no packet is under way for longer. */
    private static final long IDLE_NANOS = 10_000_000_000L;

    private static final long SWEEP_EVERY_NANOS = 1_000_000_000;

    private final InetSocketAddress target;
    private final Selector selector;
    private final DatagramChannel front;
    private final InetSocketAddress address;
    private final long originNanos = TICKS.nanos();
    private final Thread thread;

    private final Direction there;
    private final Direction back;
    private final Map<SocketAddress, Flow> flows = new HashMap<>();
    private final PriorityQueue<Packet> underWay =
            new PriorityQueue<>(Comparator.comparingLong(Packet::dueNanos).thenComparingLong(Packet::number));
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_PACKET);
    private long packets;
    private long sweptNanos;

    private volatile boolean closed;
    private volatile @Nullable Throwable failure;

    private UdpRelay(InetSocketAddress target, Link there, Link back, long seed) throws IOException {
        this.target = target;
        SplittableRandom random = new SplittableRandom(seed);
        this.there = new Direction(there, random.split());
        this.back = new Direction(back, random.split());
        selector = Selector.open();
        front = DatagramChannel.open(StandardProtocolFamily.INET);
        front.bind(new InetSocketAddress(Ipv4.of(127, 0, 0, 1), 0));
        front.configureBlocking(false);
        front.register(selector, SelectionKey.OP_READ);
        address = (InetSocketAddress) front.getLocalAddress();
        thread = new Thread(this::run, "relay to " + target);
        thread.setDaemon(true);
    }

    /**
     * Opens a relay and starts its thread.
     *
     * @param target the server
     * @param there from clients to the server
     * @param back from the server to clients
     * @param seed of all chance in it
     */
    static UdpRelay start(InetSocketAddress target, Link there, Link back, long seed) {
        try {
            UdpRelay relay = new UdpRelay(target, there, back, seed);
            relay.thread.start();
            return relay;
        } catch (IOException e) {
            throw new IllegalStateException("no relay to " + target, e);
        }
    }

    /** Where clients send to; their replies come from here. */
    InetSocketAddress address() {
        return address;
    }

    /** Changes the way from clients to the server, for packets that come in from now on. */
    void setThere(Link link) {
        there.link = link;
    }

    /** Changes the way from the server to clients, for packets that come in from now on. */
    void setBack(Link link) {
        back.link = link;
    }

    /** Of the way from clients to the server. @throws IllegalStateException if the relay broke down */
    Statistics there() {
        checkAlive();
        return there.statistics();
    }

    /** Of the way from the server to clients. @throws IllegalStateException if the relay broke down */
    Statistics back() {
        checkAlive();
        return back.statistics();
    }

    /** Stops; packets under way are lost. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "relay " + address + " to " + target + ": there " + there.statistics() + ", back " + back.statistics();
    }

    private void checkAlive() {
        Throwable cause = failure;
        if (cause != null) {
            throw new IllegalStateException("the relay to " + target + " broke down", cause);
        }
    }

    private void run() {
        try (selector;
                front) {
            while (!closed) {
                deliverDue();
                awaitPacketOrDue();
                receive();
                forgetIdle();
            }
            for (Flow flow : flows.values()) {
                flow.upstream.close();
            }
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    private void deliverDue() throws IOException {
        Packet next = underWay.peek();
        while (next != null && next.dueNanos <= elapsedNanos()) {
            underWay.remove();
            next.direction.delivered(next.number, send(next));
            next = underWay.peek();
        }
    }

    private boolean send(Packet packet) throws IOException {
        try {
            if (packet.direction == there) {
                packet.flow.upstream.write(packet.bytes);
            } else {
                front.send(packet.bytes, packet.flow.client);
            }
            return true;
        } catch (PortUnreachableException e) {
            return false;
        }
    }

    private void awaitPacketOrDue() throws IOException {
        Packet next = underWay.peek();
        long waitNanos = next == null ? LONGEST_WAIT_NANOS : next.dueNanos - elapsedNanos();
        if (waitNanos > SPIN_NANOS + SELECTOR_NANOS) {
            selector.select((waitNanos - SPIN_NANOS) / SELECTOR_NANOS);
        } else {
            if (waitNanos > SPIN_NANOS) {
                LockSupport.parkNanos(waitNanos - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
            selector.selectNow();
        }
    }

    private void receive() throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.attachment() instanceof Flow flow) {
                receiveBack(flow);
            } else {
                receiveThere();
            }
        }
        selector.selectedKeys().clear();
    }

    private void receiveThere() throws IOException {
        buffer.clear();
        for (SocketAddress from = front.receive(buffer); from != null; from = front.receive(buffer)) {
            Flow flow = flows.get(from);
            if (flow == null) {
                flow = open(from);
            }
            flow.lastNanos = elapsedNanos();
            accept(there, flow);
            buffer.clear();
        }
    }

    private void receiveBack(Flow flow) throws IOException {
        buffer.clear();
        try {
            while (flow.upstream.read(buffer) > 0) {
                accept(back, flow);
                buffer.clear();
            }
        } catch (PortUnreachableException e) {
            // The answer of the host to a packet that was sent before.
            there.refused.incrementAndGet();
        }
    }

    private void accept(Direction direction, Flow flow) {
        long nowNanos = elapsedNanos();
        direction.received.incrementAndGet();
        Link link = direction.link;
        if (direction.random.nextDouble() < link.loss()) {
            direction.lost.incrementAndGet();
            return;
        }
        int copies = 1;
        if (direction.random.nextDouble() < link.duplication()) {
            direction.duplicated.incrementAndGet();
            copies = 2;
        }
        packets++;
        buffer.flip();
        for (int i = 0; i < copies; i++) {
            ByteBuffer bytes = ByteBuffer.allocate(buffer.remaining()).put(0, buffer, 0, buffer.remaining());
            long dueNanos = nowNanos + link.drawDelayNanos(direction.random);
            underWay.add(new Packet(dueNanos, packets, direction, flow, bytes));
        }
    }

    private Flow open(SocketAddress client) throws IOException {
        DatagramChannel upstream = DatagramChannel.open(StandardProtocolFamily.INET);
        upstream.configureBlocking(false);
        upstream.connect(target);
        Flow flow = new Flow(client, upstream);
        upstream.register(selector, SelectionKey.OP_READ, flow);
        flows.put(client, flow);
        return flow;
    }

    /** Clients may use a fresh port for each request, so there is no end of them. */
    private void forgetIdle() throws IOException {
        long nowNanos = elapsedNanos();
        if (nowNanos - sweptNanos < SWEEP_EVERY_NANOS) {
            return;
        }
        sweptNanos = nowNanos;
        Iterator<Flow> all = flows.values().iterator();
        while (all.hasNext()) {
            Flow flow = all.next();
            if (nowNanos - flow.lastNanos > IDLE_NANOS) {
                flow.upstream.close();
                all.remove();
            }
        }
    }

    private long elapsedNanos() {
        return TICKS.nanos() - originNanos;
    }

    /** A client's port and the port towards the server that stands for it. */
    private static final class Flow {
        final SocketAddress client;
        final DatagramChannel upstream;
        long lastNanos;

        Flow(SocketAddress client, DatagramChannel upstream) {
            this.client = client;
            this.upstream = upstream;
        }
    }

    /** One copy of a packet; copies of one packet have one number, and numbers rise as packets come in. */
    private record Packet(long dueNanos, long number, Direction direction, Flow flow, ByteBuffer bytes) {}

    /** One way through the relay: how it treats packets, and what it did to them. */
    private static final class Direction {
        final SplittableRandom random;
        final AtomicLong received = new AtomicLong();
        final AtomicLong forwarded = new AtomicLong();
        final AtomicLong lost = new AtomicLong();
        final AtomicLong duplicated = new AtomicLong();
        final AtomicLong reordered = new AtomicLong();
        final AtomicLong refused = new AtomicLong();
        volatile Link link;
        private long highestNumber;

        Direction(Link link, SplittableRandom random) {
            this.link = link;
            this.random = random;
        }

        void delivered(long number, boolean accepted) {
            if (!accepted) {
                refused.incrementAndGet();
                return;
            }
            forwarded.incrementAndGet();
            if (number < highestNumber) {
                reordered.incrementAndGet();
            }
            highestNumber = Math.max(highestNumber, number);
        }

        Statistics statistics() {
            return new Statistics(
                    received.get(), forwarded.get(), lost.get(), duplicated.get(), reordered.get(), refused.get());
        }
    }
}
