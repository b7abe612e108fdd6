package dev.truechimer.ptp.phc;

import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.device.ErrorBound;
import dev.truechimer.ptp.device.PhcIdentity;
import dev.truechimer.ptp.management.Ptp4lReader;
import dev.truechimer.ptp.management.Vouching;
import dev.truechimer.ptp.management.Vouching.Refused;
import dev.truechimer.ptp.management.Vouching.Vouched;
import dev.truechimer.ptp.wire.PortIdentity;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What ptp4l vouches for, as long as it is about this hardware clock: that of the interface of the port that decides.
 *
 * <p><b>Threads:</b> one at a time; a question blocks for about a second at most.
 */
final class Ptp4lBound implements ErrorBound.Reader {

    private final Ptp4lReader reader;
    private final Optional<PhcIdentity> clock;
    private final Consumer<String> follows;

    /**
     * A bound by ptp4l.
     *
     * @param reader closed with this
     * @param clock which must be ptp4l's; empty if it is another one that ptp4l is asked about
     * @param follows hears of the mark of the grandmaster with each answer
     */
    Ptp4lBound(Ptp4lReader reader, Optional<PhcIdentity> clock, Consumer<String> follows) {
        this.reader = reader;
        this.clock = clock;
        this.follows = follows;
    }

    @Override
    public ErrorBound read() {
        Vouching vouching = reader.ask();
        if (vouching instanceof Vouched vouched) {
            follows.accept(PortIdentity.mark(vouched.grandmaster()));
        }
        return judge(vouching, clock, PhcIdentity.NETWORK);
    }

    /**
     * Decides whether the answer counts for a clock.
     *
     * @param network where the system tells about its interfaces
     */
    static ErrorBound judge(Vouching vouching, Optional<PhcIdentity> clock, Path network) {
        if (vouching instanceof Refused refused) {
            return new ErrorBound.Unknown(refused.failure());
        }
        Vouched vouched = (Vouched) vouching;
        if (!vouched.clock().hardware()) {
            return unknown("ptp4l uses software time stamps: it disciplines CLOCK_REALTIME and no hardware clock");
        }
        String interfaceName = vouched.clock().interfaceName();
        if (clock.isPresent() && clock.get().isKnownNotToBeOf(interfaceName, network)) {
            return unknown("ptp4l disciplines the hardware clock of " + interfaceName + ", which is not "
                    + clock.get().device());
        }
        return new ErrorBound.Known(vouched.errorNanos(), vouched.clock().scale(), "ptp4l " + vouched.detail());
    }

    private static ErrorBound unknown(String detail) {
        return new ErrorBound.Unknown(new SourceFailure(Reason.UNSYNCHRONIZED, detail));
    }

    @Override
    public void close() {
        reader.close();
    }
}
