package dev.truechimer.hlc.grpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.hlc.carry.ReceiverCounters;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many calls of all kinds at once, over one channel: each chain of events is in order, no timestamp comes twice. */
class HlcInterceptorsStress {

    private static final int THREADS = 8;
    private static final int CALLS = 200;
    private static final int KINDS = 4;

    private final Node caller = Node.onTime();
    private final Node callee = Node.off(Duration.ofMillis(-100));
    private final Set<Long> calleeIssued = ConcurrentHashMap.newKeySet();
    private final Set<Long> callerIssued = ConcurrentHashMap.newKeySet();
    private final Queue<Long> twice = new ConcurrentLinkedQueue<>();

    @Test
    @Timeout(300)
    void ordersEachOfManyCallsAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Loopback loopback = Loopback.serving(Echo.of(this::handle), callee.server)) {
            Channel channel = loopback.channel(caller.client);
            List<Callable<Void>> callers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                callers.add(() -> {
                    for (int call = 0; call < CALLS; call++) {
                        call(channel, Methods.all().get((first + call) % KINDS));
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(callers)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS), "the callers have ended");
        }
        assertTrue(twice.isEmpty(), () -> "came twice: " + twice);
        long calls = (long) THREADS * CALLS;
        assertEquals(
                new ReceiverCounters(calls, 0, 0, 0), callee.server.receiver().counters());
        assertEquals(
                new ReceiverCounters(2 * calls, 0, 0, 0),
                caller.client.receiver().counters());
        assertEquals(2 * calls, callerIssued.size());
        // A unary handler has one event, the others two: they get two requests, or answer twice.
        assertEquals(calls + calls / KINDS * (1 + 2 + 2 + 2), calleeIssued.size());
    }

    private void call(Channel channel, MethodDescriptor<String, String> method) {
        List<Long> chain = new ArrayList<>();
        chain.add(issued(callerIssued, caller.clock.now()));
        Answer answer = Answer.of(channel, method);
        assertEquals(
                Status.Code.OK, answer.status().getCode(), () -> answer.status().toString());
        for (String message : answer.messages()) {
            for (String timestamp : message.split(" ")) {
                long event = Long.parseLong(timestamp);
                // All answers of one call tell the same receipt.
                if (!chain.contains(event)) {
                    chain.add(event);
                }
            }
        }
        chain.add(issued(callerIssued, caller.clock.now()));
        assertIterableEquals(chain.stream().sorted().toList(), chain);
    }

    /** Answers with its two events. */
    private String handle(String request) {
        long received = HlcServerInterceptor.RECEIVED.get();
        calleeIssued.add(received);
        return received + " " + issued(calleeIssued, callee.clock.now());
    }

    private long issued(Set<Long> before, long timestamp) {
        if (!before.add(timestamp)) {
            twice.add(timestamp);
        }
        return timestamp;
    }
}
