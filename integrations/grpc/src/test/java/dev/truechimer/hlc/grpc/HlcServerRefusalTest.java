package dev.truechimer.hlc.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.carry.ReceiverCounters;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does with requests that it can't receive, and with responses that it can't stamp. */
@Timeout(120)
class HlcServerRefusalTest {

    private static final String VALID = "2026-11-20T12:00:00.123456Z/0007";

    private final Node callee = Node.onTime();
    private final AtomicInteger handled = new AtomicInteger();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    static List<MethodDescriptor<String, String>> methods() {
        return Methods.all();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void refusesARequestFromBeyondTheGuard(MethodDescriptor<String, String> method) {
        Node caller = Node.off(Duration.ofSeconds(10));
        try (Loopback loopback = Loopback.serving(Echo.of(this::handle), callee.server)) {
            Answer answer = Answer.of(loopback.channel(caller.client), method);
            assertEquals(Status.Code.FAILED_PRECONDITION, answer.status().getCode());
            assertTrue(
                    answer.status().getDescription().contains("ahead of the latest that it can be here"),
                    () -> answer.status().toString());
            assertTrue(answer.messages().isEmpty(), "no message");
            assertTrue(answer.trailers().containsKey(HlcMetadata.KEY), "the refusal is stamped");
        }
        assertEquals(0, handled.get());
        assertEquals(new ReceiverCounters(0, 0, 0, 1), callee.server.receiver().counters());
        assertEquals(1, callee.clock.counters().refused());
        assertTrue(callee.clock.lead().compareTo(Duration.ofMillis(1)) < 0, "the clock was not dragged along");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "2026-11-20T12:00:00.123456Z/000",
                "2026-11-20T12:00:00.123456Z/00070",
                "2026-11-20t12:00:00.123456z/0007",
                "2026-13-20T12:00:00.123456Z/0007",
                "2026-11-20T12:00:00.123456Z/2048",
                VALID + "," + VALID
            })
    void refusesARequestWhoseTimestampIsMalformed(String carried) {
        Metadata request = new Metadata();
        request.put(HlcMetadata.KEY, carried);
        assertMalformed(request);
    }

    @Test
    void refusesARequestWithTwoTimestamps() {
        Metadata request = new Metadata();
        request.put(HlcMetadata.KEY, VALID);
        request.put(HlcMetadata.KEY, VALID);
        assertMalformed(request);
    }

    @Test
    void quotesNoMoreOfHostileTextThanItsBeginning() {
        Metadata request = new Metadata();
        request.put(HlcMetadata.KEY, "x".repeat(5_000));
        Status status = assertMalformed(request);
        assertTrue(status.getDescription().length() < 500, status::toString);
    }

    private Status assertMalformed(Metadata request) {
        try (Loopback loopback = Loopback.serving(Echo.of(this::handle), callee.server)) {
            Answer answer = Answer.of(loopback.channel(), Methods.UNARY, request);
            assertEquals(Status.Code.INVALID_ARGUMENT, answer.status().getCode());
            assertTrue(
                    answer.status().getDescription().contains("not a timestamp"),
                    () -> answer.status().toString());
            assertTrue(answer.trailers().containsKey(HlcMetadata.KEY), "the refusal is stamped");
            assertEquals(0, handled.get());
            assertEquals(
                    new ReceiverCounters(0, 0, 1, 0), callee.server.receiver().counters());
            return answer.status();
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void answersUnavailableWithoutAClock(MethodDescriptor<String, String> method) {
        Node caller = Node.onTime();
        callee.loseSync();
        try (Loopback loopback = Loopback.serving(Echo.of(this::handle), callee.server)) {
            assertUnavailable(Answer.of(loopback.channel(caller.client), method));
            assertUnavailable(Answer.of(loopback.channel(), method));
            assertEquals(0, handled.get());

            callee.regainSync();
            assertTrue(
                    Answer.of(loopback.channel(caller.client), method).status().isOk(), "with a clock again");
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void answersUnavailableIfTheClockIsLostBeforeTheHeaders(MethodDescriptor<String, String> method) throws Exception {
        ServerCallHandler<String, String> handler = (call, headers) -> {
            call.request(Integer.MAX_VALUE);
            return new Ending() {
                @Override
                public void onHalfClose() {
                    callee.loseSync();
                    call.sendHeaders(new Metadata());
                    assertTrue(call.isCancelled(), "a handler that sends until it is cancelled ends here");
                    call.sendMessage("lost");
                    call.sendHeaders(new Metadata());
                    call.close(Status.OK, new Metadata());
                    call.close(Status.OK, new Metadata());
                    assertFalse(call.isReady());
                }
            };
        };
        try (Loopback loopback = Loopback.serving(Raw.service(method, handler), callee.server)) {
            Answer answer = Answer.of(loopback.channel(), method);
            assertUnavailable(answer);
            assertTrue(answer.headers().isEmpty(), "nothing is sent unstamped");
            assertTrue(answer.messages().isEmpty(), "nothing is sent unstamped");
            assertEquals("cancelled", end.get(60, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void answersUnavailableIfTheClockIsLostBeforeTheTrailers(MethodDescriptor<String, String> method) throws Exception {
        ServerCallHandler<String, String> handler = (call, headers) -> {
            call.request(Integer.MAX_VALUE);
            return new Ending() {
                @Override
                public void onHalfClose() {
                    call.sendHeaders(new Metadata());
                    call.sendMessage("answer");
                    callee.loseSync();
                    call.close(Status.OK, new Metadata());
                }
            };
        };
        try (Loopback loopback = Loopback.serving(Raw.service(method, handler), callee.server)) {
            Answer answer = Answer.of(loopback.channel(), method);
            assertUnavailable(answer);
            assertEquals(1, answer.headers().size());
            assertEquals("cancelled", end.get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void saysNothingOfAnErrorThatItCannotStamp() {
        ServerCallHandler<String, String> handler = (call, headers) -> {
            callee.loseSync();
            Metadata trailers = new Metadata();
            trailers.put(Metadata.Key.of("row", Metadata.ASCII_STRING_MARSHALLER), "7");
            call.close(Status.ALREADY_EXISTS.withDescription("row 7"), trailers);
            return new Ending();
        };
        try (Loopback loopback = Loopback.serving(Raw.service(Methods.UNARY, handler), callee.server)) {
            Answer answer = Answer.of(loopback.channel(), Methods.UNARY);
            assertUnavailable(answer);
            assertFalse(
                    answer.status().getDescription().contains("row"),
                    () -> answer.status().toString());
            assertFalse(
                    answer.trailers().keys().contains("row"),
                    () -> answer.trailers().toString());
        }
    }

    @Test
    void handlerOfACallThatEndsAsItWantsIsTold() throws Exception {
        ServerCallHandler<String, String> handler = (call, headers) -> {
            call.request(1);
            return new Ending() {
                @Override
                public void onHalfClose() {
                    call.close(Status.NOT_FOUND, new Metadata());
                    try {
                        call.close(Status.OK, new Metadata());
                    } catch (IllegalStateException e) {
                        handled.incrementAndGet();
                    }
                }
            };
        };
        try (Loopback loopback = Loopback.serving(Raw.service(Methods.UNARY, handler), callee.server)) {
            assertEquals(
                    Status.Code.NOT_FOUND,
                    Answer.of(loopback.channel(), Methods.UNARY).status().getCode());
            assertEquals("complete", end.get(60, TimeUnit.SECONDS));
            assertEquals(1, handled.get(), "closing twice is still a mistake");
        }
    }

    @Test
    void handlerOfACallThatIsCancelledIsTold() throws Exception {
        CompletableFuture<ServerCall<String, String>> started = new CompletableFuture<>();
        ServerCallHandler<String, String> handler = (call, headers) -> {
            started.complete(call);
            return new Ending();
        };
        try (Loopback loopback = Loopback.serving(Raw.service(Methods.BIDI, handler), callee.server)) {
            var call = loopback.channel().newCall(Methods.BIDI, Loopback.options());
            Answer answer = new Answer();
            call.start(answer, new Metadata());
            ServerCall<String, String> served = started.get(60, TimeUnit.SECONDS);
            assertFalse(served.isCancelled());
            call.cancel("enough", null);
            assertEquals("cancelled", end.get(60, TimeUnit.SECONDS));
            assertTrue(served.isCancelled());
            assertEquals(Status.Code.CANCELLED, answer.status().getCode());
        }
    }

    @Test
    void reportsAPhysicalClockThatThrows() throws Exception {
        HlcServerInterceptor interceptor = HlcServerInterceptor.on(HybridLogicalClock.on(() -> {
            throw new UnsupportedOperationException("a bug in the clock");
        }));
        try (Reports reports = Reports.of(StampedServerCall.class.getName());
                Loopback loopback = Loopback.serving(Echo.of(this::handle), interceptor)) {
            Answer answer = Answer.of(loopback.channel(), Methods.UNARY);
            assertEquals(Status.Code.INTERNAL, answer.status().getCode());
            assertInstanceOf(UnsupportedOperationException.class, reports.next());
            assertEquals(0, reports.waiting());
        }
        assertEquals(0, handled.get());
    }

    @Test
    void reportsAnObserverOfOffsetsThatThrows() throws Exception {
        HybridLogicalClock clock = HybridLogicalClock.builder(callee.physical)
                .onOffset(offset -> {
                    throw new UnsupportedOperationException("a bug in the observer");
                })
                .build();
        Metadata request = new Metadata();
        request.put(HlcMetadata.KEY, callee.tooFarAhead());
        try (Reports reports = Reports.of(StampedServerCall.class.getName());
                Loopback loopback = Loopback.serving(Echo.of(this::handle), HlcServerInterceptor.on(clock))) {
            Answer answer = Answer.of(loopback.channel(), Methods.UNARY, request);
            assertEquals(Status.Code.INTERNAL, answer.status().getCode());
            assertInstanceOf(UnsupportedOperationException.class, reports.next());
            assertEquals(0, reports.waiting());
        }
        assertEquals(0, handled.get());
        assertTrue(clock.last() < HybridTimestamp.parse(callee.tooFarAhead()));
    }

    private String handle(String request) {
        handled.incrementAndGet();
        return request;
    }

    private static void assertUnavailable(Answer answer) {
        assertEquals(Status.Code.UNAVAILABLE, answer.status().getCode());
        assertTrue(
                answer.status().getDescription().contains("the physical clock's reading is unbounded"),
                () -> answer.status().toString());
        assertNull(answer.trailers().get(HlcMetadata.KEY));
    }

    /** Tells how a call ended for its handler; once. */
    private class Ending extends ServerCall.Listener<String> {
        @Override
        public void onComplete() {
            ended("complete");
        }

        @Override
        public void onCancel() {
            ended("cancelled");
        }

        private void ended(String how) {
            if (!end.complete(how)) {
                end.obtrudeValue("ended twice");
            }
        }
    }
}
