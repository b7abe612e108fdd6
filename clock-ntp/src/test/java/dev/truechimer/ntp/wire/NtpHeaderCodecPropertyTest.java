package dev.truechimer.ntp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.apache.commons.net.ntp.NtpV3Impl;

/** Any bytes, and the same bytes read by another implementation. */
class NtpHeaderCodecPropertyTest {

    private static final Map<String, Integer> OUTCOMES = new TreeMap<>();

    @Property(seed = "1", tries = 5000)
    void survivesAnyBytes(@ForAll("packets") byte[] bytes, @ForAll @IntRange(max = 7) int mode) {
        ByteBuffer packet = ByteBuffer.wrap(bytes);
        Decoded decoded = NtpHeaderCodec.decode(packet, mode);
        assertEquals(0, packet.position());
        assertEquals(bytes.length, packet.limit());
        if (decoded instanceof Rejection rejection) {
            OUTCOMES.merge(rejection.name(), 1, Integer::sum);
            assertFalse(NtpHeaderCodec.explain(rejection, packet, mode).isEmpty());
        } else if (decoded instanceof NtpHeader header) {
            OUTCOMES.merge("HEADER", 1, Integer::sum);
            assertTrue(bytes.length >= NtpHeaderCodec.HEADER_BYTES);
            assertFalse(header.referenceIdText().isEmpty());
        }
    }

    @Property(seed = "2", tries = 2000)
    void agreesWithAnotherImplementation(@ForAll("headers") byte[] bytes) {
        NtpHeader ours = (NtpHeader) NtpHeaderCodec.decode(ByteBuffer.wrap(bytes), bytes[0] & 0b111);
        NtpV3Impl theirs = new NtpV3Impl();
        theirs.setDatagramPacket(new DatagramPacket(bytes, bytes.length));
        assertEquals(theirs.getLeapIndicator(), ours.leap());
        assertEquals(theirs.getVersion(), ours.version());
        assertEquals(theirs.getMode(), ours.mode());
        assertEquals(theirs.getStratum(), ours.stratum());
        assertEquals(theirs.getPoll(), ours.poll());
        assertEquals(theirs.getPrecision(), ours.precision());
        assertEquals(theirs.getRootDelay(), ours.rootDelayNtp32());
        assertEquals(theirs.getRootDispersion(), ours.rootDispersionNtp32());
        assertEquals(theirs.getReferenceId(), ours.referenceId());
        assertEquals(theirs.getReferenceTimeStamp().ntpValue(), ours.referenceNtp64());
        assertEquals(theirs.getOriginateTimeStamp().ntpValue(), ours.originNtp64());
        assertEquals(theirs.getReceiveTimeStamp().ntpValue(), ours.receiveNtp64());
        assertEquals(theirs.getTransmitTimeStamp().ntpValue(), ours.transmitNtp64());
    }

    @Property(seed = "3", tries = 2000)
    void writesWhatItRead(@ForAll("headers") byte[] bytes) {
        NtpHeader header = (NtpHeader) NtpHeaderCodec.decode(ByteBuffer.wrap(bytes), bytes[0] & 0b111);
        ByteBuffer out = ByteBuffer.allocate(NtpHeaderCodec.HEADER_BYTES);
        NtpHeaderCodec.encode(header, out);
        assertEquals(ByteBuffer.wrap(bytes, 0, NtpHeaderCodec.HEADER_BYTES), out.flip());
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertEquals(4, OUTCOMES.size(), OUTCOMES::toString);
    }

    @Provide
    Arbitrary<byte[]> packets() {
        Arbitrary<byte[]> any =
                Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(120);
        return Arbitraries.oneOf(any, headers());
    }

    /** Version 3 or 4, everything else at random. */
    @Provide
    Arbitrary<byte[]> headers() {
        return Arbitraries.bytes()
                .array(byte[].class)
                .ofMinSize(48)
                .ofMaxSize(72)
                .map(bytes -> {
                    int version = (bytes[1] & 1) + 3;
                    bytes[0] = (byte) ((bytes[0] & 0b11_000_111) | (version << 3));
                    return bytes;
                });
    }
}
