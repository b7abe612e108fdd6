package dev.truechimer.clock.host;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory that the kernel reads or writes during a call: a structure of fixed layout.
 *
 * <p><b>Threads:</b> one at a time. <b>Lifetime:</b> as long as this is reachable.
 */
public final class NativeMemory {

    private final ByteBuffer bytes;
    private final long address;

    /**
     * Zeroed memory.
     *
     * @param size in bytes
     * @throws UnsupportedOperationException if JNA is missing; the message says what to do
     */
    public NativeMemory(int size) {
        LibC.require();
        bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
    }

    /** The bytes, in the order of this machine; position and limit are the caller's to use. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Sets every byte to zero, and position and limit to the whole. */
    public void clear() {
        bytes.clear();
        for (int i = 0; i < bytes.capacity(); i++) {
            bytes.put(i, (byte) 0);
        }
    }

    /** Where it lies; whoever gives this to the kernel keeps this object reachable until the call is over. */
    long address() {
        return address;
    }
}
