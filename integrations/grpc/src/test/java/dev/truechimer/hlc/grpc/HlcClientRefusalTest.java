package dev.truechimer.hlc.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.hlc.ClockOffsetException;
import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.MalformedTimestampException;
import dev.truechimer.hlc.carry.ReceiverCounters;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client does with calls that it can't stamp, and with responses that it can't receive. */
@Timeout(120)
class HlcClientRefusalTest {

    private static final String VALID = "2026-11-20T12:00:00.123456Z/0007";

    private final Node caller = Node.onTime();

    static List<MethodDescriptor<String, String>> methods() {
        return Methods.all();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void refusesHeadersFromBeyondTheGuard(MethodDescriptor<String, String> method) {
        Answer answer = answer(method, Raw.stamps(caller.tooFarAhead(), VALID));
        assertEnd(answer, Status.Code.FAILED_PRECONDITION, ClockOffsetException.class);
        assertTrue(answer.headers().isEmpty(), "no headers");
        assertTrue(answer.messages().isEmpty(), "no message");
        assertEquals(new ReceiverCounters(0, 0, 0, 1), caller.client.receiver().counters());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void refusesTrailersFromBeyondTheGuard(MethodDescriptor<String, String> method) {
        Answer answer = answer(method, Raw.stamps(VALID, caller.tooFarAhead()));
        assertEnd(answer, Status.Code.FAILED_PRECONDITION, ClockOffsetException.class);
        assertEquals(new ReceiverCounters(1, 0, 0, 1), caller.client.receiver().counters());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void refusesMalformedHeaders(MethodDescriptor<String, String> method) {
        Answer answer = answer(method, Raw.stamps("nonsense", VALID));
        assertEnd(answer, Status.Code.INTERNAL, MalformedTimestampException.class);
        assertTrue(answer.headers().isEmpty(), "no headers");
        assertTrue(answer.messages().isEmpty(), "no message");
        assertEquals(new ReceiverCounters(0, 0, 1, 0), caller.client.receiver().counters());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void refusesMalformedTrailers(MethodDescriptor<String, String> method) {
        Answer answer = answer(method, Raw.stamps("", "nonsense"));
        assertEnd(answer, Status.Code.INTERNAL, MalformedTimestampException.class);
        assertEquals(new ReceiverCounters(0, 0, 1, 0), caller.client.receiver().counters());
    }

    @Test
    void refusesTwoTimestampsAtOnce() {
        Answer answer = answer(Methods.UNARY, Raw.stamps(VALID + " " + VALID, VALID));
        assertEnd(answer, Status.Code.INTERNAL, MalformedTimestampException.class);
    }

    @Test
    void saysWhatTheResponseWas() {
        Status absent = Status.NOT_FOUND.withDescription("no such row");
        Answer answer = answer(Methods.UNARY, Raw.stamps(null, absent, caller.tooFarAhead()));
        assertEnd(answer, Status.Code.FAILED_PRECONDITION, ClockOffsetException.class);
        assertTrue(
                answer.status().getDescription().endsWith("; the response was NOT_FOUND: no such row"),
                () -> answer.status().toString());
    }

    @Test
    void cancelsAStreamThatItRefuses() throws Exception {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        ServerCallHandler<String, String> endless = endless(Raw.stamped("nonsense"), cancelled);
        Answer answer = answer(Methods.SERVER_STREAMING, endless);
        assertEnd(answer, Status.Code.INTERNAL, MalformedTimestampException.class);
        cancelled.get(60, TimeUnit.SECONDS);
    }

    @Test
    void takesWhatIsStillSentToACallThatItHasCancelled() throws Exception {
        CompletableFuture<Void> cancelled = new CompletableFuture<>();
        try (Loopback loopback =
                Loopback.serving(Raw.service(Methods.BIDI, endless(Raw.stamped("nonsense"), cancelled)))) {
            for (int round = 0; round < 50; round++) {
                ClientCall<String, String> call =
                        loopback.channel(caller.client).newCall(Methods.BIDI, Loopback.options());
                Answer answer = new Answer();
                call.start(answer, new Metadata());
                call.request(1);
                for (int sent = 0; sent < 2_000 && answer.closes() == 0; sent++) {
                    call.sendMessage("more");
                    call.request(1);
                }
                assertEquals(Status.Code.INTERNAL, answer.status().getCode());
                assertFalse(call.isReady());
                call.setMessageCompression(true);
                call.sendMessage("even more");
                call.halfClose();
                call.cancel("the caller too", null);
                assertEquals(1, answer.closes());
            }
        }
    }

    @Test
    void stillRefusesMisuse() {
        try (Loopback loopback = Loopback.serving(Echo.of(request -> request))) {
            ClientCall<String, String> call =
                    loopback.channel(caller.client).newCall(Methods.UNARY, Loopback.options());
            Answer answer = new Answer();
            call.start(answer, new Metadata());
            assertThrows(IllegalStateException.class, () -> call.start(new Answer(), new Metadata()));
            call.request(2);
            call.sendMessage("a");
            call.halfClose();
            assertThrows(IllegalStateException.class, call::halfClose);
            assertThrows(IllegalStateException.class, () -> call.sendMessage("b"));
            assertTrue(answer.status().isOk(), () -> answer.status().toString());
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void sendsNothingWithoutAClock(MethodDescriptor<String, String> method) {
        RequestHeaders requests = new RequestHeaders();
        try (Loopback loopback = Loopback.serving(Echo.of(request -> request), requests)) {
            caller.loseSync();
            Answer answer = Answer.of(loopback.channel(caller.client), method);
            assertEquals(Status.Code.UNAVAILABLE, answer.status().getCode());
            assertInstanceOf(ClockUnavailableException.class, answer.status().getCause());
            assertTrue(
                    answer.status()
                            .getDescription()
                            .contains(answer.status().getCause().getMessage()),
                    () -> answer.status().toString());
            assertEquals(1, answer.closes());
            assertTrue(answer.messages().isEmpty());

            caller.regainSync();
            assertTrue(
                    Answer.of(loopback.channel(caller.client), method).status().isOk(), "with a clock again");
            assertEquals(1, requests.count());
        }
    }

    @Test
    void stubsThrowWhatTheListenerIsTold() {
        try (Loopback loopback = Loopback.serving(Echo.of(request -> request))) {
            caller.loseSync();
            StatusRuntimeException failure = assertThrows(
                    StatusRuntimeException.class,
                    () -> ClientCalls.blockingUnaryCall(
                            loopback.channel(caller.client), Methods.UNARY, Loopback.options(), "a"));
            assertEquals(Status.Code.UNAVAILABLE, failure.getStatus().getCode());
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void dropsAResponseForWhichItHasNoClock(MethodDescriptor<String, String> method) {
        ServerCallHandler<String, String> handler = (call, headers) -> {
            caller.loseSync();
            return Raw.stamps(VALID, VALID).startCall(call, headers);
        };
        Answer answer = answer(method, handler);
        assertEnd(answer, Status.Code.UNAVAILABLE, ClockUnavailableException.class);
        assertTrue(answer.messages().isEmpty(), "no message");
    }

    @Test
    void failsWithThePhysicalClock() {
        HlcClientInterceptor interceptor = HlcClientInterceptor.on(HybridLogicalClock.on(() -> {
            throw new UnsupportedOperationException("a bug in the clock");
        }));
        try (Loopback loopback = Loopback.serving(Echo.of(request -> request))) {
            Answer answer = Answer.of(loopback.channel(interceptor), Methods.UNARY);
            assertEquals(Status.Code.INTERNAL, answer.status().getCode());
            assertInstanceOf(
                    UnsupportedOperationException.class, answer.status().getCause());
        }
    }

    @Test
    void keepsItsClockWhenItRefuses() {
        answer(Methods.UNARY, Raw.stamps(caller.tooFarAhead(), caller.tooFarAhead()));
        assertTrue(caller.clock.now() < HybridTimestamp.parse(caller.tooFarAhead()));
    }

    /** Sends until it is cancelled. */
    private static ServerCallHandler<String, String> endless(Metadata first, CompletableFuture<Void> cancelled) {
        return (call, headers) -> {
            call.request(Integer.MAX_VALUE);
            Metadata copy = new Metadata();
            copy.merge(first);
            call.sendHeaders(copy);
            return new ServerCall.Listener<>() {
                @Override
                public void onReady() {
                    while (call.isReady()) {
                        call.sendMessage("more");
                    }
                }

                @Override
                public void onCancel() {
                    cancelled.complete(null);
                }
            };
        };
    }

    private Answer answer(MethodDescriptor<String, String> method, ServerCallHandler<String, String> handler) {
        Answer answer;
        try (Loopback loopback = Loopback.serving(Raw.service(method, handler))) {
            answer = Answer.of(loopback.channel(caller.client), method);
            answer.status();
        }
        assertEquals(1, answer.closes());
        return answer;
    }

    private static void assertEnd(Answer answer, Status.Code code, Class<? extends Throwable> cause) {
        Status status = answer.status();
        assertEquals(code, status.getCode(), status::toString);
        assertInstanceOf(cause, status.getCause());
        assertTrue(status.getDescription().contains(status.getCause().getMessage()), status::toString);
        assertTrue(status.getDescription().contains("the call may have had its effect"), status::toString);
        assertTrue(answer.trailers().keys().isEmpty(), "statuses and trailers are not mixed");
    }
}
