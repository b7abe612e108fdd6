package dev.truechimer.hlc.grpc;

import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.ServerCall;
import io.grpc.Status;

/**
 * Stands between the server and a handler's listener: answers for a handler that throws, before the server does so without a
 * timestamp; and ends the handler of a call that we have ended.
 *
 * @param <Q> the requests
 */
final class StampedServerListener<Q> extends SimpleForwardingServerCallListener<Q> {

    private final StampedServerCall<Q, ?> call;

    StampedServerListener(ServerCall.Listener<Q> handler, StampedServerCall<Q, ?> call) {
        super(handler);
        this.call = call;
    }

    @Override
    public void onMessage(Q message) {
        deliver(() -> super.onMessage(message));
    }

    @Override
    public void onHalfClose() {
        deliver(super::onHalfClose);
    }

    @Override
    public void onReady() {
        deliver(super::onReady);
    }

    @Override
    public void onComplete() {
        if (call.isFailed()) {
            super.onCancel();
        } else {
            super.onComplete();
        }
    }

    private void deliver(Runnable event) {
        if (call.isFailed()) {
            return;
        }
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            // What the server itself would answer; it still gets the exception, and reports it.
            call.handlerThrew(Status.UNKNOWN
                    .withDescription("Application error processing RPC")
                    .withCause(e));
            throw e;
        }
    }
}
