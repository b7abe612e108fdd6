package dev.truechimer.clock.host;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A segment of System V shared memory that another process writes, attached for reading.
 *
 * <p><b>Threads:</b> one at a time. <b>Hazard:</b> the bytes change while they are read. A segment that was removed stays
 * readable here, but nobody writes it any more: {@link #isCurrent()}. <b>Source:</b> shmget(2), shmat(2).
 */
public final class SharedMemory implements AutoCloseable {

    private static final int READ_ONLY = 0x1000;
    private static final long FAILED = -1;
    private static final int IPC_PRIVATE = 0;

    private final int key;
    private final int size;
    private final int id;
    private final long address;
    private final ByteBuffer bytes;
    private boolean closed;

    private SharedMemory(int key, int size, int id, long address) {
        this.key = key;
        this.size = size;
        this.id = id;
        this.address = address;
        this.bytes = new Pointer(address)
                .getByteBuffer(0, size)
                .order(ByteOrder.nativeOrder())
                .asReadOnlyBuffer()
                .order(ByteOrder.nativeOrder());
    }

    /**
     * Attaches a segment that exists.
     *
     * @param key what its maker chose; not 0, for which the kernel would make a new one
     * @param size how many bytes it must have at least, {@code >= 1}
     * @throws IllegalArgumentException if the key is 0 or the size is not positive
     * @throws NativeCallException if there is none (ENOENT), it is smaller (EINVAL) or this user may not read it (EACCES)
     * @throws UnsupportedOperationException if JNA is missing; the message says what to do
     */
    public static SharedMemory attach(int key, int size) throws NativeCallException {
        if (key == IPC_PRIVATE || size < 1) {
            throw new IllegalArgumentException("the key must not be 0 and the size be >= 1: " + key + ", " + size);
        }
        LibC.require();
        int id = LibC.shmget(key, size, 0);
        if (id < 0) {
            throw new NativeCallException("shmget", name(key), LibC.errno());
        }
        long address = LibC.shmat(id, 0, READ_ONLY);
        if (address == FAILED) {
            throw new NativeCallException("shmat", name(key), LibC.errno());
        }
        return new SharedMemory(key, size, id, address);
    }

    /**
     * The bytes, in the order of this machine.
     *
     * @return not to be used after {@link #close()}, which would end this JVM
     * @throws IllegalStateException if it is closed
     */
    public ByteBuffer bytes() {
        if (closed) {
            throw new IllegalStateException(name(key) + " is detached");
        }
        return bytes;
    }

    /** Whether the key still leads to this segment: it does not, once it was removed or replaced. */
    public boolean isCurrent() {
        return LibC.shmget(key, size, 0) == id;
    }

    /** Detaches it; later calls do nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            // It can only fail for an address that is not attached.
            LibC.shmdt(address);
        }
    }

    @Override
    public String toString() {
        return name(key);
    }

    private static String name(int key) {
        return "the shared memory with the key 0x" + Integer.toHexString(key);
    }
}
