package dev.truechimer.ptp.management;

import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.ptp.device.ErrorBound.Scale;

/** Whether ptp4l vouches for the clock that it disciplines. <b>Threads:</b> immutable. */
public sealed interface Vouching {

    /**
     * It does.
     *
     * @param errorNanos how far the clock may be from true time, at the moment of the last question
     * @param clock which one it is
     * @param grandmaster the identity of the clock at the root; its own if it is that one
     * @param accuracyStated whether the grandmaster says how far it is from true time
     * @param utcOffset TAI − UTC in seconds as ptp4l has it, if {@link Clock#scale} is TAI or was made from TAI
     * @param ptpTimescale whether the grandmaster sends TAI
     * @param detail state, grandmaster, offset and delay, for an operator
     */
    record Vouched(
            long errorNanos,
            Clock clock,
            long grandmaster,
            boolean accuracyStated,
            int utcOffset,
            boolean ptpTimescale,
            String detail)
            implements Vouching {}

    /**
     * It does not.
     *
     * @param failure why
     */
    record Refused(SourceFailure failure) implements Vouching {}

    /**
     * Which clock a ptp4l disciplines.
     *
     * @param hardware whether it is the hardware clock of the interface; otherwise it is CLOCK_REALTIME
     * @param interfaceName of the port that decides
     * @param scale what it shows
     */
    record Clock(boolean hardware, String interfaceName, Scale scale) {}
}
