package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.ptp.wire.PtpMessage.CancelUnicast;
import dev.truechimer.ptp.wire.PtpMessage.GrantUnicast;
import dev.truechimer.ptp.wire.PtpMessage.RequestUnicast;
import dev.truechimer.ptp.wire.PtpMessage.UnicastTlv;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class UnicastGrantsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long START = Messages.ticksBeforeTheEnd(SECOND);
    private static final UnicastTlv ANNOUNCE = new RequestUnicast(11, 0, 60);
    private static final UnicastTlv SYNC = new RequestUnicast(0, 0, 60);
    private static final UnicastTlv DELAY_RESP = new RequestUnicast(9, 0, 60);

    private final UnicastGrants grants = new UnicastGrants(START);

    @Test
    void onlyTheMasterThatIsFollowedIsAskedForMoreThanAnnounce() {
        assertEquals(List.of(ANNOUNCE), grants.due(false, START));
        assertEquals(List.of(SYNC, DELAY_RESP), grants.due(true, START));
    }

    @Test
    void whatIsNotAnsweredIsAskedForLessAndLessOften() {
        List<Long> seconds = new ArrayList<>();
        for (long second = 0; second < 70; second++) {
            if (!grants.due(false, START + second * SECOND).isEmpty()) {
                seconds.add(second);
            }
        }
        assertEquals(List.of(0L, 1L, 3L, 7L, 15L, 31L, 47L, 63L), seconds);
        assertEquals(7, grants.unanswered());
    }

    @Test
    void aGrantIsRenewedAtHalfOfItsTime() {
        grants.due(false, START);
        assertTrue(grants.answered(new GrantUnicast(11, 1, 60, true), START));
        assertTrue(grants.due(false, START + 30 * SECOND - 1).isEmpty());
        assertEquals(List.of(ANNOUNCE), grants.due(false, START + 30 * SECOND));
    }

    @Test
    void aGrantIsInForceUntilItEnds() {
        assertEquals(OptionalInt.empty(), grants.delayLogInterval(START));
        grants.answered(new GrantUnicast(9, -2, 10, true), START);
        assertEquals(OptionalInt.of(-2), grants.delayLogInterval(START + 10 * SECOND - 1));
        assertEquals(OptionalInt.empty(), grants.delayLogInterval(START + 10 * SECOND));
    }

    @Test
    void aGrantForEverIsRenewedAllTheSame() {
        grants.due(false, START);
        grants.answered(new GrantUnicast(11, 1, 0xFFFF_FFFFL, true), START);
        assertEquals(List.of(ANNOUNCE), grants.due(false, START + 1800 * SECOND));
    }

    @Test
    void aRefusalIsRespectedForAWhile() {
        grants.due(true, START);
        assertFalse(grants.answered(new GrantUnicast(9, 0, 0, false), START));
        grants.answered(new GrantUnicast(0, 0, 60, true), START);
        grants.answered(new GrantUnicast(11, 0, 60, true), START);
        assertTrue(grants.due(true, START + 16 * SECOND - 1).isEmpty());
        assertEquals(List.of(DELAY_RESP), grants.due(true, START + 16 * SECOND));
    }

    @Test
    void aCancelledGrantIsAskedForAgainAfterAWhile() {
        grants.due(true, START);
        for (int type : new int[] {0, 9, 11}) {
            grants.answered(new GrantUnicast(type, 0, 60, true), START);
        }
        grants.cancelled(new CancelUnicast(9), START + SECOND);
        assertEquals(OptionalInt.empty(), grants.delayLogInterval(START + SECOND));
        assertEquals(List.of(DELAY_RESP), grants.due(true, START + 17 * SECOND));
    }

    @Test
    void whatIsInForceIsCancelledAtTheEnd() {
        grants.answered(new GrantUnicast(11, 0, 60, true), START);
        grants.answered(new GrantUnicast(0, 0, 1, true), START);
        grants.answered(new GrantUnicast(9, 0, 60, true), START);
        assertEquals(List.of(new CancelUnicast(11), new CancelUnicast(9)), grants.releaseAll(START + SECOND));
        assertEquals(List.of(), grants.releaseAll(START + SECOND));
    }

    @Test
    void ofAMasterThatIsNotFollowedAnyMoreAnnounceIsKept() {
        for (int type : new int[] {0, 9, 11}) {
            grants.answered(new GrantUnicast(type, 0, 60, true), START);
        }
        assertEquals(List.of(new CancelUnicast(0), new CancelUnicast(9)), grants.release(START));
        assertEquals(List.of(new CancelUnicast(11)), grants.releaseAll(START));
    }

    @Test
    void otherKindsOfMessagesChangeNothing() {
        assertTrue(grants.answered(new GrantUnicast(3, 0, 0, false), START));
        grants.cancelled(new CancelUnicast(3), START);
        assertEquals(List.of(ANNOUNCE, SYNC, DELAY_RESP), grants.due(true, START));
    }
}
