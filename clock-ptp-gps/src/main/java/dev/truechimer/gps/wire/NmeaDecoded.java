package dev.truechimer.gps.wire;

/** What a line of a receiver turned out to be: a sentence, or the reason why there is none. */
public sealed interface NmeaDecoded permits NmeaSentence, NmeaRejection {}
