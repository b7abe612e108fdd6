package dev.truechimer.gps;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A connection to gpsd that has been asked to report. <b>Threads:</b> one, but for {@link #close}. */
final class GpsdLink implements AutoCloseable {

    private static final int CONNECT_LIMIT_MILLIS = 1_000;
    private static final String WISH = "?WATCH={\"enable\":true,\"json\":true,\"pps\":true,\"timing\":true}\n";

    private final SocketChannel channel;
    private final Selector selector;

    /** Opens what is needed; connects nowhere yet, so that it can be closed from the start. */
    GpsdLink() throws IOException {
        channel = SocketChannel.open();
        try {
            selector = Selector.open();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Connects, within a second, and asks for reports. */
    void connect(InetSocketAddress address) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.socket().connect(address, CONNECT_LIMIT_MILLIS);
        ByteBuffer wish = ByteBuffer.wrap(WISH.getBytes(StandardCharsets.US_ASCII));
        while (wish.hasRemaining()) {
            channel.write(wish);
        }
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    /**
     * Reads what is there, without waiting.
     *
     * @return how many bytes; negative at the end
     */
    int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /** Waits until something is there, for so long at most. */
    void await(long millis) throws IOException {
        selector.select(millis);
        selector.selectedKeys().clear();
    }

    /** Ends the connection, and a wait for it. */
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            selector.close();
        }
    }
}
