package dev.truechimer.hlc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.ChildJvm;
import dev.truechimer.testing.TalkingJvm;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a real JVM again and again while it opens its journal, writes it, and issues timestamps as fast as it can; the timestamps of
 * all lives increase strictly. What a life has issued it notes in a mapped file, which survives it.
 */
class HlcJournalKillIT {

    private static final long SEED = Long.getLong("truechimer.hlc.kill.seed", 20261120L);
    private static final int LANES = 2;
    private static final int LIVES_OF_A_LANE = Integer.getInteger("truechimer.hlc.kill.lives", 110);
    private static final long HOUR_MICROS = 3_600_000_000L;

    /** How many timestamps a life notes at most; then it stops and waits for its end. */
    private static final int NOTED = 1 << 20;

    private static final long END_LIMIT_SECONDS = 60;

    @TempDir
    private Path folder;

    /** When a child is killed. */
    private enum Moment {
        ANY(0),
        WHILE_OPENING(1),
        AFTER_OPENING(2),
        WHILE_ISSUING(3);

        /** How often the child has spoken by then. */
        private final int spoken;

        Moment(int spoken) {
            this.spoken = spoken;
        }
    }

    /** What one life is to be. */
    private record Plan(Moment moment, long physicalStepMicros, Duration ahead, int timestamps, long delayNanos) {

        static Plan drawn(SplittableRandom random) {
            int dice = random.nextInt(10);
            Moment moment = dice == 0
                    ? Moment.ANY
                    : dice <= 2 ? Moment.WHILE_OPENING : dice == 3 ? Moment.AFTER_OPENING : Moment.WHILE_ISSUING;
            long delayNanos = random.nextLong(moment == Moment.ANY ? 400_000_000 : 3_000_000);
            long step = random.nextInt(3) > 0 ? 0 : -random.nextLong(1, 48) * HOUR_MICROS;
            // The shortest lease writes all the time, so that many die in the middle of a write.
            Duration ahead = random.nextBoolean() ? Duration.ofMillis(1) : HlcJournal.DEFAULT_AHEAD;
            return new Plan(moment, step, ahead, 1 << random.nextInt(16), delayNanos);
        }
    }

    /** What came of the lives of one lane, or of all. */
    private static final class Tally {
        private final Map<Moment, Integer> killed = new EnumMap<>(Moment.class);
        private int issuing;
        private int issuingSetBack;
        private int issuingForward;
        private int inTheMiddleOfAWrite;
        private int aboveThePhysicalClock;
        private long timestamps;

        void add(Tally other) {
            other.killed.forEach((moment, count) -> killed.merge(moment, count, Integer::sum));
            issuing += other.issuing;
            issuingSetBack += other.issuingSetBack;
            issuingForward += other.issuingForward;
            inTheMiddleOfAWrite += other.inTheMiddleOfAWrite;
            aboveThePhysicalClock += other.aboveThePhysicalClock;
            timestamps += other.timestamps;
        }

        @Override
        public String toString() {
            return killed + "; " + issuing + " while timestamps were issued, " + issuingSetBack
                    + " of them with the clock set back, " + issuingForward + " forward; " + inTheMiddleOfAWrite
                    + " in the middle of a write; " + aboveThePhysicalClock + " began above their physical clock; "
                    + timestamps + " timestamps";
        }
    }

    /** One journal, and one life on it after the other. */
    private final class Lane {
        private final int number;
        private final SplittableRandom random;
        private final Path journal;
        private final Path notes;
        private final Tally tally = new Tally();

        /** Of all lives so far. */
        private long highest;

        private Lane(int number) {
            this.number = number;
            this.random = new SplittableRandom(SEED + number);
            this.journal = folder.resolve("clock" + number + ".hlc");
            this.notes = folder.resolve("notes" + number);
        }

        Tally live() throws Exception {
            for (int life = 0; life < LIVES_OF_A_LANE; life++) {
                Plan plan = Plan.drawn(random);
                String where = "seed " + SEED + ", lane " + number + ", life " + life + ", " + plan;
                Files.deleteIfExists(notes);
                kill(plan, where);
                read(plan, where);
            }
            return tally;
        }

        private void kill(Plan plan, String where) throws Exception {
            ProcessBuilder builder = ChildJvm.small(
                    Child.class,
                    journal.toString(),
                    notes.toString(),
                    Long.toString(plan.physicalStepMicros()),
                    plan.ahead().toString(),
                    Integer.toString(plan.timestamps()));
            try (TalkingJvm child = TalkingJvm.start(builder)) {
                for (String progress : Child.PROGRESS.subList(0, plan.moment().spoken)) {
                    child.hearNext(progress, where);
                }
                LockSupport.parkNanos(plan.delayNanos());
                child.kill(where);
            }
            tally.killed.merge(plan.moment(), 1, Integer::sum);
            if (Files.exists(folder.resolve("clock" + number + ".hlc.tmp"))) {
                tally.inTheMiddleOfAWrite++;
            }
        }

        private void read(Plan plan, String where) throws IOException {
            if (!Files.exists(notes)) {
                return;
            }
            long[] issued = noted(notes);
            long before = highest;
            int count = 0;
            for (int i = 0; issued[i] != 0; i++) {
                if (issued[i] <= highest) {
                    throw new AssertionError(where + ": issued " + HybridTimestamp.format(issued[i]) + " as number " + i
                            + " after " + HybridTimestamp.format(highest)
                            + (highest == before ? " of a life before" : " of the same life"));
                }
                highest = issued[i];
                count++;
            }
            tally.timestamps += count;
            if (count > 0 && count < NOTED) {
                tally.issuing++;
                tally.issuingSetBack += plan.physicalStepMicros() < 0 ? 1 : 0;
                tally.issuingForward += plan.physicalStepMicros() == 0 ? 1 : 0;
                long leadMicros = HybridTimestamp.micros(issued[0]) - Child.physicalMicros(plan.physicalStepMicros());
                tally.aboveThePhysicalClock += leadMicros > 0 ? 1 : 0;
            }
        }
    }

    /** What is noted, and a zero behind it. */
    private static long[] noted(Path notes) throws IOException {
        try (FileChannel channel = FileChannel.open(notes, StandardOpenOption.READ)) {
            long[] issued = new long[NOTED + 1];
            MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            LongBuffer longs = mapped.asLongBuffer();
            longs.get(issued, 0, Math.min(NOTED, longs.remaining()));
            return issued;
        }
    }

    @Test
    void noKillBreaksTheOrder() throws Exception {
        List<FutureTask<Tally>> lanes = new ArrayList<>();
        for (int number = 0; number < LANES; number++) {
            FutureTask<Tally> lane = new FutureTask<>(new Lane(number)::live);
            lanes.add(lane);
            Thread thread = new Thread(lane, "lane " + number);
            thread.setDaemon(true);
            thread.start();
        }
        Tally all = new Tally();
        for (FutureTask<Tally> lane : lanes) {
            all.add(outcome(lane));
        }
        System.out.println("seed " + SEED + ": " + all);
        int kills = all.killed.values().stream().mapToInt(Integer::intValue).sum();
        assertEquals(LANES * LIVES_OF_A_LANE, kills);
        assertEquals(Moment.values().length, all.killed.size(), all::toString);
        assertTrue(all.issuing > kills / 2, all::toString);
        assertTrue(all.issuingSetBack > kills / 10, all::toString);
        assertTrue(all.issuingForward > kills / 10, all::toString);
        assertTrue(all.inTheMiddleOfAWrite > 0, all::toString);
        assertTrue(all.aboveThePhysicalClock > 0, all::toString);
    }

    private static Tally outcome(FutureTask<Tally> lane) throws Exception {
        try {
            return lane.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** A second process is kept out, also after this one has tried to open the journal twice, and let in after the close. */
    @Test
    void isOpenInOneProcess() throws Exception {
        Path journal = folder.resolve("clock.hlc");
        Path notes = folder.resolve("notes");
        String[] arguments = {journal.toString(), notes.toString(), "0", "PT0.25S", "1"};
        try (HlcJournal ours = HlcJournal.open(journal)) {
            assertThrowsInUse(journal);
            Process refused = ChildJvm.small(Child.class, arguments).start();
            String said = new String(refused.getInputStream().readAllBytes(), UTF_8);
            assertTrue(refused.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS));
            assertTrue(
                    said.contains(
                            "JournalInUseException: another process has the journal's lock, " + journal.toRealPath()
                                    + ".lock: each clock needs a journal of its own; end that process, or use another file"),
                    said);
            assertEquals(1, refused.exitValue());
            assertEquals(0, ours.bound());
        }
        try (TalkingJvm admitted = TalkingJvm.start(ChildJvm.small(Child.class, arguments))) {
            for (String progress : Child.PROGRESS) {
                admitted.hearNext(progress, "the second process");
            }
            JournalInUseException inUse = assertThrowsInUse(journal);
            assertTrue(inUse.getMessage().startsWith("another process has the journal's lock"), inUse.getMessage());
            admitted.kill("the second process");
        }
        try (HlcJournal again = HlcJournal.open(journal)) {
            assertTrue(again.bound() > 0, "what the other process has stored");
        }
    }

    private static JournalInUseException assertThrowsInUse(Path journal) {
        return assertThrows(
                JournalInUseException.class, () -> HlcJournal.open(journal).close());
    }

    /** The JVM that is killed. */
    static final class Child {

        /** What it says in the course of its life. */
        private static final List<String> PROGRESS = List.of("opening", "open", "issuing");

        private Child() {}

        static long physicalMicros(long stepMicros) {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000 + stepMicros;
        }

        /** Its arguments: journal, notes, step of the physical clock, lease, and after how many timestamps it speaks. */
        public static void main(String[] arguments) throws Exception {
            live(
                    Path.of(arguments[0]),
                    Path.of(arguments[1]),
                    Long.parseLong(arguments[2]),
                    Duration.parse(arguments[3]),
                    Integer.parseInt(arguments[4]));
        }

        private static void say(int progress) {
            System.out.println(PROGRESS.get(progress));
        }

        private static void live(Path file, Path notes, long stepMicros, Duration ahead, int speakAfter)
                throws Exception {
            MappedByteBuffer mapped;
            try (FileChannel channel = FileChannel.open(
                    notes, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, NOTED * (long) Long.BYTES);
            }
            LongBuffer issued = mapped.asLongBuffer();
            say(0);
            try (HlcJournal journal = HlcJournal.open(file, ahead)) {
                // Goes on when its physical clock was set back, which is what may break the order.
                HybridLogicalClock clock = HybridLogicalClock.builder(() -> physicalMicros(stepMicros))
                        .offsetPolicy(OffsetPolicy.ACCEPT)
                        .journal(journal)
                        .build();
                say(1);
                for (int i = 0; i < NOTED; i++) {
                    issued.put(i, clock.now());
                    if (i == speakAfter - 1) {
                        say(2);
                    }
                }
                // Until it is killed, or its parent has ended.
                while (System.in.read() >= 0) {
                    Thread.onSpinWait();
                }
            }
        }
    }
}
