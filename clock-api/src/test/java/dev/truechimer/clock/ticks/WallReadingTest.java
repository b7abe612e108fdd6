package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.clock.testkit.ManualTicks;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WallReadingTest {

    @Test
    void keepsTheNarrowestBracketAndBoundsTheOffset() {
        ManualTicks ticks = new ManualTicks(1_000);
        Queue<Long> costs = new ArrayDeque<>(List.of(500L, 40L, 90L));
        InstantSource wall = () -> {
            ticks.advanceNanos(costs.remove());
            return Instant.ofEpochSecond(100, ticks.nanos());
        };
        WallReading reading = WallReading.narrowestOf(3, ticks, wall);
        assertEquals(new WallReading(1_500, 100_000_001_540L, 1_540), reading);
        assertEquals(40, reading.widthNanos());
        assertEquals(100_000_000_000L, reading.leastOffsetNanos());
        assertEquals(100_000_000_040L, reading.greatestOffsetNanos());
        assertEquals(0, costs.size(), "every attempt was made");
    }

    @Test
    void anOscillatorThatGoesBackMakesNoNegativeBracket() {
        ManualTicks ticks = new ManualTicks();
        WallReading reading = WallReading.narrowestOf(1, ticks, () -> {
            ticks.advanceNanos(-3);
            return Instant.EPOCH;
        });
        assertEquals(0, reading.widthNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1969-12-31T23:59:59.999999999Z", "2262-04-11T23:47:16Z", "-1000000000-01-01T00:00:00Z"})
    void refusesTimesThatAreNone(String text) {
        Instant instant = Instant.parse(text);
        DateTimeException refusal = assertThrows(
                DateTimeException.class, () -> WallReading.narrowestOf(1, new ManualTicks(), () -> instant));
        assertEquals("the wall clock must read 1970 to 2262: " + instant, refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2262-04-11T23:47:14.999999999Z"})
    void takesTheFirstAndTheLastTime(String text) {
        Instant instant = Instant.parse(text);
        WallReading reading = WallReading.narrowestOf(1, new ManualTicks(), () -> instant);
        assertEquals(instant, Instant.ofEpochSecond(0, reading.wallNanos()));
    }
}
