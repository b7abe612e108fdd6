package dev.truechimer.hlc.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.hlc.ClockOffsetException;
import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.MalformedTimestampException;
import dev.truechimer.hlc.carry.HlcHeader;
import dev.truechimer.hlc.carry.ReceiverCounters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class HlcRecordsTest {

    private final Node slow = new Node(-100_000);
    private final Node fast = new Node(100_000);

    @Test
    void ordersWhatIsConsumedAfterWhatWasProducedAlthoughTheConsumerIsSlow() {
        MockProducer<String, String> producer =
                new MockProducer<>(true, null, new StringSerializer(), new StringSerializer());
        for (String key : List.of("first", "second")) {
            assertTrue(producer.send(fast.stamps.stamp(Node.order(key))).isDone());
        }
        long written = fast.clock.last();

        List<Long> receipts = new ArrayList<>();
        for (ConsumerRecord<String, String> record : consumed(producer.history())) {
            receipts.add(slow.stamps.receive(record).orElseThrow());
        }
        assertEquals(2, receipts.size());
        assertTrue(receipts.get(0)
                > Node.stampsOf(producer.history().get(0).headers()).get(0));
        assertTrue(receipts.get(1) > written);
        assertTrue(slow.clock.now() > receipts.get(1));
        assertEquals(new ReceiverCounters(2, 0, 0, 0), slow.stamps.counters());
    }

    @Test
    void keepsTheOrderOverNodesThatForward() {
        ProducerRecord<String, String> message = fast.stamps.stamp(Node.order("key"));
        List<Long> way = new ArrayList<>(Node.stampsOf(message.headers()));
        for (Node node : List.of(slow, new Node(0), new Node(-300_000), fast)) {
            ConsumerRecord<String, String> arrived = Node.delivered(message, way.size());
            node.stamps.receive(arrived);
            message = node.stamps.stamp(
                    new ProducerRecord<>(Node.TOPIC, null, arrived.key(), arrived.value(), arrived.headers()));
            way.addAll(Node.stampsOf(message.headers()));
        }
        assertEquals(5, way.size());
        assertEquals(way.stream().sorted().distinct().toList(), way);
    }

    @Test
    void replacesAStampAndKeepsOtherHeaders() {
        ProducerRecord<String, String> record = Node.order("key");
        record.headers()
                .add("before", new byte[] {1})
                .add(HlcHeader.NAME, new byte[] {2})
                .add("after", new byte[] {3})
                .add(HlcHeader.NAME, new byte[] {4});
        assertSame(record, fast.stamps.stamp(record));
        assertEquals(List.of("before", "after", HlcHeader.NAME), Node.keysOf(record.headers()));
        assertEquals(List.of(fast.clock.last()), Node.stampsOf(record.headers()));
    }

    @Test
    void stampsACopyOfWhatHasBeenSentBefore() {
        ProducerRecord<String, String> record = new ProducerRecord<>(Node.TOPIC, 3, 4L, "key", "value");
        record.headers().add("other", new byte[] {1});
        fast.stamps.stamp(record);
        long first = fast.clock.last();
        // What KafkaProducer.send does.
        ((RecordHeaders) record.headers()).setReadOnly();

        ProducerRecord<String, String> again = fast.stamps.stamp(record);
        assertNotSame(record, again);
        assertEquals(List.of(first), Node.stampsOf(record.headers()));
        assertEquals(List.of(fast.clock.last()), Node.stampsOf(again.headers()));
        assertTrue(fast.clock.last() > first);

        again.headers().remove(HlcHeader.NAME);
        ProducerRecord<String, String> unstamped = new ProducerRecord<>(Node.TOPIC, 3, 4L, "key", "value");
        unstamped.headers().add("other", new byte[] {1});
        assertEquals(unstamped, again);
    }

    @Test
    void receivesTheLastOfSeveralStamps() {
        long behind = HybridTimestamp.pack(Node.NOW_MICROS - 1, 0);
        long ahead = HybridTimestamp.pack(Node.NOW_MICROS + 1_000, 0);
        ConsumerRecord<String, String> record =
                Node.delivered(new byte[0], HybridTimestamp.encode(behind), HybridTimestamp.encode(ahead));
        assertEquals(OptionalLong.of(ahead + 1), new Node(0).stamps.receive(record));
    }

    @Test
    void receivesWhatHasNoStamp() {
        ConsumerRecord<String, String> record = Node.delivered();
        record.headers().add("HLC", new byte[8]);
        assertEquals(OptionalLong.empty(), slow.stamps.receive(record));
        assertEquals(new ReceiverCounters(0, 1, 0, 0), slow.stamps.counters());
        assertEquals(0, slow.clock.last());
    }

    @Test
    void refusesWhatIsNoStamp() {
        for (byte[] stamp : new byte[][] {null, {}, new byte[7], new byte[9], {-1, 0, 0, 0, 0, 0, 0, 0}}) {
            assertThrows(
                    MalformedTimestampException.class, () -> slow.stamps.receive(Node.delivered(new byte[8], stamp)));
        }
        assertEquals(new ReceiverCounters(0, 0, 5, 0), slow.stamps.counters());
        assertEquals(0, slow.clock.last());
    }

    @Test
    void refusesAStampThatIsTooFarAhead() {
        Node broken = new Node(500_001 - 100_000);
        ConsumerRecord<String, String> record = Node.delivered(broken.stamps.stamp(Node.order("key")), 0);
        assertThrows(ClockOffsetException.class, () -> slow.stamps.receive(record));
        assertEquals(new ReceiverCounters(0, 0, 0, 1), slow.stamps.counters());
        assertEquals(0, slow.clock.last());
    }

    @Test
    void changesNothingWhileTheClockIsUnavailable() {
        ProducerRecord<String, String> record = fast.stamps.stamp(Node.order("key"));
        List<Long> before = Node.stampsOf(record.headers());
        fast.physical.loseSync();
        assertThrows(ClockUnavailableException.class, () -> fast.stamps.stamp(record));
        assertEquals(before, Node.stampsOf(record.headers()));
    }

    /** Through the code of a consumer. */
    private static Iterable<ConsumerRecord<String, String>> consumed(List<ProducerRecord<String, String>> sent) {
        TopicPartition partition = new TopicPartition(Node.TOPIC, 0);
        MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
        consumer.assign(List.of(partition));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        for (int offset = 0; offset < sent.size(); offset++) {
            consumer.addRecord(Node.delivered(sent.get(offset), offset));
        }
        return consumer.poll(Duration.ZERO);
    }
}
