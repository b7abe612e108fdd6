package dev.truechimer.ptp.wire;

/** What bytes from the network turned out to be: a message, or the reason why there is none. */
public sealed interface PtpDecoded permits PtpMessage, PtpRejection {}
