package dev.truechimer.ptp.device;

import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import java.time.Duration;

/**
 * The bound of another clock, plus how far a servo of this host lets the two come apart, while that servo runs.
 *
 * <p>The scale is never the other clock's: a servo may keep the two whole seconds apart. <b>Threads:</b> one at a time.
 */
public final class ServoBound implements ErrorBound.Reader {

    private final ErrorBound.Reader upstream;
    private final long servoNanos;
    private final RunningProcess process;

    /**
     * A bound through a servo.
     *
     * @param upstream of the other clock; closed with this
     * @param servo how far the two may come apart, {@code >= 0}
     * @param process the servo's
     */
    public ServoBound(ErrorBound.Reader upstream, Duration servo, RunningProcess process) {
        this.upstream = upstream;
        this.servoNanos = servo.toNanos();
        this.process = process;
    }

    @Override
    public ErrorBound read() throws InterruptedException {
        if (!process.isRunning()) {
            return new ErrorBound.Unknown(new SourceFailure(
                    Reason.UNSYNCHRONIZED,
                    "no process called " + process.name() + " runs here, so that nothing keeps this clock near another;"
                            + " start it, or declare another trust"));
        }
        ErrorBound bound = upstream.read();
        if (bound instanceof ErrorBound.Known known) {
            return new ErrorBound.Known(
                    Math.addExact(known.errorNanos(), servoNanos),
                    ErrorBound.Scale.AS_DECLARED,
                    process.name() + " within " + servoNanos + " ns of: " + known.detail());
        }
        return bound;
    }

    @Override
    public void close() {
        upstream.close();
    }
}
