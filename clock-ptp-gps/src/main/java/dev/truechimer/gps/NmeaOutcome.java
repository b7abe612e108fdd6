package dev.truechimer.gps;

import dev.truechimer.clock.source.SourceFailure;

/** What sentences came to: a named instant, or the reason why there is none. */
sealed interface NmeaOutcome {

    /**
     * A receiver with a fix named an instant.
     *
     * @param utcNanos the instant, Unix time, as the sentences say it
     * @param resolutionNanos how much later it may be because they have no more digits
     * @param arrival of the first sentence that named it
     * @param talker the talker id of the sentence that completed it
     */
    record Named(long utcNanos, long resolutionNanos, NmeaArrival arrival, String talker) implements NmeaOutcome {}

    /**
     * Nothing can be concluded.
     *
     * @param failure why
     */
    record Refused(SourceFailure failure) implements NmeaOutcome {}
}
