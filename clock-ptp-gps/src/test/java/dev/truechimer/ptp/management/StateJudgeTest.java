package dev.truechimer.ptp.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.device.ErrorBound.Scale;
import dev.truechimer.ptp.management.Vouching.Clock;
import dev.truechimer.ptp.management.Vouching.Refused;
import dev.truechimer.ptp.management.Vouching.Vouched;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** When ptp4l vouches, and when what it says only looks like it. */
class StateJudgeTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Path SOCKET = Path.of("/run/ptp4l");
    private static final Ptp4lOptions DEFAULTS = Ptp4lOptions.of(SOCKET);

    private StateJudge judge = new StateJudge(DEFAULTS);
    private long ticks = -5 * SECOND;
    private long ingressNanos = 1_795_148_945_000_000_000L;

    @Test
    void aSlaveVouchesOnceASyncWasSeenToCome() {
        assertRefused("waiting for a Sync that comes while it is watched", ask(new StateMaker()));
        assertRefused("waiting for a Sync that comes while it is watched", ask(new StateMaker()));
        Vouched vouched = assertInstanceOf(Vouched.class, askAfterSync(new StateMaker()));
        assertEquals(StateMaker.MASTER, vouched.grandmaster());
        assertTrue(vouched.accuracyStated());
        assertEquals(new Clock(false, "eth0", Scale.UTC), vouched.clock());
        assertEquals(
                "SLAVE on eth0, grandmaster 02ea46.fffe.6fb178 (class 6, accuracy 0x21, 1 steps), offset 0 ns, delay 1000"
                        + " ns",
                vouched.detail());
        // It stays one without a further Sync.
        assertInstanceOf(Vouched.class, ask(new StateMaker()));
    }

    @Test
    void theErrorIsTheSumOfItsTerms() {
        judge = new StateJudge(new Ptp4lOptions(SOCKET, SOCKET, 0, 0, 7_000_000, OptionalLong.empty(), 50_000, 20));
        ask(new StateMaker());
        StateMaker state = new StateMaker()
                .offset(-300, -(300L << 16) - 1)
                .delayScaled((1000L << 16) + 1)
                .steps(3);
        Vouched vouched = assertInstanceOf(Vouched.class, askAfterSync(state));
        // 100 ns stated, 301 offset, 1001 delay, two boundary clocks, 20 ppm of 1.0005 s, the floor.
        assertEquals(100 + 301 + 1001 + 2 * 50_000 + 20_010 + 1 + 7_000_000, vouched.errorNanos());
    }

    @Test
    void theLargestOfTheLastOffsetsCounts() {
        ask(new StateMaker());
        long quiet = error(askAfterSync(new StateMaker()));
        assertEquals(quiet + 5000, error(askAfterSync(new StateMaker().offset(5000, 0))));
        for (int i = 1; i < StateJudge.MOST_OFFSETS; i++) {
            assertEquals(quiet + 5000, error(askAfterSync(new StateMaker().offset(i, 0))));
        }
        assertEquals(quiet + StateJudge.MOST_OFFSETS - 1, error(askAfterSync(new StateMaker())));
    }

    @Test
    void theErrorGrowsUntilTheSyncIsTooOld() {
        ask(new StateMaker());
        long before = error(askAfterSync(new StateMaker()));
        assertEquals(before + 15_000, error(ask(new StateMaker())));
        ticks += 60 * SECOND;
        assertRefused("had no Sync for 63 s", ask(new StateMaker()));
        assertInstanceOf(Vouched.class, askAfterSync(new StateMaker()));
    }

    @Test
    void aDeclaredAsymmetryReplacesTheDelay() {
        judge = new StateJudge(new Ptp4lOptions(SOCKET, SOCKET, 0, 0, 0, OptionalLong.of(40), 0, 0));
        ask(new StateMaker().mechanism(2));
        assertEquals(100 + 40 + 1, error(askAfterSync(new StateMaker().mechanism(2))));
    }

    @Test
    void delaysFromPeerToPeerNeedADeclaration() {
        ask(new StateMaker().mechanism(2));
        assertRefused("declare a pathAsymmetry", askAfterSync(new StateMaker().mechanism(2)));
    }

    @Test
    void anUnknownAccuracyNeedsAFloor() {
        for (int accuracy : new int[] {0xFE, 0x31, 0, 0xFF}) {
            ask(new StateMaker().quality(6, accuracy));
            assertRefused("declare an errorFloor", askAfterSync(new StateMaker().quality(6, accuracy)));
        }
        judge = new StateJudge(new Ptp4lOptions(SOCKET, SOCKET, 0, 0, 1_000_000, OptionalLong.of(0), 0, 0));
        ask(new StateMaker().quality(6, 0xFE));
        Vouched vouched = assertInstanceOf(Vouched.class, askAfterSync(new StateMaker().quality(6, 0xFE)));
        assertEquals(1_000_001, vouched.errorNanos());
        assertTrue(!vouched.accuracyStated());
    }

    @Test
    void whatALostMasterLeavesBehindDoesNotVouch() {
        ask(new StateMaker());
        askAfterSync(new StateMaker());
        assertRefused("LISTENING", ask(new StateMaker().ports(4)));
        assertRefused("waiting for a Sync", ask(new StateMaker()));
        assertRefused("has no Sync of its grandmaster", ask(new StateMaker().ingress(0)));
        assertRefused("has no Sync of its grandmaster", ask(new StateMaker().present(false)));
        assertRefused("has no Sync of its grandmaster", ask(new StateMaker().statusMaster(1)));
    }

    @Test
    void anotherGrandmasterBeginsAnew() {
        ask(new StateMaker());
        askAfterSync(new StateMaker().offset(900, 0));
        StateMaker other = new StateMaker().statusMaster(5).parentMaster(5);
        assertRefused("waiting for a Sync", askAfterSync(other));
        long error = error(askAfterSync(other));
        assertEquals(100 + 1000 + 15_007 + 1, error, "without the offset of the other");
    }

    @Test
    void oneOfSeveralPortsMustBeSlave() {
        ask(new StateMaker().ports(6, 9, 3));
        Vouched vouched = assertInstanceOf(Vouched.class, askAfterSync(new StateMaker().ports(6, 9, 3)));
        assertEquals("eth1", vouched.clock().interfaceName());
        assertRefused("MASTER, UNCALIBRATED", ask(new StateMaker().ports(6, 8)));
        assertRefused("PASSIVE, FAULTY, 17", ask(new StateMaker().ports(7, 2, 17)));
    }

    @Test
    void everyOtherStateDoesNotVouch() {
        for (int state = 0; state <= 255; state++) {
            if (state != StateMaker.SLAVE_STATE && state != StateMaker.MASTER_STATE) {
                assertRefused("no port of ptp4l is SLAVE or MASTER", ask(new StateMaker().ports(state)));
            }
        }
    }

    @Test
    void aGrandmasterVouchesByItsOwnQuality() {
        Vouched vouched =
                assertInstanceOf(Vouched.class, ask(new StateMaker().grandmaster(new ClockQuality(6, 0x21, 0x4E5D))));
        assertEquals(100, vouched.errorNanos());
        assertEquals(StateMaker.SELF, vouched.grandmaster());
        assertRefused(
                "no reference of its own (clockClass 248)",
                ask(new StateMaker().grandmaster(new ClockQuality(248, 0x21, 0x4E5D))));
        assertRefused(
                "still speaks of another grandmaster",
                ask(new StateMaker().grandmaster(new ClockQuality(6, 0x21, 0)).parentMaster(StateMaker.MASTER)));
    }

    @Test
    void aFloorMakesNoReference() {
        judge = new StateJudge(new Ptp4lOptions(SOCKET, SOCKET, 0, 0, 1_000, OptionalLong.of(0), 0, 0));
        assertRefused(
                "set the right clockAccuracy in ptp4l.conf",
                ask(new StateMaker().grandmaster(new ClockQuality(6, 0xFE, 0x4E5D))));
    }

    @Test
    void aHardwareClockShowsTaiIfTheGrandmasterSaysSo() {
        assertEquals(
                new Clock(true, "eth0", Scale.AS_DECLARED),
                clock(new StateMaker().timestamping(1).flags(PtpHeader.UTC_OFFSET_VALID)));
        assertEquals(
                new Clock(true, "eth0", Scale.TAI),
                clock(new StateMaker().timestamping(3).flags(PtpHeader.PTP_TIMESCALE)));
        assertEquals(new Clock(false, "eth0", Scale.UTC), clock(new StateMaker().flags(PtpHeader.PTP_TIMESCALE)));
    }

    @Test
    void aPortWithoutAnInterfaceDoesNotVouch() {
        ask(new StateMaker());
        assertRefused("does not tell the interface", askAfterSync(new StateMaker().firstNamedPort(2)));
    }

    @Test
    void anOffsetOfMoreThanASecondIsNotThereYet() {
        ask(new StateMaker());
        assertRefused("not there yet", askAfterSync(new StateMaker().offset(Long.MIN_VALUE, 0)));
        assertRefused("not there yet", askAfterSync(new StateMaker().delayScaled(Long.MIN_VALUE)));
    }

    private Clock clock(StateMaker state) {
        ask(state);
        return assertInstanceOf(Vouched.class, askAfterSync(state)).clock();
    }

    private static long error(Vouching vouching) {
        return assertInstanceOf(Vouched.class, vouching).errorNanos();
    }

    private static void assertRefused(String text, Vouching vouching) {
        Refused refused = assertInstanceOf(Refused.class, vouching);
        assertEquals(Reason.UNSYNCHRONIZED, refused.failure().reason());
        assertTrue(refused.failure().detail().contains(text), refused::toString);
    }

    private Vouching askAfterSync(StateMaker state) {
        ingressNanos += SECOND;
        return ask(state);
    }

    /** A second later; the questions take 500 us. */
    private Vouching ask(StateMaker state) {
        ticks += SECOND;
        Ptp4lState made = state.make();
        boolean hasSync = made.status().ingressNanos() != 0;
        return judge.judge(hasSync ? state.ingress(ingressNanos).make() : made, ticks, ticks + 500_000);
    }
}
