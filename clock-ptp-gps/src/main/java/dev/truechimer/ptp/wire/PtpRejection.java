package dev.truechimer.ptp.wire;

/** The first check that bytes from the network failed. */
public enum PtpRejection implements PtpDecoded {
    /** Fewer bytes than a message of this type has, or than its length field says. */
    TOO_SHORT,
    /** A length field that does not fit the message's type. */
    WRONG_LENGTH,
    /** A version other than 2. */
    WRONG_VERSION,
    /** A message type that is reserved, or that a client has no use for. */
    UNUSED_TYPE,
    /** A time with a billion nanoseconds or more, or one after the year 2222. */
    WRONG_TIME,
    /** A TLV that is longer than the message, or shorter than its type allows. */
    WRONG_TLV
}
