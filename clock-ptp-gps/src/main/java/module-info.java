/** PTP hardware clocks, PTP over UDP, ptp4l, gpsd, NMEA and PPS as sources of an interval clock. */
module dev.truechimer.ptpgps {
    requires com.fasterxml.jackson.core;
    requires com.fazecast.jSerialComm;
    requires static com.sun.jna;
    requires static org.jspecify;
    requires transitive dev.truechimer.clock;

    exports dev.truechimer.gps;
    exports dev.truechimer.ptp;
    exports dev.truechimer.ptp.phc;
}
