package dev.truechimer.hlc.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A server on a loopback socket, and a channel to it. */
final class Loopback implements AutoCloseable {

    /** Longer than any call here takes, shorter than the limit of a test. */
    private static final int DEADLINE_SECONDS = 30;

    private final Server server;
    private final ManagedChannel channel;

    private Loopback(Server server) {
        this.server = server;
        this.channel = NettyChannelBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort()))
                .usePlaintext()
                .build();
    }

    /**
     * Starts a server.
     *
     * @param interceptors the last one is the outermost
     */
    static Loopback serving(ServerServiceDefinition service, ServerInterceptor... interceptors) {
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (ServerInterceptor interceptor : interceptors) {
            builder.intercept(interceptor);
        }
        try {
            return new Loopback(builder.addService(service).build().start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls that can't hang: with a deadline from now. */
    static CallOptions options() {
        return CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * The channel.
     *
     * @param interceptors the last one is the outermost
     */
    Channel channel(ClientInterceptor... interceptors) {
        return ClientInterceptors.intercept(channel, interceptors);
    }

    /** Ends both, and waits until no call can be under way any more. */
    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        try {
            if (!channel.awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS)
                    || !server.awaitTermination(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("channel or server did not end: " + channel + ", " + server);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
