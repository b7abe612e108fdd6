package dev.truechimer.ptp.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.clock.host.RealtimeReading;
import dev.truechimer.ptp.device.PhcAnswer.Wall;
import dev.truechimer.ptp.device.PhcBrackets.Stamps;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhcBracketsTest {

    private static final long REALTIME = 1_800_000_000_000_000_000L;

    @Test
    void stampsOfTheOscillatorAreTakenAsTheyAre() {
        PhcBrackets found =
                PhcBrackets.of(answer(PhcMethod.EXTENDED_RAW, null, new PhcSample(2_000, 77, 3_000)), 1_000, 100);
        assertEquals(new PhcBrackets(List.of(new PhcBracket(1_998, 77, 3_002, 4)), Stamps.USED), found);
    }

    @Test
    void stampsOfHardwareCountWithTheirError() {
        PhcBrackets found =
                PhcBrackets.of(answer(PhcMethod.PRECISE, null, new PhcSample(2_000, 77, 2_000)), 1_000, 100);
        assertEquals(new PhcBrackets(List.of(new PhcBracket(1_898, 77, 2_102, 204)), Stamps.USED), found);
    }

    @Test
    void stampsOfTheWallClockAreConvertedByTheReadingsAroundThem() {
        Wall wall = new Wall(reading(500, 0), reading(9_500, 0));
        PhcBrackets found = PhcBrackets.of(
                answer(PhcMethod.EXTENDED, wall, new PhcSample(REALTIME + 2_000, 77, REALTIME + 3_000)), 0, 100);
        assertEquals(new PhcBrackets(List.of(new PhcBracket(1_997, 77, 3_003, 8)), Stamps.USED), found);
    }

    @Test
    void aSampleOfASteppedWallClockKeepsTheReadingsAroundTheCall() {
        Wall wall = new Wall(reading(500, 0), reading(9_500, 1_000_000));
        PhcBrackets found = PhcBrackets.of(
                answer(PhcMethod.EXTENDED, wall, new PhcSample(REALTIME + 2_000, 77, REALTIME + 3_000)), 1_000, 100);
        assertEquals(new PhcBrackets(List.of(new PhcBracket(1_000, 77, 9_000, 0)), Stamps.WALL_CLOCK_STEPPED), found);
    }

    @Test
    void nothingIsConcludedFromStampsOutsideOfTheCall() {
        for (long shift : new long[] {-3_600_000_000_000L, 3_600_000_000_000L}) {
            PhcBrackets found = PhcBrackets.of(
                    answer(PhcMethod.EXTENDED_RAW, null, new PhcSample(2_000 + shift, 77, 3_000 + shift)), 1_000, 0);
            assertEquals(new PhcBrackets(List.of(), Stamps.OUTSIDE), found);
        }
    }

    @Test
    void bracketsAreCutToTheCall() {
        PhcBrackets found =
                PhcBrackets.of(answer(PhcMethod.PRECISE, null, new PhcSample(1_001, 77, 1_001)), 1_000, 100);
        assertEquals(List.of(new PhcBracket(1_000, 77, 1_103, 103)), found.brackets());
    }

    private static PhcAnswer answer(PhcMethod method, Wall wall, PhcSample sample) {
        return new PhcAnswer(method, 1_000, List.of(sample), 9_000, wall);
    }

    /** An instant at which all clocks were read at once. */
    private static RealtimeReading reading(long ticks, long step) {
        return new RealtimeReading(ticks, ticks, REALTIME + ticks + step, ticks, ticks);
    }
}
