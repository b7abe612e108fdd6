/** Benchmarks of the hot paths. */
module dev.truechimer.benchmarks {
    requires static org.jspecify;
    requires HdrHistogram;
    requires chronicle.core;
    requires com.google.common;
    requires com.hazelcast.core;
    requires dev.truechimer.clock;
    requires dev.truechimer.hlc;
    requires dev.truechimer.ntp;
    requires dev.truechimer.vector;
    requires ignite.core;
    requires jmh.core;
    requires jol.core;
    requires org.agrona;
    requires pekko.actor;
    requires pekko.cluster;
    requires pekko.cluster.ddata;
    requires scala.library;
}
