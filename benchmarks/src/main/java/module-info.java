/** Benchmarks of the hot paths. */
module dev.truechimer.benchmarks {
    requires static org.jspecify;
    requires dev.truechimer.clock;
    requires dev.truechimer.hlc;
    requires dev.truechimer.ntp;
    requires ignite.core;
    requires jmh.core;
}
