package dev.truechimer.hlc.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the headers of requests as they came. */
final class RequestHeaders implements ServerInterceptor {

    private final List<Metadata> all = new CopyOnWriteArrayList<>();

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Metadata copy = new Metadata();
        copy.merge(headers);
        all.add(copy);
        return next.startCall(call, headers);
    }

    int count() {
        return all.size();
    }

    Metadata only() {
        if (all.size() != 1) {
            throw new AssertionError("one request: " + all);
        }
        return all.get(0);
    }
}
