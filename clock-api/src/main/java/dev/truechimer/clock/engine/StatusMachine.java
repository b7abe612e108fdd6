package dev.truechimer.clock.engine;

import dev.truechimer.clock.ClockStatus;

/**
 * Which status follows from which finding. Pure; what a finding is, {@link ClockEngine} decides.
 *
 * <pre>
 *              | QUORUM        QUORUM_TOO_WIDE  PROBATION  NO_QUORUM  CONTRADICTION  CLOSE
 * STARTING     | SYNCHRONIZED  HOLDOVER         STARTING   STARTING   DISRUPTED      CLOSED
 * SYNCHRONIZED | SYNCHRONIZED  HOLDOVER         HOLDOVER   HOLDOVER   DISRUPTED      CLOSED
 * HOLDOVER     | SYNCHRONIZED  HOLDOVER         HOLDOVER   HOLDOVER   DISRUPTED      CLOSED
 * DISRUPTED    | SYNCHRONIZED  HOLDOVER         DISRUPTED  DISRUPTED  DISRUPTED      CLOSED
 * CLOSED       | CLOSED        CLOSED           CLOSED     CLOSED     CLOSED         CLOSED
 * </pre>
 *
 * <p><b>Threads:</b> pure.
 */
public final class StatusMachine {

    /** What a round of the engine found. */
    public enum Event {
        /** Enough sources agree, the interval is adopted, and ε is within the limit. */
        QUORUM,
        /** The same, but ε is beyond the limit. */
        QUORUM_TOO_WIDE,
        /** Enough sources agree, but after a disruption not yet for enough rounds: nothing is adopted. */
        PROBATION,
        /** Too few sources make a statement: the last interval, if any, ages on. */
        NO_QUORUM,
        /** An assumption is broken: everything is discarded. */
        CONTRADICTION,
        /** The timekeeper is being closed. */
        CLOSE
    }

    private StatusMachine() {}

    /** The status after an event. */
    public static ClockStatus next(ClockStatus status, Event event) {
        return switch (status) {
            case STARTING ->
                switch (event) {
                    case QUORUM -> ClockStatus.SYNCHRONIZED;
                    case QUORUM_TOO_WIDE -> ClockStatus.HOLDOVER;
                    case PROBATION, NO_QUORUM -> ClockStatus.STARTING;
                    case CONTRADICTION -> ClockStatus.DISRUPTED;
                    case CLOSE -> ClockStatus.CLOSED;
                };
            case SYNCHRONIZED, HOLDOVER ->
                switch (event) {
                    case QUORUM -> ClockStatus.SYNCHRONIZED;
                    case QUORUM_TOO_WIDE, PROBATION, NO_QUORUM -> ClockStatus.HOLDOVER;
                    case CONTRADICTION -> ClockStatus.DISRUPTED;
                    case CLOSE -> ClockStatus.CLOSED;
                };
            case DISRUPTED ->
                switch (event) {
                    case QUORUM -> ClockStatus.SYNCHRONIZED;
                    case QUORUM_TOO_WIDE -> ClockStatus.HOLDOVER;
                    case PROBATION, NO_QUORUM, CONTRADICTION -> ClockStatus.DISRUPTED;
                    case CLOSE -> ClockStatus.CLOSED;
                };
            case CLOSED -> ClockStatus.CLOSED;
        };
    }
}
