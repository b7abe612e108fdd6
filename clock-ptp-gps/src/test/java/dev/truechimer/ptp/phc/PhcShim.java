package dev.truechimer.ptp.phc;

import com.sun.jna.NativeLibrary;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.SharedLibrary;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * PTP hardware clocks in user space, for the JVM that the test runs in: a shared library in place of the C library, built
 * by gcc. The clocks show CLOCK_REALTIME plus an offset plus an error that jumps within a limit.
 *
 * <p><b>Threads:</b> any may set a clock; its next reader sees it.
 */
public final class PhcShim {

    /** How many clocks there are. */
    static final int DEVICES = 8;

    /** TAI − UTC since 2017. */
    static final Duration TAI_OFFSET = Duration.ofSeconds(37);

    private static final String SOURCE = "phc-shim.c";
    private static final String DEVICE_PREFIX = "/dev/ptp10";
    private static final VarHandle FIELD = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer devices;

    private PhcShim(ByteBuffer devices) {
        this.devices = devices;
    }

    /**
     * Builds the library and makes it this JVM's C library; a test of it {@linkplain NeedsGcc needs gcc}.
     *
     * @param folder the test's own
     */
    public static PhcShim load(Path folder) throws IOException, InterruptedException {
        Path library = SharedLibrary.build(PhcShim.class, SOURCE, folder);
        System.setProperty("truechimer.libc", library.toString());
        long size = (long) DEVICES * Field.values().length * Long.BYTES;
        ByteBuffer devices = NativeLibrary.getInstance(library.toString())
                .getGlobalVariableAddress("phc_shim_devices")
                .getByteBuffer(0, size);
        return new PhcShim(devices.order(ByteOrder.nativeOrder()));
    }

    /** What can be set and read of a clock, in the order of the library's structure. */
    private enum Field {
        PRESENT(0),
        GENERATION(1),
        ABILITIES(2),
        FAILURE(3),
        OFFSET(4),
        WOBBLE(5),
        DELAY_BEFORE(6),
        DELAY_AFTER(7),
        OPENED(8),
        CLOSED(9),
        RAW_AHEAD(10);

        private final int index;

        Field(int index) {
            this.index = index;
        }
    }

    /** What of a clock can work, as bits of the library's. */
    enum Ability {
        SAYS_CROSS_TIMESTAMPING(1),
        PRECISE(2),
        EXTENDED(4),
        EXTENDED_CLOCK_ID(8),
        PLAIN(16),
        CLOCK_GETTIME(32);

        private final long bit;

        Ability(long bit) {
            this.bit = bit;
        }
    }

    /** Several abilities in one number. */
    static long bits(Ability... abilities) {
        long bits = 0;
        for (Ability each : abilities) {
            bits |= each.bit;
        }
        return bits;
    }

    /** A clock that is plugged in, can do everything, is on TAI and exact. */
    public Device plugged(int number) {
        Device device = new Device(number);
        for (Field field : Field.values()) {
            device.set(field, field == Field.GENERATION ? device.get(field) + 1 : 0);
        }
        device.can(Ability.values());
        device.offset(TAI_OFFSET);
        device.set(Field.PRESENT, 1);
        return device;
    }

    /** How many files of these clocks this process has open. */
    static int openFiles() throws IOException {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path each : files) {
                if (Files.isSymbolicLink(each) && linkOf(each).contains("phc-shim")) {
                    count++;
                }
            }
        }
        return count;
    }

    private static String linkOf(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // The file that the list of files was read by.
            return "";
        }
    }

    /** One of the clocks. */
    public final class Device {

        private final int number;

        private Device(int number) {
            this.number = number;
        }

        /** Its file. */
        public Path path() {
            return Path.of(DEVICE_PREFIX + number);
        }

        void unplug() {
            set(Field.PRESENT, 0);
        }

        void replug() {
            set(Field.GENERATION, get(Field.GENERATION) + 1);
            set(Field.PRESENT, 1);
        }

        void can(Ability... abilities) {
            can(bits(abilities));
        }

        /** The same, as {@link PhcShim#bits} put it. */
        void can(long bits) {
            set(Field.ABILITIES, bits);
        }

        /** Every question ends with this error; 0: with none. */
        void fail(int errno) {
            set(Field.FAILURE, errno);
        }

        /** How far it is ahead of CLOCK_REALTIME. */
        void offset(Duration ahead) {
            set(Field.OFFSET, ahead.toNanos());
        }

        /** By how much it is off at most, on either side, beside the offset. */
        public void wobble(Duration most) {
            set(Field.WOBBLE, most.toNanos());
        }

        /** How long its driver takes before and after it reads the clock. */
        void delays(Duration before, Duration after) {
            set(Field.DELAY_BEFORE, before.toNanos());
            set(Field.DELAY_AFTER, after.toNanos());
        }

        /** How far the kernel's stamps of CLOCK_MONOTONIC_RAW are ahead of what this process reads. */
        void rawAhead(Duration ahead) {
            set(Field.RAW_AHEAD, ahead.toNanos());
        }

        long opened() {
            return get(Field.OPENED);
        }

        long closed() {
            return get(Field.CLOSED);
        }

        private void set(Field field, long value) {
            FIELD.setVolatile(devices, at(field), value);
        }

        private long get(Field field) {
            return (long) FIELD.getVolatile(devices, at(field));
        }

        private int at(Field field) {
            return (number * Field.values().length + field.index) * Long.BYTES;
        }
    }
}
