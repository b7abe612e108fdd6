package dev.truechimer.hlc.carry;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.hlc.ClockOffsetException;
import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.MalformedTimestampException;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Receives the timestamps that come with messages: decodes, updates the clock, counts.
 *
 * <p><b>Unit:</b> packed timestamps, see {@link HybridTimestamp}. <b>Invariant:</b> each call is counted once, as received, absent,
 * malformed or refused, unless it ends with another exception; whatever the exception, the clock has not changed. <b>Threads:</b>
 * any number. <b>Hazard:</b> a message without a timestamp is no error here, and nothing orders it; a cluster in which every
 * sender stamps should refuse it.
 */
@SuppressWarnings("exports") // Of @Nullable, which users need neither to compile nor to run.
public final class TimestampReceiver {

    private final HybridLogicalClock clock;
    private final LongAdder received = new LongAdder();
    private final LongAdder absent = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** How one form on the wire is read. */
    @FunctionalInterface
    private interface Decoder<T> {
        OptionalLong decode(T carried);
    }

    /**
     * A receiver for one clock.
     *
     * @param clock what {@link HybridLogicalClock#update} is called on
     */
    public TimestampReceiver(HybridLogicalClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * Receives the text form.
     *
     * @param text what the header {@value HlcHeader#NAME} said; null if there was none
     * @return the timestamp of the receipt, larger than what was carried; empty if nothing was carried
     * @throws MalformedTimestampException if the text is anything but what {@link HybridTimestamp#format(long)} writes
     * @throws ClockOffsetException if it is too far ahead, and the clock's policy is to refuse it
     * @throws ClockUnavailableException as {@link HybridLogicalClock#now()}; not counted
     */
    public OptionalLong text(@Nullable String text) {
        return receive(text, carried -> OptionalLong.of(HybridTimestamp.parse(carried)));
    }

    /**
     * Receives the binary form.
     *
     * @param bytes what the header {@value HlcHeader#NAME} held; null if there was none
     * @return the timestamp of the receipt, larger than what was carried; empty if nothing was carried
     * @throws MalformedTimestampException if the bytes are anything but what {@link HybridTimestamp#encode(long)} makes
     * @throws ClockOffsetException if it is too far ahead, and the clock's policy is to refuse it
     * @throws ClockUnavailableException as {@link HybridLogicalClock#now()}; not counted
     */
    public OptionalLong bytes(byte @Nullable [] bytes) {
        return receive(bytes, carried -> OptionalLong.of(HybridTimestamp.decode(carried)));
    }

    /**
     * Receives the entry {@value HlcBaggage#KEY} of a baggage header.
     *
     * @param baggage what the header {@value HlcBaggage#HEADER} said, several of them joined by commas; null if there was none
     * @return the timestamp of the receipt, larger than what was carried; empty if there is no such entry
     * @throws MalformedTimestampException as {@link HlcBaggage#find(String)}
     * @throws ClockOffsetException if it is too far ahead, and the clock's policy is to refuse it
     * @throws ClockUnavailableException as {@link HybridLogicalClock#now()}; not counted
     */
    public OptionalLong baggage(@Nullable String baggage) {
        return receive(baggage, HlcBaggage::find);
    }

    /** What was counted so far. */
    public ReceiverCounters counters() {
        return new ReceiverCounters(received.sum(), absent.sum(), malformed.sum(), refused.sum());
    }

    private <T> OptionalLong receive(@Nullable T carried, Decoder<T> decoder) {
        try {
            OptionalLong remote = carried == null ? OptionalLong.empty() : decoder.decode(carried);
            if (remote.isEmpty()) {
                absent.increment();
                return remote;
            }
            long receipt = clock.update(remote.getAsLong());
            received.increment();
            return OptionalLong.of(receipt);
        } catch (MalformedTimestampException e) {
            malformed.increment();
            throw e;
        } catch (ClockOffsetException e) {
            refused.increment();
            throw e;
        }
    }
}
