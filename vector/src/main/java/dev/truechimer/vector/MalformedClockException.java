package dev.truechimer.vector;

import java.util.Objects;

/**
 * What is offered as an encoded clock is none: no encoder of this module makes such bytes. The one answer of every
 * decoder here.
 *
 * <p>Whoever reads bytes of strangers counts these by {@link #reason()}; the message also says where, and which value
 * was found.
 */
public final class MalformedClockException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** The rule that the bytes break. */
    public enum Reason {
        /** The bytes end before the value does. */
        TRUNCATED,
        /** Bytes, or bits that must be zero, are left behind the value. */
        TRAILING,
        /** The first byte names another kind of value, or a version that this code doesn't know. */
        UNKNOWN_FORMAT,
        /** More entries, levels or bytes than the limit allows. */
        TOO_LARGE,
        /** A number needs more than 63 bits, or an id more than 64, or a counter is beyond the limit of its clock. */
        OVERFLOW,
        /** The value has a shorter or another encoding, which is the one that encoders write. */
        NOT_CANONICAL,
        /** Well encoded parts that no value has: a name that is no well-formed text, the same key twice. */
        NO_SUCH_VALUE,
        /** A part that the caller decodes was refused by the caller's decoder. */
        REFUSED_BY_CALLER
    }

    private final Reason reason;

    /**
     * Makes one.
     *
     * @param reason the rule that is broken
     * @param detail where, and the value found
     */
    public MalformedClockException(Reason reason, String detail) {
        super(reason + ": " + detail);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** The rule that the bytes break. */
    public Reason reason() {
        return reason;
    }
}
