package dev.truechimer.clock.ticks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real JVM again and again while it issues times under a floor: each next life begins at or above everything
 * that was issued. What a life has issued last it notes in a mapped file, which survives it. How the journal is
 * written, the kills of the hybrid logical clock try at more points.
 */
class DurableFloorKillIT {

    private static final long SEED = Long.getLong("truechimer.floor.kill.seed", 20261120L);
    private static final int LIVES = Integer.getInteger("truechimer.floor.kill.lives", 25);

    /** The shortest lease, renewed all the time, so that many die in the middle of a write. */
    private static final Duration AHEAD = Duration.ofMillis(1);

    private static final long MOST_DELAY_NANOS = 3_000_000;
    private static final long END_LIMIT_SECONDS = 60;

    @TempDir
    private Path folder;

    @Test
    void noKillLosesWhatWasIssued() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        Path file = folder.resolve("clock.floor");
        Path note = folder.resolve("note");
        int inTheMiddleOfAWrite = 0;
        long before = 0;
        for (int life = 0; life < LIVES; life++) {
            String where = "seed " + SEED + ", life " + life;
            killOnceIssuing(file, note, random.nextLong(MOST_DELAY_NANOS), where);
            inTheMiddleOfAWrite += Files.exists(folder.resolve("clock.floor.tmp")) ? 1 : 0;
            long issued = noted(note);
            assertTrue(issued > before, () -> where + ": nothing was issued");
            try (DurableFloor floor = DurableFloor.open(file, AHEAD)) {
                long recovered = floor.floorNanos();
                assertTrue(recovered >= issued, () -> where + ": issued " + issued + ", recovered " + recovered);
                before = recovered;
            }
        }
        assertTrue(inTheMiddleOfAWrite > 0, "nobody died in the middle of a write");
        System.out.println(
                "seed " + SEED + ": " + LIVES + " kills, " + inTheMiddleOfAWrite + " in the middle of a write");
    }

    private static void killOnceIssuing(Path file, Path note, long delayNanos, String where) throws Exception {
        Process child = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        file.toString(),
                        note.toString()))
                .redirectErrorStream(true)
                .start();
        try (InputStream said = child.getInputStream()) {
            int first = said.read();
            assertEquals('.', first, () -> where + ": the child ended, or said " + rest(first, said));
            LockSupport.parkNanos(delayNanos);
        } finally {
            child.destroyForcibly();
        }
        assertTrue(child.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS), where);
        assertEquals(128 + 9, child.exitValue(), () -> where + ": it was not killed");
    }

    private static String rest(int first, InputStream said) {
        try {
            return (char) first + new String(said.readAllBytes(), UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static long noted(Path note) throws IOException {
        try (FileChannel channel = FileChannel.open(note, StandardOpenOption.READ)) {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, Long.BYTES).getLong(0);
        }
    }

    /** The JVM that is killed. */
    static final class Child {

        private static final long STEP_NANOS = 1_000;

        /** More than it can issue before it is killed. */
        private static final int MOST_ISSUED = 1 << 24;

        private Child() {}

        /** Its arguments: floor, note. */
        public static void main(String[] arguments) throws Exception {
            PrintStream parent = System.out;
            LongBuffer note = note(Path.of(arguments[1]));
            try (DurableFloor floor = DurableFloor.open(Path.of(arguments[0]), AHEAD)) {
                floor.attach();
                long next = floor.floorNanos();
                for (int issued = 0; issued < MOST_ISSUED; issued++) {
                    next += STEP_NANOS;
                    floor.cover(next, next + AHEAD.toNanos());
                    note.put(0, next);
                    if (issued == 0) {
                        parent.write('.');
                        parent.flush();
                    }
                }
                // Until it is killed, or its parent has ended.
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            }
        }

        private static LongBuffer note(Path file) throws IOException {
            try (FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                return channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES)
                        .asLongBuffer();
            }
        }
    }
}
