package dev.truechimer.clock.host;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * What the kernel was told about the quality of CLOCK_REALTIME by whoever disciplines it.
 *
 * <p><b>Use:</b> read only; nothing of this library ever changes it. <b>Threads:</b> immutable. <b>Source:</b>
 * adjtimex(2); the layout is that of struct timex on 64-bit Linux, the same on x86-64 and aarch64.
 *
 * @param state what the call returned: 0 is good, 1 to 4 tell of a leap second, 5 of a clock that nobody disciplines
 * @param status the bits of STA_...
 * @param offsetNanos what is still to be slewed away
 * @param frequencyScaled ppm times 2^16 that the clock is run faster
 * @param maxErrorMicros the most that it may be wrong, which grows by 500 ppm while nobody updates it
 * @param estimatedErrorMicros the same, estimated
 * @param taiOffsetSeconds TAI − UTC as the kernel was told; 0 on most hosts, where nobody does
 */
public record KernelClockState(
        int state,
        int status,
        long offsetNanos,
        long frequencyScaled,
        long maxErrorMicros,
        long estimatedErrorMicros,
        int taiOffsetSeconds) {

    private static final int STA_UNSYNC = 0x40;
    private static final int STA_NANO = 0x2000;
    private static final int TIMEX_BYTES = 208;
    private static final int NANOS_PER_MICRO = 1_000;

    /**
     * Asks the kernel.
     *
     * @throws NativeCallException if it refuses, as in some sandboxes
     * @throws UnsupportedOperationException if JNA is missing; the message says what to do
     */
    public static KernelClockState read() throws NativeCallException {
        // All zero: no mode bit is set, so nothing is changed.
        NativeMemory timex = new NativeMemory(TIMEX_BYTES);
        try {
            int state = LibC.adjtimex(timex.address());
            if (state < 0) {
                throw new NativeCallException("adjtimex", "the clock's state", LibC.errno());
            }
            return of(state, timex.bytes());
        } finally {
            Reference.reachabilityFence(timex);
        }
    }

    /** Reads the structure. */
    static KernelClockState of(int state, ByteBuffer timex) {
        int status = timex.getInt(40);
        long offset = timex.getLong(8);
        return new KernelClockState(
                state,
                status,
                (status & STA_NANO) != 0 ? offset : offset * NANOS_PER_MICRO,
                timex.getLong(16),
                timex.getLong(24),
                timex.getLong(32),
                timex.getInt(160));
    }

    /** Whether somebody disciplines the clock, as far as the kernel was told. */
    public boolean isSynchronized() {
        return (status & STA_UNSYNC) == 0;
    }
}
