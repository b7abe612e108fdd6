package dev.truechimer.clock.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.clock.host.RealtimeTrail.Conversion;
import dev.truechimer.clock.host.RealtimeTrail.Converted;
import dev.truechimer.clock.host.RealtimeTrail.OutOfReach;
import dev.truechimer.clock.host.RealtimeTrail.Stepped;
import org.junit.jupiter.api.Test;

/** Conversions that are computed by hand: the oscillator began 5 s and the wall clock 1.7e18 ns away from the other. */
class RealtimeTrailTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long OFFSET = 1_700_000_000_000_000_000L;
    private static final long TICKS = 5 * SECOND;

    private final RealtimeTrail trail = new RealtimeTrail(1_000);

    /** All values 10 ns apart, the wall clock at this moment of CLOCK_MONOTONIC. */
    private static RealtimeReading at(long monotonic, long stepped) {
        return new RealtimeReading(
                TICKS + monotonic - 20,
                monotonic - 10,
                OFFSET + stepped + monotonic,
                monotonic + 10,
                TICKS + monotonic + 20);
    }

    private static RealtimeReading at(long monotonic) {
        return at(monotonic, 0);
    }

    private Conversion stampAt(long monotonic) {
        return trail.ticksOf(OFFSET + monotonic);
    }

    private static Conversion converted(long earliest, long latest) {
        return new Converted(new TicksRange(TICKS + earliest, TICKS + latest));
    }

    /**
     * 1 ms after the first reading is at least 1,000,000 - 10 - 1 (bracket, rounding) on CLOCK_MONOTONIC, which is 999,999
     * ns after the first of the two readings of it, so at least 999,999 / 1.001 = 999,000 ns after that of the oscillator;
     * and at most 1,000,001 ns after the other, so 1,000,001 / 0.999, rounded up.
     */
    @Test
    void aStampIsAsFarFromTheNearerReadingAsTheSlewAllows() {
        trail.add(at(0));
        trail.add(at(SECOND));
        assertEquals(converted(999_000 - 20, 1_001_003 + 20), stampAt(1_000_000));
        assertEquals(converted(SECOND - 1_001_003 - 20, SECOND - 999_000 + 20), stampAt(SECOND - 1_000_000));
    }

    @Test
    void withoutSlewingOnlyTheBracketsRemain() {
        RealtimeTrail still = new RealtimeTrail(0);
        still.add(at(0));
        still.add(at(SECOND));
        assertEquals(converted(500_000_000 - 21, 500_000_000 + 21), still.ticksOf(OFFSET + 500_000_000));
    }

    @Test
    void aReadingInTheMiddleTakesPartInBoth() {
        RealtimeTrail still = new RealtimeTrail(0);
        still.add(at(0));
        still.add(at(SECOND));
        still.add(at(2 * SECOND));
        assertEquals(converted(SECOND - 21, SECOND + 21), still.ticksOf(OFFSET + SECOND));
    }

    @Test
    void aStampNeedsAReadingOnEachSide() {
        assertEquals(new OutOfReach(), stampAt(0));
        trail.add(at(SECOND));
        assertEquals(new OutOfReach(), stampAt(SECOND));
        trail.add(at(2 * SECOND));
        assertEquals(new OutOfReach(), stampAt(SECOND - 100));
        assertEquals(new OutOfReach(), stampAt(2 * SECOND + 100));
        assertEquals(new OutOfReach(), trail.ticksOf(Long.MIN_VALUE));
        assertEquals(new OutOfReach(), trail.ticksOf(Long.MAX_VALUE));
        assertEquals(new OutOfReach(), trail.ticksOf(0));
    }

    @Test
    void aStampOfTenSecondsAgoIsTheOldest() {
        trail.add(at(0));
        trail.add(at(20 * SECOND));
        assertEquals(Converted.class, stampAt(10 * SECOND).getClass());
        assertEquals(new OutOfReach(), stampAt(10 * SECOND - 100));
    }

    /** After an hour without one, a stamp from just before the newer reading is known as well as from any. */
    @Test
    void readingsMayBeFarApart() {
        trail.add(at(0));
        trail.add(at(3_600 * SECOND));
        assertEquals(
                converted(3_600 * SECOND - 1_001_003 - 20, 3_600 * SECOND - 999_000 + 20),
                stampAt(3_600 * SECOND - 1_000_000));
    }

    /** The leap second of a kernel: back by one second, in the middle of what is asked. */
    @Test
    void aStepIsRememberedForTenSeconds() {
        trail.add(at(0));
        trail.add(at(SECOND, -SECOND));
        assertEquals(new Stepped(), trail.ticksOf(OFFSET - SECOND / 2));
        trail.add(at(11 * SECOND, -SECOND));
        assertEquals(new Stepped(), trail.ticksOf(OFFSET + 9 * SECOND));
        trail.add(at(11 * SECOND + 100, -SECOND));
        assertEquals(Converted.class, trail.ticksOf(OFFSET + 9 * SECOND).getClass());
        assertEquals(new OutOfReach(), trail.ticksOf(OFFSET - SECOND / 2), "it is from before the step");
    }

    /** A step of 15 ns forth fits brackets of ±10 ns; another one does not fit the first reading any more. */
    @Test
    void smallStepsAreWithinTheRangeAndDoNotAddUp() {
        RealtimeTrail still = new RealtimeTrail(0);
        still.add(at(0));
        still.add(at(SECOND, 15));
        assertEquals(converted(500_000_000 - 15 - 21, 500_000_000 + 21), still.ticksOf(OFFSET + 500_000_000));
        still.add(at(2 * SECOND, 30));
        assertEquals(new Stepped(), still.ticksOf(OFFSET + 500_000_000));
    }

    /** A pause in the middle of a reading hides the step between its neighbours from it, but not from them. */
    @Test
    void aWideReadingDoesNotHideAStep() {
        trail.add(at(0));
        trail.add(new RealtimeReading(
                TICKS + SECOND, SECOND, OFFSET + SECOND + 400_000_000, 2 * SECOND, TICKS + 2 * SECOND));
        trail.add(at(3 * SECOND, 200_000_000));
        assertEquals(new Stepped(), stampAt(SECOND));
    }

    /** What came back by 15 ns was taken before the second reading, although the wall clock says after. */
    @Test
    void aSmallStepBackDoesNotPutAStampBehindAReading() {
        RealtimeTrail still = new RealtimeTrail(0);
        still.add(at(0));
        still.add(at(SECOND, -15));
        still.add(at(2 * SECOND, -15));
        // Taken at 1 s - 5 ns with the old offset.
        Converted answer = (Converted) still.ticksOf(OFFSET + SECOND - 5);
        assertEquals(TICKS + SECOND - 5 - 21, answer.range().earliestTicks());
    }

    @Test
    void aReadingMayTakeLongerThanReadingsAreKept() {
        trail.add(new RealtimeReading(TICKS, 0, OFFSET, 60 * SECOND, TICKS + 60 * SECOND));
        assertEquals(new OutOfReach(), stampAt(0));
        trail.add(at(61 * SECOND));
        assertEquals(Converted.class, stampAt(60 * SECOND).getClass());
    }

    /** Readings beyond the limit are dropped, but a stamp that is older than those that remain is not put among them. */
    @Test
    void manyReadingsLeaveTheOldestWhereItWas() {
        for (int i = 0; i <= 5_000; i++) {
            trail.add(at(i * 1_000_000L));
        }
        Converted old = (Converted) stampAt(2_000_000_000L);
        assertEquals(true, old.range().widthNanos() > 2 * SECOND / 1_000, "its neighbours are still there: " + old);
        Converted young = (Converted) stampAt(4_999_500_000L);
        assertEquals(true, young.range().widthNanos() < 1_200, "its neighbours are dropped: " + young);
    }

    @Test
    void refusesSlewsThatNoHostHas() {
        assertEquals(
                "slewBoundPpm must be 0 to 100,000: -1",
                assertThrows(IllegalArgumentException.class, () -> new RealtimeTrail(-1))
                        .getMessage());
        assertEquals(
                "slewBoundPpm must be 0 to 100,000: 100001",
                assertThrows(IllegalArgumentException.class, () -> new RealtimeTrail(100_001))
                        .getMessage());
    }
}
