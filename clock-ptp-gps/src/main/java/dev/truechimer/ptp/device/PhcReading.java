package dev.truechimer.ptp.device;

import dev.truechimer.clock.source.SourceFailure;

/** What came of a question to a device. <b>Threads:</b> immutable. */
public sealed interface PhcReading {

    /**
     * It answered.
     *
     * @param method how it was asked
     * @param brackets with one at least
     */
    record Answered(PhcMethod method, PhcBrackets brackets) implements PhcReading {}

    /**
     * It did not answer, and is asked again.
     *
     * @param failure why
     */
    record Busy(SourceFailure failure) implements PhcReading {}

    /**
     * It will not answer any more, and has to be opened anew.
     *
     * @param failure why
     */
    record Gone(SourceFailure failure) implements PhcReading {}
}
