/**
 * Hybrid timestamps in the headers of Kafka records: the header {@code hlc}, in the binary form.
 *
 * <p>{@link dev.truechimer.hlc.kafka.HlcRecords} stamps and receives record by record and says what is wrong; the two
 * interceptors do the same for every record of a client, but Kafka lets no interceptor stop a record. <b>Units:</b> packed
 * timestamps, see {@link dev.truechimer.hlc.HybridTimestamp}; the timestamp that Kafka itself gives to a record is another one,
 * and is left alone.
 */
@NullMarked
package dev.truechimer.hlc.kafka;

import org.jspecify.annotations.NullMarked;
