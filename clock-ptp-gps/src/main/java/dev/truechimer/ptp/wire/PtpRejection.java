package dev.truechimer.ptp.wire;

/** The first check that bytes from the network failed. */
public enum PtpRejection implements PtpDecoded {
    /** Fewer bytes than a header has, or than the length field of the header says. */
    TOO_SHORT,
    /** A version other than 2. */
    WRONG_VERSION,
    /** A message type that is reserved, or that only peers and masters have a use for. */
    UNUSED_TYPE,
    /** A length field that says less than a message of this type has. */
    WRONG_LENGTH,
    /** A time with a billion nanoseconds or more, or one after the year 2221. */
    WRONG_TIME,
    /** A TLV that does not fit into its message, or is shorter than its type says; in a management message also none. */
    WRONG_TLV
}
