package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class DelayRequestsTest {

    private static final long START = Messages.ticksBeforeTheEnd(10);

    @Test
    void eachIsAnsweredOnceWithTheLastReadingBeforeItLeft() {
        DelayRequests requests = new DelayRequests(65_535);
        assertEquals(65_535, requests.add(START));
        assertEquals(0, requests.add(START + 1));
        requests.leaving(65_535, START + 5);
        assertEquals(OptionalLong.of(START + 5), requests.take(65_535));
        assertEquals(OptionalLong.empty(), requests.take(65_535));
        assertEquals(OptionalLong.of(START + 1), requests.take(0));
        assertEquals(OptionalLong.empty(), requests.take(1));
    }

    @Test
    void nobodyWaitsForMoreThanTwoSeconds() {
        DelayRequests requests = new DelayRequests(0);
        requests.add(START);
        requests.add(START + 1);
        assertEquals(0, requests.expire(START + DelayRequests.PATIENCE_NANOS));
        assertEquals(1, requests.expire(START + DelayRequests.PATIENCE_NANOS + 1));
        assertEquals(OptionalLong.of(START + 1), requests.take(1));
    }

    @Test
    void theOldestGivesWay() {
        DelayRequests requests = new DelayRequests(0);
        for (int i = 0; i <= DelayRequests.MOST_WAITING; i++) {
            requests.add(START + i);
        }
        assertEquals(OptionalLong.empty(), requests.take(0));
        assertEquals(OptionalLong.of(START + 1), requests.take(1));
    }

    @Test
    void whatWasForgottenDoesNotComeBackWhenItLeaves() {
        DelayRequests requests = new DelayRequests(0);
        int sequence = requests.add(START);
        requests.clear();
        requests.leaving(sequence, START + 1);
        assertEquals(OptionalLong.empty(), requests.take(sequence));
    }
}
