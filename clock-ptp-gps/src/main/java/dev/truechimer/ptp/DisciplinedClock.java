package dev.truechimer.ptp;

import dev.truechimer.clock.host.NativeCallException;
import dev.truechimer.clock.host.RealtimeReading;
import dev.truechimer.clock.host.RealtimeTrail;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.device.PhcBracket;
import dev.truechimer.ptp.device.PhcBrackets;
import dev.truechimer.ptp.device.PhcDevice;
import dev.truechimer.ptp.device.PhcReading;
import dev.truechimer.ptp.management.Vouching.Clock;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the clock that ptp4l disciplines: CLOCK_REALTIME, or a hardware clock, which is then kept open.
 *
 * <p><b>Threads:</b> confined to the source's.
 */
final class DisciplinedClock {

    /** Of which the tightest is taken. */
    private static final int PHC_SAMPLES = 5;

    private final SourceContext context;
    private final InterfaceClocks clocks;
    private final RealtimeTrail trail;
    private final PhcDevice.Limits limits;
    private @Nullable PhcDevice device;
    private @Nullable Path devicePath;

    DisciplinedClock(SourceContext context, InterfaceClocks clocks) {
        this.context = context;
        this.clocks = clocks;
        this.trail = new RealtimeTrail(context.hostSlewBoundPpm());
        this.limits = new PhcDevice.Limits(context.hostSlewBoundPpm(), PhcDevice.Limits.USUAL_CROSS_STAMP_ERROR_NANOS);
    }

    /** What came of reading it. */
    sealed interface Result {}

    /**
     * It was read.
     *
     * @param bracket its value between two oscillator readings
     */
    record Read(PhcBracket bracket) implements Result {}

    /**
     * It was not.
     *
     * @param failure why
     */
    record NotRead(SourceFailure failure) implements Result {}

    Result read(Clock clock) {
        return clock.hardware() ? readHardware(clock.interfaceName()) : readRealtime();
    }

    /** Whoever stepped it, ptp4l or somebody else: what ptp4l has said of it may be about the time before. */
    private Result readRealtime() {
        RealtimeReading reading = RealtimeReading.take(context.ticks());
        trail.add(reading);
        if (trail.ticksOf(reading.realtimeNanos()) instanceof RealtimeTrail.Stepped) {
            return failed(
                    Reason.WALL_CLOCK_STEPPED,
                    "CLOCK_REALTIME was stepped less than 10 s ago; what ptp4l says is about the time before");
        }
        return new Read(new PhcBracket(reading.ticksBefore(), reading.realtimeNanos(), reading.ticksAfter(), 0));
    }

    private Result readHardware(String interfaceName) {
        Optional<Path> path = clocks.of(interfaceName);
        if (path.isEmpty()) {
            return failed(
                    Reason.UNREACHABLE,
                    "no hardware clock was found behind " + interfaceName + " (" + clocks.folder(interfaceName)
                            + "): name it by phc(path); in another network namespace it can't be seen from here");
        }
        PhcReading reading;
        try {
            reading = open(path.get()).read();
        } catch (NativeCallException e) {
            close();
            return failed(
                    Reason.UNREACHABLE,
                    e.getMessage()
                            + (PhcDevice.isForbidden(e) ? "; give this user access, for example by a udev rule" : ""));
        }
        if (reading instanceof PhcReading.Answered answered) {
            return new Read(tightest(answered.brackets()));
        }
        if (reading instanceof PhcReading.Busy busy) {
            return new NotRead(busy.failure());
        }
        close();
        return new NotRead(((PhcReading.Gone) reading).failure());
    }

    private PhcDevice open(Path path) throws NativeCallException {
        if (!path.equals(devicePath)) {
            close();
        }
        PhcDevice open = device;
        if (open == null) {
            open = PhcDevice.open(path, context.ticks(), PHC_SAMPLES, limits);
            device = open;
            devicePath = path;
        }
        return open;
    }

    private static PhcBracket tightest(PhcBrackets brackets) {
        return brackets.brackets().stream()
                .min(Comparator.comparingLong(bracket -> bracket.afterTicks() - bracket.beforeTicks()))
                .orElseThrow();
    }

    void close() {
        PhcDevice closing = device;
        device = null;
        devicePath = null;
        if (closing != null) {
            closing.close();
        }
    }

    private static NotRead failed(Reason reason, String detail) {
        return new NotRead(new SourceFailure(reason, detail));
    }
}
