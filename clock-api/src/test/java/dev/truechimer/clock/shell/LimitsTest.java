package dev.truechimer.clock.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Both ends belong to each range. */
class LimitsTest {

    private static void assertRefused(String message, Runnable check) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, check::run).getMessage());
    }

    @Test
    void aLengthOfTimeLiesWithinItsLimits() {
        Duration least = Duration.ofMillis(1);
        Duration most = Duration.ofSeconds(1);
        assertEquals(least, Limits.inRange("poll", least, least, most));
        assertEquals(most, Limits.inRange("poll", most, least, most));
        assertRefused(
                "poll must be PT0.001S to PT1S: PT0.000999999S",
                () -> Limits.inRange("poll", least.minusNanos(1), least, most));
        assertRefused(
                "poll must be PT0.001S to PT1S: PT1.000000001S",
                () -> Limits.inRange("poll", most.plusNanos(1), least, most));
    }

    @Test
    void aNumberLiesWithinItsLimits() {
        assertEquals(0, Limits.inRange("unit", 0, 0, 255));
        assertEquals(255, Limits.inRange("unit", 255, 0, 255));
        assertRefused("unit must be 0 to 255: -1", () -> Limits.inRange("unit", -1, 0, 255));
        assertRefused("unit must be 0 to 255: 256", () -> Limits.inRange("unit", 256, 0, 255));
    }

    @Test
    void aTextHasSomethingInIt() {
        assertEquals("x", Limits.notBlank("name", "x"));
        assertRefused("name must not be blank: \" \"", () -> Limits.notBlank("name", " "));
    }
}
