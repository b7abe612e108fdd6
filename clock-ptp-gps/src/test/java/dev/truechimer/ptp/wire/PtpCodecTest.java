package dev.truechimer.ptp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.ptp.wire.ManagementContent.Empty;
import dev.truechimer.ptp.wire.ManagementContent.ErrorStatus;
import dev.truechimer.ptp.wire.ManagementContent.Unused;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import dev.truechimer.ptp.wire.PtpMessage.GrantUnicast;
import dev.truechimer.ptp.wire.PtpMessage.Management;
import dev.truechimer.ptp.wire.PtpMessage.OtherTlv;
import dev.truechimer.ptp.wire.PtpMessage.RequestUnicast;
import dev.truechimer.ptp.wire.PtpMessage.Signaling;
import dev.truechimer.ptp.wire.PtpMessage.Sync;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What ptp4l sent, what others add to it, and what is refused. */
class PtpCodecTest {

    private static final int LENGTH_AT = 2;

    @Test
    void readsAnAnnounce() {
        PtpHeader header = header(0x003c, CapturedPtp.MASTER, 0x60, 0);
        assertEquals(
                new Announce(header, 0, 37, 100, new ClockQuality(6, 0x21, 0x4e5d), 128, 0x02ea46fffe6fb178L, 0, 0x20),
                decode(CapturedPtp.ANNOUNCE));
        assertTrue(header.has(PtpHeader.UTC_OFFSET_VALID | PtpHeader.PTP_TIMESCALE));
        assertFalse(header.has(PtpHeader.PTP_TIMESCALE | PtpHeader.LEAP_61));
    }

    @Test
    void readsTwoStepTimes() {
        assertEquals(new Sync(header(PtpHeader.TWO_STEP, CapturedPtp.MASTER, 0, -2), 0), decode(CapturedPtp.SYNC));
        assertEquals(
                new PtpMessage.FollowUp(header(0, CapturedPtp.MASTER, 0, -2), 1_795_148_906_723_437_443L),
                decode(CapturedPtp.FOLLOW_UP));
    }

    @Test
    void readsARequestAndItsResponse() {
        assertEquals(new PtpMessage.DelayReq(header(0, CapturedPtp.SLAVE, 0, 127), 0), decode(CapturedPtp.DELAY_REQ));
        assertEquals(
                new PtpMessage.DelayResp(
                        header(0, CapturedPtp.MASTER, 0, -2), 1_795_148_908_537_943_474L, CapturedPtp.SLAVE),
                decode(CapturedPtp.DELAY_RESP));
    }

    @Test
    void readsNegotiationOfUnicast() {
        assertEquals(
                new Signaling(
                        header(PtpHeader.UNICAST, CapturedPtp.SLAVE, 1, 127),
                        CapturedPtp.MASTER,
                        List.of(new RequestUnicast(0, -2, 60), new RequestUnicast(9, -2, 60))),
                decode(CapturedPtp.REQUEST));
        assertEquals(
                new Signaling(
                        header(PtpHeader.UNICAST, CapturedPtp.MASTER, 0, 127),
                        CapturedPtp.SLAVE,
                        List.of(new GrantUnicast(11, 0, 60, true))),
                decode(CapturedPtp.GRANT));
    }

    @Test
    void readsTheDataSets() {
        assertEquals(
                new ManagementContent.TimeStatus(561, 1_795_148_945_243_315_177L, true, 0x02ea46fffe6fb178L),
                content(CapturedPtp.TIME_STATUS));
        assertEquals(new ManagementContent.Current(1, 561L << 16, 2203L << 16), content(CapturedPtp.CURRENT));
        assertEquals(
                new ManagementContent.Parent(
                        CapturedPtp.MASTER, 100, new ClockQuality(6, 0x21, 0x4e5d), 128, 0x02ea46fffe6fb178L),
                content(CapturedPtp.PARENT));
        assertEquals(new ManagementContent.TimeProperties(37, 0x3c, 0x20), content(CapturedPtp.TIME_PROPERTIES));
        assertEquals(new ManagementContent.PortState(CapturedPtp.SLAVE, 9, 0, 1), content(CapturedPtp.PORT_DATA_SET));
    }

    @Test
    void writesTheQuestionThatPtp4lAnswers() {
        PtpHeader header = new PtpHeader(0, 0, 0, 0, 0, new PortIdentity(0, 0x0daf), 0, 127);
        Management question = new Management(header, PortIdentity.ALL, 0, new Empty(0xC000));
        assertEquals(question, decode(CapturedPtp.GET_TIME_STATUS));
        assertEquals(CapturedPtp.GET_TIME_STATUS, HexFormat.of().formatHex(PtpCodec.encode(question)));
    }

    /** A management message has its own control and reserved fields; of the others every byte comes back. */
    @Test
    void writesWhatItRead() {
        for (String hex : CapturedPtp.ALL) {
            PtpMessage message = (PtpMessage) decode(hex);
            if (!(message instanceof Management)) {
                assertEquals(hex, HexFormat.of().formatHex(PtpCodec.encode(message)));
            }
        }
    }

    @Test
    void anErrorAndAnUnusedDataSetAreNamed() {
        assertEquals(new ErrorStatus(2, 0xC004), content(management("0002000a" + "0002c00400000000" + "0000")));
        assertEquals(new Unused(0x2005, 20), content(management("00010016" + "2005" + "00".repeat(20))));
    }

    @Test
    void whatIsAddedIsPassedOver() {
        for (String hex : CapturedPtp.ALL) {
            PtpDecoded message = decode(hex);
            assertEquals(message, decode(hex + "0000"), "padding of UDP over IPv6");
            assertEquals(message, decode("00".repeat(3) + hex, 3), "a buffer with something before");
        }
        for (String hex :
                List.of(CapturedPtp.SYNC, CapturedPtp.FOLLOW_UP, CapturedPtp.ANNOUNCE, CapturedPtp.DELAY_RESP)) {
            assertEquals(decode(hex), decode(withLength(hex + "000800080102030405060708")), "a path trace");
        }
        Signaling request = (Signaling) decode(CapturedPtp.REQUEST);
        Signaling more = (Signaling) decode(withLength(CapturedPtp.REQUEST + "00030004aabbccdd"));
        assertEquals(new OtherTlv(3, 4), more.tlvs().get(2));
        assertEquals(request.tlvs(), more.tlvs().subList(0, 2));
    }

    @Test
    void readsWhatThe2019EditionAdds() {
        String hex = "a012002c5b07" + CapturedPtp.SYNC.substring(12);
        Sync sync = assertInstanceOf(Sync.class, decode(hex));
        assertEquals(0xA07, sync.header().sdoId());
        assertEquals(1, sync.header().minorVersion());
        assertEquals(0x5b, sync.header().domain());
    }

    @Test
    void theCallersBufferStaysAsItIs() {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(200).order(ByteOrder.LITTLE_ENDIAN).position(7);
        buffer.put(CapturedPtp.bytes(CapturedPtp.ANNOUNCE))
                .limit(buffer.position())
                .position(7);
        assertEquals(decode(CapturedPtp.ANNOUNCE), PtpCodec.decode(buffer));
        assertEquals(7, buffer.position());
        assertEquals(7 + 64, buffer.limit());
        assertEquals(ByteOrder.LITTLE_ENDIAN, buffer.order());
    }

    @Test
    void eachCheckHasItsName() {
        assertEquals(PtpRejection.TOO_SHORT, decode(""));
        assertEquals(PtpRejection.TOO_SHORT, decode(CapturedPtp.SYNC.substring(0, 86)));
        assertEquals(PtpRejection.WRONG_VERSION, decode("0001" + CapturedPtp.SYNC.substring(4)));
        assertEquals(PtpRejection.UNUSED_TYPE, decode("02" + CapturedPtp.SYNC.substring(2)));
        assertEquals(PtpRejection.WRONG_LENGTH, decode("0002002b" + CapturedPtp.SYNC.substring(8)));
        String follow = CapturedPtp.FOLLOW_UP;
        assertEquals(PtpRejection.WRONG_TIME, decode(follow.substring(0, 80) + "3b9aca00"), "a billion nanoseconds");
        assertEquals(
                PtpRejection.WRONG_TIME, decode(follow.substring(0, 68) + "0001da000000" + "00000000"), "year 2222");
        assertEquals(
                PtpRejection.WRONG_TLV, decode(withLength(CapturedPtp.REQUEST + "000400")), "no place for a length");
        assertEquals(
                PtpRejection.WRONG_TLV, decode(withLength(CapturedPtp.REQUEST + "000300020a")), "longer than it is");
        assertEquals(PtpRejection.WRONG_TLV, decode(withLength(CapturedPtp.REQUEST + "0004000400000000")), "too short");
        assertEquals(PtpRejection.WRONG_TLV, decode(management("")), "none");
        assertEquals(PtpRejection.WRONG_TLV, decode(management("00010001c0")), "without an id");
        assertEquals(PtpRejection.WRONG_TLV, decode(management("00030002c000")), "of another type");
        assertEquals(PtpRejection.WRONG_TLV, decode(management("00020006" + "0002c0040000")), "half an error");
        assertEquals(
                PtpRejection.WRONG_TLV,
                decode(management("0001000f" + "c004" + "00".repeat(12) + "01")),
                "a name that is cut off");
    }

    @Test
    void noCutMessageIsRead() {
        for (String hex : CapturedPtp.ALL) {
            for (int length = 0; length < hex.length() / 2; length++) {
                assertEquals(PtpRejection.TOO_SHORT, decode(hex.substring(0, 2 * length)), hex);
            }
        }
    }

    @Test
    void aFieldOutOfItsRangeIsNotWritten() {
        PtpHeader wrong = new PtpHeader(0x1000, 0, 0, 0, 0, CapturedPtp.SLAVE, 0, 0);
        assertRefused("sdoId must be 0 to 4095: 4096", new Sync(wrong, 0));
        PtpHeader right = header(0, CapturedPtp.SLAVE, 0, 0);
        assertRefused("a time must be in the years 1970 to 2221: -1 ns", new Sync(right, -1));
        assertRefused(
                "type must be of no other TLV here: 4",
                new Signaling(right, PortIdentity.ALL, List.of(new OtherTlv(4, 6))));
        assertRefused(
                "a message must have at most 65535 bytes: 65552",
                new Signaling(right, PortIdentity.ALL, List.of(new OtherTlv(3, 65_504))));
    }

    private static void assertRefused(String message, PtpMessage refused) {
        IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, () -> PtpCodec.encode(refused));
        assertEquals(message, thrown.getMessage());
    }

    @Test
    void identitiesReadAsToolsPrintThem() {
        assertEquals("02ea46.fffe.6fb178-1", CapturedPtp.MASTER.toString());
    }

    private static PtpHeader header(int flags, PortIdentity source, int sequence, int logInterval) {
        return new PtpHeader(0, 0, 0, flags, 0, source, sequence, logInterval);
    }

    /** An answer with this TLV. */
    private static String management(String tlv) {
        return withLength(CapturedPtp.CURRENT.substring(0, 96) + tlv);
    }

    private static String withLength(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        ByteBuffer.wrap(bytes).putShort(LENGTH_AT, (short) bytes.length);
        return HexFormat.of().formatHex(bytes);
    }

    private static ManagementContent content(String hex) {
        return assertInstanceOf(Management.class, decode(hex)).content();
    }

    private static PtpDecoded decode(String hex) {
        return decode(hex, 0);
    }

    private static PtpDecoded decode(String hex, int position) {
        return PtpCodec.decode(CapturedPtp.bytes(hex).position(position));
    }
}
