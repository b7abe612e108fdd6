package dev.truechimer.ntp.wire;

/** The first check that bytes from the network failed. */
public enum Rejection implements Decoded {
    /** Fewer bytes than a header has. */
    TOO_SHORT,
    /** A version other than 3 and 4. */
    WRONG_VERSION,
    /** A mode other than the expected one. */
    WRONG_MODE
}
