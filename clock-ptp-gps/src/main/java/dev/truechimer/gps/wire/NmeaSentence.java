package dev.truechimer.gps.wire;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a sentence says about time.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param talker two characters, such as GP for a GPS receiver or GN for one with several systems
 * @param kind which sentence it is
 * @param time UTC of the measurement; null if the receiver left it empty, as it does without a fix
 * @param date UTC, in an RMC or ZDA that is not empty; else null
 * @param fix whether the receiver says that it has one
 */
public record NmeaSentence(
        String talker,
        Kind kind,
        @Nullable NmeaTime time,
        @Nullable LocalDate date,
        Fix fix) implements NmeaDecoded {

    /** The kinds that carry time. */
    public enum Kind {
        /** Recommended minimum data: time, date and status. */
        RMC,
        /** Time and date; no status. */
        ZDA,
        /** Fix data: time and quality. */
        GGA,
        /** Fix data of several systems: time, and a mode for each. */
        GNS,
        /** Position: time and status. */
        GLL
    }

    /** Whether the time is from satellites now. */
    public enum Fix {
        /** It is. */
        VALID,
        /** It is not: void, estimated, entered by hand or simulated. */
        NONE,
        /** This kind of sentence does not say. */
        UNSTATED
    }

    /** Checks that all is there. */
    public NmeaSentence {
        Objects.requireNonNull(talker, "talker");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(fix, "fix");
    }
}
