package dev.truechimer.clock.host;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * clock_gettime(2) through JNA's direct mapping. On JDK 22 and newer a class of the same name that goes through
 * java.lang.foreign takes its place in the multi-release jar.
 *
 * <p><b>Threads:</b> any; each has a buffer of its own. <b>Source:</b> clock_gettime(2), POSIX.1-2024.
 */
final class ClockGettime {

    /** Documented at {@link dev.truechimer.clock.ticks.Ticks#monotonicRaw()}. */
    private static final String LIBRARY_PROPERTY = "truechimer.libc";

    private ClockGettime() {}

    /** How the C library is reached, for people. A method and not a constant, which javac would copy into its users. */
    static String route() {
        return "JNA";
    }

    /** Whether this JDK lets the C library be called without a word. JDKs older than 22 do. */
    static boolean hasNativeAccess() {
        return true;
    }

    /**
     * Reads a clock.
     *
     * @param clockId from linux/time.h
     * @return nanoseconds since that clock's origin
     * @throws LinkageError if JNA or the C library is missing
     * @throws IllegalStateException if the kernel refuses the clock
     */
    static long nanos(int clockId) {
        Timespec timespec = Libc.TIMESPEC.get();
        if (Libc.clock_gettime(clockId, timespec.address) != 0) {
            throw new IllegalStateException("the kernel has no clock with the id " + clockId);
        }
        return timespec.fields.getLong(0) * 1_000_000_000L + timespec.fields.getLong(Long.BYTES);
    }

    /** Says in one clause what is missing and what to do, given what {@link #nanos} threw. */
    static String remedyFor(Throwable thrown) {
        return JnaRemedy.ofClock(thrown);
    }

    /**
     * A struct timespec of 64-bit Linux: seconds and nanoseconds, 8 bytes each. The JDK reads a direct buffer faster than JNA
     * reads its own memory.
     */
    private static final class Timespec {
        final ByteBuffer fields = ByteBuffer.allocateDirect(2 * Long.BYTES).order(ByteOrder.nativeOrder());
        final long address = Pointer.nativeValue(Native.getDirectBufferPointer(fields));
    }

    /** Loaded with the first reading, so that the class around it works without JNA. */
    private static final class Libc {

        static final ThreadLocal<Timespec> TIMESPEC = ThreadLocal.withInitial(Timespec::new);

        static {
            if (Native.LONG_SIZE != Long.BYTES) {
                throw new IllegalStateException("this is a 32-bit process; use a 64-bit JDK");
            }
            Native.register(Libc.class, System.getProperty(LIBRARY_PROPERTY, "c"));
        }

        private Libc() {}

        /** The second argument is a pointer, which JNA passes fastest as a number. */
        static native int clock_gettime(int clockId, long timespec);
    }
}
