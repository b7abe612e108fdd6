package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long SPACING = 75 * MILLI;
    private static final PollLimits LIMITS = new PollLimits(SECOND, 64 * SECOND, 8, SPACING);
    /** 400 us of ageing per second, as two 200 ppm oscillators have. */
    private static final long AGEING = 400_000;

    private static final long WIDE = 1_000 * MILLI;

    private final PollSchedule schedule = new PollSchedule(LIMITS, new SplittableRandom(1));

    @Test
    void startsWithABurst() {
        for (int exchange = 1; exchange < 8; exchange++) {
            assertNear(SPACING, schedule.afterClaim(WIDE, 0));
        }
        assertNear(2 * SECOND, schedule.afterClaim(WIDE, AGEING));
    }

    @Test
    void pollsLessOftenWhileDelayDominates() {
        burst();
        long interval = schedule.intervalNanos();
        for (int i = 0; i < 10; i++) {
            interval = Math.min(64 * SECOND, 2 * interval);
            assertNear(interval, schedule.afterClaim(WIDE, AGEING));
        }
        assertEquals(64 * SECOND, schedule.intervalNanos());
    }

    @Test
    void pollsSoonerWhenAgeingDominates() {
        settleAtTheSlowest();
        for (long interval = 32 * SECOND; interval >= SECOND; interval /= 2) {
            assertNear(interval, schedule.afterClaim(100_000, AGEING));
        }
        assertNear(SECOND, schedule.afterClaim(100_000, AGEING));
    }

    @Test
    void keepsTheIntervalInBetween() {
        settleAtTheSlowest();
        // 64 s age by 25.6 ms.
        assertNear(64 * SECOND, schedule.afterClaim(25_600_000, AGEING));
        assertNear(64 * SECOND, schedule.afterClaim(25_600_000 * 4, AGEING));
        assertNear(32 * SECOND, schedule.afterClaim(25_599_999, AGEING));
        assertNear(64 * SECOND, schedule.afterClaim(12_800_000 * 4 + 4, AGEING));
    }

    @Test
    void survivesAnyAgeing() {
        settleAtTheSlowest();
        assertNear(32 * SECOND, schedule.afterClaim(0, Long.MAX_VALUE));
        assertNear(64 * SECOND, schedule.afterClaim(Long.MAX_VALUE, 0));
    }

    @Test
    void goesOnWithTheBurstAfterAReplyThatCannotBeUsed() {
        for (int exchange = 1; exchange < 8; exchange++) {
            assertNear(SPACING, schedule.afterRefusal());
        }
        assertNear(SECOND, schedule.afterRefusal());
        assertNear(SECOND, schedule.afterRefusal());
        assertEquals(9, schedule.failures());
    }

    @Test
    void backsOffWhileNobodyAnswers() {
        for (int exchange = 1; exchange < 8; exchange++) {
            assertNear(SPACING, schedule.afterSilence());
        }
        for (long interval = SECOND; interval <= 64 * SECOND; interval *= 2) {
            assertNear(interval, schedule.afterSilence());
        }
        assertNear(64 * SECOND, schedule.afterSilence());
    }

    @Test
    void repeatsTheBurstWhenTheServerIsBack() {
        settleAtTheSlowest();
        for (int i = 0; i < PollSchedule.TROUBLE_AFTER; i++) {
            schedule.afterSilence();
        }
        for (int exchange = 1; exchange < 8; exchange++) {
            assertNear(SPACING, schedule.afterClaim(WIDE, AGEING));
        }
        assertNear(64 * SECOND, schedule.afterClaim(WIDE, AGEING));
    }

    @Test
    void forgivesAFewLostPackets() {
        settleAtTheSlowest();
        for (int i = 1; i < PollSchedule.TROUBLE_AFTER; i++) {
            schedule.afterSilence();
        }
        assertNear(64 * SECOND, schedule.afterClaim(WIDE, AGEING));
        assertEquals(0, schedule.failures());
    }

    @Test
    void repeatsSoonWhatWasNeverSentAndKeepsTheBurst() {
        PollSchedule far =
                new PollSchedule(new PollLimits(64 * SECOND, 1024 * SECOND, 8, 2 * SECOND), new SplittableRandom(1));
        for (long interval = SECOND; interval <= 512 * SECOND; interval *= 2) {
            assertNear(interval, far.afterUnsent());
        }
        assertNear(1024 * SECOND, far.afterUnsent());
        assertNear(1024 * SECOND, far.afterUnsent());
        assertNear(2 * SECOND, far.afterClaim(WIDE, AGEING));
    }

    @Test
    void slowsDownOnRequestAndNeverFallsBelowThat() {
        assertNear(2 * SECOND, schedule.afterRateLimit());
        assertNear(4 * SECOND, schedule.afterRateLimit());
        assertNear(4 * SECOND, schedule.afterClaim(0, AGEING));
        for (int i = 0; i < PollSchedule.TROUBLE_AFTER; i++) {
            schedule.afterSilence();
        }
        assertNear(4 * SECOND, schedule.afterClaim(0, AGEING));
    }

    @Test
    void slowsDownOnRequestBeyondItsOwnLimitUpToAStatedOne() {
        for (int i = 0; i < 20; i++) {
            schedule.afterRateLimit();
        }
        assertEquals(PollSchedule.SLOWEST_ON_REQUEST_NANOS, schedule.longestNanos());
        assertNear(1024 * SECOND, schedule.afterClaim(0, AGEING));
    }

    @Test
    void anotherServerStartsAnew() {
        schedule.afterRateLimit();
        schedule.moveTo(new PollLimits(3 * SECOND, 5 * SECOND, 8, SPACING));
        assertEquals(5 * SECOND, schedule.longestNanos());
        assertNear(3 * SECOND, schedule.afterClaim(0, AGEING));
        assertNear(SPACING, schedule.beforeMove());
    }

    @Test
    void jitterReachesTenPercentOnBothSides() {
        RandomGenerator lowest = () -> 0;
        assertEquals(SPACING - SPACING / 10, new PollSchedule(LIMITS, lowest).afterClaim(WIDE, AGEING));
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < 1000; i++) {
            long delay = schedule.beforeMove();
            least = Math.min(least, delay);
            most = Math.max(most, delay);
        }
        assertTrue(least < SPACING * 91 / 100 && most > SPACING * 109 / 100, least + " to " + most);
    }

    private void burst() {
        for (int exchange = 1; exchange <= 8; exchange++) {
            schedule.afterClaim(WIDE, AGEING);
        }
    }

    private void settleAtTheSlowest() {
        burst();
        for (int i = 0; i < 10; i++) {
            schedule.afterClaim(WIDE, AGEING);
        }
        assertEquals(64 * SECOND, schedule.intervalNanos());
    }

    private static void assertNear(long expectedNanos, long actualNanos) {
        assertTrue(
                Math.abs(actualNanos - expectedNanos) <= expectedNanos / 10,
                () -> "expected " + expectedNanos + " +-10 %, was " + actualNanos);
    }
}
