package dev.truechimer.hlc.grpc;

import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What the listener of one call was told. */
final class Answer extends ClientCall.Listener<String> {

    private static final int LIMIT_SECONDS = 60;

    private final List<Metadata> headers = new CopyOnWriteArrayList<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final AtomicInteger closes = new AtomicInteger();
    private final CompletableFuture<Metadata> trailers = new CompletableFuture<>();
    private volatile Status status = Status.UNKNOWN;

    /** Starts a call and sends what its kind wants: one request, or two. */
    static Answer of(Channel channel, MethodDescriptor<String, String> method) {
        return of(channel, method, new Metadata());
    }

    static Answer of(Channel channel, MethodDescriptor<String, String> method, Metadata headers) {
        ClientCall<String, String> call = channel.newCall(method, Loopback.options());
        Answer answer = new Answer();
        call.start(answer, headers);
        call.request(Integer.MAX_VALUE);
        call.sendMessage("a");
        if (!method.getType().clientSendsOneMessage()) {
            call.sendMessage("b");
        }
        call.halfClose();
        return answer;
    }

    @Override
    public void onHeaders(Metadata received) {
        headers.add(received);
    }

    @Override
    public void onMessage(String message) {
        messages.add(message);
    }

    @Override
    public void onClose(Status how, Metadata with) {
        closes.incrementAndGet();
        status = how;
        trailers.complete(with);
    }

    /** Waits for the end. */
    Status status() {
        trailers();
        return status;
    }

    /** Waits for the end. */
    Metadata trailers() {
        try {
            return trailers.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("no onClose", e);
        }
    }

    List<Metadata> headers() {
        return headers;
    }

    List<String> messages() {
        return messages;
    }

    int closes() {
        return closes.get();
    }
}
