/** Hybrid timestamps in the headers of Kafka records. */
module dev.truechimer.hlc.kafka {
    requires static org.jspecify;
    requires transitive dev.truechimer.hlc;
    requires transitive kafka.clients;

    exports dev.truechimer.hlc.kafka;
}
