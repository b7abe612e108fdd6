package dev.truechimer.ptp.device;

import dev.truechimer.ptpgps.FuzzedDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The answers of drivers about hardware clocks: an input is one of them, cut or filled up with zeros. */
public final class FuzzedPhc implements FuzzedDecoder {

    private static final String SAMPLES = "samples";
    private static final String NONE = "none";

    @Override
    public String name() {
        return "phc";
    }

    @Override
    public Set<String> outcomes() {
        return Set.of(SAMPLES, NONE);
    }

    @Override
    public String check(byte[] input) {
        ByteBuffer answer =
                ByteBuffer.wrap(Arrays.copyOf(input, SysOffsetExtended.BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        List<PhcSample> extended = SysOffsetExtended.read(answer);
        if (!extended.equals(SysOffsetExtended.read(KernelAnswers.extended(extended)))) {
            throw new AssertionError("not the same after it was written: " + extended);
        }
        SysOffset.read(answer);
        SysOffsetPrecise.read(answer, false);
        SysOffsetPrecise.read(answer, true);
        ClockCaps.read(answer);
        return extended.isEmpty() ? NONE : SAMPLES;
    }
}
