package dev.truechimer.clock.host;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * clock_gettime(2) through java.lang.foreign; stands in for the class of the same name on JDK 22 and newer.
 *
 * <p><b>Threads:</b> any; each has a buffer of its own, on the heap, which a critical call may touch. The call neither blocks
 * nor calls back, so it is safe to hold up a garbage collection for its few nanoseconds. <b>Source:</b> clock_gettime(2),
 * POSIX.1-2024.
 */
final class ClockGettime {

    private ClockGettime() {}

    /** How the C library is reached, for people. A method and not a constant, which javac would copy into its users. */
    static String route() {
        return "java.lang.foreign";
    }

    /** Whether native access was granted; if not, the first reading makes this JDK warn, or fails. */
    static boolean hasNativeAccess() {
        return ClockGettime.class.getModule().isNativeAccessEnabled();
    }

    /**
     * Reads a clock.
     *
     * @param clockId from linux/time.h
     * @return nanoseconds since that clock's origin
     * @throws LinkageError if there is no native access or no such function
     * @throws IllegalStateException if the kernel refuses the clock
     */
    static long nanos(int clockId) {
        Timespec timespec = Libc.TIMESPEC.get();
        int result;
        try {
            result = (int) Libc.CLOCK_GETTIME.invokeExact(clockId, timespec.segment);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable t) {
            throw new AssertionError("a C function throws nothing", t);
        }
        if (result != 0) {
            throw new IllegalStateException("the kernel has no clock with the id " + clockId);
        }
        return timespec.fields[0] * 1_000_000_000L + timespec.fields[1];
    }

    /** Says in one clause what is missing and what to do, given what {@link #nanos} threw. */
    static String remedyFor(Throwable thrown) {
        Throwable root = thrown instanceof ExceptionInInitializerError e ? e.getException() : thrown;
        if (root instanceof IllegalCallerException) {
            return "there is no native access; grant it with --enable-native-access=ALL-UNNAMED (or"
                    + " =dev.truechimer.clock on the module path)";
        }
        return String.valueOf(root.getMessage());
    }

    /** A struct timespec of 64-bit Linux, seconds and nanoseconds, in the two views that are needed of it. */
    private static final class Timespec {
        final long[] fields = new long[2];
        final MemorySegment segment = MemorySegment.ofArray(fields);
    }

    /** Loaded with the first reading, so that the class around it works without native access. */
    private static final class Libc {

        static final ThreadLocal<Timespec> TIMESPEC = ThreadLocal.withInitial(Timespec::new);

        static final MethodHandle CLOCK_GETTIME = bind();

        private Libc() {}

        @SuppressWarnings("restricted") // The descriptor is that of clock_gettime on 64-bit Linux.
        private static MethodHandle bind() {
            if (ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
                throw new IllegalStateException("this is a 32-bit process; use a 64-bit JDK");
            }
            Linker linker = Linker.nativeLinker();
            MemorySegment function = linker.defaultLookup()
                    .find("clock_gettime")
                    .orElseThrow(() -> new IllegalStateException("the C library has no clock_gettime"));
            return linker.downcallHandle(
                    function,
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS),
                    Linker.Option.critical(true));
        }
    }
}
