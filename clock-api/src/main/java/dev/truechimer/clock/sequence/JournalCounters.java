package dev.truechimer.clock.sequence;

import java.util.Optional;

/**
 * What a journal has counted since it was opened.
 *
 * @param writes bounds that were stored, the one at opening among them
 * @param failures attempts to store a bound that failed
 * @param lastFailure why the last of them failed, or what has ended the journal; also long after another attempt
 *     succeeded
 */
public record JournalCounters(long writes, long failures, Optional<Throwable> lastFailure) {}
