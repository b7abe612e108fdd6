package dev.truechimer.clock;

import java.util.Objects;

/**
 * One change that an operator would want to know. <b>Threads:</b> immutable.
 *
 * @param kind what happened
 * @param source the source it is about; empty if it is about the clock as a whole
 * @param status the status of the clock after it
 * @param detail what exactly, in a sentence for an operator
 */
public record ClockEvent(Kind kind, String source, ClockStatus status, String detail) {

    /** The closed set of kinds. */
    public enum Kind {
        /** The status changed. */
        STATUS_CHANGED,
        /** The stated assumptions are broken: everything was discarded; the detail says what contradicts what. */
        DISRUPTED,
        /** ε is beyond the configured limit. */
        EPSILON_EXCEEDED,
        /** A source came. */
        SOURCE_ADDED,
        /** A source went. */
        SOURCE_REMOVED,
        /** What operators call a verdict changed: truechimer, falseticker, unreachable and so on. */
        VERDICT_CHANGED,
        /** A source contradicted itself: it lied, or the oscillator left its bounds. */
        INCONSISTENT,
        /** Two sources turned out to be one server: they count once. */
        SAME_SERVER,
        /** The table of leap seconds has expired: a leap second since then can't be excluded. */
        LEAP_TABLE_EXPIRED,
        /** A fault of the library itself: the reading was withdrawn. Please report it. */
        INTERNAL_FAULT
    }

    /** Checks that all parts are there. */
    public ClockEvent {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(detail, "detail");
    }
}
