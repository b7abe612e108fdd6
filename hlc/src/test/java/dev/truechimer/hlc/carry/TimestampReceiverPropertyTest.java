package dev.truechimer.hlc.carry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.clock.testkit.ManualClock;
import dev.truechimer.hlc.ClockOffsetException;
import dev.truechimer.hlc.HlcCounters;
import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.MalformedTimestampException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever a stranger sends: it is received, absent, or refused in one of the two documented ways, without a trace. */
class TimestampReceiverPropertyTest {

    private static final Map<String, Integer> OUTCOMES = new TreeMap<>();

    private static final long PHYSICAL = HybridTimestamp.pack(CarriedForms.NOW_MICROS, 0);
    private static final long MAX_OFFSET_MICROS = HybridLogicalClock.DEFAULT_MAX_OFFSET.toNanos() / 1_000;

    private final ManualClock physical =
            new ManualClock(CarriedForms.NOW_MICROS * 1_000, CarriedForms.NOW_MICROS * 1_000);

    @Property(seed = "1", tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void anyText(@ForAll("texts") String text) {
        check("text", OptionalLong.of(CarriedForms.readText(text)), receiver -> receiver.text(text));
    }

    @Property(seed = "2", tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void anyBytes(@ForAll("bytes") byte[] bytes) {
        boolean valid = bytes.length == Long.BYTES && bytes[0] >= 0;
        long expected = valid ? ByteBuffer.wrap(bytes).getLong() : CarriedForms.MALFORMED;
        check("bytes", OptionalLong.of(expected), receiver -> receiver.bytes(bytes));
    }

    @Property(seed = "3", tries = 5000, edgeCases = EdgeCasesMode.NONE)
    void anyBaggage(@ForAll("baggages") String baggage) {
        check("baggage", CarriedForms.readBaggage(baggage), receiver -> receiver.baggage(baggage));
    }

    /** Compares one call with what another reader of the same form found, and the clock with what it should be then. */
    private void check(String form, OptionalLong carried, Function<TimestampReceiver, OptionalLong> call) {
        HybridLogicalClock clock = HybridLogicalClock.on(physical);
        TimestampReceiver receiver = new TimestampReceiver(clock);
        long before = clock.now();
        assertEquals(PHYSICAL, before);
        boolean malformed = carried.isPresent() && carried.getAsLong() == CarriedForms.MALFORMED;
        boolean refused = carried.isPresent()
                && HybridTimestamp.micros(carried.getAsLong()) > CarriedForms.NOW_MICROS + MAX_OFFSET_MICROS;
        long last = before;
        String outcome = "absent";
        if (malformed) {
            outcome = "malformed";
            assertThrows(MalformedTimestampException.class, () -> call.apply(receiver));
        } else if (refused) {
            outcome = "refused";
            assertThrows(ClockOffsetException.class, () -> call.apply(receiver));
        } else if (carried.isPresent()) {
            outcome = "received";
            last = Math.max(before, carried.getAsLong()) + 1;
            assertEquals(OptionalLong.of(last), call.apply(receiver));
        } else {
            assertEquals(OptionalLong.empty(), call.apply(receiver));
        }
        OUTCOMES.merge(form + " " + outcome, 1, Integer::sum);
        assertEquals(counted(outcome), receiver.counters());
        long carries = HybridTimestamp.micros(last) - HybridTimestamp.micros(last - 1);
        assertEquals(
                new HlcCounters(outcome.equals("refused") ? 1 : 0, 0, 0, last == before ? 0 : carries),
                clock.counters());
        assertEquals(last + 1, clock.now());
    }

    private static ReceiverCounters counted(String outcome) {
        return switch (outcome) {
            case "received" -> new ReceiverCounters(1, 0, 0, 0);
            case "absent" -> new ReceiverCounters(0, 1, 0, 0);
            case "malformed" -> new ReceiverCounters(0, 0, 1, 0);
            default -> new ReceiverCounters(0, 0, 0, 1);
        };
    }

    /** Text and bytes are never absent once they are there. */
    @AfterContainer
    static void everyOutcomeOccurred() {
        assertEquals(10, OUTCOMES.size(), OUTCOMES::toString);
    }

    @Provide
    Arbitrary<String> texts() {
        return CarriedForms.texts();
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return CarriedForms.bytes();
    }

    @Provide
    Arbitrary<String> baggages() {
        return CarriedForms.baggages();
    }
}
