package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Whatever happens, a server is asked neither too often nor too rarely. */
class PollSchedulePropertyTest {

    private static final long SECOND = 1_000_000_000L;

    @Property(seed = "1", tries = 2000)
    void staysWithinItsLimits(
            @ForAll long seed,
            @ForAll @LongRange(min = 10_000_000L, max = 1000 * SECOND) long min,
            @ForAll @IntRange(min = 1, max = 100) int factor,
            @ForAll @IntRange(min = 1, max = 10) int burst) {
        SplittableRandom random = new SplittableRandom(seed);
        long spacing = min / 3;
        PollSchedule schedule = new PollSchedule(new PollLimits(min, min * factor, burst, spacing), random.split());
        int quick = 0;
        int allowance = burst;
        for (int i = 0; i < 200; i++) {
            boolean unsent = random.nextInt(5) == 0;
            boolean mayBurst = schedule.failures() >= PollSchedule.TROUBLE_AFTER;
            boolean claimed = !unsent && random.nextBoolean();
            long delay = unsent ? schedule.afterUnsent() : next(schedule, claimed, random);
            allowance += claimed && mayBurst ? burst : 0;
            if (delay < min - min / 10 && !unsent) {
                quick++;
            }
            assertTrue(quick < allowance, "faster than minPoll outside of a burst");
            long longest = schedule.longestNanos();
            assertTrue(delay > 0 && delay <= longest + longest / 10, () -> delay + " > " + longest);
        }
    }

    private static long next(PollSchedule schedule, boolean claimed, SplittableRandom random) {
        if (claimed) {
            return schedule.afterClaim(random.nextLong(Long.MAX_VALUE), random.nextLong(Long.MAX_VALUE));
        }
        return switch (random.nextInt(10)) {
            case 0 -> schedule.afterRateLimit();
            case 1, 2 -> schedule.afterRefusal();
            default -> schedule.afterSilence();
        };
    }
}
