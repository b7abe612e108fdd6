package dev.truechimer.ptp.device;

import dev.truechimer.clock.source.SourceFailure;

/** What somebody vouches for about a hardware clock at a moment. <b>Threads:</b> immutable. */
public sealed interface ErrorBound {

    /**
     * It is within this of true time.
     *
     * @param errorNanos {@code >= 0}
     * @param timescale which scale it shows
     * @param detail who says so, in a few words
     */
    record Known(long errorNanos, Scale timescale, String detail) implements ErrorBound {}

    /**
     * Nobody vouches for it now.
     *
     * @param failure why
     */
    record Unknown(SourceFailure failure) implements ErrorBound {}

    /** What a hardware clock shows. */
    enum Scale {
        /** As PTP has it. */
        TAI,
        /** As CLOCK_REALTIME has it. */
        UTC,
        /** Whoever vouches for it does not know: the user's declaration counts. */
        AS_DECLARED
    }

    /** Asks who vouches, now. <b>Threads:</b> one at a time; may block for about a second. */
    interface Reader extends AutoCloseable {

        /** What is vouched for now. */
        ErrorBound read() throws InterruptedException;

        @Override
        void close();
    }
}
