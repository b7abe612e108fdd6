package dev.truechimer.clock.host;

import com.sun.jna.Native;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library that the JDK does not offer, through JNA's direct mapping: pointers are passed as numbers,
 * structures lie in {@link NativeMemory}, never in JNA's own.
 *
 * <p><b>Library:</b> the system property {@code truechimer.libc} names another one than the C library, by name or path.
 * <b>Threads:</b> any; the last error is per thread. <b>Source:</b> the manual page of each function; types are those of
 * 64-bit Linux, the same on x86-64 and aarch64. Functions with variable arguments are called with the three that they
 * always get, which both calling conventions pass like fixed ones.
 */
final class LibC {

    /** Documented at {@link dev.truechimer.clock.ticks.Ticks#monotonicRaw()}. */
    private static final String LIBRARY_PROPERTY = "truechimer.libc";

    private LibC() {}

    /**
     * Checks that the functions can be called.
     *
     * @throws UnsupportedOperationException if not; the message says what is missing and what to do
     */
    static void require() {
        String problem = Availability.PROBLEM;
        if (problem != null) {
            throw new UnsupportedOperationException("the C library can't be called: " + problem, Availability.CAUSE);
        }
    }

    /** The number of the error that the last call of this thread ended with. */
    static int errno() {
        return Native.getLastError();
    }

    static native int open(String path, int flags);

    static native int close(int fd);

    static native int ioctl(int fd, long request, long argument);

    static native int clock_gettime(int clockId, long timespec);

    static native int adjtimex(long timex);

    static native int shmget(int key, long size, int flags);

    static native long shmat(int id, long address, int flags);

    static native int shmdt(long address);

    static native int socket(int domain, int type, int protocol);

    static native int bind(int fd, long address, int length);

    static native long sendto(int fd, long data, long length, int flags, long address, int addressLength);

    static native long recv(int fd, long data, long length, int flags);

    static native int poll(long descriptors, long count, int timeoutMillis);

    /** Tried once, when first asked for; the outcome does not change while this JVM lives. */
    private static final class Availability {

        static final @Nullable String PROBLEM;
        static final @Nullable Throwable CAUSE;

        static {
            String problem = null;
            Throwable cause = null;
            String os = System.getProperty("os.name", "");
            if (!os.toLowerCase(Locale.ROOT).startsWith("linux")) {
                problem = "it takes Linux, and this is " + os;
            } else {
                try {
                    register();
                } catch (LinkageError | RuntimeException e) {
                    problem = JnaRemedy.of(e);
                    cause = e;
                }
            }
            PROBLEM = problem;
            CAUSE = cause;
        }

        private Availability() {}

        private static void register() {
            if (Native.LONG_SIZE != Long.BYTES) {
                throw new IllegalStateException("this is a 32-bit process; use a 64-bit JDK");
            }
            Native.register(LibC.class, System.getProperty(LIBRARY_PROPERTY, "c"));
        }
    }
}
