package dev.truechimer.ptp.device;

import java.time.Duration;

/** What the user vouches for, always. <b>Threads:</b> immutable. */
public final class FixedBound implements ErrorBound.Reader {

    private final ErrorBound bound;

    /**
     * A bound that never changes.
     *
     * @param error {@code >= 0}
     */
    public FixedBound(Duration error) {
        bound = new ErrorBound.Known(error.toNanos(), ErrorBound.Scale.AS_DECLARED, "declared " + error);
    }

    @Override
    public ErrorBound read() {
        return bound;
    }

    @Override
    public void close() {}
}
