package dev.truechimer.gps;

import dev.truechimer.clock.host.DeviceFile;
import dev.truechimer.clock.host.Errno;
import dev.truechimer.clock.host.NativeCallException;
import dev.truechimer.clock.host.NativeMemory;
import java.nio.file.Path;

/**
 * An open PPS device. It is only read: whoever set its parameters keeps them.
 *
 * <p><b>Threads:</b> one at a time. <b>Source:</b> linux/pps.h and the kernel's drivers/pps/pps.c.
 */
final class PpsDevice implements AutoCloseable {

    /** The request numbers hold the size of a pointer, 8. */
    private static final long PPS_GETPARAMS = 0x800870a1L;

    private static final long PPS_GETCAP = 0x800870a3L;
    private static final long PPS_FETCH = 0xc00870a4L;

    private static final int CAPTURE_ASSERT = 0x01;
    private static final int CAPTURE_CLEAR = 0x02;
    private static final int OFFSET_ASSERT = 0x10;
    private static final int OFFSET_CLEAR = 0x20;
    private static final int CAN_WAIT = 0x100;

    private static final int MODE_AT = 4;
    private static final int ASSERT_OFFSET_AT = 8;
    private static final int CLEAR_OFFSET_AT = 24;
    private static final int OFFSET_NANOS_AT = 8;
    private static final int TIMEOUT_AT = 48;
    private static final int TIMEOUT_NANOS_AT = 56;
    private static final int TIMEOUT_FLAGS_AT = 60;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final DeviceFile file;
    private final boolean isAssert;
    private final NativeMemory memory;
    private boolean canWait;

    private PpsDevice(DeviceFile file, boolean isAssert, NativeMemory memory) {
        this.file = file;
        this.isAssert = isAssert;
        this.memory = memory;
    }

    /**
     * Opens one.
     *
     * @param isAssert which edge is wanted
     * @param memory of at least {@link PpsStamp#FETCH_BYTES}, for this device alone
     * @throws NativeCallException if it is not there, or no PPS device
     * @throws UnusableException if it can't capture this edge
     */
    static PpsDevice open(Path path, boolean isAssert, NativeMemory memory)
            throws NativeCallException, UnusableException {
        PpsDevice device = new PpsDevice(DeviceFile.open(path), isAssert, memory);
        try {
            device.readCapabilities();
            return device;
        } catch (NativeCallException | UnusableException | RuntimeException e) {
            device.close();
            throw e;
        }
    }

    /** The device works, but not for what is asked of it. The message says what to do. */
    static final class UnusableException extends Exception {

        private static final long serialVersionUID = 1;

        UnusableException(String message) {
            super(message);
        }
    }

    private void readCapabilities() throws NativeCallException, UnusableException {
        memory.clear();
        file.ioctl(PPS_GETCAP, "PPS_GETCAP", memory);
        int capabilities = memory.bytes().getInt(0);
        if ((capabilities & (isAssert ? CAPTURE_ASSERT : CAPTURE_CLEAR)) == 0) {
            throw new UnusableException(file + " captures no " + edge() + " edges; "
                    + (isAssert
                            ? "where the clear edge has a known distance from the second, declare clearEdge(...)"
                            : "use the assert edge"));
        }
        canWait = (capabilities & CAN_WAIT) != 0;
    }

    /**
     * Checks that the driver captures the edge, and that nobody has told it to shift the stamps.
     *
     * @throws NativeCallException if it can't be asked
     * @throws UnusableException if it does not, or is told to
     */
    void checkParameters() throws NativeCallException, UnusableException {
        memory.clear();
        file.ioctl(PPS_GETPARAMS, "PPS_GETPARAMS", memory);
        int mode = memory.bytes().getInt(MODE_AT);
        if ((mode & (isAssert ? CAPTURE_ASSERT : CAPTURE_CLEAR)) == 0) {
            throw new UnusableException(file + " is set to capture no " + edge()
                    + " edges: whoever set it so with PPS_SETPARAMS has to undo it");
        }
        int at = isAssert ? ASSERT_OFFSET_AT : CLEAR_OFFSET_AT;
        long offsetNanos =
                memory.bytes().getLong(at) * NANOS_PER_SECOND + memory.bytes().getInt(at + OFFSET_NANOS_AT);
        if ((mode & (isAssert ? OFFSET_ASSERT : OFFSET_CLEAR)) != 0 && offsetNanos != 0) {
            throw new UnusableException(file + " is set to shift its stamps by " + offsetNanos
                    + " ns: whoever set it so with PPS_SETPARAMS has to undo it");
        }
    }

    /** The last edge, at once. */
    PpsStamp last() throws NativeCallException {
        return fetch(0);
    }

    /**
     * Waits for an edge of either kind, unless the driver turns out not to wait.
     *
     * @return the last edge of the wanted kind, perhaps the one that was there before
     * @throws NativeCallException with ETIMEDOUT if none came
     */
    PpsStamp await(long timeoutNanos) throws NativeCallException {
        try {
            return fetch(timeoutNanos);
        } catch (NativeCallException e) {
            if (e.errno() != Errno.EOPNOTSUPP) {
                throw e;
            }
            canWait = false;
            return last();
        }
    }

    /** Whether {@link #await} waits; if not, {@link #last} has to be asked often. */
    boolean canWait() {
        return canWait;
    }

    private PpsStamp fetch(long timeoutNanos) throws NativeCallException {
        memory.clear();
        memory.bytes().putLong(TIMEOUT_AT, timeoutNanos / NANOS_PER_SECOND);
        memory.bytes().putInt(TIMEOUT_NANOS_AT, (int) (timeoutNanos % NANOS_PER_SECOND));
        memory.bytes().putInt(TIMEOUT_FLAGS_AT, 0);
        file.ioctl(PPS_FETCH, "PPS_FETCH", memory);
        return PpsStamp.of(memory.bytes(), isAssert);
    }

    private String edge() {
        return isAssert ? "assert" : "clear";
    }

    @Override
    public void close() {
        file.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
