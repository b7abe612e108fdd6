/** Hybrid timestamps in HTTP headers. */
module dev.truechimer.hlc.http {
    requires static org.jspecify;
    requires transitive dev.truechimer.hlc;
    requires transitive java.net.http;

    exports dev.truechimer.hlc.http;
}
