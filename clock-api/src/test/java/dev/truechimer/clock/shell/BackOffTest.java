package dev.truechimer.clock.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class BackOffTest {

    @Test
    void doublesUpToTheLimit() {
        BackOff backOff = new BackOff(500, 1_800);
        assertEquals(500, backOff.nextNanos());
        assertEquals(1_000, backOff.nextNanos());
        assertEquals(1_800, backOff.nextNanos());
        assertEquals(1_800, backOff.nextNanos());
    }

    @Test
    void beginsAnewWhenItWorksAgain() {
        BackOff backOff = new BackOff(500, 16_000);
        backOff.nextNanos();
        backOff.nextNanos();
        backOff.reset();
        assertEquals(500, backOff.nextNanos());
        assertEquals(1_000, backOff.nextNanos());
    }
}
