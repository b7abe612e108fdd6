package dev.truechimer.hlc.grpc;

import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.carry.TimestampReceiver;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Objects;

/**
 * Receives the timestamp of each request into the clock before the handler runs, and stamps the headers and the trailers of the
 * response. So what the handler does has a larger timestamp than what the caller had done, and the caller gets one that is
 * larger than everything the handler did, also if it has failed or thrown.
 *
 * <p><b>When it fails:</b> a request that can't be received is answered with the status that the package's table says, and the
 * handler never runs. If a response can't be stamped, the caller gets UNAVAILABLE instead of it, and to the handler the call
 * looks cancelled: what it still sends goes nowhere. <b>Counts:</b> {@link #receiver()}; a request without a timestamp runs, and
 * counts as absent. <b>Threads:</b> any number of calls; within one call the rules of {@link ServerCall}. <b>Hazard:</b> it
 * must be the outermost, which is the one that is added last: what other interceptors answer from outside of it is not stamped,
 * and an exception of the handler has become an answer before they see it. A caller that repeats calls on UNAVAILABLE may
 * repeat one whose handler has run, as it may when a connection breaks.
 */
public final class HlcServerInterceptor implements ServerInterceptor {

    /**
     * In a handler: the timestamp of the receipt of its request, packed; larger than the timestamp that came with it, or just
     * the next one if none came. Null outside of a call. It is in the {@link Context}, so threads that a handler starts see it
     * if the context is passed on to them.
     */
    public static final Context.Key<Long> RECEIVED = Context.key("dev.truechimer.hlc.received");

    private final HybridLogicalClock clock;
    private final TimestampReceiver receiver;

    private HlcServerInterceptor(HybridLogicalClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.receiver = new TimestampReceiver(clock);
    }

    /**
     * An interceptor for the services of one node.
     *
     * @param clock the clock of this node, the same that stamps its local events
     */
    public static HlcServerInterceptor on(HybridLogicalClock clock) {
        return new HlcServerInterceptor(clock);
    }

    /** What receives the timestamps of requests, and counts them. */
    public TimestampReceiver receiver() {
        return receiver;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        StampedServerCall<Q, A> stamped = new StampedServerCall<>(call, clock);
        long received;
        try {
            received = receive(headers);
        } catch (RuntimeException e) {
            stamped.fail(HlcStatus.ofRequest(e));
            return new ServerCall.Listener<>() {};
        }
        Context context = Context.current().withValue(RECEIVED, received);
        try {
            return new StampedServerListener<>(Contexts.interceptCall(context, stamped, headers, next), stamped);
        } catch (RuntimeException | Error e) {
            // The same answer that the server would give for it, with a timestamp.
            stamped.handlerThrew(Status.fromThrowable(e));
            throw e;
        }
    }

    /** Without a timestamp the receipt is an event of its own: the handler has one, and does not run without a clock. */
    private long receive(Metadata headers) {
        return receiver.text(HlcMetadata.carried(headers)).orElseGet(clock::now);
    }
}
