package dev.truechimer.hlc.kafka;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.hlc.ClockOffsetException;
import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.MalformedTimestampException;
import dev.truechimer.hlc.carry.HlcHeader;
import dev.truechimer.hlc.carry.ReceiverCounters;
import dev.truechimer.hlc.carry.TimestampReceiver;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Stamps Kafka records with a clock, and receives the stamps of others; each call tells what went wrong.
 *
 * <pre>{@code
 * HlcRecords stamps = new HlcRecords(clock);
 * producer.send(stamps.stamp(new ProducerRecord<>("orders", key, value)));
 *
 * for (ConsumerRecord<String, String> order : consumer.poll(timeout)) {
 *     stamps.receive(order);    // throws if the stamp is none, or too far ahead: then don't process the order
 *     process(order);
 * }
 * }</pre>
 *
 * <p><b>Shape:</b> the record header {@value HlcHeader#NAME}, {@value HybridTimestamp#BYTES} bytes, see {@link
 * HybridTimestamp#encode(long)}. <b>Threads:</b> any number; a record belongs to one at a time. <b>Hazard:</b> a record
 * that a broken clock has stamped stays in its topic, and is refused at every reading until time has caught up with it: who
 * refuses records needs a place to put them aside.
 */
public final class HlcRecords {

    /** What the interceptors look for in a client's configuration: a {@link HybridLogicalClock}, or an {@code HlcRecords}. */
    public static final String CLOCK_CONFIG = "truechimer.hlc.clock";

    private static final byte[] NOTHING = {};

    private final HybridLogicalClock clock;
    private final TimestampReceiver receiver;

    /**
     * Stamps and receives with one clock.
     *
     * @param clock the clock of this node
     */
    public HlcRecords(HybridLogicalClock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.receiver = new TimestampReceiver(clock);
    }

    /**
     * Stamps a record that is about to be sent. A stamp that it has already is replaced: who forwards a record receives it
     * first, and so stamps above it.
     *
     * @param record gets the header, unless it has been sent before, whereupon Kafka lets nobody change it
     * @return the record to send: the same, or a copy of it if it has been sent before
     * @throws ClockUnavailableException as {@link HybridLogicalClock#now()}; the record is unchanged
     */
    public <K, V> ProducerRecord<K, V> stamp(ProducerRecord<K, V> record) {
        byte[] stamp = HybridTimestamp.encode(clock.now());
        try {
            replace(record.headers(), stamp);
            return record;
        } catch (IllegalStateException e) {
            // Kafka's way to say that the headers are read-only; it offers no way to ask.
            ProducerRecord<K, V> copy = new ProducerRecord<>(
                    record.topic(),
                    record.partition(),
                    record.timestamp(),
                    record.key(),
                    record.value(),
                    record.headers());
            replace(copy.headers(), stamp);
            return copy;
        }
    }

    /**
     * Receives a record.
     *
     * @param record of several headers {@value HlcHeader#NAME}, the last counts
     * @return the timestamp of the receipt, larger than the stamp; empty if the record has none
     * @throws MalformedTimestampException if the header is no timestamp
     * @throws ClockOffsetException if the stamp is too far ahead, and the clock's policy is to refuse it
     * @throws ClockUnavailableException as {@link HybridLogicalClock#now()}
     */
    public OptionalLong receive(ConsumerRecord<?, ?> record) {
        Header stamp = record.headers().lastHeader(HlcHeader.NAME);
        return receiver.bytes(stamp == null ? null : valueOf(stamp));
    }

    /** What was received so far. */
    public ReceiverCounters counters() {
        return receiver.counters();
    }

    /** A header without a value is not an absent one. */
    private static byte[] valueOf(Header stamp) {
        return stamp.value() == null ? NOTHING : stamp.value();
    }

    private static void replace(Headers headers, byte[] stamp) {
        headers.remove(HlcHeader.NAME).add(HlcHeader.NAME, stamp);
    }
}
