package dev.truechimer.clock.ticks;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a clock that never goes back: a straight line over oscillator readings, and what is known about the wall
 * clock that it follows.
 *
 * <p><b>Shape:</b> from {@code startTicks} for {@code validForNanos} of the oscillator, at the oscillator's rate or,
 * while the clock is ahead of the wall clock, slower. <b>Invariant:</b> each line begins no lower than where the one
 * before it ends, whatever the wall clock says; so values of later lines are never smaller, whoever still reads an
 * older one. <b>Threads:</b> immutable.
 */
final class WallLine {

    private static final long MILLION = 1_000_000;

    /** By how much wall clock and oscillator may part, in millionths, without anybody having set either. */
    private static final long CREDIBLE_SLEW_PPM = 500;

    /** Where time ends: so early that what is drawn ahead of it can be covered by a floor, and does not overflow. */
    static final long LAST_NANOS = FloorOwner.MAX_NANOS - 1_000_000_001L;

    /** The first oscillator reading. */
    final long startTicks;

    /** The value there, nanoseconds since 1970. */
    final long startNanos;

    /** For how long, exclusive; at least 1, but 0 once time has ended. */
    final long validForNanos;

    /** How much slower than the oscillator, in units of 2^-64; at most a half. */
    final long slowdown;

    /** Wall clock minus oscillator, as known. */
    final Offset offset;

    /** An oscillator reading before the latest reading of the wall clock. */
    private final long readAtTicks;

    final WallClockHistory history;

    private WallLine(
            long startTicks,
            long startNanos,
            long validForNanos,
            long slowdown,
            Offset offset,
            long readAtTicks,
            WallClockHistory history) {
        this.startTicks = startTicks;
        this.startNanos = startNanos;
        this.validForNanos = validForNanos;
        this.slowdown = slowdown;
        this.offset = offset;
        this.readAtTicks = readAtTicks;
        this.history = history;
    }

    /**
     * The first line of a clock.
     *
     * @param floorNanos where it begins at least
     */
    static WallLine first(WallReading reading, long floorNanos, WallPace pace) {
        return line(
                reading.afterTicks(),
                floorNanos,
                Offset.of(reading),
                reading.beforeTicks(),
                WallClockHistory.NONE,
                pace);
    }

    /** The line after this one, which follows what the wall clock says now, unless that would be back. */
    WallLine next(WallReading reading, WallPace pace) {
        Offset next = Offset.of(reading).near(offset);
        WallClockStep step = step(next, reading, pace);
        return line(reading.afterTicks(), endNanos(), next, reading.beforeTicks(), history.read(step), pace);
    }

    /** The line after this one when the wall clock can't be read: on as before. */
    WallLine nextBlind(long nowTicks, RuntimeException cause, WallPace pace) {
        return line(nowTicks, endNanos(), offset, readAtTicks, history.unread(cause), pace);
    }

    /** The same line, for a shorter time. */
    WallLine validFor(long nanos) {
        return nanos >= validForNanos
                ? this
                : new WallLine(startTicks, startNanos, nanos, slowdown, offset, readAtTicks, history);
    }

    private static WallLine line(
            long startTicks,
            long floorNanos,
            Offset offset,
            long readAtTicks,
            WallClockHistory history,
            WallPace pace) {
        long wallNanos = sinceEpoch(offset.nanos + startTicks);
        long aheadNanos = floorNanos - wallNanos;
        if (aheadNanos <= 0) {
            long validForNanos = Math.min(pace.checkEveryNanos(), LAST_NANOS - wallNanos);
            return new WallLine(startTicks, wallNanos, validForNanos, 0, offset, readAtTicks, history);
        }
        long untilEndNanos = Math.max(LAST_NANOS - floorNanos, 0);
        long validForNanos = Math.min(Math.min(pace.checkEveryNanos(), untilEndNanos), pace.nanosToLose(aheadNanos));
        return new WallLine(startTicks, floorNanos, validForNanos, pace.slowdown(), offset, readAtTicks, history);
    }

    /** What lies beyond the end of time, and may have wrapped around, is the end. */
    private static long sinceEpoch(long wallNanos) {
        return wallNanos < 0 ? LAST_NANOS : Math.min(wallNanos, LAST_NANOS);
    }

    /**
     * The value at an oscillator reading.
     *
     * @param elapsedNanos the reading minus {@link #startTicks}, {@code 0..validForNanos}
     */
    long at(long elapsedNanos) {
        return startNanos + elapsedNanos - Math.multiplyHigh(elapsedNanos, slowdown);
    }

    /** Nobody who reads this line gets more. */
    long endNanos() {
        return at(validForNanos);
    }

    /** Of the moment when the clock gave {@code nanos} and the oscillator {@code nowTicks}. */
    WallClockReport report(long nanos, long nowTicks) {
        long wallNanos = offset.nanos + nowTicks;
        return new WallClockReport(
                nanos,
                Math.max(nanos - wallNanos, 0),
                Math.max(offset.greatestNanos - offset.nanos, offset.nanos - offset.leastNanos),
                history.stepsForward(),
                history.stepsBack(),
                history.unreadable(),
                Optional.ofNullable(history.lastStep()));
    }

    /** Whether somebody set the wall clock since this line's reading of it, and by how much. */
    private @Nullable WallClockStep step(Offset next, WallReading reading, WallPace pace) {
        long sizeNanos = next.nanos - offset.nanos;
        long readNanos = halfUp(offset.greatestNanos - offset.leastNanos) + halfUp(reading.widthNanos());
        long elapsedNanos = Math.max(reading.afterTicks() - readAtTicks, 0);
        long credibleNanos = elapsedNanos / MILLION * CREDIBLE_SLEW_PPM + CREDIBLE_SLEW_PPM;
        // What slewing may have done in the time between is in the size, too.
        long uncertaintyNanos = readNanos + credibleNanos;
        // Differences of what is positive: no overflow.
        boolean found = Math.abs(sizeNanos) - uncertaintyNanos >= pace.stepThresholdNanos();
        return found
                ? new WallClockStep(
                        sizeNanos,
                        uncertaintyNanos,
                        readAtTicks,
                        reading.afterTicks(),
                        next.nanos + reading.afterTicks())
                : null;
    }

    private static long halfUp(long widthNanos) {
        return (widthNanos + 1) >> 1;
    }

    /** Wall clock minus oscillator: the best guess and its limits. All may wrap around, their differences don't. */
    static final class Offset {

        final long nanos;
        final long leastNanos;
        final long greatestNanos;

        private Offset(long nanos, long leastNanos, long greatestNanos) {
            this.nanos = nanos;
            this.leastNanos = leastNanos;
            this.greatestNanos = greatestNanos;
        }

        static Offset of(WallReading reading) {
            long least = reading.leastOffsetNanos();
            return new Offset(
                    least + (reading.greatestOffsetNanos() - least) / 2, least, reading.greatestOffsetNanos());
        }

        /**
         * This, narrowed by what was known before, if both can be true. Where wall clock and oscillator run at one
         * rate, as on Linux, the limits close in with every reading, and the guess is in their middle.
         */
        Offset near(Offset before) {
            // Relative to the guess before, since the numbers themselves may wrap around.
            long origin = before.nanos;
            long least = Math.max(leastNanos - origin, before.leastNanos - origin);
            long greatest = Math.min(greatestNanos - origin, before.greatestNanos - origin);
            if (least > greatest) {
                return this;
            }
            return new Offset(origin + least + (greatest - least) / 2, origin + least, origin + greatest);
        }
    }
}
