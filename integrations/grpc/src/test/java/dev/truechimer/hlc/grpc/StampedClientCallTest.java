package dev.truechimer.hlc.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.hlc.carry.ReceiverCounters;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a call makes of orders of events that a socket gives seldom. */
@Timeout(60)
class StampedClientCallTest {

    private final Node caller = Node.onTime();
    private final Below below = new Below();
    private final Answer answer = new Answer();
    private final StampedClientCall<String, String> call =
            new StampedClientCall<>(below, caller.clock, caller.client.receiver());

    @Test
    void deliversNothingBetweenARefusalAndTheEnd() {
        AtomicInteger ready = new AtomicInteger();
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onReady() {
                        ready.incrementAndGet();
                    }

                    @Override
                    public void onMessage(String message) {
                        answer.onMessage(message);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        answer.onClose(status, trailers);
                    }
                },
                new Metadata());
        below.listener.onReady();
        below.listener.onHeaders(Raw.stamped("nonsense"));
        assertEquals(List.of("start", "cancel"), below.events);
        below.listener.onReady();
        below.listener.onMessage("too late");
        assertEquals(0, answer.closes(), "what is below has the last word");
        // The response was quicker than the cancellation.
        below.listener.onClose(Status.OK, Raw.stamped("nonsense"));
        assertEquals(Status.Code.INTERNAL, answer.status().getCode());
        assertEquals(1, answer.closes());
        assertTrue(answer.messages().isEmpty());
        assertEquals(1, ready.get(), "only that before");
        assertEquals(new ReceiverCounters(0, 0, 1, 0), caller.client.receiver().counters());
    }

    @Test
    void hidesFromTheCallerThatItWasQuickerToCancel() {
        call.start(answer, new Metadata());
        below.whileSending = () -> below.listener.onHeaders(Raw.stamped("nonsense"));
        call.sendMessage("meanwhile cancelled");
        call.sendMessage("later");
        call.halfClose();
        call.request(1);
        call.setMessageCompression(true);
        assertFalse(call.isReady());
        assertEquals(List.of("start", "send", "cancel"), below.events);
    }

    @Test
    void hidesNoOtherComplaint() {
        call.start(answer, new Metadata());
        below.whileSending = () -> below.cancelled = true;
        assertThrows(IllegalStateException.class, () -> call.sendMessage("a"));
    }

    @Test
    void passesEverythingOnWhileAllIsWell() {
        Metadata request = new Metadata();
        call.start(answer, request);
        assertNotNull(request.get(HlcMetadata.KEY));
        call.request(1);
        call.setMessageCompression(true);
        assertTrue(call.isReady());
        call.sendMessage("a");
        call.halfClose();
        call.cancel("enough", null);
        assertEquals(List.of("start", "request", "compression", "ready", "send", "halfClose", "cancel"), below.events);
    }

    @Test
    void endsACallThatItCannotStampWithoutStartingIt() {
        caller.loseSync();
        call.start(answer, new Metadata());
        call.request(1);
        call.sendMessage("a");
        call.halfClose();
        call.setMessageCompression(true);
        assertFalse(call.isReady());
        call.cancel("too", null);
        assertEquals(List.of("cancel", "cancel"), below.events);
        assertEquals(Status.Code.UNAVAILABLE, answer.status().getCode());
        assertEquals(1, answer.closes());
    }

    /** A call as strict as gRPC's own. */
    private static final class Below extends ClientCall<String, String> {
        private final List<String> events = new ArrayList<>();
        private ClientCall.Listener<String> listener;
        private Runnable whileSending = () -> {};
        private boolean cancelled;

        @Override
        public void start(ClientCall.Listener<String> responseListener, Metadata headers) {
            events.add("start");
            listener = responseListener;
        }

        @Override
        public void request(int count) {
            events.add("request");
        }

        @Override
        public void cancel(String message, Throwable cause) {
            events.add("cancel");
            cancelled = true;
        }

        @Override
        public void halfClose() {
            events.add("halfClose");
            requireUncancelled();
        }

        @Override
        public void sendMessage(String message) {
            events.add("send");
            whileSending.run();
            requireUncancelled();
        }

        @Override
        public boolean isReady() {
            events.add("ready");
            return true;
        }

        @Override
        public void setMessageCompression(boolean enabled) {
            events.add("compression");
        }

        private void requireUncancelled() {
            if (cancelled) {
                throw new IllegalStateException("call was cancelled");
            }
        }
    }
}
