package dev.truechimer.clock.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.ChildJvm;
import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.SharedLibrary;
import dev.truechimer.testing.TalkingJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel's own state, and a library in place of the C library that tells what it is asked. */
@Requires(NeedsGcc.class)
class KernelClockStateIT {

    private static final int TIMEX_BYTES = 208;

    /** The error bound grows by 500 ppm while nobody disciplines the clock: by less than this during the test. */
    private static final long GROWTH_MICROS = 1_000_000;

    @TempDir
    private Path folder;

    @Test
    void theLayoutIsThatOfTheHeaders() throws Exception {
        long[] layout = HostPeer.build(folder).numbers("timex_layout", 8);
        assertArrayEquals(new long[] {TIMEX_BYTES, 0, 40, 8, 16, 24, 32, 160}, layout);
    }

    @Test
    void agreesWithAProgramInC() throws Exception {
        HostPeer peer = HostPeer.build(folder);
        long[] before = peer.numbers("timex_state", 7);
        KernelClockState state = KernelClockState.read();
        long[] after = peer.numbers("timex_state", 7);

        assertEquals(before[0], state.state());
        assertEquals(before[1], state.status());
        assertEquals((before[1] & 0x40) == 0, state.isSynchronized());
        assertEquals(before[6], state.taiOffsetSeconds());
        assertEquals(before[3], state.frequencyScaled());
        // What a daemon changes at any moment is the same only if it is the same before and after.
        if (before[2] == after[2]) {
            assertEquals((before[1] & 0x2000) != 0 ? before[2] : before[2] * 1_000, state.offsetNanos());
        }
        assertTrue(Math.abs(state.maxErrorMicros() - before[4]) < GROWTH_MICROS, () -> state + ", " + before[4]);
        assertTrue(Math.abs(state.estimatedErrorMicros() - before[5]) < GROWTH_MICROS, () -> state + ", " + before[5]);
    }

    /** All bytes that the kernel is given are zero, and so is the mode among them: nothing can be changed. */
    @Test
    void asksWithoutChangingAnything() throws Exception {
        Path shim = SharedLibrary.build(KernelClockStateIT.class, "adjtimex-shim.c", folder);
        Path record = folder.resolve("record");
        ProcessBuilder child = ChildJvm.of(
                List.of("-Dtruechimer.libc=" + shim, "--enable-native-access=ALL-UNNAMED"),
                Child.class.getName(),
                List.of());
        child.environment().put("TRUECHIMER_SHIM_RECORD", record.toString());
        try (TalkingJvm jvm = TalkingJvm.start(child)) {
            assertEquals(
                    new KernelClockState(1, 0x2000, -1_234_567, 655_360, 16_000_000, 42, 37).toString(),
                    jvm.hear("state:"));
            assertEquals(
                    new KernelClockState(1, 0x40, -1_234_567_000, 655_360, 16_000_000, 42, 37).toString(),
                    jvm.hear("state:"));
        }
        assertEquals(Collections.nCopies(2, "00".repeat(TIMEX_BYTES)), Files.readAllLines(record));
    }

    /** Asks twice. */
    public static final class Child {

        private Child() {}

        public static void main(String[] args) throws Exception {
            System.out.println("state: " + KernelClockState.read());
            System.out.println("state: " + KernelClockState.read());
        }
    }
}
