package dev.truechimer.hlc.kafka;

import dev.truechimer.clock.testkit.ManualClock;
import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.carry.HlcHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A node of a cluster: its clocks, and what it stamps with. */
final class Node {

    static final long NOW_MICROS = 1_795_000_000_000_000L;
    static final String TOPIC = "orders";

    final ManualClock physical;
    final HybridLogicalClock clock;
    final HlcRecords stamps;

    /** A node whose clock is off by so much. */
    Node(long offsetMicros) {
        physical = new ManualClock((NOW_MICROS + offsetMicros) * 1_000, (NOW_MICROS + offsetMicros) * 1_000);
        clock = HybridLogicalClock.on(physical);
        stamps = new HlcRecords(clock);
    }

    static ProducerRecord<String, String> order(String key) {
        return new ProducerRecord<>(TOPIC, key, "one");
    }

    /** What a consumer gets of what a producer has sent, with headers of its own. */
    static ConsumerRecord<String, String> delivered(ProducerRecord<String, String> sent, long offset) {
        ConsumerRecord<String, String> record = new ConsumerRecord<>(TOPIC, 0, offset, sent.key(), sent.value());
        sent.headers().forEach(record.headers()::add);
        return record;
    }

    static ConsumerRecord<String, String> delivered(byte[]... stamps) {
        ConsumerRecord<String, String> record = new ConsumerRecord<>(TOPIC, 0, 0, "key", "value");
        for (byte[] stamp : stamps) {
            record.headers().add(HlcHeader.NAME, stamp);
        }
        return record;
    }

    static List<Long> stampsOf(Headers headers) {
        List<Long> found = new ArrayList<>();
        for (Header header : headers.headers(HlcHeader.NAME)) {
            found.add(HybridTimestamp.decode(header.value()));
        }
        return found;
    }

    static List<String> keysOf(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map(Header::key)
                .toList();
    }
}
