package dev.truechimer.hlc.kafka;

import dev.truechimer.hlc.HybridLogicalClock;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** What the interceptors find in the configuration of their client. */
final class InterceptorConfig {

    private InterceptorConfig() {}

    /**
     * What is to stamp and receive.
     *
     * @throws ConfigException if it is missing, or something else
     */
    static HlcRecords stamps(Map<String, ?> configs) {
        Object value = configs.get(HlcRecords.CLOCK_CONFIG);
        if (value instanceof HlcRecords stamps) {
            return stamps;
        }
        if (value instanceof HybridLogicalClock clock) {
            return new HlcRecords(clock);
        }
        throw new ConfigException("the interceptors of " + InterceptorConfig.class.getPackageName()
                + " need, under the key " + HlcRecords.CLOCK_CONFIG
                + ", the HybridLogicalClock itself, as an object, or an HlcRecords made of it; found "
                + (value == null ? "nothing" : "a " + value.getClass().getName()));
    }
}
