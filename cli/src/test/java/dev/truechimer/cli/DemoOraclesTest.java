package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What judges the demonstration must be able to condemn it. */
class DemoOraclesTest {

    private static final long WAIT = 10;

    @Test
    void readingIsMissedOnlyIfItHoldsNoInstantOfItsTime() {
        TimeInterval reading = new TimeInterval(100, 200);
        assertFalse(DemoReader.isMiss(reading, 50, 100));
        assertFalse(DemoReader.isMiss(reading, 200, 250));
        assertFalse(DemoReader.isMiss(reading, 50, 250));
        assertTrue(DemoReader.isMiss(reading, 50, 99));
        assertTrue(DemoReader.isMiss(reading, 201, 250));
        assertFalse(DemoReader.isMiss(TimeInterval.UNBOUNDED, 50, 99));
    }

    @Test
    void readerCountsWhatAWrongClockMisses() {
        DemoReader reader = new DemoReader(new ManualClock(100, 200), () -> 300, Countdown.of(Duration.ofMillis(20)));
        assertEquals(50, reader.call().getMaxValue());
        assertTrue(reader.readings() > 0);
        assertEquals(reader.readings(), reader.missed());
        assertEquals(0, reader.unbounded());
    }

    @Test
    void readerCountsUnboundedReadings() {
        ManualClock clock = new ManualClock();
        clock.set(TimeInterval.UNBOUNDED);
        DemoReader reader = new DemoReader(clock, () -> 300, Countdown.of(Duration.ofMillis(20)));
        assertEquals(0, reader.call().getTotalCount());
        assertTrue(reader.readings() > 0);
        assertEquals(reader.readings(), reader.unbounded());
        assertEquals(0, reader.missed());
    }

    @Test
    void laterTransactionNeedsALargerTimestamp() {
        DemoTransaction first = new DemoTransaction(100, 1, 2, 101, WAIT);
        assertEquals(
                new ExternalConsistency(1, 0),
                ExternalConsistency.of(List.of(new DemoTransaction(101, 3, 4, 102, WAIT), first)));
        assertEquals(
                new ExternalConsistency(1, 1),
                ExternalConsistency.of(List.of(new DemoTransaction(100, 3, 4, 102, WAIT), first)));
        assertEquals(
                new ExternalConsistency(1, 1),
                ExternalConsistency.of(List.of(new DemoTransaction(99, 3, 4, 102, WAIT), first)));
    }

    @Test
    void concurrentTransactionsMayHaveAnyOrder() {
        assertEquals(
                new ExternalConsistency(0, 0),
                ExternalConsistency.of(
                        List.of(new DemoTransaction(200, 1, 3, 201, WAIT), new DemoTransaction(100, 2, 4, 202, WAIT))));
    }

    @Test
    void everyEarlierPublicationCounts() {
        DemoTransaction large = new DemoTransaction(500, 1, 3, 501, WAIT);
        DemoTransaction small = new DemoTransaction(100, 2, 4, 502, WAIT);
        DemoTransaction between = new DemoTransaction(300, 5, 6, 503, WAIT);
        assertEquals(new ExternalConsistency(1, 1), ExternalConsistency.of(List.of(large, small, between)));
    }

    @Test
    void publicationIsEarlyUntilItsTimestampHasPassed() {
        assertTrue(new DemoTransaction(100, 1, 2, 100, WAIT).isEarly());
        assertFalse(new DemoTransaction(100, 1, 2, 101, WAIT).isEarly());
    }
}
