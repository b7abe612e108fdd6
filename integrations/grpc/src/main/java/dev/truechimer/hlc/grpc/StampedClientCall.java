package dev.truechimer.hlc.grpc;

import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.carry.TimestampReceiver;
import io.grpc.ClientCall;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/**
 * One call of a client. Once it is withdrawn, it is cancelled below, and takes what its caller still sends without a complaint:
 * the caller learns of the end from its listener, as of any other.
 *
 * <p><b>Ordering:</b> {@code withdrawn} is set before the call below is cancelled, so whoever is refused there because of that
 * finds it set.
 *
 * @param <Q> the requests
 * @param <A> the answers
 */
final class StampedClientCall<Q, A> extends SimpleForwardingClientCall<Q, A> {

    private final HybridLogicalClock clock;
    private final TimestampReceiver receiver;
    private volatile boolean withdrawn;

    StampedClientCall(ClientCall<Q, A> call, HybridLogicalClock clock, TimestampReceiver receiver) {
        super(call);
        this.clock = clock;
        this.receiver = receiver;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
        try {
            HlcMetadata.stamp(headers, clock);
        } catch (RuntimeException e) {
            // What is below was never started, so it calls nobody back.
            Status status = HlcStatus.ofClock(e);
            withdraw(status);
            listener.onClose(status, new Metadata());
            return;
        }
        super.start(new Receiving(listener), headers);
    }

    @Override
    public void request(int count) {
        if (!withdrawn) {
            super.request(count);
        }
    }

    @Override
    public void sendMessage(Q message) {
        send(() -> super.sendMessage(message));
    }

    @Override
    public void halfClose() {
        send(super::halfClose);
    }

    @Override
    public void setMessageCompression(boolean enabled) {
        send(() -> super.setMessageCompression(enabled));
    }

    @Override
    public boolean isReady() {
        return !withdrawn && super.isReady();
    }

    private void send(Runnable sending) {
        if (withdrawn) {
            return;
        }
        try {
            sending.run();
        } catch (IllegalStateException e) {
            // The caller sends in another thread than the one that has just cancelled.
            if (!withdrawn) {
                throw e;
            }
        }
    }

    private void withdraw(Status status) {
        withdrawn = true;
        cancel(status.getDescription(), status.getCause());
    }

    /** Receives before the caller does. gRPC calls it one at a time, each call after the one before. */
    private final class Receiving extends SimpleForwardingClientCallListener<A> {

        private @Nullable Status refusal;

        /** Whether a timestamp came with this response. */
        private boolean stamped;

        /** Whether the response certainly comes from a server, not from the channel. */
        private boolean answered;

        Receiving(Listener<A> listener) {
            super(listener);
        }

        @Override
        public void onHeaders(Metadata headers) {
            answered = true;
            receive(headers);
            if (refusal == null) {
                super.onHeaders(headers);
            } else {
                withdraw(refusal);
            }
        }

        @Override
        public void onMessage(A message) {
            if (refusal == null) {
                super.onMessage(message);
            }
        }

        @Override
        public void onReady() {
            if (refusal == null) {
                super.onReady();
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            if (refusal == null) {
                receive(trailers);
                if (refusal != null && !status.isOk()) {
                    // Not taken at its word, but a hint for whoever looks into it.
                    refusal = refusal.withDescription(refusal.getDescription() + "; the response was "
                            + status.getCode() + ": " + status.getDescription());
                }
            }
            if (refusal == null) {
                countIfUnstamped(status);
                super.onClose(status, trailers);
            } else {
                super.onClose(refusal, new Metadata());
            }
        }

        private void receive(Metadata metadata) {
            String carried = HlcMetadata.carried(metadata);
            if (carried == null) {
                return;
            }
            try {
                receiver.text(carried);
                stamped = true;
            } catch (RuntimeException e) {
                refusal = HlcStatus.ofResponse(e);
            }
        }

        private void countIfUnstamped(Status status) {
            if (!stamped && (answered || status.isOk())) {
                receiver.text(null);
            }
        }
    }
}
