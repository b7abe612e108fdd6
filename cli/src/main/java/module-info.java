/** The truechimer command. */
module dev.truechimer.cli {
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires dev.truechimer.clock;
    requires dev.truechimer.ntp;
    requires dev.truechimer.ptpgps;
    requires HdrHistogram;
    requires info.picocli;
    requires java.logging;

    opens dev.truechimer.cli to
            info.picocli;
}
