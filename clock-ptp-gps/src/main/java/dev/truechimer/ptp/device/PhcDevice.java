package dev.truechimer.ptp.device;

import dev.truechimer.clock.host.DeviceFile;
import dev.truechimer.clock.host.Errno;
import dev.truechimer.clock.host.KernelTicks;
import dev.truechimer.clock.host.NativeCallException;
import dev.truechimer.clock.host.NativeMemory;
import dev.truechimer.clock.host.RealtimeReading;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ptp.device.PhcAnswer.Wall;
import dev.truechimer.ptp.device.PhcReading.Answered;
import dev.truechimer.ptp.device.PhcReading.Busy;
import dev.truechimer.ptp.device.PhcReading.Gone;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open PTP hardware clock, asked in the best way that its driver offers, which is found by trying.
 *
 * <p><b>Threads:</b> one at a time. <b>Lifetime:</b> opened once, closed once.
 */
public final class PhcDevice implements AutoCloseable {

    /** How many samples a question can ask for. */
    public static final int MOST_SAMPLES = SysOffsetExtended.MOST_SAMPLES;

    private final DeviceFile file;
    private final Ticks ticks;
    private final int samples;
    private final Limits limits;
    private final NativeMemory precise = new NativeMemory(SysOffsetPrecise.BYTES);
    private final NativeMemory extended = new NativeMemory(SysOffsetExtended.BYTES);
    private final NativeMemory plain = new NativeMemory(SysOffset.BYTES);
    private final ClockCaps caps;
    private final MethodChoice choice;

    /**
     * How far clocks may be apart.
     *
     * @param slewBoundPpm σ: the wall clock's rate from the oscillator's
     * @param crossStampErrorNanos the two stamps of an instant that hardware caught
     */
    public record Limits(int slewBoundPpm, long crossStampErrorNanos) {

        /** What PCIe's PTM, and counters that are wired together, stay well below. */
        public static final long USUAL_CROSS_STAMP_ERROR_NANOS = 100;
    }

    private PhcDevice(DeviceFile file, Ticks ticks, int samples, Limits limits, ClockCaps caps) {
        this.file = file;
        this.ticks = ticks;
        this.samples = samples;
        this.limits = limits;
        this.caps = caps;
        this.choice = new MethodChoice(caps.crossTimestamping(), isMonotonicRaw(ticks));
    }

    /**
     * Checks that devices can be asked at all.
     *
     * @throws UnsupportedOperationException if not; the message says what to do
     */
    public static void requireNativeCalls() {
        new NativeMemory(1);
    }

    /**
     * Opens a clock.
     *
     * @param ticks the oscillator to read it by
     * @param samples how many to ask for, 1 to {@link #MOST_SAMPLES}
     * @param limits by which stamps are converted
     * @throws NativeCallException if the kernel refuses, or the device is gone again
     * @throws UnsupportedOperationException if JNA is missing; the message says what to do
     */
    public static PhcDevice open(Path path, Ticks ticks, int samples, Limits limits) throws NativeCallException {
        DeviceFile file = DeviceFile.open(path);
        try {
            return new PhcDevice(file, ticks, samples, limits, caps(file));
        } catch (NativeCallException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** What it can do. */
    public ClockCaps caps() {
        return caps;
    }

    /** Asks it once; a way that its driver refuses is never tried again, and the next one is tried at once. */
    public PhcReading read() {
        @Nullable NativeCallException last = null;
        while (choice.hasMethod()) {
            PhcMethod method = choice.method();
            try {
                return judge(answer(method));
            } catch (NativeCallException e) {
                last = e;
                switch (choice.failed(e.errno())) {
                    case REFUSED -> {}
                    case BUSY -> {
                        return new Busy(failure(Reason.NO_REPLY, e.getMessage() + "; it is asked again soon"));
                    }
                    case GONE -> {
                        return new Gone(failure(Reason.UNREACHABLE, e.getMessage() + "; it is opened again"));
                    }
                }
            }
        }
        return new Gone(failure(
                Reason.UNREACHABLE,
                file + " is no PTP hardware clock that can be read" + (last == null ? "" : ": " + last.getMessage())));
    }

    private PhcReading judge(PhcAnswer answer) {
        String who = answer.method().label() + " of " + file;
        if (answer.samples().isEmpty()) {
            choice.contradicted();
            return new Busy(failure(Reason.IMPLAUSIBLE, who + " gave no time that can be: its driver is broken"));
        }
        PhcBrackets brackets = PhcBrackets.of(answer, limits.slewBoundPpm(), limits.crossStampErrorNanos());
        if (brackets.stamps() == PhcBrackets.Stamps.OUTSIDE) {
            choice.contradicted();
            return new Busy(failure(
                    Reason.CONTRADICTORY,
                    who + " gave stamps that do not lie within the call: its driver does not read the clock when it is"
                            + " asked, or this process runs in a time namespace; other ways to read it are tried"));
        }
        choice.succeeded();
        return new Answered(answer.method(), brackets);
    }

    private static SourceFailure failure(Reason reason, String detail) {
        return new SourceFailure(reason, detail);
    }

    private PhcAnswer answer(PhcMethod method) throws NativeCallException {
        return switch (method) {
            case PRECISE_RAW -> precise(method, true);
            case PRECISE -> precise(method, false);
            case EXTENDED_RAW -> extended(method, SysOffsetExtended.MONOTONIC_RAW);
            case EXTENDED -> extended(method, SysOffsetExtended.REALTIME);
            case PLAIN -> plain();
            case CLOCK_GETTIME -> clockGettime();
        };
    }

    private PhcAnswer precise(PhcMethod method, boolean raw) throws NativeCallException {
        precise.clear();
        @Nullable RealtimeReading first = raw ? null : RealtimeReading.take(ticks);
        long beforeTicks = ticks.nanos();
        file.ioctl(SysOffsetPrecise.REQUEST, method.label(), precise);
        long afterTicks = ticks.nanos();
        List<PhcSample> found = SysOffsetPrecise.read(precise.bytes(), raw);
        return new PhcAnswer(method, beforeTicks, found, afterTicks, wallSince(first));
    }

    private PhcAnswer extended(PhcMethod method, int clockId) throws NativeCallException {
        extended.clear();
        SysOffsetExtended.ask(extended.bytes(), samples, clockId);
        @Nullable RealtimeReading first = clockId == SysOffsetExtended.REALTIME ? RealtimeReading.take(ticks) : null;
        long beforeTicks = ticks.nanos();
        file.ioctl(SysOffsetExtended.REQUEST, method.label(), extended);
        long afterTicks = ticks.nanos();
        List<PhcSample> found = SysOffsetExtended.read(extended.bytes());
        return new PhcAnswer(method, beforeTicks, found, afterTicks, wallSince(first));
    }

    private PhcAnswer plain() throws NativeCallException {
        plain.clear();
        SysOffset.ask(plain.bytes(), samples);
        RealtimeReading first = RealtimeReading.take(ticks);
        long beforeTicks = ticks.nanos();
        file.ioctl(SysOffset.REQUEST, PhcMethod.PLAIN.label(), plain);
        long afterTicks = ticks.nanos();
        List<PhcSample> found = SysOffset.read(plain.bytes());
        return new PhcAnswer(PhcMethod.PLAIN, beforeTicks, found, afterTicks, wallSince(first));
    }

    private PhcAnswer clockGettime() throws NativeCallException {
        List<PhcSample> found = new ArrayList<>();
        long beforeTicks = ticks.nanos();
        for (int i = 0; i < samples; i++) {
            long before = ticks.nanos();
            long phcNanos = file.clockNanos();
            found.add(new PhcSample(before, phcNanos, ticks.nanos()));
        }
        return new PhcAnswer(PhcMethod.CLOCK_GETTIME, beforeTicks, found, ticks.nanos(), null);
    }

    private @Nullable Wall wallSince(@Nullable RealtimeReading first) {
        return first == null ? null : new Wall(first, RealtimeReading.take(ticks));
    }

    /** The other oscillator of this class is slewed. */
    private static boolean isMonotonicRaw(Ticks ticks) {
        return ticks instanceof KernelTicks && !ticks.slewable();
    }

    private static ClockCaps caps(DeviceFile file) throws NativeCallException {
        NativeMemory memory = new NativeMemory(ClockCaps.BYTES);
        try {
            file.ioctl(ClockCaps.REQUEST, "PTP_CLOCK_GETCAPS", memory);
        } catch (NativeCallException e) {
            if (MethodChoice.verdictOf(e.errno()) != MethodChoice.Verdict.REFUSED) {
                throw e;
            }
            // It may still be read in one of the ways that need no capability.
            memory.clear();
        }
        return ClockCaps.read(memory.bytes());
    }

    /** Whether a device that can't be opened with this error is there, but not for this user. */
    public static boolean isForbidden(NativeCallException thrown) {
        return thrown.errno() == Errno.EACCES || thrown.errno() == Errno.EPERM;
    }

    @Override
    public void close() {
        file.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
