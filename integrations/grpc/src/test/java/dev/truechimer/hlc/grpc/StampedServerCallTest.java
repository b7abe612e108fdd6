package dev.truechimer.hlc.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a call makes of orders of events that a socket gives seldom. */
@Timeout(60)
class StampedServerCallTest {

    private final Node callee = Node.onTime();
    private final Below below = new Below();
    private final Handler handler = new Handler();
    private final StampedServerCall<String, String> call = new StampedServerCall<>(below, callee.clock);
    private final StampedServerListener<String> listener = new StampedServerListener<>(handler, call);

    @Test
    void passesEverythingOnWhileAllIsWell() {
        listener.onReady();
        listener.onMessage("a");
        listener.onHalfClose();
        call.sendHeaders(new Metadata());
        call.sendMessage("answer");
        call.close(Status.OK, new Metadata());
        listener.onComplete();
        assertEquals(List.of("headers stamped", "message", "close OK stamped"), below.events);
        assertEquals(List.of("ready", "message", "halfClose", "complete"), handler.events);
    }

    @Test
    void endsTheHandlerOfACallThatItCannotStamp() {
        listener.onMessage("a");
        callee.loseSync();
        call.sendHeaders(new Metadata());
        assertTrue(call.isCancelled());
        // Another clock reading would be possible again, but the call has ended.
        callee.regainSync();
        call.sendHeaders(new Metadata());
        call.sendMessage("lost");
        call.close(Status.OK, new Metadata());
        listener.onMessage("b");
        listener.onReady();
        listener.onHalfClose();
        listener.onComplete();
        assertEquals(List.of("close UNAVAILABLE"), below.events);
        assertEquals(List.of("message", "cancel"), handler.events);
    }

    @Test
    void closesOnceForAHandlerThatThrows() {
        handler.bug = new UnsupportedOperationException("a bug in the handler");
        assertSame(handler.bug, assertThrows(UnsupportedOperationException.class, () -> listener.onMessage("a")));
        assertFalse(call.isCancelled());
        // From another thread of it.
        call.sendHeaders(new Metadata());
        call.sendMessage("lost");
        call.close(Status.OK, new Metadata());
        listener.onComplete();
        assertEquals(List.of("close UNKNOWN stamped"), below.events);
        assertEquals(List.of("message", "complete"), handler.events);
    }

    @Test
    void closesOnceForAHandlerThatThrowsAnError() {
        AssertionError bug = new AssertionError("a bug in the handler");
        handler.bug = bug;
        assertSame(bug, assertThrows(AssertionError.class, listener::onHalfClose));
        assertEquals(List.of("close UNKNOWN stamped"), below.events);
    }

    @Test
    void leavesTheAnswerOfAHandlerThatThrowsAfterIt() {
        call.close(Status.NOT_FOUND, new Metadata());
        handler.bug = new UnsupportedOperationException("a bug in the handler");
        assertThrows(UnsupportedOperationException.class, () -> listener.onReady());
        assertEquals(List.of("close NOT_FOUND stamped"), below.events);
    }

    @Test
    void saysUnavailableForAHandlerThatThrowsWithoutAClock() {
        callee.loseSync();
        handler.bug = new UnsupportedOperationException("a bug in the handler");
        assertThrows(UnsupportedOperationException.class, () -> listener.onMessage("a"));
        assertEquals(List.of("close UNAVAILABLE"), below.events);
    }

    @Test
    void reportsOnlyWhatIsItsOwn() {
        try (Reports reports = Reports.of(StampedServerCall.class.getName())) {
            call.close(Status.INTERNAL.withDescription("the handler's own"), new Metadata());
            assertEquals(0, reports.waiting());
        }
        assertEquals(List.of("close INTERNAL stamped"), below.events);
    }

    @Test
    void tellsTheHandlerOfACancellation() {
        listener.onCancel();
        assertEquals(List.of("cancel"), handler.events);
    }

    private static final class Handler extends ServerCall.Listener<String> {
        private final List<String> events = new ArrayList<>();
        private Throwable bug;

        @Override
        public void onMessage(String message) {
            happens("message");
        }

        @Override
        public void onHalfClose() {
            happens("halfClose");
        }

        @Override
        public void onReady() {
            happens("ready");
        }

        @Override
        public void onCancel() {
            events.add("cancel");
        }

        @Override
        public void onComplete() {
            events.add("complete");
        }

        private void happens(String event) {
            events.add(event);
            if (bug instanceof Error error) {
                throw error;
            }
            if (bug instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }

    /** A call as strict as gRPC's own. */
    private static final class Below extends ServerCall<String, String> {
        private final List<String> events = new ArrayList<>();
        private boolean closed;

        @Override
        public void request(int count) {
            events.add("request");
        }

        @Override
        public void sendHeaders(Metadata headers) {
            requireOpen();
            events.add("headers" + stamped(headers));
        }

        @Override
        public void sendMessage(String message) {
            requireOpen();
            events.add("message");
        }

        @Override
        public void close(Status status, Metadata trailers) {
            requireOpen();
            closed = true;
            events.add("close " + status.getCode() + stamped(trailers));
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public MethodDescriptor<String, String> getMethodDescriptor() {
            return Methods.BIDI;
        }

        private void requireOpen() {
            if (closed) {
                throw new IllegalStateException("call is closed");
            }
        }

        private static String stamped(Metadata metadata) {
            return metadata.containsKey(HlcMetadata.KEY) ? " stamped" : "";
        }
    }
}
