package dev.truechimer.hlc.http;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.hlc.ClockOffsetException;
import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.MalformedTimestampException;
import dev.truechimer.hlc.carry.HlcBaggage;
import dev.truechimer.hlc.carry.HlcHeader;
import dev.truechimer.hlc.carry.ReceiverCounters;
import dev.truechimer.hlc.carry.TimestampReceiver;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stamps HTTP requests and responses with a clock, and receives the stamps of others; for clients and for servers.
 *
 * <pre>{@code
 * HlcHttp http = new HlcHttp(clock);
 *
 * // A client with java.net.http:
 * HttpRequest request = http.stamp(HttpRequest.newBuilder(uri)).build();
 * HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
 * http.receive(response.headers());
 *
 * // A servlet; likewise with the headers of any other server:
 * http.receive(servletRequest::getHeader);
 * String body = work();
 * http.stamp(servletResponse::setHeader);    // after the work, before the body
 * }</pre>
 *
 * <p><b>What a server answers</b> if {@code receive} throws; nothing has changed then, and the request must not be processed:
 *
 * <table>
 * <caption>Exceptions and status codes</caption>
 * <tr><th>exception</th><th>status</th><th>because</th></tr>
 * <tr><td>{@link MalformedTimestampException}</td><td>400</td><td>the request is broken, and stays so</td></tr>
 * <tr><td>{@link ClockOffsetException}</td><td>409</td><td>the sender's clock contradicts this one: somebody has to look at
 * the clocks; no code that clients and proxies repeat by themselves</td></tr>
 * <tr><td>{@link ClockUnavailableException}</td><td>503</td><td>this node does not know the time yet: try again, or
 * elsewhere</td></tr>
 * </table>
 *
 * <p><b>A client</b> whose {@code receive} throws has been served all the same; what it does next is not ordered after that.
 *
 * <p><b>Unit:</b> packed timestamps, see {@link HybridTimestamp}. <b>Threads:</b> any number. <b>Hazard:</b> a stamp orders what
 * came before it. Stamp a request right before it is sent, and a response after the work that it tells of: what is written after
 * the stamp is not before the receipt. A request that is sent again carries the old stamp.
 */
@SuppressWarnings("exports") // Of @Nullable, which users need neither to compile nor to run.
public final class HlcHttp {

    private final HybridLogicalClock clock;
    private final TimestampReceiver receiver;

    /**
     * Stamps and receives with one clock.
     *
     * @param clock the clock of this node
     */
    public HlcHttp(HybridLogicalClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.receiver = new TimestampReceiver(clock);
    }

    /**
     * Stamps a request that is about to be sent: sets the header {@value HlcHeader#NAME}.
     *
     * @param request a stamp that it has already is replaced
     * @return {@code request}
     * @throws ClockUnavailableException as {@link HybridLogicalClock#now()}
     */
    public HttpRequest.Builder stamp(HttpRequest.Builder request) {
        stamp(request::setHeader);
        return request;
    }

    /**
     * Stamps a request, and the baggage that it passes on: for ways that lead through services without a clock, which pass on
     * their callers' baggage and no other header. The last on the way uses {@link #receiveWithBaggage}.
     *
     * @param request stamps that it has already are replaced
     * @param baggage the header {@value HlcBaggage#HEADER} that the request is to have otherwise; null if none
     * @return {@code request}
     * @throws IllegalArgumentException if there is no room in the baggage, see {@link HlcBaggage#put}; the request is unchanged
     * @throws ClockUnavailableException as {@link HybridLogicalClock#now()}
     */
    public HttpRequest.Builder stampWithBaggage(HttpRequest.Builder request, @Nullable String baggage) {
        long timestamp = clock.now();
        return request.setHeader(HlcBaggage.HEADER, HlcBaggage.put(baggage, timestamp))
                .setHeader(HlcHeader.NAME, HybridTimestamp.format(timestamp));
    }

    /**
     * Receives a response.
     *
     * @param headers those of the response
     * @return the timestamp of the receipt, larger than the stamp; empty if the response has none
     * @throws MalformedTimestampException if the header is no timestamp, or there are several
     * @throws ClockOffsetException if the stamp is too far ahead, and the clock's policy is to refuse it
     * @throws ClockUnavailableException as {@link HybridLogicalClock#now()}
     */
    public OptionalLong receive(HttpHeaders headers) {
        List<String> values = headers.allValues(HlcHeader.NAME);
        // Several lines mean the same as one with commas, which is no timestamp.
        return receiver.text(values.isEmpty() ? null : String.join(", ", values));
    }

    /**
     * Stamps a response, or a request of another client, that is about to be sent.
     *
     * @param setHeader is given the name {@value HlcHeader#NAME} and the value; should replace a header that is there already
     * @return the stamp
     * @throws ClockUnavailableException as {@link HybridLogicalClock#now()}
     */
    public long stamp(BiConsumer<String, String> setHeader) {
        long timestamp = clock.now();
        setHeader.accept(HlcHeader.NAME, HybridTimestamp.format(timestamp));
        return timestamp;
    }

    /**
     * Receives a request, or a response of another client.
     *
     * @param header is asked for {@value HlcHeader#NAME}; gives null if there is none
     * @return the timestamp of the receipt, larger than the stamp; empty if there is none
     * @throws MalformedTimestampException if the header is no timestamp
     * @throws ClockOffsetException if the stamp is too far ahead, and the clock's policy is to refuse it
     * @throws ClockUnavailableException as {@link HybridLogicalClock#now()}
     */
    public OptionalLong receive(Function<String, @Nullable String> header) {
        return receiver.text(header.apply(HlcHeader.NAME));
    }

    /**
     * Receives a request that may have come through services without a clock: if there is no header {@value HlcHeader#NAME}, the
     * stamp in the baggage counts. Where there is one, its sender has received the baggage before.
     *
     * @param header is asked for {@value HlcHeader#NAME}, then for {@value HlcBaggage#HEADER}, of which it should join several
     *     by commas; gives null if there is none
     * @return the timestamp of the receipt, larger than the stamp; empty if there is none
     * @throws MalformedTimestampException if a header is no timestamp, or the baggage is too large, see {@link HlcBaggage#find}
     * @throws ClockOffsetException if the stamp is too far ahead, and the clock's policy is to refuse it
     * @throws ClockUnavailableException as {@link HybridLogicalClock#now()}
     */
    public OptionalLong receiveWithBaggage(Function<String, @Nullable String> header) {
        String text = header.apply(HlcHeader.NAME);
        return text == null ? receiver.baggage(header.apply(HlcBaggage.HEADER)) : receiver.text(text);
    }

    /** What was received so far. */
    public ReceiverCounters counters() {
        return receiver.counters();
    }
}
