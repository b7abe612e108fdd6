package dev.truechimer.ntp;

import dev.truechimer.clock.ticks.Ticks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * A socket for one request: a fresh port, connected to the server, so that packets from elsewhere don't arrive.
 *
 * <p><b>Invariant:</b> {@link #send} reads the oscillator before the packet can leave; each packet gets a reading of its
 * own that was made after it was received. <b>Threads:</b> confined to the loop.
 */
final class UdpExchange {

    /** A header with room for extension fields and a MAC; what is longer is cut. */
    private static final int BUFFER_BYTES = 1024;

    /** Gets what arrives. */
    interface Receiver {

        /**
         * A packet.
         *
         * @param packet valid during the call
         * @param receivedTicks read after it was received
         */
        void packet(ByteBuffer packet, long receivedTicks);

        /** The network says that there is nobody, or no way there. The exchange is of no more use. */
        void broken(IOException cause);
    }

    private final DatagramChannel channel;
    private final Ticks ticks;
    private final Receiver receiver;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    private UdpExchange(DatagramChannel channel, Ticks ticks, Receiver receiver) {
        this.channel = channel;
        this.ticks = ticks;
        this.receiver = receiver;
    }

    /**
     * Opens a socket and connects it.
     *
     * @throws IOException if there is no way to the server
     * @throws UncheckedIOException if this process can't have another socket
     */
    static UdpExchange open(IoLoop loop, InetSocketAddress server, Ticks ticks, Receiver receiver) throws IOException {
        DatagramChannel channel = socket(server);
        try {
            channel.configureBlocking(false);
            channel.connect(server);
            UdpExchange exchange = new UdpExchange(channel, ticks, receiver);
            loop.register(channel, exchange::readable);
            return exchange;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * Sends the request.
     *
     * @return the oscillator's reading just before
     */
    long send(ByteBuffer request) throws IOException {
        long sentTicks = ticks.nanos();
        int sent = channel.write(request);
        if (sent == 0) {
            throw new IOException("the socket's send buffer is full");
        }
        return sentTicks;
    }

    /** Ends it; nothing is received any more. */
    void close() {
        try {
            channel.close();
        } catch (IOException nothingLeftToLose) {
            // A datagram socket has no bytes that closing could still have sent.
        }
    }

    private static DatagramChannel socket(InetSocketAddress server) throws IOException {
        boolean ipv6 = server.getAddress() instanceof Inet6Address;
        try {
            return DatagramChannel.open(ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        } catch (UnsupportedOperationException e) {
            throw new IOException("this host has no " + (ipv6 ? "IPv6" : "IPv4"), e);
        } catch (IOException e) {
            throw new UncheckedIOException("this process can't open a socket", e);
        }
    }

    private void readable() {
        // The receiver closes the channel after a limited number of packets, and that ends this loop.
        while (channel.isOpen()) {
            buffer.clear();
            SocketAddress sender;
            try {
                sender = channel.receive(buffer);
            } catch (IOException e) {
                receiver.broken(e);
                return;
            }
            long receivedTicks = ticks.nanos();
            if (sender == null) {
                return;
            }
            receiver.packet(buffer.flip(), receivedTicks);
        }
    }
}
