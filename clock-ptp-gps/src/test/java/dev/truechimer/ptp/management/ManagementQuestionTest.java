package dev.truechimer.ptp.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.management.ManagementQuestion.Answer;
import dev.truechimer.ptp.management.ManagementQuestion.Declined;
import dev.truechimer.ptp.management.ManagementQuestion.Dropped;
import dev.truechimer.ptp.wire.CapturedPtp;
import dev.truechimer.ptp.wire.ManagementContent;
import dev.truechimer.ptp.wire.ManagementContent.TimeStatus;
import dev.truechimer.ptp.wire.PortIdentity;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What is asked, and what answers it, by the bytes of a real ptp4l. */
class ManagementQuestionTest {

    private static final PortIdentity ASKER = new PortIdentity(0, 0x0daf);

    @Test
    void asksAsPtp4lIsUsedTo() {
        assertEquals(
                CapturedPtp.GET_TIME_STATUS,
                HexFormat.of().formatHex(question(0, 0, 0, TimeStatus.ID).bytes()));
    }

    @Test
    void theAnswerIsTheDataSet() {
        Answer answer =
                assertInstanceOf(Answer.class, judge(question(0, 0, 0, TimeStatus.ID), CapturedPtp.TIME_STATUS));
        assertEquals(new PortIdentity(CapturedPtp.SLAVE.clock(), 0), answer.from());
        assertEquals(561, assertInstanceOf(TimeStatus.class, answer.content()).masterOffsetNanos());
    }

    @Test
    void anAnswerToSomethingElseIsDropped() {
        assertDropped(
                Reason.UNSOLICITED,
                "0xc000 number 0 instead of 0xc000 number 1",
                question(0, 0, 1, TimeStatus.ID),
                CapturedPtp.TIME_STATUS);
        assertDropped(
                Reason.UNSOLICITED,
                "0xc000 number 0 instead of 0x2002 number 0",
                question(0, 0, 0, ManagementContent.Parent.ID),
                CapturedPtp.TIME_STATUS);
        assertDropped(
                Reason.UNSOLICITED, "an answer of domain 0", question(3, 0, 0, TimeStatus.ID), CapturedPtp.TIME_STATUS);
        assertDropped(
                Reason.UNSOLICITED,
                "no answer to this client",
                new ManagementQuestion(new PortIdentity(1, 0x0daf), 0, 0, 0, TimeStatus.ID),
                CapturedPtp.TIME_STATUS);
        assertDropped(
                Reason.UNSOLICITED, "no management message", question(0, 0, 0, TimeStatus.ID), CapturedPtp.ANNOUNCE);
        assertDropped(
                Reason.UNSOLICITED,
                "no answer to this client",
                question(0, 0, 0, TimeStatus.ID),
                CapturedPtp.GET_TIME_STATUS);
    }

    @Test
    void whatCantBeReadIsNamed() {
        assertDropped(
                Reason.MALFORMED,
                "an answer of 30 bytes can't be read: TOO_SHORT",
                question(0, 0, 0, TimeStatus.ID),
                CapturedPtp.TIME_STATUS.substring(0, 60));
    }

    @Test
    void anErrorIsAnAnswerToo() {
        String error = CapturedPtp.TIME_STATUS.substring(0, 4)
                + "003c"
                + CapturedPtp.TIME_STATUS.substring(8, 96)
                + "00020008"
                + "0002c00000000000";
        assertEquals(new Declined(2), judge(question(0, 0, 0, TimeStatus.ID), error));
    }

    private static void assertDropped(Reason reason, String text, ManagementQuestion question, String hex) {
        Dropped dropped = assertInstanceOf(Dropped.class, judge(question, hex));
        assertEquals(reason, dropped.failure().reason());
        assertTrue(dropped.failure().detail().contains(text), dropped::toString);
    }

    private static ManagementQuestion.Judgement judge(ManagementQuestion question, String hex) {
        return question.judge(HexFormat.of().parseHex(hex));
    }

    private static ManagementQuestion question(int domain, int sdoId, int sequence, int id) {
        return new ManagementQuestion(ASKER, domain, sdoId, sequence, id);
    }
}
