package dev.truechimer.ptp.management;

import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.wire.ManagementContent;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpCodec;
import dev.truechimer.ptp.wire.PtpDecoded;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage;
import dev.truechimer.ptp.wire.PtpMessage.Management;
import java.nio.ByteBuffer;

/**
 * A question for a data set, and what is an answer to it.
 *
 * <p><b>Threads:</b> immutable. <b>Source:</b> IEEE 1588-2019, clause 15.4; that all ports of a clock answer a question for
 * a data set of ports.
 *
 * @param asker who asks: a number that nobody else can know, so that only who got the question can answer it
 * @param domain 0 to 255
 * @param sdoId 0 to 4095
 * @param sequence 0 to 65535
 * @param id managementId
 */
record ManagementQuestion(PortIdentity asker, int domain, int sdoId, int sequence, int id) {

    private static final int GET = 0;
    private static final int RESPONSE = 2;
    private static final int NO_INTERVAL = 127;

    /** What became of a datagram. */
    sealed interface Judgement {}

    /**
     * An answer.
     *
     * @param from which port of the clock; 0 for the clock itself
     * @param content the data set that was asked for
     */
    record Answer(PortIdentity from, ManagementContent content) implements Judgement {}

    /**
     * An answer that says that there is none.
     *
     * @param errorId why
     */
    record Declined(int errorId) implements Judgement {}

    /**
     * No answer to this question.
     *
     * @param failure MALFORMED or UNSOLICITED
     */
    record Dropped(SourceFailure failure) implements Judgement {}

    /** What is sent. */
    byte[] bytes() {
        PtpHeader header = new PtpHeader(sdoId, 0, domain, 0, 0, asker, sequence, NO_INTERVAL);
        return PtpCodec.encode(new Management(header, PortIdentity.ALL, GET, new ManagementContent.Empty(id)));
    }

    /** Judges what arrived after it was sent. */
    Judgement judge(byte[] datagram) {
        PtpDecoded decoded = PtpCodec.decode(ByteBuffer.wrap(datagram));
        if (!(decoded instanceof Management message)) {
            return decoded instanceof PtpMessage
                    ? unsolicited("no management message")
                    : new Dropped(new SourceFailure(
                            Reason.MALFORMED, "an answer of " + datagram.length + " bytes can't be read: " + decoded));
        }
        if (!message.target().equals(asker) || message.action() != RESPONSE) {
            return unsolicited("no answer to this client");
        }
        if (message.header().sequence() != sequence || message.content().id() != id) {
            return unsolicited("an answer to another question, " + describe(message) + " instead of "
                    + describe(sequence, id) + "; it may be late");
        }
        if (message.header().domain() != domain) {
            return unsolicited("an answer of domain " + message.header().domain());
        }
        if (message.content() instanceof ManagementContent.ErrorStatus error) {
            return new Declined(error.errorId());
        }
        return new Answer(message.header().source(), message.content());
    }

    private static String describe(Management message) {
        return describe(message.header().sequence(), message.content().id());
    }

    private static String describe(int sequence, int id) {
        return String.format("0x%04x number %d", id, sequence);
    }

    private static Dropped unsolicited(String what) {
        return new Dropped(new SourceFailure(Reason.UNSOLICITED, what));
    }
}
