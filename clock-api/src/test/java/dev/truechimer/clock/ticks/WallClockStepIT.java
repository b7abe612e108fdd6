package dev.truechimer.clock.ticks;

import static dev.truechimer.testing.TalkingJvm.numbers;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.NeedsGcc;
import dev.truechimer.testing.Requires;
import dev.truechimer.testing.TalkingJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real JVM whose wall clock is set while it runs. Both JVMs read the same CLOCK_MONOTONIC by {@link
 * System#nanoTime()}, so that what the child says of a moment can be compared with what the parent did then.
 */
@Requires(NeedsGcc.class)
class WallClockStepIT {

    private static final List<Duration> STEPS =
            List.of(Duration.ofHours(-1), Duration.ofSeconds(10), Duration.ofMillis(-30));

    /** What the default detector can't find at all. */
    private static final Duration SMALL = Duration.ofNanos(900_000);

    @TempDir
    private Path folder;

    private HostClockShim shim;
    private TalkingJvm child;

    @BeforeEach
    void start() throws Exception {
        shim = HostClockShim.build(folder);
        child = shim.start(Child.class);
        child.hear("ready");
    }

    @AfterEach
    void end() {
        if (child != null) {
            child.close();
        }
    }

    @Test
    void theChildHasAWallClockOfItsOwnAndTheHostsOscillator() throws Exception {
        for (Duration step : STEPS) {
            shim.step(step);
            long beforeTicks = System.nanoTime();
            long beforeNanos = EpochNanos.of(Instant.now());
            long[] clocks = numbers(child.ask("read", "clocks"));
            long afterNanos = EpochNanos.of(Instant.now());
            long afterTicks = System.nanoTime();

            String where = step + ": " + Arrays.toString(clocks);
            assertTrue(beforeTicks <= clocks[0] && clocks[0] <= clocks[3] && clocks[3] <= afterTicks, where);
            assertBetween(beforeNanos, clocks[1] - shim.offsetNanos(), afterNanos, where);
            long millisNanos = clocks[2] * 1_000_000 - shim.offsetNanos();
            assertBetween(beforeNanos - 999_999, millisNanos, afterNanos, where);
        }
    }

    @Test
    void theDetectorFindsEachStepOnce() throws Exception {
        poll();
        assertEquals("none", poll());
        for (Duration step : STEPS) {
            long beforeTicks = System.nanoTime();
            shim.step(step);
            long afterTicks = System.nanoTime();
            assertStep(step, beforeTicks, afterTicks, poll());
            assertEquals("none", poll());
        }
        shim.step(SMALL);
        assertEquals("none", poll());
    }

    @Test
    void theWatchTellsOfEachStepByItself() throws Exception {
        child.ask("watch", "watching");
        for (Duration step : STEPS) {
            long before = shim.offsetNanos();
            shim.step(step);
            // A pause of a loaded machine is an event too.
            long[] event = numbers(child.hear("event step"));
            assertSize(step, event);
            assertEquals(before + step.toNanos(), shim.offsetNanos());
        }
    }

    private String poll() throws InterruptedException {
        return child.ask("poll", "found");
    }

    private void assertStep(Duration step, long beforeTicks, long afterTicks, String found) {
        assertTrue(found.startsWith("step "), () -> step + ": " + found);
        long[] event = numbers(found.substring("step ".length()));
        assertSize(step, event);
        assertTrue(event[2] < beforeTicks, () -> step + " not before " + beforeTicks + ": " + found);
        assertTrue(afterTicks < event[3], () -> step + " not after " + afterTicks + ": " + found);
    }

    /**
     * The uncertainty holds what the greatest credible slew may have done between two polls, 500 ppm, and two brackets.
     */
    private static void assertSize(Duration step, long[] event) {
        String where = step + ": " + Arrays.toString(event);
        assertTrue(Math.abs(event[0] - step.toNanos()) <= event[1], where);
        System.out.println("a step of " + step + " was found as " + event[0] + " ± " + event[1] + " ns");
        assertTrue(event[1] < Duration.ofMillis(30).toNanos(), where);
    }

    private static void assertBetween(long least, long value, long greatest, String where) {
        assertTrue(
                least <= value && value <= greatest, () -> where + ": " + least + " <= " + value + " <= " + greatest);
    }

    /**
     * The JVM whose wall clock is set. It looks at its clocks when it is told to:
     *
     * <pre>
     * read    clocks NANO_TIME INSTANT_NOW CURRENT_TIME_MILLIS NANO_TIME
     * poll    found EVENT | found none, by a StepDetector
     * watch   watching; and from then on: event EVENT, by a ClockWatch
     * EVENT   step SIZE UNCERTAINTY SINCE UNTIL | what another event says of itself
     * </pre>
     */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            StepDetector detector = StepDetector.of(Ticks.system(), InstantSource.system());
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            say("ready");
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                switch (command) {
                    case "read" -> say(clocks());
                    case "poll" ->
                        say("found " + detector.poll().map(Child::spell).orElse("none"));
                    case "watch" -> watch();
                    default -> throw new IllegalArgumentException(command);
                }
            }
        }

        /** It ends with its JVM. */
        private static void watch() {
            ClockWatch watch = ClockWatch.start(anomaly -> say("event " + spell(anomaly)));
            say("watching " + watch.report().describe());
        }

        private static String clocks() {
            long before = System.nanoTime();
            Instant instant = Instant.now();
            long millis = System.currentTimeMillis();
            long after = System.nanoTime();
            return "clocks " + before + " " + EpochNanos.of(instant) + " " + millis + " " + after;
        }

        private static String spell(ClockAnomaly anomaly) {
            return anomaly instanceof WallClockStep step
                    ? "step " + step.sizeNanos() + " " + step.uncertaintyNanos() + " " + step.sinceTicks() + " "
                            + step.untilTicks()
                    : anomaly.describe();
        }

        private static void say(String line) {
            System.out.println(line);
        }
    }
}
