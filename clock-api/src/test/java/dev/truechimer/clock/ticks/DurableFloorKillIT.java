package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.ChildJvm;
import dev.truechimer.testing.TalkingJvm;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.SplittableRandom;
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
        try (TalkingJvm child = TalkingJvm.start(ChildJvm.small(Child.class, file.toString(), note.toString()))) {
            child.hearNext("issuing", where);
            LockSupport.parkNanos(delayNanos);
            child.kill(where);
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
            LongBuffer note = note(Path.of(arguments[1]));
            try (DurableFloor floor = DurableFloor.open(Path.of(arguments[0]), AHEAD)) {
                floor.attach();
                long next = floor.floorNanos();
                for (int issued = 0; issued < MOST_ISSUED; issued++) {
                    next += STEP_NANOS;
                    floor.cover(next, next + AHEAD.toNanos());
                    note.put(0, next);
                    if (issued == 0) {
                        System.out.println("issuing");
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
