package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A clock of the kernel by the route through JNA: a class directory has no classes for newer JDKs, so this is what runs
 * here on every JDK.
 */
abstract class KernelTicksContract extends TicksContract {

    /** The factory of {@link Ticks}. */
    abstract String factory();

    /** The kernel's name for it. */
    abstract String clock();

    @Test
    void isOneInstance() {
        assertSame(ticks(), ticks());
    }

    @Test
    void goesThroughJna() {
        assertEquals(clock() + " through JNA", ticks().toString());
    }

    @Test
    void saysWhatToAddIfJnaIsMissing() throws Exception {
        try (IsolatedTicks isolated = IsolatedTicks.with(Ticks.class)) {
            String message = refusal(isolated);
            assertTrue(message.startsWith(clock() + " can't be read: "), message);
            assertTrue(message.contains("add net.java.dev.jna:jna"), message);
            assertEquals(Runtime.version().feature() < 22, message.contains("or run on JDK 22 or newer"), message);
            assertTrue(message.contains("Ticks.system()"), message);
            assertEquals(message, refusal(isolated), "the second call must not differ");
        }
    }

    @Test
    void saysWhatToSetIfTheLibraryIsMissing() throws Exception {
        try (IsolatedTicks isolated = IsolatedTicks.with(Ticks.class, Native.class)) {
            String message = isolated.whileProperty("truechimer.libc", "no-such-library", () -> refusal(isolated));
            assertTrue(message.contains("-Dtruechimer.libc=<name or path>"), message);
            assertTrue(message.contains("no-such-library"), message);
            assertEquals(1, message.lines().count(), message);
        }
    }

    @Test
    void takesTheLibraryThatThePropertyNames() throws Exception {
        Optional<String> libc = loadedLibc();
        assumeTrue(libc.isPresent(), "the C library of this process can't be found in its memory map");
        try (IsolatedTicks isolated = IsolatedTicks.with(Ticks.class, Native.class)) {
            Object ticks = isolated.whileProperty("truechimer.libc", libc.get(), () -> isolated.make(factory()));
            assertEquals(clock() + " through JNA", ticks.toString());
        }
    }

    @Test
    void saysThatOnlyLinuxHasIt() throws Exception {
        try (IsolatedTicks isolated = IsolatedTicks.with(Ticks.class)) {
            String message = isolated.whileProperty("os.name", "Mac OS X", () -> refusal(isolated));
            assertTrue(message.contains("only Linux has this clock, and this is Mac OS X"), message);
        }
    }

    private String refusal(IsolatedTicks isolated) {
        return assertThrows(UnsupportedOperationException.class, () -> isolated.make(factory()))
                .getMessage();
    }

    private static Optional<String> loadedLibc() throws IOException {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.filter(line -> line.matches(".*/(libc\\.so|libc-|ld-musl-)\\S*"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .findFirst();
        }
    }
}
