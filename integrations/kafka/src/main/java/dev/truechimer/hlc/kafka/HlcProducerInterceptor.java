package dev.truechimer.hlc.kafka;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Stamps every record that a producer sends.
 *
 * <pre>{@code
 * config.put(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, HlcProducerInterceptor.class.getName());
 * config.put(HlcRecords.CLOCK_CONFIG, clock);    // the object itself
 * }</pre>
 *
 * <p><b>Threads:</b> as the producer, any number. <b>Hazard:</b> Kafka lets no interceptor stop a record. While the clock is
 * unavailable, records go out as they are, without a stamp or with the one that they had, and Kafka logs a warning for each; who
 * would rather not send calls {@link HlcRecords#stamp} before {@code send}, instead of this.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
@SuppressWarnings("exports") // Of @Nullable, which users need neither to compile nor to run.
public final class HlcProducerInterceptor<K, V> implements ProducerInterceptor<K, V> {

    private @Nullable HlcRecords stamps;

    /** For Kafka, which configures it next. */
    public HlcProducerInterceptor() {}

    /**
     * Takes the clock out of the producer's configuration.
     *
     * @param configs must have {@value HlcRecords#CLOCK_CONFIG}
     * @throws ConfigException if it has not, or something else is there
     */
    @Override
    public void configure(Map<String, ?> configs) {
        stamps = InterceptorConfig.stamps(configs);
    }

    /** As {@link HlcRecords#stamp}; Kafka logs what it throws, and sends the record. */
    @Override
    public ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
        return Objects.requireNonNull(stamps, "configure(...) comes first").stamp(record);
    }

    /** Nothing to do. Declared, because older versions of Kafka want it. */
    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {}

    /** Nothing to do: the clock belongs to whoever made it. */
    @Override
    public void close() {}
}
