package dev.truechimer.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.testkit.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The readers themselves: a tally of no misses means something only if they notice one. */
@Timeout(60)
final class TruthReadersIT {

    private static final long SECOND = 1_000_000_000L;
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Test
    void noticeAClockThatIsWrongOnEitherSide() throws InterruptedException {
        long nowNanos = HostTime.utcNanos();
        ManualClock right = new ManualClock(nowNanos - 100 * SECOND, nowNanos + 100 * SECOND);
        ManualClock slow = new ManualClock(nowNanos - 100 * SECOND, nowNanos - 1);
        ManualClock fast = new ManualClock(nowNanos + 100 * SECOND, nowNanos + 200 * SECOND);
        ManualClock ignorant = new ManualClock();
        ignorant.set(TimeInterval.UNBOUNDED);
        try (TruthReaders readers = TruthReaders.start(
                2,
                List.of(
                        subject("right", right),
                        subject("slow", slow),
                        subject("fast", fast),
                        subject("ignorant", ignorant)))) {
            Await.until("readings", LONGEST, () -> readers.tally("ignorant").readings() >= 1000, readers::toString);

            assertEquals(0, readers.tally("right").misses());
            assertTrue(readers.tally("right").bounded() > 0);
            assertTrue(readers.tally("right").leastMarginNanos() > 0);

            assertMissed(readers.tally("slow"));
            assertMissed(readers.tally("fast"));

            assertEquals(0, readers.tally("ignorant").bounded());
            assertEquals(0, readers.tally("ignorant").misses());
            assertTrue(readers.tally("ignorant").unbounded() >= 1000);
        }
    }

    private static void assertMissed(TruthReaders.Tally tally) {
        assertTrue(tally.misses() >= 500, tally::toString);
        assertTrue(tally.leastMarginNanos() < 0, tally::toString);
        assertEquals(10, tally.firstMisses().size());
    }

    private static TruthReaders.Subject subject(String name, ManualClock clock) {
        return new TruthReaders.Subject(name, clock, clock::ticksNanos);
    }
}
