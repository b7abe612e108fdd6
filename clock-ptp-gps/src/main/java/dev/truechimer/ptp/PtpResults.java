package dev.truechimer.ptp;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;

/** Where a client's results go: what it needs of a {@link SourceContext}, which has a clock too. */
interface PtpResults {

    /** The leap seconds in force. */
    LeapSeconds leapSeconds();

    /** A measurement. */
    void accept(Claim claim);

    /** Why there is none. */
    void failed(SourceFailure failure);

    /**
     * Another master is followed.
     *
     * @param address equal for equal ones
     * @param mark of the grandmaster behind it
     */
    void follows(String address, String mark);

    /** Whether the master does not state its error. */
    void statesNoError(boolean none);

    /** A line for operators. */
    void detail(String text);

    /** Passes everything on. */
    static PtpResults of(SourceContext context) {
        return new PtpResults() {
            @Override
            public LeapSeconds leapSeconds() {
                return context.leapSeconds();
            }

            @Override
            public void accept(Claim claim) {
                context.accept(claim);
            }

            @Override
            public void failed(SourceFailure failure) {
                context.failed(failure);
            }

            @Override
            public void follows(String address, String mark) {
                context.server(address);
                context.fingerprint(mark);
            }

            @Override
            public void statesNoError(boolean none) {
                context.statesNoError(none);
            }

            @Override
            public void detail(String text) {
                context.detail(text);
            }
        };
    }
}
