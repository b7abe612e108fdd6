package dev.truechimer.gps;

import dev.truechimer.testing.SharedLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A PPS device for this JVM: what {@code /dev/pps0} opens from the time on when {@link #install} was called, which must be
 * before anything calls the C library. <b>Threads:</b> any may set it.
 */
final class PpsShim {

    static final Path DEVICE = Path.of("/dev/pps0");

    static final int CAPTURE_ASSERT = 0x01;
    static final int CAPTURE_CLEAR = 0x02;
    static final int OFFSET_ASSERT = 0x10;
    static final int CAN_WAIT = 0x100;

    /** By their places in the C file. */
    enum Control {
        LATENCY_NANOS(0),
        SHIFT_NANOS(1),
        OPEN_ERROR(2),
        FETCH_ERROR(3),
        WAIT_ERROR(4),
        CAPABILITIES(5),
        MODE(6),
        OFFSET_NANOS(7),
        LOST(8),
        WIDTH_NANOS(9),
        FLAGS(10),
        FETCHES(11),
        INTERRUPTIONS(12);

        private final int place;

        Control(int place) {
            this.place = place;
        }
    }

    private static final VarHandle CONTROLS =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer controls;

    private PpsShim(ByteBuffer controls) {
        this.controls = controls;
    }

    /**
     * Builds the library and makes it this JVM's C library.
     *
     * @param folder outlives this JVM's use of it
     */
    static PpsShim install(Path folder) {
        try {
            Path library = SharedLibrary.build(PpsShim.class, "pps-shim.c", folder);
            Path file = folder.resolve(library.getFileName() + ".control");
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                PpsShim shim = new PpsShim(
                        channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) Control.values().length * Long.BYTES));
                shim.reset();
                System.setProperty("truechimer.libc", library.toString());
                return shim;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** As a device that works. */
    void reset() {
        for (Control each : Control.values()) {
            set(each, 0);
        }
        set(Control.LATENCY_NANOS, 20_000);
        set(Control.CAPABILITIES, CAPTURE_ASSERT | CAPTURE_CLEAR | CAN_WAIT);
        set(Control.MODE, CAPTURE_ASSERT | CAPTURE_CLEAR);
    }

    void set(Control which, long value) {
        CONTROLS.setRelease(controls, which.place * Long.BYTES, value);
    }

    long read(Control which) {
        return (long) CONTROLS.getAcquire(controls, which.place * Long.BYTES);
    }
}
