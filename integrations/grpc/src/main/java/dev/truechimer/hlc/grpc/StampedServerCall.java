package dev.truechimer.hlc.grpc;

import dev.truechimer.hlc.HybridLogicalClock;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One call of a server: stamps the headers and the trailers of the response, and closes the call once, whoever ends it.
 *
 * @param <Q> the requests
 * @param <A> the answers
 */
final class StampedServerCall<Q, A> extends SimpleForwardingServerCall<Q, A> {

    /** How far a call is, and who ended it. */
    private enum State {
        OPEN,
        /** By its handler. */
        CLOSED,
        /** By an exception of its handler: what it sends from other threads goes nowhere. */
        THROWN,
        /** By us: what the handler sends goes nowhere, and the call looks cancelled to it. */
        FAILED
    }

    private static final System.Logger LOGGER = System.getLogger(StampedServerCall.class.getName());

    private final HybridLogicalClock clock;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    StampedServerCall(ServerCall<Q, A> call, HybridLogicalClock clock) {
        super(call);
        this.clock = clock;
    }

    @Override
    public void sendHeaders(Metadata headers) {
        if (isBrokenOff()) {
            return;
        }
        try {
            HlcMetadata.stamp(headers, clock);
        } catch (RuntimeException e) {
            fail(HlcStatus.ofClock(e));
            return;
        }
        super.sendHeaders(headers);
    }

    @Override
    public void sendMessage(A message) {
        if (!isBrokenOff()) {
            super.sendMessage(message);
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (state.get() == State.CLOSED) {
            // The server's own complaint about a handler that closes twice.
            super.close(status, trailers);
            return;
        }
        end(State.CLOSED, status, trailers);
    }

    @Override
    public boolean isCancelled() {
        return isFailed() || super.isCancelled();
    }

    /** Ends a call that can't be received or stamped; does nothing if it has ended. */
    void fail(Status reason) {
        end(State.FAILED, reason, new Metadata());
    }

    /** Ends a call whose handler threw; does nothing if it has ended. */
    void handlerThrew(Status reason) {
        end(State.THROWN, reason, new Metadata());
    }

    /** Whether we have ended it, so that the handler has to be told. */
    boolean isFailed() {
        return state.get() == State.FAILED;
    }

    private boolean isBrokenOff() {
        State now = state.get();
        return now == State.FAILED || now == State.THROWN;
    }

    private void end(State by, Status status, Metadata trailers) {
        try {
            HlcMetadata.stamp(trailers, clock);
        } catch (RuntimeException e) {
            // An error too may tell of events that the caller could not order, so it gets nothing but the reason.
            closeOnce(State.FAILED, HlcStatus.ofClock(e), new Metadata());
            return;
        }
        closeOnce(by, status, trailers);
    }

    private void closeOnce(State by, Status status, Metadata trailers) {
        if (!state.compareAndSet(State.OPEN, by)) {
            return;
        }
        if (by == State.FAILED && status.getCode() == Status.Code.INTERNAL) {
            // The caller gets the message, but not the cause.
            LOGGER.log(System.Logger.Level.ERROR, status.getDescription(), status.getCause());
        }
        super.close(status, trailers);
    }
}
