package dev.truechimer.hlc.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.MalformedTimestampException;
import dev.truechimer.hlc.carry.ReceiverCounters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real clients and servers on loopback, whose clocks disagree. */
class LoopbackTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Long> events = new CopyOnWriteArrayList<>();
    private final List<Runnable> opened = new ArrayList<>();

    @AfterEach
    void stop() {
        opened.forEach(Runnable::run);
    }

    @Test
    void keepsTheOrderOverSeveralHops() throws IOException {
        SampleServer last = node(-200_000, null);
        SampleServer second = node(200_000, last.uri());
        SampleServer first = node(-100_000, second.uri());
        SampleServer asking = node(0, null);
        for (int round = 1; round <= 3; round++) {
            HttpResponse<String> response = asking.ask(first.uri(), "user=1");
            assertEquals(200, response.statusCode());
            assertEquals("done, done, done", response.body());
            // Three requests and their responses, each stamped and received, and the work of three.
            assertEquals(15 * round, events.size());
        }
        assertEquals(events.stream().sorted().distinct().toList(), List.copyOf(events));
        assertEquals(new ReceiverCounters(3, 0, 0, 0), asking.http.counters());
        assertEquals(new ReceiverCounters(6, 0, 0, 0), second.http.counters());
        assertEquals(new ReceiverCounters(3, 0, 0, 0), last.http.counters());
    }

    @Test
    void keepsTheOrderThroughAServiceThatPassesOnTheBaggageOnly() throws IOException {
        SampleServer last = node(-200_000, null);
        HttpServer unaware = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        unaware.createContext("/", exchange -> {
            try (exchange) {
                String baggage = exchange.getRequestHeaders().getFirst("baggage");
                exchange.sendResponseHeaders(
                        send(last.uri(), "baggage", baggage).statusCode(), -1);
            }
        });
        unaware.start();
        try {
            SampleServer asking = node(100_000, null);
            URI uri = URI.create("http://" + unaware.getAddress().getAddress().getHostAddress() + ":"
                    + unaware.getAddress().getPort());
            assertEquals(200, asking.ask(uri, "user=1").statusCode());
            // Stamped, received, the work, and the response's stamp, which is lost on the way back.
            assertEquals(4, events.size());
            assertEquals(events.stream().sorted().distinct().toList(), List.copyOf(events));
            assertEquals(new ReceiverCounters(1, 0, 0, 0), last.http.counters());
            assertEquals(new ReceiverCounters(0, 1, 0, 0), asking.http.counters());
        } finally {
            unaware.stop(0);
        }
    }

    @Test
    void servesWhoDoesNotStamp() throws IOException {
        SampleServer server = node(0, null);
        assertEquals(200, send(server.uri(), "other", "1").statusCode());
        assertEquals(new ReceiverCounters(0, 1, 0, 0), server.http.counters());
    }

    @Test
    void answersBadRequestToWhatIsNoStamp() throws IOException {
        SampleServer server = node(0, null);
        for (String stamp : new String[] {"yesterday", "", "0", "2026-11-20T12:00:00.123456Z/2048"}) {
            HttpResponse<String> response = send(server.uri(), "hlc", stamp);
            assertEquals(400, response.statusCode());
            assertTrue(response.body().startsWith("not a timestamp"), response.body());
            assertTrue(response.headers().firstValue("hlc").isEmpty());
        }
        assertEquals(new ReceiverCounters(0, 0, 4, 0), server.http.counters());
        assertNothingChanged(server);
    }

    @Test
    void answersConflictToAStampThatIsTooFarAhead() throws IOException {
        SampleServer server = node(0, null);
        SampleServer broken = node(500_001, null);
        HttpResponse<String> response = broken.ask(server.uri(), null);
        assertEquals(409, response.statusCode());
        assertTrue(response.body().contains("ahead"), response.body());
        assertEquals(new ReceiverCounters(0, 0, 0, 1), server.http.counters());
        assertEquals(1, server.clock.counters().refused());
        assertNothingChanged(server);
    }

    @Test
    void answersServiceUnavailableWhileItDoesNotKnowTheTime() throws IOException {
        SampleServer server = node(0, null);
        SampleServer asking = node(0, null);
        server.physical.loseSync();
        assertEquals(503, asking.ask(server.uri(), null).statusCode());
        assertEquals(new ReceiverCounters(0, 0, 0, 0), server.http.counters());
    }

    @Test
    void aClientRefusesAResponseWithTwoStamps() throws IOException {
        URI twofold = serve(exchange -> {
            exchange.getResponseHeaders().add("hlc", HybridTimestamp.format(1));
            exchange.getResponseHeaders().add("hlc", HybridTimestamp.format(2));
            exchange.sendResponseHeaders(200, -1);
        });
        SampleServer asking = node(0, null);
        assertThrows(MalformedTimestampException.class, () -> asking.ask(twofold, null));
        assertEquals(new ReceiverCounters(0, 0, 1, 0), asking.http.counters());
    }

    private SampleServer node(long offsetMicros, URI next) throws IOException {
        SampleServer node = new SampleServer(offsetMicros, next, client, events);
        opened.add(node::close);
        return node;
    }

    /** A server that knows nothing of timestamps. */
    private URI serve(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
        opened.add(() -> server.stop(0));
        return SampleServer.uriOf(server);
    }

    private HttpResponse<String> send(URI uri, String name, String value) throws IOException {
        try {
            return client.send(HttpRequest.newBuilder(uri).header(name, value).build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The first timestamp is that of the physical clock. */
    private static void assertNothingChanged(SampleServer server) {
        assertEquals(0, server.clock.last());
        assertEquals(HybridTimestamp.pack(SampleServer.NOW_MICROS, 0), server.clock.now());
    }
}
