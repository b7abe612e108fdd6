package dev.truechimer.clock.source;

import java.util.Objects;

/**
 * Why a source has no new claim. Counted by reason and shown in the report. <b>Threads:</b> immutable.
 *
 * @param reason one of a closed set
 * @param detail what exactly, for an operator: the address, the value and the rule
 */
public record SourceFailure(Reason reason, String detail) {

    /** The closed set of reasons. */
    public enum Reason {
        /** A poll ended without an acceptable reply. */
        NO_REPLY(true),
        /** The network says that nobody is there. */
        UNREACHABLE(true),
        /** The name has no address, or none that is not used by another member of its pool. */
        UNRESOLVED(true),
        /** The source asked to be left alone (NTP: DENY, RSTR): it is not asked again. */
        DENIED(true),
        /** The source asked for fewer requests (NTP: RATE): the poll interval doubles. */
        RATE_LIMITED(true),
        /** The source says itself that it is not synchronised. */
        UNSYNCHRONIZED(true),
        /** A measurement so near to a leap second that its scale is in doubt. */
        LEAP_SECOND(true),
        /** Bytes that the protocol does not allow: too short, wrong version, wrong mode. */
        MALFORMED(false),
        /** A reply that does not belong to a request of ours: forged, duplicated or late. */
        UNSOLICITED(false),
        /** Values that a truthful source can't send: stamps out of order, root values out of range. */
        IMPLAUSIBLE(true),
        /** The two halves contradict each other: the reply was shorter on its way than the least delay allows. */
        CONTRADICTORY(true),
        /** The wall clock of this host was stepped between a stamp and its conversion to oscillator readings. */
        WALL_CLOCK_STEPPED(true),
        /** Stamps on a scale that can't be turned into TAI: neither said nor declared to be TAI or UTC. */
        TIMESCALE(true),
        /** A date that can't be: before this library was made, or some 1024 weeks off (a receiver's week rollover). */
        STALE_DATE(true),
        /** Well-formed, but of a kind that this source does not use. */
        UNUSED_KIND(false),
        /** A fault in the source itself, or in the host under it. */
        INTERNAL(true);

        private final boolean endsPoll;

        Reason(boolean endsPoll) {
            this.endsPoll = endsPoll;
        }

        /** Whether the poll is over with this; false for a packet that is dropped while the reply may still come. */
        public boolean endsPoll() {
            return endsPoll;
        }
    }

    /** Checks that both parts are there. */
    public SourceFailure {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
    }
}
