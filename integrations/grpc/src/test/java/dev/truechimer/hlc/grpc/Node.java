package dev.truechimer.hlc.grpc;

import dev.truechimer.clock.testkit.ManualClock;
import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import java.time.Duration;

/** The clocks of one node, and the interceptors on them. */
final class Node {

    /** In the year 2027, far from both ends of the range. */
    private static final long TRUE_NANOS = 1_800_000_000_000_000_000L;

    private static final long EPSILON_NANOS = 1_000_000;

    final ManualClock physical = new ManualClock();
    final HybridLogicalClock clock = HybridLogicalClock.on(physical);
    final HlcClientInterceptor client = HlcClientInterceptor.on(clock);
    final HlcServerInterceptor server = HlcServerInterceptor.on(clock);

    private final long offsetNanos;

    private Node(Duration offset) {
        offsetNanos = offset.toNanos();
        regainSync();
    }

    /** Its physical clock says the true time, within a millisecond. */
    static Node onTime() {
        return new Node(Duration.ZERO);
    }

    /**
     * With a physical clock that is off.
     *
     * @param offset positive: it runs ahead
     */
    static Node off(Duration offset) {
        return new Node(offset);
    }

    void loseSync() {
        physical.loseSync();
    }

    void regainSync() {
        long nanos = TRUE_NANOS + offsetNanos;
        physical.set(nanos - EPSILON_NANOS, nanos + EPSILON_NANOS);
    }

    /** A timestamp that is further ahead of this node than its guard allows, by a microsecond. */
    String tooFarAhead() {
        long micros = (TRUE_NANOS + offsetNanos + EPSILON_NANOS) / 1_000
                + clock.maxOffset().toNanos() / 1_000
                + 1;
        return HybridTimestamp.format(HybridTimestamp.pack(micros, 0));
    }
}
