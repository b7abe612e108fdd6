/**
 * The orders that no physical clock can give: logical clocks, version vectors, causal broadcast, cuts and snapshots.
 */
module dev.truechimer.vector {
    requires static org.jspecify;

    exports dev.truechimer.vector;
    exports dev.truechimer.vector.broadcast;
    exports dev.truechimer.vector.cut;
    exports dev.truechimer.vector.snapshot;
}
