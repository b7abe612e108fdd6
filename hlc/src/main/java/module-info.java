/** Hybrid logical clocks: timestamps that respect causality and stay close to true time. */
module dev.truechimer.hlc {
    requires static org.jspecify;
    requires transitive dev.truechimer.clock;

    exports dev.truechimer.hlc;
    exports dev.truechimer.hlc.carry;
}
