package dev.truechimer.clock.ticks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.ChildJvm;
import dev.truechimer.testing.TalkingJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A real JVM that is stopped by a signal. Both JVMs read the same CLOCK_MONOTONIC by {@link System#nanoTime()}, so the
 * parent knows a stretch in which no thread of the child ran, and the child must name one that covers it. A loaded
 * machine makes other pauses too; only those of seconds would fail the control.
 */
@EnabledOnOs(OS.LINUX)
class PauseDetectorIT {

    private static final Duration INTERVAL = Duration.ofMillis(1);
    private static final Duration THRESHOLD = Duration.ofMillis(100);
    private static final List<Duration> STOPS =
            List.of(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(3));

    /** What nobody but the longest of the stops does to a child. */
    private static final long CONTROL_NANOS = Duration.ofSeconds(2).toNanos();

    private static final long SIGNAL_LIMIT_NANOS = Duration.ofSeconds(60).toNanos();

    private TalkingJvm child;

    /** The oscillator, while the child certainly stood still. */
    private record Stop(long beginTicks, long endTicks) {

        /** What the child has measured is this. The interval is what it would have slept then anyway. */
        boolean isCoveredBy(Pause pause) {
            return pause.beginTicks() - INTERVAL.toNanos() <= beginTicks && endTicks <= pause.endTicks();
        }

        long lengthNanos() {
            return endTicks - beginTicks;
        }
    }

    @BeforeEach
    void start() throws Exception {
        child = TalkingJvm.start(ChildJvm.small(Child.class));
        child.hear("ready");
    }

    @AfterEach
    void end() {
        child.close();
    }

    @Test
    void aStoppedJvmReportsThePause() throws Exception {
        List<Stop> stops = new ArrayList<>();
        List<Pause> pauses = new ArrayList<>();
        for (Duration length : STOPS) {
            long beforeTicks = System.nanoTime();
            Stop stop = stopFor(length);
            stops.add(stop);
            Pause pause = hearUntil(stop, pauses);
            long afterTicks = System.nanoTime();
            assertTrue(stop.isCoveredBy(pause), () -> stop + " is not " + pause);
            assertTrue(pause.lengthNanos() >= stop.lengthNanos() - INTERVAL.toNanos(), () -> stop + ", " + pause);
            assertTrue(pause.endTicks() <= afterTicks, () -> pause + " ends after " + afterTicks);
            System.out.printf(
                    "stopped for at least %d and at most %d, reported %d ns%n",
                    stop.lengthNanos(), afterTicks - beforeTicks, pause.lengthNanos());
        }
        for (Stop stop : stops) {
            assertEquals(1, pauses.stream().filter(stop::isCoveredBy).count(), () -> stop + " among " + pauses);
        }
        for (Pause pause : pauses) {
            boolean ours = stops.stream().anyMatch(stop -> stop.isCoveredBy(pause));
            assertTrue(ours || pause.lengthNanos() < CONTROL_NANOS, () -> "nobody stopped it: " + pause);
        }
        long[] report = report();
        assertTrue(report[0] >= STOPS.size(), () -> Arrays.toString(report));
        assertTrue(report[1] >= stops.get(STOPS.size() - 1).lengthNanos() - INTERVAL.toNanos());
        // A millisecond of each stop is a sample, so the longest is far more than a hundredth of them.
        assertTrue(report[2] >= CONTROL_NANOS / 2, () -> "99 %: " + Arrays.toString(report));
    }

    /** The control: the same child, as long, and nobody stops it. */
    @Test
    void aJvmThatRunsReportsNoLongPause() throws Exception {
        parkUntil(System.nanoTime() + CONTROL_NANOS);
        long[] report = report();
        assertTrue(report[1] < CONTROL_NANOS, () -> "the longest, in ns, was " + report[1]);
        assertTrue(report[3] > 0, "nothing was measured");
    }

    /** Number of pauses, the longest lateness, the 99th percentile, samples. */
    private long[] report() throws InterruptedException {
        return TalkingJvm.numbers(child.ask("report", "report"));
    }

    /** The first pause that ends after the stop. */
    private Pause hearUntil(Stop stop, List<Pause> pauses) throws InterruptedException {
        while (true) {
            long[] ticks = TalkingJvm.numbers(child.hear("pause"));
            Pause pause = new Pause(ticks[0], ticks[1]);
            pauses.add(pause);
            if (pause.endTicks() >= stop.endTicks()) {
                return pause;
            }
        }
    }

    private Stop stopFor(Duration length) throws Exception {
        signal("STOP");
        long limit = System.nanoTime() + SIGNAL_LIMIT_NANOS;
        while (!isStopped()) {
            assertTrue(System.nanoTime() < limit, "the signal has not stopped the child");
            Thread.onSpinWait();
        }
        long beginTicks = System.nanoTime();
        parkUntil(beginTicks + length.toNanos());
        long endTicks = System.nanoTime();
        signal("CONT");
        return new Stop(beginTicks, endTicks);
    }

    /** By the shell, which has this command in it. */
    private void signal(String name) throws Exception {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + child.pid())
                .inheritIO()
                .start();
        assertTrue(kill.waitFor(60, TimeUnit.SECONDS) && kill.exitValue() == 0, "kill -" + name);
    }

    /** The signal has been sent; each thread stops when the kernel next has to do with it. */
    private boolean isStopped() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(child.pid()), "task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                // The name, in parentheses, may hold anything; the state follows it. A thread may be about to end.
                char state = stat.charAt(stat.lastIndexOf(')') + 2);
                if (state != 'T' && state != 'Z' && state != 'X') {
                    return false;
                }
            }
            return true;
        }
    }

    private static void parkUntil(long ticks) {
        for (long left = ticks - System.nanoTime(); left > 0; left = ticks - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /**
     * The JVM that is stopped. It says {@code pause BEGIN END} by itself, and on {@code report} what the report has.
     */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            try (ClockWatch watch = ClockWatch.builder()
                    .interval(INTERVAL)
                    .pauseThreshold(THRESHOLD)
                    .listener(Child::tell)
                    .start()) {
                BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
                say("ready");
                for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                    ClockWatchReport report = watch.report();
                    PauseReport pauses = report.pauses();
                    say("says " + report.describe());
                    say("report " + pauses.pauses() + " " + pauses.maxNanos() + " " + pauses.p99Nanos() + " "
                            + pauses.samples());
                }
            }
        }

        private static void tell(ClockAnomaly anomaly) {
            if (anomaly instanceof Pause pause) {
                say("pause " + pause.beginTicks() + " " + pause.endTicks());
            } else {
                say("other " + anomaly.describe());
            }
        }

        private static void say(String line) {
            System.out.println(line);
        }
    }
}
