package dev.truechimer.ptpgps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.gps.wire.NtpShmSample;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** A segment of NTP's shared memory. Any bytes are one, unless they are too few, which the kernel sees to. */
final class FuzzedNtpShm implements FuzzedDecoder {

    @Override
    public String name() {
        return "ntp-shm";
    }

    /** What the stamps are. */
    @Override
    public Set<String> outcomes() {
        return Set.of("TOO_SHORT", "NANOS", "MICROS", "NO_TIME");
    }

    @Override
    public String check(byte[] input) {
        if (input.length < NtpShmSample.BYTES) {
            return "TOO_SHORT";
        }
        NtpShmSample sample = NtpShmSample.decode(ByteBuffer.wrap(input).order(ByteOrder.LITTLE_ENDIAN));
        ByteBuffer again = ByteBuffer.allocate(NtpShmSample.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        sample.encode(again);
        assertEquals(sample, NtpShmSample.decode(again));
        if (sample.clockUtcNanos().isEmpty() || sample.receiveUtcNanos().isEmpty()) {
            return "NO_TIME";
        }
        return sample.hasNanos() ? "NANOS" : "MICROS";
    }
}
