package dev.truechimer.gps.wire;

/** What became of a line of gpsd's: a message, or why there is none. */
public sealed interface GpsdDecoded permits GpsdMessage, GpsdRejection {}
