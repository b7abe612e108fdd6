package dev.truechimer.clock.host;

import java.lang.ref.Reference;
import java.nio.file.Path;

/**
 * An open character device of this host, for what only ioctl(2) can ask of it.
 *
 * <p><b>Threads:</b> one at a time. <b>Lifetime:</b> opened once, closed once; a device that was unplugged answers every
 * request with ENODEV or the like, and its successor has to be opened anew.
 */
public final class DeviceFile implements AutoCloseable {

    /** From fcntl.h: for reading, and not inherited by child processes. */
    private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Path path;
    private final int fd;
    private final NativeMemory timespec;
    private boolean closed;

    private DeviceFile(Path path, int fd, NativeMemory timespec) {
        this.path = path;
        this.fd = fd;
        this.timespec = timespec;
    }

    /**
     * Opens a device for reading.
     *
     * @throws NativeCallException if the kernel refuses
     * @throws UnsupportedOperationException if JNA is missing; the message says what to do
     */
    public static DeviceFile open(Path path) throws NativeCallException {
        NativeMemory timespec = new NativeMemory(2 * Long.BYTES);
        int fd = LibC.open(path.toString(), READ_ONLY_CLOSE_ON_EXEC);
        if (fd < 0) {
            throw new NativeCallException("open", path.toString(), LibC.errno());
        }
        return new DeviceFile(path, fd, timespec);
    }

    /**
     * Asks the device.
     *
     * @param request the request's number, as its kernel header makes it
     * @param name the request's name, for messages
     * @param argument what the kernel reads and writes
     * @throws NativeCallException if the kernel or the driver refuses
     */
    public void ioctl(long request, String name, NativeMemory argument) throws NativeCallException {
        requireOpen();
        try {
            if (LibC.ioctl(fd, request, argument.address()) < 0) {
                throw new NativeCallException("ioctl " + name, path.toString(), LibC.errno());
            }
        } finally {
            Reference.reachabilityFence(argument);
        }
    }

    /**
     * Reads the clock that the device is, by its dynamic clock id.
     *
     * @return nanoseconds since the clock's own origin
     * @throws NativeCallException if the device is no clock, or is gone
     */
    public long clockNanos() throws NativeCallException {
        requireOpen();
        // FD_TO_CLOCKID of the kernel's documentation of dynamic clocks.
        int clockId = ~fd << 3 | 3;
        if (LibC.clock_gettime(clockId, timespec.address()) != 0) {
            throw new NativeCallException("clock_gettime", path.toString(), LibC.errno());
        }
        return timespec.bytes().getLong(0) * NANOS_PER_SECOND + timespec.bytes().getLong(Long.BYTES);
    }

    /** Closes it; later calls do nothing. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            // The descriptor is free afterwards whatever the result, and nothing was written that could be lost.
            LibC.close(fd);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(path + " is closed");
        }
    }
}
