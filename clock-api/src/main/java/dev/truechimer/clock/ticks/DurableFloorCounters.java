package dev.truechimer.clock.ticks;

import java.util.Optional;

/**
 * What a {@link DurableFloor} has counted since it was opened.
 *
 * @param writes floors that were stored, the one at opening among them
 * @param failures attempts to store a floor that failed
 * @param lastFailure why the last of them failed, or what has ended the floor; also long after another attempt
 *     succeeded
 */
public record DurableFloorCounters(long writes, long failures, Optional<Throwable> lastFailure) {}
