package dev.truechimer.clock.ticks;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rests on the wall clock and on the oscillator, read together, and answers whether somebody set the wall clock (a
 * step) or made it run faster or slower (a slew), by how much, and when.
 *
 * <p>It has no thread: it looks when {@link #poll()} is called, {@link ClockWatch} does so ten times a second. The
 * first call only looks. Each reading of the wall clock lies between two of the oscillator, the narrowest of a few, and
 * what they leave open is the uncertainty of the event.
 *
 * <p><b>Steps.</b> A change between two calls is a step if it surely exceeds the threshold, and surely exceeds what the
 * greatest credible slew could have done in the time between; what such a slew could have done is part of the
 * uncertainty. So a step is found, once, if it exceeds the greater of those two by twice the uncertainty, and none is
 * reported where there was none. Several steps between two calls are one. <b>Slews.</b> The average rate over a stretch
 * that is at least as long as the window and holds no step is reported if it surely exceeds the threshold. Stretches
 * follow each other; a slew that lasts is reported once for each. By the defaults a change that is too small to be a
 * step is too small to make a slew.
 *
 * <p><b>Unit:</b> nanoseconds; wall clock from 1970 to 2262. <b>Threads:</b> one at a time polls; the caller orders
 * them.
 *
 * <p><b>Hazards.</b> <i>Slew:</i> Linux slews CLOCK_MONOTONIC together with the wall clock, so with {@link
 * Ticks#system()} or {@link Ticks#boottime()} there is no slew to be seen, only steps; {@link Ticks#monotonicRaw()}
 * shows slews, and leaves steps more uncertain for it. <i>Suspend:</i> the wall clock runs on while the host sleeps.
 * Unless the oscillator does so too, as {@link Ticks#boottime()}, a sleep looks like a step forward. <i>Leap
 * second:</i> on Linux the wall clock is stepped back by a second; it is reported as that. <i>Core migration:</i> the
 * kernel keeps its clocks the same on all cores; where it fails to, that looks like steps of either sign. <i>Coarse
 * wall clocks</i> are behind by up to their resolution, which no bracket shows; the thresholds must exceed it.
 */
public final class StepDetector {

    private static final int ATTEMPTS = 3;

    private final Ticks ticks;
    private final InstantSource wall;
    private final long stepThresholdNanos;
    private final int greatestSlewPpm;
    private final SlewWindow slews;
    private @Nullable WallReading last;

    private StepDetector(Builder builder) {
        this.ticks = builder.ticks;
        this.wall = builder.wall;
        this.stepThresholdNanos = builder.stepThresholdNanos;
        this.greatestSlewPpm = builder.greatestSlewPpm;
        this.slews = new SlewWindow(builder.slewWindowNanos, builder.slewThresholdPpm);
    }

    /**
     * A detector with the defaults.
     *
     * @param ticks the oscillator
     * @param wall the wall clock
     */
    public static StepDetector of(Ticks ticks, InstantSource wall) {
        return builder(ticks, wall).build();
    }

    /**
     * A detector with other thresholds.
     *
     * @param ticks the oscillator
     * @param wall the wall clock
     */
    public static Builder builder(Ticks ticks, InstantSource wall) {
        return new Builder(Objects.requireNonNull(ticks, "ticks"), Objects.requireNonNull(wall, "wall"));
    }

    /**
     * Reads both clocks and compares with the call before.
     *
     * @return a {@link WallClockStep} or a {@link WallClockSlew}, or empty
     * @throws DateTimeException if the wall clock says that it is before 1970 or after 2262; the next call compares
     *     with the last one that did not
     */
    public Optional<ClockAnomaly> poll() {
        WallReading reading = WallReading.narrowestOf(ATTEMPTS, ticks, wall);
        WallReading before = last;
        last = reading;
        if (before == null) {
            slews.restart(reading);
            return Optional.empty();
        }
        WallChange change = WallChange.between(before, reading);
        long slewedNanos = change.slewedAtMostNanos(greatestSlewPpm);
        if (change.sizeAtLeastNanos() <= Math.max(stepThresholdNanos, slewedNanos)) {
            return slews.extend(reading).map(slew -> slew);
        }
        slews.restart(reading);
        return Optional.of(new WallClockStep(
                change.middleNanos(),
                change.uncertaintyNanos() + slewedNanos,
                before.beforeTicks(),
                reading.afterTicks(),
                reading.wallNanos()));
    }

    /** What a detector takes for a step and for a slew. <b>Threads:</b> confined to one. */
    public static final class Builder {

        private static final Duration LEAST = Duration.ofNanos(1);
        private static final Duration MOST = Duration.ofDays(1);
        private static final int MILLION = 1_000_000;

        /** adjtimex(2) accepts a tick that is 10 % longer or shorter, and a frequency of 500 ppm on top of it. */
        private static final int GREATEST_SLEW_OF_LINUX_PPM = 100_500;

        /**
         * What adjtime(3) did on BSD, for hosts that slew the wall clock alone; on Linux there is nothing to be seen.
         */
        private static final int GREATEST_SLEW_BESIDE_SLEWED_TICKS_PPM = 500;

        private final Ticks ticks;
        private final InstantSource wall;
        private long stepThresholdNanos = 1_000_000;
        private int greatestSlewPpm;
        private int slewThresholdPpm = 200;
        private long slewWindowNanos = 10_000_000_000L;

        private Builder(Ticks ticks, InstantSource wall) {
            this.ticks = ticks;
            this.wall = wall;
            this.greatestSlewPpm =
                    ticks.slewable() ? GREATEST_SLEW_BESIDE_SLEWED_TICKS_PPM : GREATEST_SLEW_OF_LINUX_PPM;
        }

        /**
         * Which change is too small to be called a step. Default: a millisecond, the unit of most time stamps, and
         * below what time daemons step by rather than slew.
         *
         * @param threshold a nanosecond to a day
         * @throws IllegalArgumentException if it is not within these limits
         */
        public Builder stepThreshold(Duration threshold) {
            stepThresholdNanos = BoundedNanos.of("stepThreshold", threshold, LEAST, MOST);
            return this;
        }

        /**
         * How fast the wall clock may be slewed against the oscillator at most; a change that this explains is no step.
         * Default: 100,500 ppm, which is what Linux allows, with an oscillator that can't be slewed; 500 ppm with one
         * that is slewed together with the wall clock. With 0 whatever exceeds the threshold is a step.
         *
         * @param ppm 0 to a million
         * @throws IllegalArgumentException if it is not within these limits
         */
        public Builder greatestSlewPpm(int ppm) {
            greatestSlewPpm = ppm("greatestSlewPpm", ppm);
            return this;
        }

        /**
         * Which rate is too small to be called a slew. Default: 200 ppm, the timekeeper's bound for the rate of an
         * oscillator: a time daemon needs less to correct a sound oscillator's rate for good, so more is a correction
         * of the time.
         *
         * @param ppm 0 to a million
         * @throws IllegalArgumentException if it is not within these limits
         */
        public Builder slewThresholdPpm(int ppm) {
            slewThresholdPpm = ppm("slewThresholdPpm", ppm);
            return this;
        }

        /**
         * Over how long a rate is averaged, at least. Default: 10 s, over which a change of the size of the default
         * step threshold is half the default slew threshold.
         *
         * @param window a nanosecond to a day
         * @throws IllegalArgumentException if it is not within these limits
         */
        public Builder slewWindow(Duration window) {
            slewWindowNanos = BoundedNanos.of("slewWindow", window, LEAST, MOST);
            return this;
        }

        private static int ppm(String name, int ppm) {
            if (ppm < 0 || ppm > MILLION) {
                throw new IllegalArgumentException(name + " must be 0..1000000: " + ppm);
            }
            return ppm;
        }

        /** Makes the detector, which reads nothing yet. */
        public StepDetector build() {
            return new StepDetector(this);
        }
    }
}
