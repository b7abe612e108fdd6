package dev.truechimer.hlc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Decides what a clock takes over from a timestamp that came from outside. <b>Threads:</b> any. */
final class OffsetGuard {

    /** Where no clock may be moved to: a day before the last microsecond, so that counting can't overflow. */
    static final long HIGHEST_MICROS =
            HybridTimestamp.MAX_MICROS - Duration.ofDays(1).toNanos() / 1_000;

    /** The first timestamp beyond. */
    static final long HIGHEST = HybridTimestamp.startOf(HIGHEST_MICROS);

    private final Duration maxOffset;
    private final long maxOffsetNanos;
    private final OffsetPolicy policy;
    private final Consumer<ClockOffset> listener;
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong clamped = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();

    OffsetGuard(Duration maxOffset, OffsetPolicy policy, Consumer<ClockOffset> listener) {
        this.maxOffset = maxOffset;
        this.maxOffsetNanos = maxOffset.toNanos();
        this.policy = policy;
        this.listener = listener;
    }

    /**
     * What may be taken over of a remote timestamp.
     *
     * @param remote a valid timestamp
     * @param latestNanos the latest that it can be here, {@code 0..MAX_MICROS * 1000}
     * @return {@code remote}, or less under {@link OffsetPolicy#CLAMP}
     * @throws ClockOffsetException if it is refused
     */
    long heard(long remote, long latestNanos) {
        if (allows(remote, latestNanos)) {
            return remote;
        }
        // Even who accepts everything can't accept what leaves no timestamp to go on with.
        boolean leavesNone = remote >= HIGHEST - HybridTimestamp.startOf(maxOffsetMicros());
        OffsetPolicy done = policy == OffsetPolicy.ACCEPT && leavesNone ? OffsetPolicy.REFUSE : policy;
        ClockOffset offset = new ClockOffset(remote, latestNanos, maxOffset, done);
        listener.accept(offset);
        return switch (done) {
            case REFUSE -> {
                refused.incrementAndGet();
                throw new ClockOffsetException(offset);
            }
            case CLAMP -> {
                clamped.incrementAndGet();
                yield Math.min(HybridTimestamp.startOf((latestNanos + maxOffsetNanos) / 1_000), HIGHEST - 1);
            }
            case ACCEPT -> {
                accepted.incrementAndGet();
                yield remote;
            }
        };
    }

    /**
     * Whether a timestamp may be one of a node that keeps the contract.
     *
     * @param timestamp a valid timestamp
     * @param latestNanos the latest that it can be here, {@code 0..MAX_MICROS * 1000}
     */
    boolean allows(long timestamp, long latestNanos) {
        // Both below 4.6e18, so neither the product nor the sum overflows.
        return HybridTimestamp.micros(timestamp) * 1_000 <= latestNanos + maxOffsetNanos && timestamp < HIGHEST;
    }

    /**
     * Whether a timestamp, heard or found in a journal, is taken over although it is beyond what {@link #allows}: only
     * {@link OffsetPolicy#ACCEPT} does that.
     */
    boolean isAgainstTheContract(long heard, long latestNanos) {
        return policy == OffsetPolicy.ACCEPT && !allows(heard, latestNanos);
    }

    long maxOffsetMicros() {
        return maxOffsetNanos / 1_000;
    }

    Duration maxOffset() {
        return maxOffset;
    }

    HlcCounters counters(long carries) {
        return new HlcCounters(refused.get(), clamped.get(), accepted.get(), carries);
    }
}
