package dev.truechimer.hlc.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.carry.ReceiverCounters;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.internals.ConsumerInterceptors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.ProducerInterceptors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The interceptors as Kafka's clients find, configure and call them; no broker is there. */
class HlcInterceptorsTest {

    private final Node node = new Node(0);

    @Test
    void aProducerStampsWhatItSends() throws IOException, InterruptedException {
        ProducerRecord<String, String> record = Node.order("key");
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(producerConfig(node.clock))) {
            assertTimesOut(producer, record);
            long first = node.clock.last();
            assertEquals(List.of(first), Node.stampsOf(record.headers()));
            assertTimesOut(producer, record);
            assertEquals(List.of(node.clock.last()), Node.stampsOf(record.headers()));
            assertTrue(node.clock.last() > first);
        }
    }

    @Test
    void aProducerGoesOnWhileTheClockIsUnavailable() throws IOException, InterruptedException {
        node.physical.loseSync();
        ProducerRecord<String, String> record = Node.order("key");
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(producerConfig(node.clock))) {
            assertTimesOut(producer, record);
        }
        assertEquals(List.of(), Node.stampsOf(record.headers()));
    }

    @Test
    void theChainOfAProducerSendsTheCopyOfWhatWasSentBefore() {
        ProducerRecord<String, String> record = Node.order("key");
        ((RecordHeaders) record.headers()).setReadOnly();
        try (ProducerInterceptors<String, String> chain =
                new ProducerInterceptors<>(List.of(producerInterceptor(node.stamps)), new Metrics())) {
            ProducerRecord<String, String> sent = chain.onSend(record);
            assertNotSame(record, sent);
            assertEquals(List.of(node.clock.last()), Node.stampsOf(sent.headers()));
            chain.onAcknowledgement(null, null, sent.headers());
        }
    }

    @Test
    void aConsumerReceivesAllRecordsAndKeepsThoseThatItCannotReceive() {
        long ahead = HybridTimestamp.pack(Node.NOW_MICROS + 1_000, 0);
        ConsumerRecords<String, String> records = records(List.of(
                Node.delivered(),
                Node.delivered(new byte[3]),
                Node.delivered(HybridTimestamp.encode(Long.MAX_VALUE)),
                Node.delivered(HybridTimestamp.encode(ahead))));
        try (ConsumerInterceptors<String, String> chain = chainOf(consumerInterceptor(node.stamps))) {
            assertSame(records, chain.onConsume(records));
        }
        assertEquals(new ReceiverCounters(1, 1, 1, 1), node.stamps.counters());
        assertEquals(ahead + 1, node.clock.last());
    }

    @Test
    void aConsumerGoesOnWhileTheClockIsUnavailable() {
        ConsumerRecords<String, String> records = records(
                List.of(Node.delivered(HybridTimestamp.encode(1)), Node.delivered(), Node.delivered(new byte[3])));
        node.physical.loseSync();
        try (ConsumerInterceptors<String, String> chain = chainOf(consumerInterceptor(node.stamps))) {
            assertSame(records, chain.onConsume(records));
            chain.onCommit(Map.of());
        }
        assertEquals(new ReceiverCounters(0, 1, 1, 0), node.stamps.counters());
    }

    @Test
    void aFailureThatIsNotTheRecordsComesOutAfterTheLastRecord() {
        ConsumerInterceptor<String, String> interceptor = consumerInterceptor(node.stamps);
        node.physical.loseSync();
        assertThrows(
                IllegalStateException.class,
                () -> interceptor.onConsume(
                        records(List.of(Node.delivered(HybridTimestamp.encode(1)), Node.delivered(new byte[3])))));
        assertEquals(new ReceiverCounters(0, 0, 1, 0), node.stamps.counters());
    }

    @Test
    void aConsumerConfiguresItsInterceptor() throws IOException {
        for (String protocol : List.of("classic", "consumer")) {
            for (Object clock : List.of(node.clock, node.stamps)) {
                Map<String, Object> config = consumerConfig(clock);
                config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, protocol);
                new KafkaConsumer<String, String>(config).close();
            }
        }
    }

    @Test
    void clientsSayWhatToConfigure() throws IOException {
        Map<String, Object> producer = producerConfig("system");
        Map<String, Object> consumer = consumerConfig("system");
        assertNames("found a java.lang.String", () -> new KafkaProducer<>(producer));
        assertNames("found a java.lang.String", () -> new KafkaConsumer<>(consumer));
        producer.remove(HlcRecords.CLOCK_CONFIG);
        consumer.remove(HlcRecords.CLOCK_CONFIG);
        assertNames("found nothing", () -> new KafkaProducer<>(producer));
        assertNames("found nothing", () -> new KafkaConsumer<>(consumer));
    }

    private static void assertTimesOut(KafkaProducer<String, String> producer, ProducerRecord<String, String> record)
            throws InterruptedException {
        ExecutionException failure = assertThrows(
                ExecutionException.class, () -> producer.send(record).get());
        assertInstanceOf(TimeoutException.class, failure.getCause());
    }

    private static void assertNames(String found, Executable construction) {
        KafkaException failure = assertThrows(KafkaException.class, construction);
        String message =
                assertInstanceOf(ConfigException.class, failure.getCause()).getMessage();
        assertTrue(message.contains("under the key truechimer.hlc.clock"), message);
        assertTrue(message.endsWith(found), message);
    }

    private static ProducerInterceptor<String, String> producerInterceptor(Object clock) {
        HlcProducerInterceptor<String, String> interceptor = new HlcProducerInterceptor<>();
        interceptor.configure(Map.of(HlcRecords.CLOCK_CONFIG, clock));
        return interceptor;
    }

    private static ConsumerInterceptor<String, String> consumerInterceptor(Object clock) {
        HlcConsumerInterceptor<String, String> interceptor = new HlcConsumerInterceptor<>();
        interceptor.configure(Map.of(HlcRecords.CLOCK_CONFIG, clock));
        return interceptor;
    }

    private static ConsumerInterceptors<String, String> chainOf(ConsumerInterceptor<String, String> interceptor) {
        return new ConsumerInterceptors<>(List.of(interceptor), new Metrics());
    }

    private static ConsumerRecords<String, String> records(List<ConsumerRecord<String, String>> records) {
        return new ConsumerRecords<>(Map.of(new TopicPartition(Node.TOPIC, 0), records), Map.of());
    }

    private static Map<String, Object> producerConfig(Object clock) throws IOException {
        return new HashMap<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                closedPort(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                100,
                ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                StringSerializer.class,
                ProducerConfig.INTERCEPTOR_CLASSES_CONFIG,
                HlcProducerInterceptor.class.getName(),
                HlcRecords.CLOCK_CONFIG,
                clock));
    }

    private static Map<String, Object> consumerConfig(Object clock) throws IOException {
        return new HashMap<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                closedPort(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "group",
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
                HlcConsumerInterceptor.class.getName(),
                HlcRecords.CLOCK_CONFIG,
                clock));
    }

    /** Nobody listens there. */
    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
        }
    }
}
