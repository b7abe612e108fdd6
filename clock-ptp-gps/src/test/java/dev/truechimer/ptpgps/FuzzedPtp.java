package dev.truechimer.ptpgps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.ptp.wire.PtpCodec;
import dev.truechimer.ptp.wire.PtpDecoded;
import dev.truechimer.ptp.wire.PtpMessage;
import dev.truechimer.ptp.wire.PtpRejection;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;

/** Messages of PTP, those of its management included. */
final class FuzzedPtp implements FuzzedDecoder {

    @Override
    public String name() {
        return "ptp";
    }

    /** The messages by their types, and the reasons for a refusal. */
    @Override
    public Set<String> outcomes() {
        Set<String> outcomes = new TreeSet<>(
                Set.of("Announce", "Sync", "FollowUp", "DelayReq", "DelayResp", "Signaling", "Management"));
        for (PtpRejection rejection : PtpRejection.values()) {
            outcomes.add(rejection.name());
        }
        return outcomes;
    }

    @Override
    public String check(byte[] input) {
        byte[] original = input.clone();
        // What lies behind the limit would be read as a part of the message.
        byte[] surrounded = new byte[input.length + 64];
        System.arraycopy(input, 0, surrounded, 32, input.length);
        PtpDecoded decoded = PtpCodec.decode(ByteBuffer.wrap(surrounded, 32, input.length));
        assertEquals(decoded, PtpCodec.decode(ByteBuffer.wrap(input)));
        assertArrayEquals(original, input);
        if (decoded instanceof PtpMessage message) {
            assertEquals(message, PtpCodec.decode(ByteBuffer.wrap(PtpCodec.encode(message))));
            return message.getClass().getSimpleName();
        }
        return decoded.toString();
    }
}
