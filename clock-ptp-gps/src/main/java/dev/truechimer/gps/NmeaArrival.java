package dev.truechimer.gps;

/**
 * When the first character of a line came, by the oscillator.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param hasBefore whether there is a reading that is known to precede it
 * @param beforeTicks the reading after which nothing was pending; nothing if there is none
 * @param seenTicks a reading after it had come
 */
record NmeaArrival(boolean hasBefore, long beforeTicks, long seenTicks) {}
