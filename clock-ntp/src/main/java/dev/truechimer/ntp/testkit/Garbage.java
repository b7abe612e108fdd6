package dev.truechimer.ntp.testkit;

/** What a server sends that is not the reply it should send. */
public enum Garbage {
    /** 1 to 96 random bytes, from a seeded generator; most of them are no NTP packet. */
    RANDOM_BYTES,
    /** The first 47 bytes of the right reply. */
    TRUNCATED,
    /** No bytes at all. */
    EMPTY,
    /** The right reply with an origin that does not echo the request. */
    WRONG_NONCE,
    /** The right reply in the mode of a client. */
    WRONG_MODE,
    /** The right reply in version 2. */
    WRONG_VERSION
}
