package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SystemTicksTest extends TicksContract {

    @Override
    Ticks ticks() {
        return Ticks.system();
    }

    @Test
    void isOneInstance() {
        assertSame(Ticks.system(), Ticks.system());
    }

    @Test
    void canBeSlewed() {
        assertTrue(Ticks.system().slewable());
    }

    @Test
    void ticksOfUnknownMakeCanBeSlewed() {
        Ticks unknown = () -> 0;
        assertTrue(unknown.slewable());
    }
}
