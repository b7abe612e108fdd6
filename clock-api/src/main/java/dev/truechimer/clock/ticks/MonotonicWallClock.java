package dev.truechimer.clock.ticks;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.host.ReadsHostClock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The wall clock carried on by the monotonic one: answers "what time is it, for people, in an order that never runs
 * backwards?", and gives ids that are times.
 *
 * <p>It reads the wall clock between two readings of the oscillator, and from then on only the oscillator; so a reading
 * costs about as much as one of {@link Ticks}. Every 100 ms of use, unless told otherwise, one reading looks at the
 * wall clock again and keeps to it:
 * <ul>
 *   <li>set forward, the clock jumps with it, within that time;
 *   <li>set back, however far, the clock goes on at half the rate until the wall clock has caught up: an hour takes
 *       two. It reports the step, and {@link #report()} says how far it is ahead.
 * </ul>
 *
 * <p><b>Unit:</b> nanoseconds since 1970-01-01T00:00:00Z on the wall clock's scale (POSIX, leap seconds not counted),
 * to 2262-04-11, where it stands still. <b>Invariant:</b> of two readings of one instance, in whatever threads, the one
 * that began after the other had ended is not smaller, as long as the oscillator itself does not go back; the unique
 * ones are strictly greater, always. {@link #system()} is one instance, so that holds for the whole process.
 * <b>Accuracy:</b> on an undisturbed host the error against the wall clock is that of one reading between two others,
 * some tens of nanoseconds; {@link WallClockReport#uncertaintyNanos()} says it. The error of the wall clock itself
 * comes on top, and nothing here knows it: who must be sure asks an {@link dev.truechimer.clock.IntervalClock}.
 * <b>Threads:</b> any; lock-free, but for a look at the wall clock that asks a {@link Builder#floor} for more.
 * <b>Ordering:</b> a line over the oscillator is published through one volatile field; each line begins no lower than
 * where the one before it ended, and none is read beyond its end.
 *
 * <p><b>Hazards:</b> <i>Step:</i> a wall clock that is set years forward by mistake takes this clock along; set right
 * again, this clock goes on at half the rate for twice those years. <i>Leap second:</i> on Linux the wall clock is set
 * back by one second; this clock takes two seconds for the next one. <i>Suspend:</i> the oscillator may stand still
 * meanwhile; the first reading after it may be late by as much, if it comes within the 100 ms. <i>Slew:</i> is
 * followed, as the wall clock does. <i>Core migration:</i> a reading by a core whose oscillator is behind another's is
 * behind by as much; on a sound kernel there is none. <i>Durations</i> between two readings are wrong by what the wall
 * clock was set in between: take a {@link Stopwatch}. <i>Other processes</i> have clocks of their own: neither the
 * order nor the uniqueness extends to them; to this process after a restart, with a {@link Builder#floor}.
 */
public final class MonotonicWallClock {

    private static final long NANOS_PER_MICRO = 1_000;

    /** So that even one that was held up often finds a narrow bracket, at the cost of a few readings. */
    private static final int ATTEMPTS_AT_FIRST = 20;

    private static final int ATTEMPTS = 3;

    private static final VarHandle LINE;

    static {
        try {
            LINE = MethodHandles.lookup().findVarHandle(MonotonicWallClock.class, "line", WallLine.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Ticks ticks;
    private volatile WallLine line;

    private final InstantSource wall;
    private final WallPace pace;
    private final Consumer<WallClockStep> stepListener;
    private final @Nullable DurableFloor floor;
    private final long maxLeadNanos;
    private final UniqueNumbers uniqueNanos;
    private final UniqueNumbers uniqueMicros;

    private MonotonicWallClock(Builder builder) {
        this.ticks = builder.ticks;
        this.wall = builder.wall;
        this.stepListener = builder.stepListener;
        this.pace = new WallPace(builder.checkEveryNanos, builder.greatestSlowdownPpm, builder.stepThresholdNanos);
        this.floor = builder.floor;
        this.maxLeadNanos = builder.maxLeadNanos;
        WallReading reading = WallReading.narrowestOf(ATTEMPTS_AT_FIRST, ticks, wall);
        long issuedNanos = 0;
        if (floor != null) {
            floor.attach();
            issuedNanos = floor.floorNanos();
        }
        this.uniqueNanos = new UniqueNumbers(this, 1, maxLeadNanos, issuedNanos, builder.waiting);
        this.uniqueMicros =
                new UniqueNumbers(this, NANOS_PER_MICRO, maxLeadNanos, issuedNanos / NANOS_PER_MICRO, builder.waiting);
        this.line = covered(WallLine.first(reading, issuedNanos + 1, pace));
    }

    /**
     * The clock of this process, on {@link System#nanoTime()} and the wall clock of this host. Steps are logged.
     *
     * @return always the same instance
     */
    public static MonotonicWallClock system() {
        return OfThisProcess.INSTANCE;
    }

    /** For a clock with settings of its own. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads the clock.
     *
     * @return nanoseconds since 1970, never less than a reading that was made before; the same one may come twice
     * @throws ClockUnavailableException only if the clock has a {@link Builder#floor} that can't be kept above the
     *     time, because it was closed or its disk fails
     */
    public long nanos() {
        WallLine current = line;
        long elapsedNanos = ticks.nanos() - current.startTicks;
        return elapsedNanos >= 0 && elapsedNanos < current.validForNanos
                ? current.at(elapsedNanos)
                : beyond(current, elapsedNanos);
    }

    /** For readings that the line does not cover: the rare case. */
    private long beyond(WallLine seen, long seenElapsedNanos) {
        WallLine current = seen;
        long elapsedNanos = seenElapsedNanos;
        while (elapsedNanos >= current.validForNanos) {
            WallLine next = following(current);
            if (LINE.compareAndSet(this, current, next)) {
                tell(current.history, next.history);
                // However long that took: somebody must get on, and nobody gets more than the end of a line.
                return next.at(Math.max(Math.min(ticks.nanos() - next.startTicks, next.validForNanos), 0));
            }
            current = line;
            elapsedNanos = ticks.nanos() - current.startTicks;
        }
        return current.at(Math.max(elapsedNanos, 0));
    }

    private WallLine following(WallLine current) {
        WallReading reading;
        try {
            reading = WallReading.narrowestOf(ATTEMPTS, ticks, wall);
        } catch (RuntimeException e) {
            return covered(current.nextBlind(ticks.nanos(), e, pace));
        }
        return covered(current.next(reading, pace));
    }

    /**
     * Makes sure that the floor is above all that a line can give, and what is drawn on top of it; shortens the line to
     * that.
     */
    private WallLine covered(WallLine next) {
        if (floor == null) {
            return next;
        }
        long leastNanos = next.startNanos + maxLeadNanos + 1;
        long coveredNanos = floor.cover(leastNanos, leastNanos + floor.ahead().toNanos());
        return next.validFor(coveredNanos - maxLeadNanos - next.startNanos);
    }

    /** Once the line is there, so that a log that is stamped with this clock finds it. */
    private void tell(WallClockHistory before, WallClockHistory after) {
        RuntimeException failure = after.failure();
        if (failure != null && before.failure() == null) {
            StepLog.warn("The wall clock can't be read; the time goes on without it", failure);
        }
        WallClockStep step = after.lastStep();
        if (step == null || after.steps() == before.steps()) {
            return;
        }
        try {
            stepListener.accept(step);
        } catch (RuntimeException e) {
            StepLog.warn("A listener failed on " + step, e);
        }
    }

    /**
     * A number of nanoseconds that was not given before: the time, or one more than the last one if that is later. If
     * ids are drawn faster than time goes, the caller waits rather than get one that is too far ahead of {@link
     * #nanos()}: by default by more than 1 ms.
     *
     * @return greater than all that this method of this instance has returned before, and with a floor than all that
     *     was returned on the floor
     * @throws ClockUnavailableException as for {@link #nanos()}
     */
    public long uniqueNanos() {
        return uniqueNanos.next();
    }

    /**
     * A number of microseconds that was not given before, as {@link #uniqueNanos()}. There are a million in a second:
     * who draws more waits. It is a sequence of its own: a microsecond may be drawn here and its nanoseconds there.
     *
     * @return microseconds since 1970, greater than all that this method of this instance has returned before, and with
     *     a floor than all that was returned on the floor
     * @throws ClockUnavailableException as for {@link #nanos()}
     */
    public long uniqueMicros() {
        return uniqueMicros.next();
    }

    /**
     * This clock in UTC as a {@code java.time} clock and {@code InstantSource}; its readings come from here, and fail
     * as {@link #nanos()} does.
     */
    public Clock clock() {
        return clock(ZoneOffset.UTC);
    }

    /**
     * This clock as a {@code java.time} clock.
     *
     * @param zone the zone of dates and local times made from it
     */
    public Clock clock(ZoneId zone) {
        return new MonotonicClockView(this, Objects.requireNonNull(zone, "zone"));
    }

    /**
     * What this clock knows about itself and has seen of the wall clock; of one moment.
     *
     * @throws ClockUnavailableException as for {@link #nanos()}
     */
    public WallClockReport report() {
        long nanos = nanos();
        WallLine current = line;
        return current.report(nanos, ticks.nanos());
    }

    @Override
    public String toString() {
        String time;
        try {
            time = clock().instant().toString();
        } catch (ClockUnavailableException e) {
            time = "unavailable";
        }
        return "MonotonicWallClock[" + time + " on " + ticks + "]";
    }

    private static final class OfThisProcess {
        static final MonotonicWallClock INSTANCE = builder().build();
    }

    /** Settings of a {@link MonotonicWallClock}. <b>Threads:</b> one. */
    public static final class Builder {

        private static final Duration LEAST_CHECK = Duration.ofMillis(1);
        private static final Duration MOST_CHECK = Duration.ofSeconds(1);
        private static final Duration LEAST_LEAD = Duration.ofNanos(1_000);
        private static final Duration MOST_LEAD = Duration.ofSeconds(1);
        private static final Duration MOST_THRESHOLD = Duration.ofDays(1);
        private static final int MOST_SLOWDOWN_PPM = 500_000;

        private Ticks ticks = Ticks.system();
        private InstantSource wall = systemWallClock();
        private long checkEveryNanos = 100_000_000;
        private long maxLeadNanos = 1_000_000;
        private long stepThresholdNanos = 1_000_000;
        private int greatestSlowdownPpm = MOST_SLOWDOWN_PPM;
        private Consumer<WallClockStep> stepListener = StepLog::step;
        private @Nullable DurableFloor floor;
        private Waiting waiting = Waiting.SPIN_OR_PARK;

        private Builder() {}

        @ReadsHostClock
        private static InstantSource systemWallClock() {
            return Clock.systemUTC();
        }

        /**
         * The oscillator that carries the time on. Default: {@link Ticks#system()}.
         *
         * @param ticks one that is slewed together with the wall clock, as {@code System.nanoTime} is on Linux, keeps
         * nearest to it
         */
        public Builder ticks(Ticks ticks) {
            this.ticks = Objects.requireNonNull(ticks, "ticks");
            return this;
        }

        /**
         * The wall clock that is followed. Default: that of this host. Another one is {@code
         * timekeeper.clock().instantSource()}.
         *
         * @param wall whose readings have the resolution that the accuracy shall have; never one of milliseconds,
         * and never one that reads this very clock, which would ask itself without end
         */
        public Builder wall(InstantSource wall) {
            this.wall = Objects.requireNonNull(wall, "wall");
            return this;
        }

        /**
         * How long it goes on without looking at the wall clock. Default: 100 ms.
         *
         * @param interval 1 ms to 1 s
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder checkEvery(Duration interval) {
            this.checkEveryNanos = BoundedNanos.of("checkEvery", interval, LEAST_CHECK, MOST_CHECK);
            return this;
        }

        /**
         * How far unique numbers may be ahead of the time before who draws one has to wait. Default: 1 ms.
         *
         * <p><b>Hazard:</b> on an oscillator that stands still, as one that a test turns by hand, who has used up the
         * lead waits until it moves.
         *
         * @param maxLead 1 us to 1 s
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder maxLead(Duration maxLead) {
            this.maxLeadNanos = BoundedNanos.of("maxLead", maxLead, LEAST_LEAD, MOST_LEAD);
            return this;
        }

        /**
         * How much slower the clock runs while it is ahead of the wall clock. Default: 500,000, half the rate.
         *
         * @param ppm millionths of the rate, 1 to 500,000; less keeps durations nearer to the truth and the lead for
         * longer
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder greatestSlowdownPpm(int ppm) {
            if (ppm < 1 || ppm > MOST_SLOWDOWN_PPM) {
                throw new IllegalArgumentException("greatestSlowdownPpm must be 1.." + MOST_SLOWDOWN_PPM + ": " + ppm);
            }
            this.greatestSlowdownPpm = ppm;
            return this;
        }

        /**
         * Which steps of the wall clock are reported; smaller ones are followed in silence. Default: 1 ms.
         *
         * @param threshold 0 to 1 day; what slewing by 500 ppm could have done since the last look comes on top
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder stepThreshold(Duration threshold) {
            this.stepThresholdNanos = BoundedNanos.of("stepThreshold", threshold, Duration.ZERO, MOST_THRESHOLD);
            return this;
        }

        /**
         * Who is told that the wall clock was set. Default: a warning to the {@link System.Logger} of this class.
         *
         * @param listener called by whichever thread's reading found it, before that reading returns, so it must be
         * quick
         */
        public Builder stepListener(Consumer<WallClockStep> listener) {
            this.stepListener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /**
         * Where it begins at least, so that a restart repeats nothing, even if the wall clock was set back while this
         * process was down. Default: none. It is stored ahead of the time: a restart begins up to {@link
         * DurableFloor#ahead()} ahead of the wall clock and goes at the lower rate until that has caught up. A reading
         * now and then asks for the next stretch, which is written in the background; only if the disk is slower than
         * the time does it wait.
         *
         * @param floor for this clock alone; the caller's to close, after the last use of the clock
         */
        public Builder floor(DurableFloor floor) {
            this.floor = Objects.requireNonNull(floor, "floor");
            return this;
        }

        /** How a thread lets time pass; tests let it pass by hand. */
        Builder waiting(Waiting waiting) {
            this.waiting = waiting;
            return this;
        }

        /**
         * Makes the clock.
         *
         * @throws DateTimeException if the wall clock says that it is before 1970 or after 2262
         * @throws IllegalStateException if the floor has a clock already, or is closed
         * @throws ClockUnavailableException if the floor can't be stored; close it then, and open it again
         */
        public MonotonicWallClock build() {
            return new MonotonicWallClock(this);
        }
    }
}
