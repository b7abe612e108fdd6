package dev.truechimer.hlc.grpc;

import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.carry.TimestampReceiver;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.util.Objects;

/**
 * Stamps each call when it is started, and receives the timestamps of the response's headers and trailers into the clock before
 * the caller sees them. So what the caller does after a response has a larger timestamp than what the server did for it.
 *
 * <p><b>When it fails:</b> a call that can't be stamped is not sent. A response whose timestamp can't be received is dropped from
 * there on, the call is cancelled, and it ends with the status that the package's table says, instead of its own; messages of a
 * stream that came before stay delivered. Both ways the listener's {@code onClose} is called once. <b>Counts:</b> {@link
 * #receiver()} counts a response without any timestamp once, if it certainly came from a server: with headers, or with status
 * OK. <b>Threads:</b> any number of calls; within one call the rules of {@link ClientCall}. <b>Hazard:</b> of several
 * interceptors, this should be the nearest to the channel, which is the first that is added: then nobody looks at a response
 * before the clock does, and a call that others repeat is stamped again.
 */
public final class HlcClientInterceptor implements ClientInterceptor {

    private final HybridLogicalClock clock;
    private final TimestampReceiver receiver;

    private HlcClientInterceptor(HybridLogicalClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.receiver = new TimestampReceiver(clock);
    }

    /**
     * An interceptor for the calls of one node.
     *
     * @param clock the clock of this node, the same that stamps its local events
     */
    public static HlcClientInterceptor on(HybridLogicalClock clock) {
        return new HlcClientInterceptor(clock);
    }

    /** What receives the timestamps of responses, and counts them. */
    public TimestampReceiver receiver() {
        return receiver;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new StampedClientCall<>(next.newCall(method, options), clock, receiver);
    }
}
