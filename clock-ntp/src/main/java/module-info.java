/** NTP servers as sources of an interval clock. */
module dev.truechimer.ntp {
    requires static org.jspecify;
    requires transitive dev.truechimer.clock;
    requires org.apache.commons.net;

    exports dev.truechimer.ntp;
    exports dev.truechimer.ntp.testkit;
}
