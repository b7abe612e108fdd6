package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.clock.ticks.ClockProfile.Backward;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Observers that take turns, as threads on two cores do. */
class SharedReadingTest {

    @Test
    void coresThatDisagreeAreSeenByTheOneThatIsBehind() {
        PrimitiveIterator.OfLong script =
                LongStream.of(100, 110, 60, 120, 70, 130, 140).iterator();
        SharedReading shared = new SharedReading(script::nextLong);
        SharedReading.Observer ahead = shared.observer();
        SharedReading.Observer behind = shared.observer();
        for (SharedReading.Observer turn : List.of(ahead, behind, ahead, behind, ahead, behind)) {
            turn.look();
        }
        assertEquals(new Backward(3, 0, 0), ahead.seen());
        assertEquals(new Backward(3, 2, 50), behind.seen());
        assertEquals(new Backward(6, 2, 50), SharedReading.sum(ahead.seen(), behind.seen()));
    }

    @Test
    void equalReadingsAndWrapAroundAreNotBackward() {
        PrimitiveIterator.OfLong script = LongStream.of(Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -5)
                .iterator();
        SharedReading.Observer observer = new SharedReading(script::nextLong).observer();
        observer.look();
        observer.look();
        observer.look();
        assertEquals(new Backward(3, 0, 0), observer.seen());
    }

    @Test
    void aWallClockThatIsSetBackOnceIsCountedOnce() {
        PrimitiveIterator.OfLong script = LongStream.of(1000, 1010, 20, 30, 40).iterator();
        SharedReading shared = new SharedReading(script::nextLong);
        SharedReading.Observer a = shared.observer();
        SharedReading.Observer b = shared.observer();
        for (SharedReading.Observer turn : List.of(a, b, a, b)) {
            turn.look();
        }
        assertEquals(new Backward(4, 1, 990), SharedReading.sum(a.seen(), b.seen()));
    }
}
