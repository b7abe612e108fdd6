package dev.truechimer.ntp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class NtpHeaderCodecTest {

    @Test
    void readsEveryFieldOfARealReply() {
        NtpHeader header = CapturedPackets.reply(CapturedPackets.CHRONY_LOCAL);
        assertEquals(
                new NtpHeader(
                        0,
                        4,
                        4,
                        1,
                        6,
                        -26,
                        0,
                        0,
                        0x7F7F0101,
                        0xEEAA_46C1_0000_0000L,
                        0xEEAA_46C2_5D2B_838DL,
                        0xEEAA_46E9_1A6B_59E1L,
                        0xEEAA_46E9_9A7C_24ADL),
                header);
        assertEquals("7f7f0101", header.referenceIdText());
    }

    @Test
    void readsLeapAndRootValuesOfAnUnsynchronizedServer() {
        NtpHeader header = CapturedPackets.reply(CapturedPackets.CHRONY_UNSYNCHRONIZED);
        assertEquals(NtpHeader.LEAP_UNSYNCHRONIZED, header.leap());
        assertEquals(0, header.stratum());
        assertEquals(1 << 16, header.rootDelayNtp32());
        assertEquals(1 << 16, header.rootDispersionNtp32());
        assertEquals("00000000", header.referenceIdText());
    }

    @Test
    void showsKissCodesAsText() {
        assertEquals("RATE", CapturedPackets.reply(CapturedPackets.NTPSEC_RATE).referenceIdText());
        assertEquals("INIT", CapturedPackets.reply(CapturedPackets.NTPSEC_INIT).referenceIdText());
        assertEquals(
                "FAKE", CapturedPackets.reply(CapturedPackets.CHRONY_STRATUM_16).referenceIdText());
        assertEquals(0x47505300, withReferenceId(0x47505300).referenceId());
        assertEquals("GPS", withReferenceId(0x47505300).referenceIdText());
        assertEquals("47005053", withReferenceId(0x47005053).referenceIdText());
        assertEquals("47505320", withReferenceId(0x47505320).referenceIdText());
    }

    @Test
    void ignoresWhatFollowsTheHeader() {
        assertEquals(
                "NTSN", CapturedPackets.reply(CapturedPackets.CHRONY_NTS_NAK).referenceIdText());
        NtpHeader request = (NtpHeader)
                NtpHeaderCodec.decode(CapturedPackets.bytes(CapturedPackets.REQUEST_WITH_MAC), NtpHeader.MODE_CLIENT);
        assertEquals(CapturedPackets.NONCE, request.transmitNtp64());
    }

    @Test
    void leavesTheBufferAsItWas() {
        ByteBuffer buffer = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
        buffer.position(20)
                .put(CapturedPackets.bytes(CapturedPackets.CHRONY_LOCAL))
                .flip()
                .position(20);
        Decoded decoded = NtpHeaderCodec.decode(buffer.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN), 4);
        assertEquals(CapturedPackets.reply(CapturedPackets.CHRONY_LOCAL), decoded);
        assertEquals(decoded, NtpHeaderCodec.decode(buffer, 4));
        assertEquals(20, buffer.position());
        assertEquals(68, buffer.limit());
        assertEquals(ByteOrder.LITTLE_ENDIAN, buffer.order());
    }

    @Test
    void saysWhatIsWrong() {
        ByteBuffer packet = CapturedPackets.bytes(CapturedPackets.CHRONY_LOCAL);
        assertRejected(
                Rejection.TOO_SHORT,
                "a packet must have at least 48 bytes: 47",
                packet.duplicate().limit(47));
        assertRejected(
                Rejection.TOO_SHORT,
                "a packet must have at least 48 bytes: 0",
                packet.duplicate().limit(0));
        assertRejected(Rejection.WRONG_VERSION, "version must be 3 or 4: 2", packet.put(0, (byte) 0b00_010_100));
        assertRejected(Rejection.WRONG_VERSION, "version must be 3 or 4: 5", packet.put(0, (byte) 0b00_101_100));
        assertRejected(Rejection.WRONG_MODE, "mode must be 4: 3", packet.put(0, (byte) 0b00_100_011));
        assertEquals(
                NtpHeader.class,
                NtpHeaderCodec.decode(packet.put(0, (byte) 0b00_011_100), 4).getClass());
    }

    @Test
    void writesAllBytesOfAHeader() {
        ByteBuffer out = ByteBuffer.allocate(50).order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 1);
        NtpHeaderCodec.encode(CapturedPackets.reply(CapturedPackets.CHRONY_LOCAL), out);
        assertEquals(49, out.position());
        assertEquals(
                CapturedPackets.bytes(CapturedPackets.CHRONY_LOCAL),
                out.flip().position(1).slice());
        assertThrows(
                BufferOverflowException.class,
                () -> NtpHeaderCodec.encode(
                        CapturedPackets.reply(CapturedPackets.CHRONY_LOCAL), ByteBuffer.allocate(47)));
    }

    private static void assertRejected(Rejection rejection, String why, ByteBuffer packet) {
        assertEquals(rejection, NtpHeaderCodec.decode(packet, NtpHeader.MODE_SERVER));
        assertEquals(why, NtpHeaderCodec.explain(rejection, packet, NtpHeader.MODE_SERVER));
    }

    private static NtpHeader withReferenceId(int id) {
        return new NtpHeader(0, 4, 4, 1, 0, 0, 0, 0, id, 0, 0, 0, 0);
    }
}
