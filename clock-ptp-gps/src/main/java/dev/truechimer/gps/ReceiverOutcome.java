package dev.truechimer.gps;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure;

/** What a report of a receiver came to. */
sealed interface ReceiverOutcome {

    /** Nothing to tell: it was used to check others, or is not ours to use. */
    ReceiverOutcome SILENT = new Silent();

    /**
     * A claim.
     *
     * @param claim true time
     */
    record Claimed(Claim claim) implements ReceiverOutcome {}

    /**
     * No claim, and why.
     *
     * @param failure for the report
     */
    record Failed(SourceFailure failure) implements ReceiverOutcome {}

    /** Neither. */
    record Silent() implements ReceiverOutcome {}
}
