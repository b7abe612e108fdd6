package dev.truechimer.hlc.carry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.testkit.ManualClock;
import dev.truechimer.hlc.ClockOffsetException;
import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.MalformedTimestampException;
import dev.truechimer.hlc.OffsetPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TimestampReceiverTest {

    private static final long NOW_MICROS = Instant.parse("2026-11-20T12:00:00Z").getEpochSecond() * 1_000_000;
    private static final long BEHIND = HybridTimestamp.pack(NOW_MICROS - 1_000_000, 5);
    private static final long AHEAD = HybridTimestamp.pack(NOW_MICROS + 100_000, 5);
    private static final long SKEWED = HybridTimestamp.pack(NOW_MICROS + 500_001, 0);

    private final ManualClock physical = new ManualClock(NOW_MICROS * 1_000, NOW_MICROS * 1_000);
    private final HybridLogicalClock clock = HybridLogicalClock.on(physical);
    private final TimestampReceiver receiver = new TimestampReceiver(clock);

    @Test
    void receivesEveryForm() {
        assertEquals(OptionalLong.of(AHEAD + 1), receiver.text(HybridTimestamp.format(AHEAD)));
        assertEquals(OptionalLong.of(AHEAD + 11), receiver.bytes(HybridTimestamp.encode(AHEAD + 10)));
        assertEquals(OptionalLong.of(AHEAD + 21), receiver.baggage(HlcBaggage.put("a=1", AHEAD + 20)));
        assertEquals(new ReceiverCounters(3, 0, 0, 0), receiver.counters());
        assertEquals(AHEAD + 21, clock.last());
    }

    @Test
    void ordersTheReceiptAfterWhatIsBehindToo() {
        long before = clock.now();
        assertTrue(receiver.text(HybridTimestamp.format(BEHIND)).orElseThrow() > before);
        assertEquals(new ReceiverCounters(1, 0, 0, 0), receiver.counters());
    }

    @Test
    void countsWhatCarriesNothing() {
        assertEquals(OptionalLong.empty(), receiver.text(null));
        assertEquals(OptionalLong.empty(), receiver.bytes(null));
        assertEquals(OptionalLong.empty(), receiver.baggage(null));
        assertEquals(OptionalLong.empty(), receiver.baggage(""));
        assertEquals(OptionalLong.empty(), receiver.baggage("a=1"));
        assertEquals(new ReceiverCounters(0, 5, 0, 0), receiver.counters());
        assertEquals(0, clock.last());
    }

    @Test
    void countsAndRefusesWhatIsNoTimestamp() {
        assertRefused(MalformedTimestampException.class, () -> receiver.text(""));
        assertRefused(MalformedTimestampException.class, () -> receiver.text(HybridTimestamp.format(AHEAD) + " "));
        assertRefused(MalformedTimestampException.class, () -> receiver.bytes(new byte[0]));
        assertRefused(MalformedTimestampException.class, () -> receiver.bytes(new byte[] {-1, 0, 0, 0, 0, 0, 0, 0}));
        assertRefused(MalformedTimestampException.class, () -> receiver.baggage("hlc=1"));
        assertEquals(new ReceiverCounters(0, 0, 5, 0), receiver.counters());
    }

    @Test
    void countsWhatTheGuardRefuses() {
        assertRefused(ClockOffsetException.class, () -> receiver.text(HybridTimestamp.format(SKEWED)));
        assertRefused(ClockOffsetException.class, () -> receiver.bytes(HybridTimestamp.encode(Long.MAX_VALUE)));
        assertRefused(ClockOffsetException.class, () -> receiver.baggage(HlcBaggage.put(null, SKEWED)));
        assertEquals(new ReceiverCounters(0, 0, 0, 3), receiver.counters());
        assertEquals(3, clock.counters().refused());
    }

    @Test
    void countsAsReceivedWhatThePolicyLetsPass() {
        HybridLogicalClock clamping = HybridLogicalClock.builder(physical)
                .offsetPolicy(OffsetPolicy.CLAMP)
                .build();
        TimestampReceiver receiving = new TimestampReceiver(clamping);
        assertTrue(receiving.text(HybridTimestamp.format(SKEWED)).isPresent());
        assertEquals(new ReceiverCounters(1, 0, 0, 0), receiving.counters());
    }

    @Test
    void countsNothingWhileTheClockIsUnavailable() {
        physical.loseSync();
        assertRefused(ClockUnavailableException.class, () -> receiver.text(HybridTimestamp.format(BEHIND)));
        assertEquals(new ReceiverCounters(0, 0, 0, 0), receiver.counters());
        physical.set(
                NOW_MICROS * 1_000, NOW_MICROS * 1_000 + Duration.ofMillis(1).toNanos());
        assertTrue(receiver.text(HybridTimestamp.format(BEHIND)).isPresent());
        assertEquals(new ReceiverCounters(1, 0, 0, 0), receiver.counters());
    }

    @Test
    void countsWhatSeveralThreadsReceive() throws Exception {
        int threads = 3;
        int rounds = 2_000;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<Long>>> results = executor.invokeAll(Collections.nCopies(threads, () -> {
                List<Long> receipts = new ArrayList<>();
                for (int i = 0; i < rounds; i++) {
                    receipts.add(receiver.bytes(HybridTimestamp.encode(BEHIND)).orElseThrow());
                    assertEquals(OptionalLong.empty(), receiver.text(null));
                    assertThrows(MalformedTimestampException.class, () -> receiver.text("x"));
                    assertThrows(ClockOffsetException.class, () -> receiver.bytes(HybridTimestamp.encode(SKEWED)));
                }
                return receipts;
            }));
            Set<Long> receipts = new HashSet<>();
            for (Future<List<Long>> result : results) {
                receipts.addAll(result.get());
            }
            assertEquals(threads * rounds, receipts.size());
        } finally {
            executor.shutdownNow();
        }
        long each = (long) threads * rounds;
        assertEquals(new ReceiverCounters(each, each, each, each), receiver.counters());
    }

    private void assertRefused(Class<? extends RuntimeException> type, Executable call) {
        long last = clock.last();
        assertThrows(type, call);
        assertEquals(last, clock.last());
    }
}
