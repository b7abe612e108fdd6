package dev.truechimer.clock.ticks;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds slews: the average rate of the wall clock over stretches that follow each other and are each at least so long.
 *
 * <p><b>Threads:</b> confined to one at a time.
 */
final class SlewWindow {

    private final long windowNanos;
    private final long thresholdPpb;
    private @Nullable WallReading begin;

    SlewWindow(long windowNanos, int thresholdPpm) {
        this.windowNanos = windowNanos;
        this.thresholdPpb = thresholdPpm * 1_000L;
    }

    /** A stretch begins here; what was before is not judged. */
    void restart(WallReading reading) {
        begin = reading;
    }

    /** Ends the stretch if it is long enough, and begins the next. */
    Optional<WallClockSlew> extend(WallReading reading) {
        WallReading from = begin;
        if (from == null) {
            begin = reading;
            return Optional.empty();
        }
        WallChange change = WallChange.between(from, reading);
        if (change.shortestNanos() < windowNanos) {
            return Optional.empty();
        }
        begin = reading;
        long least = change.leastPpb();
        long greatest = change.greatestPpb();
        if (least <= thresholdPpb && greatest >= -thresholdPpb) {
            return Optional.empty();
        }
        long width = Math.max(greatest - least, 0);
        return Optional.of(new WallClockSlew(
                least + width / 2, width / 2 + 1, from.beforeTicks(), reading.afterTicks(), reading.wallNanos()));
    }
}
