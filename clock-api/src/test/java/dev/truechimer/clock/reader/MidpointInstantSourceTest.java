package dev.truechimer.clock.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.testkit.ManualClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The one value that stands for an interval. */
class MidpointInstantSourceTest {

    private final ManualClock clock = new ManualClock(1_000, 2_001);
    private final MidpointInstantSource instants = MidpointInstantSource.of(clock);

    private static Instant atNanos(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    @Test
    void isTheMidpointRoundedDown() {
        assertEquals(atNanos(1_500), instants.instant());
    }

    @Test
    void worksBeforeTheEpoch() {
        ManualClock early = new ManualClock(-3, -2);
        assertEquals(
                Instant.ofEpochSecond(-1, 999_999_997),
                MidpointInstantSource.of(early).instant());
    }

    @Test
    void neverGoesBackInOneViewButOtherViewsKnowNothingOfIt() {
        assertEquals(atNanos(1_500), instants.instant());
        clock.set(0, 10);
        assertEquals(atNanos(1_500), instants.instant());
        assertEquals(atNanos(5), MidpointInstantSource.of(clock).instant());
        clock.set(0, 4_000);
        assertEquals(atNanos(2_000), instants.instant());
    }

    @Test
    void throwsWhileUnboundedAndRecovers() {
        clock.loseSync();
        ClockUnavailableException refused = assertThrows(ClockUnavailableException.class, instants::instant);
        assertTrue(refused.getMessage().contains("DISRUPTED"), refused.getMessage());
        clock.set(new TimeInterval(Long.MIN_VALUE, 0));
        assertThrows(ClockUnavailableException.class, instants::instant);
        clock.set(2, 4);
        assertEquals(atNanos(3), instants.instant());
    }

    @Test
    void refusesTai() {
        ManualClock tai = new ManualClock(Timescale.TAI, new TimeInterval(1, 2));
        assertThrows(IllegalStateException.class, () -> MidpointInstantSource.of(tai));
    }
}
