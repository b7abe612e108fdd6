package dev.truechimer.ntp.testkit;

import dev.truechimer.ntp.wire.NtpHeader;
import dev.truechimer.ntp.wire.NtpHeaderCodec;
import dev.truechimer.ntp.wire.NtpTimestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * A real NTP server on the loopback interface, honest until a test wants something else.
 *
 * <pre>{@code
 * try (LoopbackNtpServer honest = LoopbackNtpServer.start();
 *         LoopbackNtpServer liar = LoopbackNtpServer.start().offset(Duration.ofMillis(250));
 *         Timekeeper timekeeper = Timekeeper.builder()
 *                 .source(NtpSource.of(honest.address()))
 *                 .source(NtpSource.of(liar.address()))
 *                 .start()) {
 *     honest.kissOfDeath("RATE"); // Every option can be changed while it runs.
 * }
 * }</pre>
 *
 * <p><b>Truth:</b> it serves the time that its supplier gives, by default the host's wall clock; a request is stamped right
 * after it was received, a reply right before it is sent. An honest server states a root delay and a root dispersion of
 * 15 us each, stratum 1, precision 2<sup>-23</sup> s, a reference identifier of its own, and a reference time that moves on
 * every 16 s. <b>Threads:</b> one daemon thread per server, named {@code truechimer-ntp-loopback-} and its port; options may
 * be changed from any thread and hold from the next request on.
 */
public final class LoopbackNtpServer implements AutoCloseable {

    private static final int BUFFER_BYTES = 1024;
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(5);

    private final DatagramSocket socket;
    private final InetSocketAddress address;
    private final LongSupplier trueUnixNanos;
    private final Behaviour behaviour;
    private final Thread thread;
    private final GarbageMaker garbage = new GarbageMaker();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong replies = new AtomicLong();

    private LoopbackNtpServer(InetSocketAddress bindTo, LongSupplier trueUnixNanos) throws IOException {
        this.socket = new DatagramSocket(bindTo);
        this.address = new InetSocketAddress(bindTo.getAddress(), socket.getLocalPort());
        this.trueUnixNanos = trueUnixNanos;
        // Not the same for two servers, so that they are not taken for one.
        this.behaviour = new Behaviour(0x4C50_0000 | address.getPort(), trueUnixNanos.getAsLong());
        this.thread = new Thread(this::serve, "truechimer-ntp-loopback-" + address.getPort());
        thread.setDaemon(true);
    }

    /**
     * Starts an honest server at 127.0.0.1 and a free port, on the host's wall clock.
     *
     * @throws UncheckedIOException if the port can't be had
     */
    public static LoopbackNtpServer start() {
        return start(ipv4(0), hostClock());
    }

    /**
     * Starts an honest server at ::1 and a free port, on the host's wall clock.
     *
     * @throws UncheckedIOException if the port can't be had, or the host has no IPv6
     */
    public static LoopbackNtpServer startIpv6() {
        return start(
                new InetSocketAddress(literal(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}), 0),
                hostClock());
    }

    /**
     * Starts an honest server.
     *
     * @param bindTo where; port 0 is a free one
     * @param trueUnixNanos what time it is, in nanoseconds of Unix time, 2024 to 2160; called from the server's thread
     * @throws UncheckedIOException if the address can't be had
     * @throws IllegalArgumentException if the address is not a loopback address
     */
    public static LoopbackNtpServer start(InetSocketAddress bindTo, LongSupplier trueUnixNanos) {
        if (bindTo.isUnresolved() || !bindTo.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("the address must be a loopback address: " + bindTo);
        }
        try {
            LoopbackNtpServer server = new LoopbackNtpServer(bindTo, trueUnixNanos);
            server.thread.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("can't bind to " + bindTo, e);
        }
    }

    /** The host's wall clock, with all the resolution it has: nanoseconds of Unix time. */
    @ReadsHostClock
    public static LongSupplier hostClock() {
        return () -> nanos(hostInstant());
    }

    /** Where the server listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** How many well-formed requests have come. */
    public long requests() {
        return requests.get();
    }

    /** How many packets were sent, garbage and duplicates included. */
    public long replies() {
        return replies.get();
    }

    /** How far the served time is ahead of true time; ends a drift. */
    public LoopbackNtpServer offset(Duration ahead) {
        behaviour.lie = new Behaviour.Lie(ahead.toNanos(), 0, 0);
        return this;
    }

    /**
     * Lets the served time run away from true time, from the present offset on.
     *
     * @param ppm parts per million; positive is fast
     */
    public LoopbackNtpServer driftPpm(int ppm) {
        long now = trueUnixNanos.getAsLong();
        behaviour.lie = new Behaviour.Lie(behaviour.lie.servedNanos(now) - now, ppm, now);
        return this;
    }

    /**
     * Lies to each client in its own way, in addition to the other errors.
     *
     * @param aheadNanos how far the time served to a client is ahead; called from the server's thread
     */
    public LoopbackNtpServer offsetPerClient(ToLongFunction<InetSocketAddress> aheadNanos) {
        behaviour.perClientNanos = aheadNanos;
        return this;
    }

    /** Adds an error to the transmit time alone; a negative one can make a reply leave before its request came. */
    public LoopbackNtpServer transmitError(Duration ahead) {
        behaviour.transmitErrorNanos = ahead.toNanos();
        return this;
    }

    /** Sets the stratum, 0 to 255. */
    public LoopbackNtpServer stratum(int stratum) {
        behaviour.stratum = stratum;
        return this;
    }

    /** Sets the leap indicator, 0 to 3; 3 says that the server is not synchronised. */
    public LoopbackNtpServer leap(int leap) {
        behaviour.leap = leap;
        return this;
    }

    /** Sets the precision, log2 of seconds, -128 to 127. */
    public LoopbackNtpServer precision(int log2Seconds) {
        behaviour.precision = log2Seconds;
        return this;
    }

    /** Sets the root delay, rounded up to 2<sup>-16</sup> s; less than 65,536 s. */
    public LoopbackNtpServer rootDelay(Duration delay) {
        behaviour.rootDelayNtp32 = ntp32(delay);
        return this;
    }

    /** Sets the root dispersion, rounded up to 2<sup>-16</sup> s; less than 65,536 s. */
    public LoopbackNtpServer rootDispersion(Duration dispersion) {
        behaviour.rootDispersionNtp32 = ntp32(dispersion);
        return this;
    }

    /** Sets the four bytes of the reference identifier. */
    public LoopbackNtpServer referenceId(int id) {
        behaviour.referenceId = id;
        return this;
    }

    /** Sets the time at which the server's clock was last set, in nanoseconds of Unix time. */
    public LoopbackNtpServer referenceTime(long unixNanos) {
        behaviour.referenceNtp64 = NtpTimestamps.ofUnixNanosFloor(unixNanos);
        return this;
    }

    /** Says that the server's clock was never set: a reference time of 0. */
    public LoopbackNtpServer noReferenceTime() {
        behaviour.referenceNtp64 = 0L;
        return this;
    }

    /** Waits this long between receiving and sending; nobody else is served meanwhile. */
    public LoopbackNtpServer processingDelay(Duration delay) {
        behaviour.processingNanos = delay.toNanos();
        return this;
    }

    /**
     * Answers every request with a kiss-o'-death, until {@link #noKissOfDeath}.
     *
     * @param code four ASCII characters, such as RATE, DENY, RSTR
     * @throws IllegalArgumentException if it has another length
     */
    public LoopbackNtpServer kissOfDeath(String code) {
        if (code.getBytes(StandardCharsets.US_ASCII).length != 4) {
            throw new IllegalArgumentException("a kiss code must have 4 characters: " + code);
        }
        behaviour.kissCode = code;
        return this;
    }

    /** Serves time again. */
    public LoopbackNtpServer noKissOfDeath() {
        behaviour.kissCode = null;
        return this;
    }

    /** Whether requests are counted but not answered. */
    public LoopbackNtpServer silent(boolean silent) {
        behaviour.silent = silent;
        return this;
    }

    /**
     * Sends garbage before each right reply.
     *
     * @param kind what
     * @param packets how many, {@code >= 0}
     */
    public LoopbackNtpServer garbage(Garbage kind, int packets) {
        behaviour.garbagePackets = packets;
        behaviour.garbage = kind;
        return this;
    }

    /** How many times the right reply is sent; 0 leaves only the garbage. */
    public LoopbackNtpServer copies(int copies) {
        behaviour.repliesPerRequest = copies;
        return this;
    }

    /**
     * Changes the right reply at the last moment.
     *
     * @param change gets the 48 bytes; called from the server's thread
     */
    public LoopbackNtpServer tamper(Consumer<ByteBuffer> change) {
        behaviour.tampering = change;
        return this;
    }

    /** Stops the server and frees its port. Later calls do nothing. */
    @Override
    public void close() {
        socket.close();
        try {
            thread.join(JOIN_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "LoopbackNtpServer " + address;
    }

    private void serve() {
        byte[] bytes = new byte[BUFFER_BYTES];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
            try {
                socket.receive(packet);
                long receivedUnixNanos = trueUnixNanos.getAsLong();
                answer(packet, receivedUnixNanos);
            } catch (IOException closedOrClientGone) {
                // Neither is of interest here: the loop's condition tells them apart.
            }
        }
    }

    private void answer(DatagramPacket packet, long receivedUnixNanos) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
        if (!(NtpHeaderCodec.decode(bytes, NtpHeader.MODE_CLIENT) instanceof NtpHeader request)) {
            return;
        }
        requests.incrementAndGet();
        if (behaviour.silent) {
            return;
        }
        InetSocketAddress client = (InetSocketAddress) packet.getSocketAddress();
        long receiveNtp64 = NtpTimestamps.ofUnixNanosFloor(behaviour.servedNanos(receivedUnixNanos, client));
        NtpHeader reply = behaviour.reply(request, receiveNtp64, receivedUnixNanos);
        behaviour.process();
        Garbage kind = behaviour.garbage;
        for (int i = 0; kind != null && i < behaviour.garbagePackets; i++) {
            send(garbage.instead(kind, reply), client);
        }
        for (int i = 0; i < behaviour.repliesPerRequest; i++) {
            send(stamped(reply, client), client);
        }
    }

    private byte[] stamped(NtpHeader reply, InetSocketAddress client) {
        ByteBuffer bytes = ByteBuffer.allocate(NtpHeaderCodec.HEADER_BYTES);
        NtpHeaderCodec.encode(reply, bytes);
        if (reply.transmitNtp64() == 0) {
            long served = behaviour.servedNanos(trueUnixNanos.getAsLong(), client) + behaviour.transmitErrorNanos;
            bytes.putLong(NtpHeaderCodec.HEADER_BYTES - Long.BYTES, NtpTimestamps.ofUnixNanosFloor(served));
        }
        behaviour.tampering.accept(bytes);
        return bytes.array();
    }

    private void send(byte[] bytes, InetSocketAddress client) throws IOException {
        replies.incrementAndGet();
        socket.send(new DatagramPacket(bytes, bytes.length, client));
    }

    private static int ntp32(Duration duration) {
        long units = Math.addExact(Math.multiplyExact(duration.toNanos(), 1L << 16), 999_999_999L) / 1_000_000_000L;
        if (units < 0 || units >= 1L << 32) {
            throw new IllegalArgumentException("must be 0 to 65536 s: " + duration);
        }
        return (int) units;
    }

    private static InetSocketAddress ipv4(int port) {
        return new InetSocketAddress(literal(new byte[] {127, 0, 0, 1}), port);
    }

    private static InetAddress literal(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 and 16 bytes are an address", e);
        }
    }

    @ReadsHostClock
    private static Instant hostInstant() {
        return Instant.now();
    }

    private static long nanos(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
