package dev.truechimer.hlc.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.carry.ReceiverCounters;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Timestamps follow calls, over sockets, whatever the physical clocks say. */
@Timeout(120)
class HlcPropagationTest {

    private static final Duration BEHIND = Duration.ofMillis(-100);

    private final Node caller = Node.onTime();
    private final Node callee = Node.off(BEHIND);
    private final List<Long> order = new CopyOnWriteArrayList<>();

    static List<MethodDescriptor<String, String>> methods() {
        return Methods.all();
    }

    @Test
    void followsCallsOverSeveralHopsAndBack() {
        Node last = Node.off(BEHIND);
        try (Loopback toLast = Loopback.serving(Echo.of(request -> handled(last, request)), last.server);
                Loopback toCallee = Loopback.serving(
                        Echo.of(request -> {
                            handled(callee, request);
                            String answer = call(toLast.channel(callee.client), request);
                            order.add(callee.clock.now());
                            return answer;
                        }),
                        callee.server)) {
            int rounds = 10;
            for (int round = 0; round < rounds; round++) {
                order.add(caller.clock.now());
                call(toCallee.channel(caller.client), "round " + round);
                order.add(caller.clock.now());
                last.physical.advanceNanos(round * 1_000L);
                caller.physical.advanceNanos(round * 7_000L);
            }
            assertEquals(rounds * 7, order.size());
            assertIncreasing(order);
        }
        Duration lead = last.clock.lead();
        assertTrue(lead.compareTo(BEHIND.negated()) >= 0, "the last clock was pulled up to the others: " + lead);
        assertEquals(new ReceiverCounters(10, 0, 0, 0), last.server.receiver().counters());
        assertEquals(new ReceiverCounters(20, 0, 0, 0), callee.client.receiver().counters());
        assertEquals(new ReceiverCounters(10, 0, 0, 0), callee.server.receiver().counters());
        assertEquals(new ReceiverCounters(20, 0, 0, 0), caller.client.receiver().counters());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void stampsRequestHeadersAndTrailersOfEachKindOfCall(MethodDescriptor<String, String> method) {
        RequestHeaders requests = new RequestHeaders();
        AtomicLong received = new AtomicLong();
        UnaryOperator<String> handler = request -> {
            received.set(HlcServerInterceptor.RECEIVED.get());
            order.add(callee.clock.now());
            return request;
        };
        try (Loopback loopback = Loopback.serving(Echo.of(handler), callee.server, requests)) {
            long before = caller.clock.now();
            Answer answer = Answer.of(loopback.channel(caller.client), method);
            assertTrue(answer.status().isOk(), () -> answer.status().toString());
            long after = caller.clock.now();

            assertEquals(
                    method.getType().serverSendsOneMessage() ? 1 : 2,
                    answer.messages().size());
            assertEquals(1, answer.headers().size());
            long request = stamp(requests.only());
            long headers = stamp(answer.headers().get(0));
            long trailers = stamp(answer.trailers());
            assertIncreasing(List.of(before, request, received.get(), order.get(0), headers, trailers, after));
            assertIncreasing(order);
            assertTrue(trailers > order.get(order.size() - 1), "the trailers are after all that the handler did");
        }
        assertEquals(new ReceiverCounters(1, 0, 0, 0), callee.server.receiver().counters());
        assertEquals(new ReceiverCounters(2, 0, 0, 0), caller.client.receiver().counters());
    }

    @Test
    void receivesTheHeadersOfAStreamBeforeItsFirstMessage() throws Exception {
        callee.physical.advanceNanos(Duration.ofMillis(300).toNanos());
        CompletableFuture<Long> atFirstMessage = new CompletableFuture<>();
        ServerServiceDefinition endless = Raw.service(Methods.SERVER_STREAMING, (call, headers) -> {
            handled(callee, "");
            call.sendHeaders(new Metadata());
            call.sendMessage("the first");
            return new ServerCall.Listener<>() {};
        });
        try (Loopback loopback = Loopback.serving(endless, callee.server)) {
            ClientCall<String, String> call =
                    loopback.channel(caller.client).newCall(Methods.SERVER_STREAMING, Loopback.options());
            call.start(
                    new ClientCall.Listener<>() {
                        @Override
                        public void onMessage(String message) {
                            atFirstMessage.complete(caller.clock.now());
                        }
                    },
                    new Metadata());
            call.request(1);
            call.sendMessage("a");
            call.halfClose();
            order.add(atFirstMessage.get(60, TimeUnit.SECONDS));
        }
        assertIncreasing(order);
    }

    @Test
    void stampsAnAnswerThatIsAnError() {
        ServerServiceDefinition failing = Raw.service(Methods.UNARY, ServerCalls.asyncUnaryCall((request, observer) -> {
            handled(callee, request);
            observer.onError(Status.NOT_FOUND.withDescription("no such row").asRuntimeException());
        }));
        try (Loopback loopback = Loopback.serving(failing, callee.server)) {
            Answer answer = Answer.of(loopback.channel(caller.client), Methods.UNARY);
            assertEquals(Status.Code.NOT_FOUND, answer.status().getCode());
            assertEquals("no such row", answer.status().getDescription());
            assertTrue(answer.headers().isEmpty(), "trailers only");
            assertIncreasing(List.of(order.get(0), order.get(1), stamp(answer.trailers()), caller.clock.last()));
        }
        assertEquals(new ReceiverCounters(1, 0, 0, 0), caller.client.receiver().counters());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void stampsTheAnswerForAHandlerThatThrows(MethodDescriptor<String, String> method) throws Exception {
        UnsupportedOperationException bug = new UnsupportedOperationException("a bug in the handler");
        ServerServiceDefinition failing = Echo.of(request -> {
            handled(callee, request);
            throw bug;
        });
        try (Reports reports = Reports.ofServer();
                Loopback loopback = Loopback.serving(failing, callee.server)) {
            Answer answer = Answer.of(loopback.channel(caller.client), method);
            assertEquals(Status.Code.UNKNOWN, answer.status().getCode());
            assertEquals("Application error processing RPC", answer.status().getDescription());
            assertIncreasing(List.of(order.get(0), order.get(1), stamp(answer.trailers()), caller.clock.last()));
            assertSame(bug, reports.next());
        }
    }

    @Test
    void stampsTheAnswerForAHandlerThatThrowsBeforeItListens() throws Exception {
        ServerServiceDefinition failing = Raw.service(Methods.BIDI, (call, headers) -> {
            handled(callee, "");
            throw Status.RESOURCE_EXHAUSTED.withDescription("busy").asRuntimeException();
        });
        try (Reports reports = Reports.ofServer();
                Loopback loopback = Loopback.serving(failing, callee.server)) {
            Answer answer = Answer.of(loopback.channel(caller.client), Methods.BIDI);
            assertEquals(Status.Code.RESOURCE_EXHAUSTED, answer.status().getCode());
            assertEquals("busy", answer.status().getDescription());
            assertIncreasing(List.of(order.get(0), order.get(1), stamp(answer.trailers()), caller.clock.last()));
            assertEquals("RESOURCE_EXHAUSTED: busy", reports.next().getCause().getMessage());
        }
    }

    @Test
    void replacesATimestampThatWasCopiedFromAnotherCall() {
        RequestHeaders requests = new RequestHeaders();
        try (Loopback loopback =
                Loopback.serving(Raw.service(Methods.UNARY, Raw.stamps("copied", "copied")), callee.server, requests)) {
            Metadata copied = new Metadata();
            copied.put(HlcMetadata.KEY, "copied");
            Answer answer = Answer.of(loopback.channel(caller.client), Methods.UNARY, copied);
            assertTrue(answer.status().isOk(), () -> answer.status().toString());
            long request = stamp(requests.only());
            assertIncreasing(List.of(request, stamp(answer.headers().get(0)), stamp(answer.trailers())));
        }
    }

    @Test
    void letsARequestWithoutATimestampPassAndCountsIt() {
        try (Loopback loopback = Loopback.serving(Echo.of(request -> handled(callee, request)), callee.server)) {
            long before = callee.clock.now();
            Answer answer = Answer.of(loopback.channel(), Methods.UNARY);
            assertTrue(answer.status().isOk(), () -> answer.status().toString());
            assertIncreasing(List.of(
                    before, order.get(0), order.get(1), stamp(answer.headers().get(0)), stamp(answer.trailers())));
        }
        assertEquals(new ReceiverCounters(0, 1, 0, 0), callee.server.receiver().counters());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void letsAResponseWithoutATimestampPassAndCountsItOnce(MethodDescriptor<String, String> method) {
        try (Loopback loopback = Loopback.serving(Echo.of(request -> request))) {
            Answer answer = Answer.of(loopback.channel(caller.client), method);
            assertTrue(answer.status().isOk(), () -> answer.status().toString());
        }
        assertEquals(new ReceiverCounters(0, 1, 0, 0), caller.client.receiver().counters());
    }

    @Test
    void countsNoResponseWhereThereWasNone() {
        Loopback loopback = Loopback.serving(Echo.of(request -> request));
        Channel ended = loopback.channel(caller.client);
        loopback.close();
        StatusRuntimeException failure = assertThrows(StatusRuntimeException.class, () -> call(ended, "a"));
        assertEquals(Status.Code.UNAVAILABLE, failure.getStatus().getCode());
        assertEquals(new ReceiverCounters(0, 0, 0, 0), caller.client.receiver().counters());
    }

    @Test
    void receiptIsKnownInACallOnly() {
        assertNull(HlcServerInterceptor.RECEIVED.get());
    }

    @Test
    void namesTheKeyInLowerCase() {
        assertEquals("hlc", HlcMetadata.KEY.name());
    }

    /** Two events of a handler: its receipt, and one after it. */
    private String handled(Node node, String request) {
        order.add(HlcServerInterceptor.RECEIVED.get());
        order.add(node.clock.now());
        return request;
    }

    private static String call(Channel channel, String request) {
        return ClientCalls.blockingUnaryCall(channel, Methods.UNARY, Loopback.options(), request);
    }

    /** The only timestamp in these metadata. */
    private static long stamp(Metadata metadata) {
        List<String> all = new ArrayList<>();
        metadata.getAll(HlcMetadata.KEY).forEach(all::add);
        assertEquals(1, all.size(), all::toString);
        return HybridTimestamp.parse(all.get(0));
    }

    private static void assertIncreasing(List<Long> timestamps) {
        assertIterableEquals(timestamps.stream().sorted().distinct().toList(), timestamps);
    }
}
