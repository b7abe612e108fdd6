package dev.truechimer.clock.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.IntervalClockContract;
import dev.truechimer.clock.Reading;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.engine.ClockModel;
import dev.truechimer.clock.engine.TaiModel;
import dev.truechimer.clock.engine.TaiModels;
import dev.truechimer.clock.engine.TimescaleMap;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.ticks.Ticks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The clock that reads a published model is a clock, and sees what happens between its steps. */
class ModelClockTest extends IntervalClockContract {

    private static final long SECOND = 1_000_000_000L;
    private static final long TICK_ERROR = 50;
    private static final long TAI_MINUS_UTC = 37 * SECOND;
    private static final TimescaleMap TAI = TimescaleMap.of(Timescale.TAI, LeapSeconds.bundled());

    @Override
    protected Subject subject(Timescale timescale, long earliestNanos, long latestNanos) {
        TimescaleMap map = TimescaleMap.of(timescale, LeapSeconds.bundled());
        long offset = timescale == Timescale.TAI ? 0 : TAI_MINUS_UTC;
        ManualTicks ticks = new ManualTicks(Long.MAX_VALUE - SECOND);
        Function<TaiModel, ClockModel> onScale = tai -> ClockModel.of(tai, map, TICK_ERROR);
        TaiModel first = TaiModels.of(ticks.nanos(), earliestNanos + offset, latestNanos + offset)
                .bounded();
        ModelClock clock = new ModelClock(timescale, ticks, onScale.apply(first));
        return new Subject() {
            @Override
            public IntervalClock clock() {
                return clock;
            }

            @Override
            public long ticks() {
                return ticks.nanos();
            }

            @Override
            public void advance(long nanos) {
                ticks.advanceNanos(nanos);
            }

            @Override
            public void set(long earliest, long latest) {
                clock.publish(onScale.apply(TaiModels.of(ticks.nanos(), earliest + offset, latest + offset)
                        .bounded()));
            }

            @Override
            public void lose(ClockStatus status) {
                clock.publish(onScale.apply(TaiModels.of(ticks.nanos(), 0, 0)
                        .status(status)
                        .epoch(1)
                        .unbounded()));
            }
        };
    }

    /** An oscillator during whose readings things happen, one a reading. */
    private static final class EventfulTicks implements Ticks {
        private final Deque<Runnable> events = new ArrayDeque<>();
        private long nanos = 1_000 * SECOND;
        private int readings;

        @Override
        public long nanos() {
            readings++;
            long before = nanos;
            Runnable event = events.poll();
            if (event != null) {
                event.run();
            }
            return before;
        }
    }

    private static final List<Function<ModelClock, TimeInterval>> WAYS_TO_READ = List.of(
            ModelClock::now,
            clock -> clock.read().interval(),
            clock -> new TimeInterval(clock.earliestNanos(), Long.MAX_VALUE),
            clock -> new TimeInterval(Long.MIN_VALUE, clock.latestNanos()));

    private static ClockModel model(TaiModel tai) {
        return ClockModel.of(tai, TAI, TICK_ERROR);
    }

    @Test
    void aReaderThatHoldsAnOldModelAcrossADisruption() {
        for (Function<ModelClock, TimeInterval> read : WAYS_TO_READ) {
            EventfulTicks ticks = new EventfulTicks();
            TaiModels before = TaiModels.of(ticks.nanos, 5_000 * SECOND, 5_001 * SECOND);
            ModelClock clock = new ModelClock(Timescale.TAI, ticks, model(before.bounded()));
            assertTrue(!read.apply(clock).equals(TimeInterval.UNBOUNDED), "bounded before");
            int readingsBefore = ticks.readings;
            // The oscillator is read, the machine is suspended and resumed, the host watch notices: then only it
            // returns.
            ticks.events.add(() -> clock.publish(
                    model(before.status(ClockStatus.DISRUPTED).epoch(1).unbounded())));
            assertEquals(TimeInterval.UNBOUNDED, read.apply(clock));
            assertEquals(1, ticks.readings - readingsBefore, "it does not start again: it can't spin");
            assertEquals(ClockStatus.DISRUPTED, clock.status());
        }
    }

    @Test
    void aReaderThatHoldsAnOldModelAcrossADisruptionAndARecovery() {
        EventfulTicks ticks = new EventfulTicks();
        TaiModels before = TaiModels.of(ticks.nanos, 5_000 * SECOND, 5_001 * SECOND);
        ModelClock clock = new ModelClock(Timescale.TAI, ticks, model(before.bounded()));
        ticks.events.add(() -> {
            clock.publish(model(before.status(ClockStatus.DISRUPTED).epoch(1).unbounded()));
            clock.publish(model(TaiModels.of(ticks.nanos, 9_000 * SECOND, 9_001 * SECOND)
                    .epoch(1)
                    .bounded()));
        });
        assertEquals(TimeInterval.UNBOUNDED, clock.now(), "the reading lies between two epochs");
        assertEquals(new TimeInterval(9_000 * SECOND, 9_001 * SECOND + 1), clock.now());
    }

    /** Within one epoch the old model stays a bound for the reading that was taken under it. */
    @Test
    void aReaderThatHoldsAnOldModelOfTheSameEpochGoesOnWithIt() {
        for (Function<ModelClock, TimeInterval> read : WAYS_TO_READ) {
            EventfulTicks ticks = new EventfulTicks();
            TaiModels before = TaiModels.of(ticks.nanos, 5_000 * SECOND, 5_001 * SECOND);
            ModelClock clock = new ModelClock(Timescale.TAI, ticks, model(before.bounded()));
            TimeInterval old = read.apply(clock);
            ticks.events.add(() -> clock.publish(model(
                    TaiModels.of(ticks.nanos, 6_000 * SECOND, 6_001 * SECOND).bounded())));
            assertEquals(old, read.apply(clock));
            assertTrue(!read.apply(clock).equals(old), "and the next reading has the new one");
        }
    }

    @Test
    void aReadingAtMostTwiceTheTickErrorBeforeTheAnchorCountsAsAtTheAnchor() {
        ManualTicks ticks = new ManualTicks(1_000 * SECOND);
        TaiModels tai = TaiModels.of(ticks.nanos(), 5_000 * SECOND, 5_001 * SECOND);
        ModelClock clock = new ModelClock(Timescale.TAI, ticks, model(tai.bounded()));
        TimeInterval atAnchor = clock.now();
        ticks.advanceNanos(-2 * TICK_ERROR);
        for (Function<ModelClock, TimeInterval> read : WAYS_TO_READ) {
            assertTrue(!read.apply(clock).equals(TimeInterval.UNBOUNDED));
        }
        assertEquals(new Reading(atAnchor, ClockStatus.SYNCHRONIZED), clock.read());
        ticks.advanceNanos(-1);
        for (Function<ModelClock, TimeInterval> read : WAYS_TO_READ) {
            assertEquals(TimeInterval.UNBOUNDED, read.apply(clock));
        }
        assertEquals(ClockStatus.HOLDOVER, clock.status());
    }

    @Test
    void aModelPastItsValidityIsUnboundedAndNoLongerSynchronised() {
        ManualTicks ticks = new ManualTicks();
        TaiModels tai = TaiModels.of(0, 5_000 * SECOND, 5_001 * SECOND).valid(10 * SECOND);
        ModelClock clock = new ModelClock(Timescale.TAI, ticks, model(tai.bounded()));
        ticks.set(10 * SECOND - 1);
        assertTrue(clock.now().isBounded());
        assertEquals(ClockStatus.SYNCHRONIZED, clock.status());
        for (long beyond : new long[] {10 * SECOND, Long.MAX_VALUE / 2, Long.MAX_VALUE}) {
            ticks.set(beyond);
            for (Function<ModelClock, TimeInterval> read : WAYS_TO_READ) {
                assertEquals(TimeInterval.UNBOUNDED, read.apply(clock));
            }
            assertEquals(TimeInterval.UNBOUNDED, clock.intervalAt(beyond));
            assertEquals(ClockStatus.HOLDOVER, clock.status());
        }
    }

    @Test
    void aReadingOfThePastIsCarriedBack() {
        ManualTicks ticks = new ManualTicks(1_000 * SECOND);
        TaiModels tai = TaiModels.of(ticks.nanos(), 5_000 * SECOND, 5_001 * SECOND);
        ModelClock clock = new ModelClock(Timescale.TAI, ticks, model(tai.bounded()));
        // 10 s back at 1 ± 200 ppm, 2 ms and a rounding on each side, and 2r once more.
        TimeInterval then = clock.intervalAt(990 * SECOND);
        assertEquals(4_990 * SECOND - 2_000_001 - 101, then.earliestNanos());
        assertEquals(4_991 * SECOND + 2_000_001 + 101, then.latestNanos());
        assertEquals(TimeInterval.UNBOUNDED, clock.intervalAt(ticks.nanos() - 3_600 * SECOND - 1));
    }

    @Test
    void aModelThatIsNotReplacedForTenSecondsIsCoasting() {
        EventfulTicks ticks = new EventfulTicks();
        TaiModels models = TaiModels.of(ticks.nanos, 5_000 * SECOND, 5_001 * SECOND);
        ModelClock clock = new ModelClock(Timescale.TAI, ticks, model(models.bounded()));
        ticks.nanos += 10 * SECOND;
        assertEquals(ClockStatus.SYNCHRONIZED, clock.status());
        ticks.nanos += 1;
        assertEquals(ClockStatus.HOLDOVER, clock.read().status());
        assertTrue(clock.read().interval().isBounded());
    }
}
