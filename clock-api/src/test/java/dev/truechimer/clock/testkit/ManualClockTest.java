package dev.truechimer.clock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.IntervalClockContract;
import dev.truechimer.clock.Reading;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The clock that is set by hand is a clock, and can be set. */
class ManualClockTest extends IntervalClockContract {

    @Override
    protected Subject subject(Timescale timescale, long earliestNanos, long latestNanos) {
        ManualClock clock = new ManualClock(timescale, new TimeInterval(earliestNanos, latestNanos));
        return new Subject() {
            @Override
            public IntervalClock clock() {
                return clock;
            }

            @Override
            public long ticks() {
                return clock.ticksNanos();
            }

            @Override
            public void advance(long nanos) {
                clock.advanceNanos(nanos);
            }

            @Override
            public void set(long earliest, long latest) {
                clock.set(earliest, latest);
            }

            @Override
            public void lose(ClockStatus status) {
                if (status == ClockStatus.CLOSED) {
                    clock.close();
                } else {
                    clock.loseSync();
                    clock.status(status);
                }
            }
        };
    }

    private final ManualClock clock = new ManualClock(100, 200);

    @Test
    void startsSynchronisedAtTheEpoch() {
        assertEquals(new Reading(new TimeInterval(0, 0), ClockStatus.SYNCHRONIZED), new ManualClock().read());
        assertEquals(Timescale.UTC, new ManualClock().timescale());
    }

    @Test
    void widensOnBothSides() {
        clock.widen(30);
        assertEquals(new TimeInterval(70, 230), clock.now());
        assertThrows(IllegalArgumentException.class, () -> clock.widen(-1));
    }

    @Test
    void oscillatorAndEndsMoveTogether() {
        clock.advance(Duration.ofNanos(7));
        assertEquals(new TimeInterval(107, 207), clock.now());
        assertEquals(7, clock.ticksNanos());
        assertEquals(new TimeInterval(100, 200), clock.intervalAt(0));
        assertEquals(new TimeInterval(110, 210), clock.intervalAt(10));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> clock.advanceNanos(-1));
        assertEquals("deltaNanos must be >= 0: -1", refused.getMessage());
    }

    @Test
    void anOpenEndStaysOpen() {
        clock.set(new TimeInterval(Long.MIN_VALUE, 200));
        clock.advanceNanos(5);
        assertEquals(new TimeInterval(Long.MIN_VALUE, 205), clock.now());
        clock.set(100, Long.MAX_VALUE);
        clock.advanceNanos(5);
        assertEquals(new TimeInterval(105, Long.MAX_VALUE), clock.now());
    }

    @Test
    void theStatusIsSetAloneOrWithTheInterval() {
        clock.status(ClockStatus.HOLDOVER);
        assertEquals(new Reading(new TimeInterval(100, 200), ClockStatus.HOLDOVER), clock.read());
        clock.set(1, 2);
        assertEquals(ClockStatus.SYNCHRONIZED, clock.status());
        clock.loseSync();
        assertEquals(new Reading(TimeInterval.UNBOUNDED, ClockStatus.DISRUPTED), clock.read());
    }

    @Test
    void closedIsForGood() {
        clock.close();
        assertEquals(new Reading(TimeInterval.UNBOUNDED, ClockStatus.CLOSED), clock.read());
        assertThrows(ClockUnavailableException.class, () -> clock.set(1, 2));
        assertThrows(ClockUnavailableException.class, () -> clock.status(ClockStatus.SYNCHRONIZED));
        assertThrows(ClockUnavailableException.class, clock::loseSync);
        clock.advanceNanos(1);
        assertEquals(TimeInterval.UNBOUNDED, clock.now());
    }
}
