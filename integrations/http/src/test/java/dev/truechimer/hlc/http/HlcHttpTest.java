package dev.truechimer.hlc.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.testkit.ManualClock;
import dev.truechimer.hlc.ClockOffsetException;
import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.MalformedTimestampException;
import dev.truechimer.hlc.carry.ReceiverCounters;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HlcHttpTest {

    private static final long NOW_MICROS = 1_795_000_000_000_000L;
    private static final long AHEAD = HybridTimestamp.pack(NOW_MICROS + 1_000, 3);
    private static final String AHEAD_TEXT = HybridTimestamp.format(AHEAD);
    private static final String SKEWED_TEXT = HybridTimestamp.format(HybridTimestamp.pack(NOW_MICROS + 500_001, 0));

    private final ManualClock physical = new ManualClock(NOW_MICROS * 1_000, NOW_MICROS * 1_000);
    private final HybridLogicalClock clock = HybridLogicalClock.on(physical);
    private final HlcHttp http = new HlcHttp(clock);
    private final HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost/"));

    @Test
    void stampsARequest() {
        request.header("HLC", "old").header("hlc", "older");
        assertSame(request, http.stamp(request));
        assertEquals(List.of(HybridTimestamp.format(clock.last())), sent("hlc"));
    }

    @Test
    void stampsARequestAndItsBaggage() {
        request.header("baggage", "old=1");
        assertSame(request, http.stampWithBaggage(request, "a=1;p, b=2"));
        String text = HybridTimestamp.format(clock.last());
        assertEquals(List.of(text), sent("hlc"));
        assertEquals(List.of("a=1;p, b=2,hlc=" + text), sent("baggage"));
        http.stampWithBaggage(request, null);
        assertEquals(List.of("hlc=" + HybridTimestamp.format(clock.last())), sent("baggage"));
    }

    @Test
    void leavesARequestAloneWhoseBaggageHasNoRoom() {
        String full = "a=" + "x".repeat(8_180);
        assertThrows(IllegalArgumentException.class, () -> http.stampWithBaggage(request, full));
        assertEquals(List.of(), sent("hlc"));
        assertEquals(List.of(), sent("baggage"));
    }

    @Test
    void stampsThroughAnySetter() {
        Map<String, String> headers = new HashMap<>(Map.of("hlc", "old"));
        long stamp = http.stamp(headers::put);
        assertEquals(clock.last(), stamp);
        assertEquals(Map.of("hlc", HybridTimestamp.format(stamp)), headers);
    }

    @Test
    void receivesAResponse() {
        assertEquals(OptionalLong.of(AHEAD + 1), http.receive(headers("HLC", AHEAD_TEXT)));
        assertEquals(OptionalLong.empty(), http.receive(headers("other", AHEAD_TEXT)));
        assertEquals(new ReceiverCounters(1, 1, 0, 0), http.counters());
    }

    @Test
    void receivesThroughAnyGetter() {
        assertEquals(OptionalLong.of(AHEAD + 1), http.receive(Map.of("hlc", AHEAD_TEXT)::get));
        assertEquals(OptionalLong.empty(), http.receive(Map.of("baggage", "hlc=" + AHEAD_TEXT)::get));
        assertEquals(new ReceiverCounters(1, 1, 0, 0), http.counters());
    }

    @Test
    void receivesTheBaggageWhereThereIsNoHeader() {
        assertEquals(
                OptionalLong.of(AHEAD + 1), http.receiveWithBaggage(Map.of("baggage", "a=1,hlc=" + AHEAD_TEXT)::get));
        assertEquals(
                OptionalLong.of(AHEAD + 2),
                http.receiveWithBaggage(Map.of("hlc", AHEAD_TEXT, "baggage", "hlc=" + SKEWED_TEXT)::get));
        assertEquals(OptionalLong.empty(), http.receiveWithBaggage(Map.of("baggage", "a=1")::get));
        assertEquals(OptionalLong.empty(), http.receiveWithBaggage(name -> null));
        assertEquals(new ReceiverCounters(2, 2, 0, 0), http.counters());
    }

    @Test
    void refusesWhatIsNoStamp() {
        assertThrows(MalformedTimestampException.class, () -> http.receive(headers("hlc", "")));
        assertThrows(MalformedTimestampException.class, () -> http.receive(headers("hlc", AHEAD_TEXT, AHEAD_TEXT)));
        assertThrows(MalformedTimestampException.class, () -> http.receive(name -> "yesterday"));
        assertThrows(
                MalformedTimestampException.class,
                () -> http.receiveWithBaggage(Map.of("hlc", "yesterday", "baggage", "hlc=" + AHEAD_TEXT)::get));
        assertThrows(MalformedTimestampException.class, () -> http.receiveWithBaggage(Map.of("baggage", "hlc=1")::get));
        assertEquals(new ReceiverCounters(0, 0, 5, 0), http.counters());
        assertEquals(0, clock.last());
    }

    @Test
    void refusesAStampThatIsTooFarAhead() {
        assertThrows(ClockOffsetException.class, () -> http.receive(headers("hlc", SKEWED_TEXT)));
        assertThrows(ClockOffsetException.class, () -> http.receive(name -> SKEWED_TEXT));
        assertThrows(
                ClockOffsetException.class,
                () -> http.receiveWithBaggage(Map.of("baggage", "hlc=" + SKEWED_TEXT)::get));
        assertEquals(new ReceiverCounters(0, 0, 0, 3), http.counters());
        assertEquals(0, clock.last());
    }

    @Test
    void stampsNothingWhileTheClockIsUnavailable() {
        physical.loseSync();
        Map<String, String> headers = new HashMap<>();
        assertThrows(ClockUnavailableException.class, () -> http.stamp(request));
        assertThrows(ClockUnavailableException.class, () -> http.stampWithBaggage(request, "a=1"));
        assertThrows(ClockUnavailableException.class, () -> http.stamp(headers::put));
        assertThrows(ClockUnavailableException.class, () -> http.receive(headers("hlc", AHEAD_TEXT)));
        assertEquals(List.of(), sent("hlc"));
        assertEquals(List.of(), sent("baggage"));
        assertTrue(headers.isEmpty());
    }

    private List<String> sent(String name) {
        return request.build().headers().allValues(name);
    }

    private static HttpHeaders headers(String name, String... values) {
        return HttpHeaders.of(Map.of(name, List.of(values)), (header, value) -> true);
    }
}
