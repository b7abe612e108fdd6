package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.truechimer.ntp.wire.NtpHeader;
import dev.truechimer.ntp.wire.NtpHeaderCodec;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NtpRequestTest {

    @Test
    void saysNothingButModeVersionAndNonce() {
        ByteBuffer packet = new NtpRequest(0x0123_4567_89AB_CDEFL).encode();
        assertEquals(48, packet.remaining());
        assertEquals(
                new NtpHeader(0, 4, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0123_4567_89AB_CDEFL),
                NtpHeaderCodec.decode(packet, NtpHeader.MODE_CLIENT));
    }

    @Test
    void hasAnotherNonceEachTime() {
        RandomGenerator random = new SplittableRandom(1);
        assertNotEquals(NtpRequest.next(random), NtpRequest.next(random));
    }

    @Test
    void neverHasAnEmptyNonce() {
        RandomGenerator zeros = () -> 0;
        assertNotEquals(0, NtpRequest.next(zeros).nonceNtp64());
    }
}
