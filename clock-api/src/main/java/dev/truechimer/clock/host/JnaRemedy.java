package dev.truechimer.clock.host;

/** Says what to do where JNA does not work. */
final class JnaRemedy {

    /** The first JDK on which the clocks are read without JNA. */
    private static final int FIRST_JDK_WITHOUT_JNA = 22;

    private JnaRemedy() {}

    /** Says in one clause what is missing and what to do, given what the first use of JNA threw. */
    static String of(Throwable thrown) {
        Throwable root = thrown instanceof ExceptionInInitializerError e ? e.getException() : thrown;
        if (isFailedBefore(root)) {
            return "JNA could not be loaded when it was first used ("
                    + firstLine(root.getCause() == null ? root : root.getCause()) + ")";
        }
        if (root instanceof NoClassDefFoundError) {
            return "JNA is missing; add net.java.dev.jna:jna to the class path (or jna-jpms to the module path, with"
                    + " --add-modules com.sun.jna)";
        }
        if (root instanceof UnsatisfiedLinkError) {
            return "JNA can't load a native library (" + firstLine(root)
                    + "); if that is the C library, name it with -Dtruechimer.libc=<name or path>";
        }
        if (root instanceof IllegalCallerException) {
            return "JNA has no native access; grant it with --enable-native-access=ALL-UNNAMED (or =com.sun.jna on the"
                    + " module path)";
        }
        return firstLine(root);
    }

    /** The same for the reading of a clock, which newer JDKs can do without JNA. */
    static String ofClock(Throwable thrown) {
        boolean olderJdk = Runtime.version().feature() < FIRST_JDK_WITHOUT_JNA;
        Throwable root = thrown instanceof ExceptionInInitializerError e ? e.getException() : thrown;
        boolean missing = root instanceof NoClassDefFoundError && !isFailedBefore(root);
        return of(thrown) + (olderJdk && missing ? ", or run on JDK 22 or newer" : "");
    }

    /** A class that is there, but whose first use failed: the JVM then says this at each further use. */
    private static boolean isFailedBefore(Throwable root) {
        return root instanceof NoClassDefFoundError
                && String.valueOf(root.getMessage()).startsWith("Could not initialize class");
    }

    private static String firstLine(Throwable thrown) {
        return String.valueOf(thrown.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
