package dev.truechimer.hlc;

import java.util.BitSet;

/** A reader of a fleet: its window, and the nodes that it has observed since it began. */
final class FleetReader {

    private final FleetEvent began;
    private final BitSet observed = new BitSet();
    private Uncertainty window;

    FleetReader(FleetEvent began, Uncertainty window) {
        this.began = began;
        this.window = window;
    }

    FleetEvent began() {
        return began;
    }

    Uncertainty window() {
        return window;
    }

    void observe(int node, long seen) {
        observed.set(node);
        window = window.observe(node, seen);
    }

    boolean hasObserved(int node) {
        return observed.get(node);
    }
}
