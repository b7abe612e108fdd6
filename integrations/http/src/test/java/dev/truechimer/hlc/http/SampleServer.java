package dev.truechimer.hlc.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.testkit.ManualClock;
import dev.truechimer.hlc.ClockOffsetException;
import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.MalformedTimestampException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node that serves HTTP on loopback, as a user would write it: receives, works, asks the next node, stamps its answer. */
final class SampleServer implements AutoCloseable {

    static final long NOW_MICROS = 1_795_000_000_000_000L;

    final ManualClock physical;
    final HybridLogicalClock clock;
    final HlcHttp http;
    private final HttpClient client;
    private final HttpServer server;
    private final @Nullable URI next;
    private final List<Long> events;

    /**
     * Serves until it is closed.
     *
     * @param offsetMicros what its clock is off by
     * @param next whom it asks; null if nobody
     * @param events gets the timestamp of everything that happens, in the order in which it happens
     */
    SampleServer(long offsetMicros, @Nullable URI next, HttpClient client, List<Long> events) throws IOException {
        this.physical = new ManualClock((NOW_MICROS + offsetMicros) * 1_000, (NOW_MICROS + offsetMicros) * 1_000);
        this.clock = HybridLogicalClock.on(physical);
        this.http = new HlcHttp(clock);
        this.client = client;
        this.next = next;
        this.events = events;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    URI uri() {
        return uriOf(server);
    }

    static URI uriOf(HttpServer server) {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            String body;
            try {
                http.receiveWithBaggage(exchange.getRequestHeaders()::getFirst).ifPresent(events::add);
                body = work(exchange.getRequestHeaders().getFirst("baggage"));
                events.add(http.stamp(exchange.getResponseHeaders()::set));
            } catch (MalformedTimestampException e) {
                status = 400;
                body = e.getMessage();
            } catch (ClockOffsetException e) {
                status = 409;
                body = e.getMessage();
            } catch (ClockUnavailableException e) {
                status = 503;
                body = e.getMessage();
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String work(@Nullable String baggage) throws IOException {
        events.add(clock.now());
        return next == null ? "done" : "done, " + ask(next, baggage).body();
    }

    /** What a client does. */
    HttpResponse<String> ask(URI server, @Nullable String baggage) throws IOException {
        HttpRequest request =
                http.stampWithBaggage(HttpRequest.newBuilder(server), baggage).build();
        events.add(clock.last());
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            http.receive(response.headers()).ifPresent(events::add);
            return response;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
