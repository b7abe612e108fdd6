package dev.truechimer.clock.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.Reading;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.engine.ClockModel;
import dev.truechimer.clock.engine.RateBound;
import dev.truechimer.clock.engine.RateSchedule;
import dev.truechimer.clock.engine.TaiModels;
import dev.truechimer.clock.engine.TimescaleMap;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.ticks.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One thread publishes models whose every field follows from one number, others read: each reading must follow from one
 * number too, never from two, and never from an epoch that was over when the reading began.
 */
@Timeout(120)
class ModelClockStress {

    private static final int MODELS = Integer.getInteger("truechimer.stress.models", 600_000);
    private static final int READERS = 3;
    private static final int EPOCH_LENGTH = 1_000;

    private static final long ANCHOR_STEP = 1_000;
    private static final long LOWER_STEP = 1_000_000;
    private static final TimescaleMap TAI = TimescaleMap.of(Timescale.TAI, LeapSeconds.bundled());

    /** Far enough from every anchor that a foreign anchor or rate would show. */
    private static final long NOW_TICKS = 1_000_000L * ANCHOR_STEP;

    private static final Ticks STILL = () -> NOW_TICKS;

    private volatile int published;

    /** The model of a number. Every thousandth knows nothing, and begins a new epoch. */
    private static ClockModel model(int number) {
        TaiModels tai = TaiModels.of(number * ANCHOR_STEP, number * LOWER_STEP, number * LOWER_STEP + 2L * number)
                .schedule(RateSchedule.only(rate(number)))
                .status(number % 2 == 0 ? ClockStatus.SYNCHRONIZED : ClockStatus.HOLDOVER)
                .epoch(number / EPOCH_LENGTH);
        return ClockModel.of(
                number % EPOCH_LENGTH == 0 ? tai.status(ClockStatus.DISRUPTED).unbounded() : tai.bounded(), TAI, 50);
    }

    private static RateBound rate(int number) {
        return RateBound.ofPpb(-number % 1_000, number % 1_000);
    }

    /** The reading that the model of a number gives. */
    private static TimeInterval expected(int number) {
        long d = NOW_TICKS - number * ANCHOR_STEP;
        return number % EPOCH_LENGTH == 0
                ? TimeInterval.UNBOUNDED
                : new TimeInterval(
                        number * LOWER_STEP + rate(number).elapsedLower(d),
                        number * LOWER_STEP + 2L * number + rate(number).elapsedUpper(d));
    }

    /** Which number a bounded reading is of. */
    private static int numberOf(long earliestNanos) {
        // Rates differ by less than a step, so that the step tells the number.
        long aged = earliestNanos - NOW_TICKS;
        return (int) Math.floorDiv(aged + 2_000, LOWER_STEP - ANCHOR_STEP);
    }

    @Test
    void aReadingIsOfOneWholeModel() throws Exception {
        ModelClock clock = new ModelClock(Timescale.TAI, STILL, model(0));
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<Future<long[]>> results = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                int kind = i;
                Callable<long[]> reader = () -> read(clock, kind);
                results.add(readers.submit(reader));
            }
            for (int number = 1; number <= MODELS; number++) {
                clock.publish(model(number));
                published = number;
            }
            for (Future<long[]> result : results) {
                long[] counts = result.get();
                System.out.printf(
                        "readings %d, of different models %d, unbounded %d%n", counts[0], counts[1], counts[2]);
                assertTrue(counts[1] > 10, "a reader must have met many models");
            }
            assertEquals(expected(MODELS), clock.now());
        } finally {
            readers.shutdownNow();
        }
    }

    private long[] read(ModelClock clock, int kind) {
        long readings = 0;
        long models = 0;
        long unbounded = 0;
        int last = 0;
        while (last < MODELS - EPOCH_LENGTH && published < MODELS) {
            int before = published;
            TimeInterval now;
            if (kind == 0) {
                now = clock.now();
            } else {
                Reading reading = clock.read();
                now = reading.interval();
                requireStatus(reading);
            }
            readings++;
            if (!now.isBounded()) {
                assertEquals(TimeInterval.UNBOUNDED, now);
                unbounded++;
                continue;
            }
            int number = numberOf(now.earliestNanos());
            assertEquals(expected(number), now, "torn");
            assertTrue(number >= before, () -> "a model that had been replaced when the reading began: " + number);
            assertTrue(number >= last, "models must not go back");
            models += number > last ? 1 : 0;
            last = number;
        }
        return new long[] {readings, models, unbounded};
    }

    private static void requireStatus(Reading reading) {
        if (reading.interval().isBounded()) {
            boolean even = numberOf(reading.interval().earliestNanos()) % 2 == 0;
            assertEquals(even ? ClockStatus.SYNCHRONIZED : ClockStatus.HOLDOVER, reading.status(), "torn");
        } else {
            assertEquals(ClockStatus.DISRUPTED, reading.status(), "torn");
        }
    }
}
