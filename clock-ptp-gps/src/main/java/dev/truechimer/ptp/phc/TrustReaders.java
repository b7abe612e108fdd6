package dev.truechimer.ptp.phc;

import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.ptp.device.ErrorBound;
import dev.truechimer.ptp.device.FileBound;
import dev.truechimer.ptp.device.FixedBound;
import dev.truechimer.ptp.device.PhcIdentity;
import dev.truechimer.ptp.device.RunningProcess;
import dev.truechimer.ptp.device.ServoBound;
import dev.truechimer.ptp.management.Ptp4lOptions;
import dev.truechimer.ptp.management.Ptp4lReader;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes what asks those who vouch.
 *
 * @param context of the source
 * @param follows hears of the mark of the grandmaster behind a clock, again and again
 */
record TrustReaders(SourceContext context, Consumer<String> follows) {

    /** The program's name, as the kernel keeps it. */
    private static final String PHC2SYS = "phc2sys";

    /** What asks whom the user trusts about this clock. */
    ErrorBound.Reader of(PhcTrust trust, PhcIdentity clock) {
        return trust instanceof PhcTrust.ByDriver
                ? new FileBound(clock.errorBoundFile(), null)
                : of(trust, Optional.of(clock));
    }

    /** The same; without a clock about whatever clock it is. */
    private ErrorBound.Reader of(PhcTrust trust, Optional<PhcIdentity> clock) {
        if (trust instanceof PhcTrust.Declared declared) {
            return new FixedBound(declared.error());
        }
        if (trust instanceof PhcTrust.BoundFile file) {
            return new FileBound(file.file(), file.mostAge().orElse(null));
        }
        if (trust instanceof PhcTrust.ByPtp4l ptp4l) {
            return new Ptp4lBound(new Ptp4lReader(options(ptp4l), context.ticks(), context::failed), clock, follows);
        }
        if (trust instanceof PhcTrust.ByPhc2sys servo) {
            return new ServoBound(
                    of(servo.upstream(), Optional.empty()),
                    servo.servo(),
                    new RunningProcess(PHC2SYS, RunningProcess.PROC));
        }
        throw new IllegalStateException("not a trust about any clock: " + trust);
    }

    private static Ptp4lOptions options(PhcTrust.ByPtp4l trust) {
        Ptp4lOptions usual = Ptp4lOptions.of(trust.socket());
        return new Ptp4lOptions(
                usual.socket(),
                usual.folder(),
                trust.domain(),
                usual.sdoId(),
                trust.errorFloor().toNanos(),
                usual.asymmetryNanos(),
                usual.errorPerStepNanos(),
                usual.driftPpm());
    }
}
