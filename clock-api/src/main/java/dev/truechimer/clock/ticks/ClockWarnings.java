package dev.truechimer.clock.ticks;

import dev.truechimer.clock.ticks.ClockProfile.Access;
import dev.truechimer.clock.ticks.ClockProfile.Clocksource;
import dev.truechimer.clock.ticks.ClockProfile.HostClock;
import dev.truechimer.clock.ticks.ClockProfile.Kind;
import dev.truechimer.clock.ticks.ClockProfile.Problem;
import dev.truechimer.clock.ticks.ClockProfile.Resolution;
import dev.truechimer.clock.ticks.ClockProfile.Warning;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges what was measured: which of the clocks are worth a warning, and what to do about them. */
final class ClockWarnings {

    /** Several times what a program needs to read a counter itself; the way into the kernel and back takes longer. */
    static final long SLOW_PICOS = 200_000;

    /** Resolutions are coarse beyond this. */
    static final long COARSE_NANOS = 1000;

    private static final String NANO_TIME = Ticks.system().toString();

    private ClockWarnings() {}

    /** All warnings: the clocksource first, then clock by clock. */
    static List<Warning> of(List<HostClock> clocks, Optional<Clocksource> clocksource) {
        List<Warning> warnings = new ArrayList<>();
        boolean systemCalls = clocksource.isPresent() && clocksource.get().access() == Access.SYSTEM_CALL;
        if (systemCalls) {
            warnings.add(systemCallClocksource(clocksource.get()));
        }
        for (HostClock clock : clocks) {
            if (!systemCalls && clock.cost().medianPicos() > SLOW_PICOS) {
                warnings.add(slow(clock, clocksource));
            }
            if (clock.name().equals(NANO_TIME) && isCoarse(clock.resolution())) {
                warnings.add(coarse(clock));
            }
            if (clock.inOneThread().steps() + clock.acrossThreads().steps() > 0) {
                warnings.add(backward(clock));
            }
        }
        return warnings;
    }

    private static Warning systemCallClocksource(Clocksource clocksource) {
        return new Warning(
                Problem.SYSTEM_CALL_CLOCKSOURCE,
                clocksource.current(),
                "the clocksource " + clocksource.current()
                        + " can be read in the kernel only: every reading of a clock is a system call",
                better(clocksource.available())
                        .map(ClockWarnings::switchTo)
                        .orElse(
                                "the kernel offers no better one: ask whoever runs the hypervisor or the hardware for a stable"
                                        + " counter, and read clocks less often where it matters"));
    }

    /** The first that programs can read themselves for certain, else the first that they may be able to read. */
    private static Optional<String> better(List<String> available) {
        return Stream.of(Access.USER_SPACE, Access.DEPENDS)
                .flatMap(access -> available.stream().filter(name -> Access.of(name) == access))
                .findFirst();
    }

    private static String switchTo(String better) {
        return "change to " + better + ": as root, 'echo " + better + " > /sys/" + ClocksourceFiles.FOLDER + "/"
                + ClocksourceFiles.CURRENT + "', or boot with clocksource=" + better
                + "; if the kernel's log says that it found " + better + " unstable, find out why first";
    }

    private static Warning slow(HostClock clock, Optional<Clocksource> clocksource) {
        String counter = clocksource
                .map(known -> "the clocksource is " + known.current() + ", "
                        + switch (known.access()) {
                            case USER_SPACE -> "which programs can read themselves";
                            case DEPENDS -> "which programs can read themselves if hypervisor and processor allow it";
                            case SYSTEM_CALL -> "which the kernel reads";
                            case UNKNOWN -> "of which this library knows nothing";
                        })
                .orElse("the clocksource is not known");
        return new Warning(
                Problem.SLOW_READING,
                clock.name(),
                "a reading of " + clock.name() + " takes " + nanos(clock.cost().medianPicos())
                        + " ns, as long as a system call; " + counter,
                "measure again while the host is idle; if it stays so, look for a counter that the hypervisor emulates, a"
                        + " sandbox or a tracer that intercepts system calls, or a kernel or access library that has no"
                        + " faster way to this clock");
    }

    /**
     * A clock whose readings take long moves on in long steps, however fine it is; one that is coarse repeats itself.
     */
    private static boolean isCoarse(Resolution resolution) {
        return resolution.smallestStepNanos().orElse(Long.MAX_VALUE) > COARSE_NANOS
                && (resolution.equalReadings() > 0
                        || resolution.granularityNanos().orElse(Long.MAX_VALUE) > COARSE_NANOS);
    }

    private static Warning coarse(HostClock clock) {
        String steps = clock.resolution().smallestStepNanos().isPresent()
                ? "moves on in steps of "
                        + clock.resolution().smallestStepNanos().getAsLong() + " ns"
                : "did not move on";
        return new Warning(
                Problem.COARSE_NANO_TIME,
                clock.name(),
                clock.name() + " " + steps + ": shorter durations can't be measured and come out as zero",
                "measure many repetitions at once, and don't order events by it; a host with a finer counter helps");
    }

    private static Warning backward(HostClock clock) {
        long steps = clock.inOneThread().steps() + clock.acrossThreads().steps();
        long largestNanos = Math.max(
                clock.inOneThread().largestNanos(), clock.acrossThreads().largestNanos());
        String seen = clock.name() + " ran backwards " + steps + " times, by " + largestNanos + " ns at most";
        return clock.kind() == Kind.MONOTONIC
                ? new Warning(
                        Problem.MONOTONIC_BACKWARD,
                        clock.name(),
                        seen + ": a monotonic clock must not, so the counters of the cores disagree",
                        "don't trust timeouts and durations on this host; change the clocksource, or have the hardware or the"
                                + " hypervisor repaired")
                : new Warning(
                        Problem.WALL_BACKWARD,
                        clock.name(),
                        seen + ": somebody set it back meanwhile",
                        "never measure durations with it; look at the time daemon, which should slew instead of stepping");
    }

    private static String nanos(long picos) {
        return BigDecimal.valueOf(picos, 3).setScale(1, RoundingMode.HALF_UP).toPlainString();
    }
}
