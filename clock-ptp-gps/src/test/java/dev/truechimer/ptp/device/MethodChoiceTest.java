package dev.truechimer.ptp.device;

import static dev.truechimer.clock.host.Errno.EAGAIN;
import static dev.truechimer.clock.host.Errno.EBUSY;
import static dev.truechimer.clock.host.Errno.EINTR;
import static dev.truechimer.clock.host.Errno.EINVAL;
import static dev.truechimer.clock.host.Errno.ENODEV;
import static dev.truechimer.clock.host.Errno.ENOSYS;
import static dev.truechimer.clock.host.Errno.ENOTTY;
import static dev.truechimer.clock.host.Errno.ENXIO;
import static dev.truechimer.clock.host.Errno.EOPNOTSUPP;
import static dev.truechimer.clock.host.Errno.EPERM;
import static dev.truechimer.clock.host.Errno.ETIMEDOUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.ptp.device.MethodChoice.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MethodChoiceTest {

    private static final int EIO = 5;

    @Test
    void beginsWithTheBestAndDropsWhatIsRefused() {
        for (int refusal : new int[] {EOPNOTSUPP, ENOTTY, EINVAL, ENOSYS}) {
            assertEquals(
                    List.of(PhcMethod.EXTENDED, PhcMethod.PLAIN, PhcMethod.CLOCK_GETTIME),
                    order(new MethodChoice(false, false), refusal));
            assertEquals(List.of(PhcMethod.values()), order(new MethodChoice(true, true), refusal));
            assertFalse(order(new MethodChoice(true, false), refusal).contains(PhcMethod.EXTENDED_RAW));
            assertFalse(order(new MethodChoice(false, true), refusal).contains(PhcMethod.PRECISE));
            assertFalse(order(new MethodChoice(true, false), refusal).contains(PhcMethod.PRECISE_RAW));
        }
    }

    private static List<PhcMethod> order(MethodChoice choice, int refusal) {
        List<PhcMethod> order = new ArrayList<>();
        while (choice.hasMethod()) {
            order.add(choice.method());
            assertEquals(Verdict.REFUSED, choice.failed(refusal));
        }
        return order;
    }

    @Test
    void staysWithABusyMethodUnlessItIsAlwaysBusy() {
        for (int errno : new int[] {EBUSY, EAGAIN, EINTR, ETIMEDOUT}) {
            MethodChoice choice = new MethodChoice(true, false);
            for (int i = 1; i < MethodChoice.BUSY_LIMIT; i++) {
                assertEquals(Verdict.BUSY, choice.failed(errno));
                assertEquals(PhcMethod.PRECISE, choice.method());
            }
            choice.succeeded();
            for (int i = 1; i < MethodChoice.BUSY_LIMIT; i++) {
                assertEquals(Verdict.BUSY, choice.failed(errno));
                assertEquals(PhcMethod.PRECISE, choice.method());
            }
            assertEquals(Verdict.BUSY, choice.failed(errno));
            assertEquals(PhcMethod.EXTENDED, choice.method());
        }
    }

    @Test
    void leavesAMethodWhoseAnswersCantBe() {
        MethodChoice choice = new MethodChoice(true, true);
        for (int i = 0; i < MethodChoice.BUSY_LIMIT; i++) {
            assertEquals(PhcMethod.PRECISE_RAW, choice.method());
            choice.contradicted();
        }
        assertEquals(PhcMethod.PRECISE, choice.method());
    }

    @Test
    void comesBackToTheBestWhenAllAreBusy() {
        MethodChoice choice = new MethodChoice(true, true);
        for (PhcMethod method : PhcMethod.values()) {
            assertEquals(method, choice.method());
            for (int i = 0; i < MethodChoice.BUSY_LIMIT; i++) {
                choice.failed(EBUSY);
            }
        }
        assertEquals(PhcMethod.PRECISE_RAW, choice.method());
        assertTrue(choice.hasMethod());
    }

    @Test
    void refusalOfTheLastLeavesTheBusyOnes() {
        MethodChoice choice = new MethodChoice(false, false);
        for (int i = 0; i < 2 * MethodChoice.BUSY_LIMIT; i++) {
            choice.failed(EBUSY);
        }
        assertEquals(PhcMethod.CLOCK_GETTIME, choice.method());
        choice.failed(EINVAL);
        assertEquals(PhcMethod.EXTENDED, choice.method());
    }

    @Test
    void anythingElseMeansThatTheDeviceIsGone() {
        MethodChoice choice = new MethodChoice(true, true);
        for (int errno : new int[] {ENODEV, ENXIO, EIO, EPERM, 0, 9999}) {
            assertEquals(Verdict.GONE, choice.failed(errno));
            assertEquals(PhcMethod.PRECISE_RAW, choice.method());
        }
    }
}
