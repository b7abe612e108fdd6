/** The interval clock: what users read, the interfaces of its sources, and the test kit. */
@SuppressWarnings({
    "module", // The module that a package is exported to is compiled later.
    "requires-automatic" // HdrHistogram has no module name of its own.
})
module dev.truechimer.clock {
    requires static com.sun.jna;
    requires static HdrHistogram;
    requires static org.jspecify;
    requires org.threeten.extra;

    exports dev.truechimer.clock;
    exports dev.truechimer.clock.commit;
    exports dev.truechimer.clock.host to
            dev.truechimer.ptpgps;
    exports dev.truechimer.clock.sequence to
            dev.truechimer.hlc;
    exports dev.truechimer.clock.shell to
            dev.truechimer.ntp,
            dev.truechimer.ptpgps;
    exports dev.truechimer.clock.source;
    exports dev.truechimer.clock.testkit;
    exports dev.truechimer.clock.ticks;
}
