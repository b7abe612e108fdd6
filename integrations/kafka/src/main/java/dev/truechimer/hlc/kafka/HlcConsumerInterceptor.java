package dev.truechimer.hlc.kafka;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.hlc.ClockOffsetException;
import dev.truechimer.hlc.MalformedTimestampException;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Receives the stamps of all records that a poll returns, before the application sees the first of them.
 *
 * <pre>{@code
 * HlcRecords stamps = new HlcRecords(clock);
 * config.put(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, HlcConsumerInterceptor.class.getName());
 * config.put(HlcRecords.CLOCK_CONFIG, stamps);    // or the clock, if nobody reads stamps.counters()
 * }</pre>
 *
 * <p><b>Threads:</b> that of the consumer. <b>Hazard:</b> Kafka lets no interceptor refuse a record; one that left it out of the
 * batch would lose it, since its offset is committed with the others. So a record whose stamp is malformed or beyond the guard
 * is counted, and stays: the clock has not followed it, and what the application does with it is not ordered after it. A
 * strict consumer calls {@link HlcRecords#receive} for each record, instead of this.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class HlcConsumerInterceptor<K, V> implements ConsumerInterceptor<K, V> {

    private @Nullable HlcRecords stamps;

    /** For Kafka, which configures it next. */
    public HlcConsumerInterceptor() {}

    /**
     * Takes the clock out of the consumer's configuration.
     *
     * @param configs must have {@value HlcRecords#CLOCK_CONFIG}
     * @throws ConfigException if it has not, or something else is there
     */
    @Override
    public void configure(Map<String, ?> configs) {
        stamps = InterceptorConfig.stamps(configs);
    }

    /**
     * Receives every record.
     *
     * @return {@code records}
     * @throws ClockUnavailableException as {@link HlcRecords#receive}, after the last record; Kafka logs it, and goes on
     */
    @Override
    public ConsumerRecords<K, V> onConsume(ConsumerRecords<K, V> records) {
        HlcRecords receiving = Objects.requireNonNull(stamps, "configure(...) comes first");
        RuntimeException failure = null;
        for (ConsumerRecord<K, V> record : records) {
            try {
                receiving.receive(record);
            } catch (MalformedTimestampException | ClockOffsetException e) {
                // It is counted. Going on is all that is left to do, see above.
            } catch (RuntimeException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return records;
    }

    /** Nothing to do. */
    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    /** Nothing to do: the clock belongs to whoever made it. */
    @Override
    public void close() {}
}
