package dev.truechimer.ntp.wire;

/** What bytes from the network turned out to be: a header, or the reason why there is none. */
public sealed interface Decoded permits NtpHeader, Rejection {}
