/** The interval clock: what users read, the interfaces of its sources, and the test kit. */
module dev.truechimer.clock {
    exports dev.truechimer.clock;
    exports dev.truechimer.clock.source;
    exports dev.truechimer.clock.ticks;

    requires static com.sun.jna;
    requires static HdrHistogram;
    requires static org.jspecify;
    requires org.threeten.extra;
}
