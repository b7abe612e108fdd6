package dev.truechimer.clock.ticks;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rests on two oscillators, one that stands still while the host sleeps (CLOCK_MONOTONIC) and one that runs on
 * (CLOCK_BOOTTIME), and answers whether this host slept, how long, and when.
 *
 * <p>It has no thread: it looks when {@link #poll()} is called, {@link ClockWatch} does so ten times a second. The
 * first call only looks. Only how much the one gains on the other between two calls matters, so their origins don't. A
 * sleep is reported, once, if it exceeds the threshold by twice the uncertainty, and none is where there was none;
 * several between two calls are one.
 *
 * <p><b>Unit:</b> nanoseconds, less than 292 years between two calls. <b>Threads:</b> one at a time polls; the caller
 * orders them. <b>Hazards.</b> <i>Slew:</i> both must be slewed alike, as CLOCK_MONOTONIC and CLOCK_BOOTTIME are; what
 * one gains by its rate is taken for sleep once it exceeds the threshold between two calls. <i>Suspend:</i> a virtual
 * machine that its host stops may not know of it; then both stand still, or both jump. Steps and leap seconds of the
 * wall clock don't matter, and the kernel keeps both clocks the same on all cores.
 */
public final class SuspendDetector {

    private static final int ATTEMPTS = 3;

    /**
     * No host goes to sleep and wakes up in less, and no kernel takes that long between two readings without sleeping.
     */
    private static final Duration DEFAULT_THRESHOLD = Duration.ofMillis(1);

    private static final Duration LEAST = Duration.ofNanos(1);
    private static final Duration MOST = Duration.ofDays(1);

    private final Ticks pausing;
    private final Ticks running;
    private final long thresholdNanos;
    private @Nullable TicksPair last;

    /**
     * A detector on any two oscillators of the same rate.
     *
     * @param pausing the one that stands still while the host sleeps; events carry its readings
     * @param running the one that runs on
     * @param threshold which gain is too small to be sleep, a nanosecond to a day
     * @throws IllegalArgumentException if the threshold is not within its limits
     */
    public SuspendDetector(Ticks pausing, Ticks running, Duration threshold) {
        this.pausing = Objects.requireNonNull(pausing, "pausing");
        this.running = Objects.requireNonNull(running, "running");
        this.thresholdNanos = BoundedNanos.of("threshold", threshold, LEAST, MOST);
    }

    /**
     * A detector on this host's clocks, {@link Ticks#system()} and {@link Ticks#boottime()}, for sleeps longer than a
     * millisecond.
     *
     * @throws UnsupportedOperationException if this host can't give CLOCK_BOOTTIME; the message says what is missing
     * and what to do
     */
    public static SuspendDetector ofHost() {
        return of(Ticks.system(), Ticks.boottime());
    }

    /**
     * A detector on any two oscillators of the same rate, for sleeps longer than a millisecond.
     *
     * @param pausing the one that stands still while the host sleeps; events carry its readings
     * @param running the one that runs on
     */
    public static SuspendDetector of(Ticks pausing, Ticks running) {
        return new SuspendDetector(pausing, running, DEFAULT_THRESHOLD);
    }

    /**
     * Reads both oscillators and compares with the call before.
     *
     * @return what this host slept in between, or empty
     */
    public Optional<Suspension> poll() {
        TicksPair pair = TicksPair.narrowestOf(ATTEMPTS, pausing, running::nanos);
        TicksPair before = last;
        last = pair;
        if (before == null) {
            return Optional.empty();
        }
        long least = pair.gainedAtLeastSince(before);
        long most = pair.gainedAtMostSince(before);
        if (least <= thresholdNanos) {
            return Optional.empty();
        }
        long width = most - least;
        return Optional.of(new Suspension(least + width / 2, width / 2 + 1, before.before(), pair.after()));
    }
}
