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
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real JVM in which two threads read the clock and draw from it all the time, while its wall clock is set back by hours and forward
 * again; and deadlines there, beside one that is made as everybody makes them.
 */
@Requires(NeedsGcc.class)
class MonotonicWallClockIT {

    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;

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
    void timeDoesNotRunBackHoweverFarTheWallClockIsSet() throws Exception {
        State before = state();
        shim.step(Duration.ofHours(-3));
        assertStep(-3 * HOUR, child.hear("step"));
        State coasting = state();
        assertTrue(coasting.nanos >= before.nanos, coasting::toString);
        long lead = coasting.nanos - coasting.wallNanos;
        assertTrue(lead > 2 * HOUR && lead <= 3 * HOUR, coasting::toString);
        assertTrue(coasting.leadNanos > 2 * HOUR, coasting::toString);

        shim.step(Duration.ofHours(-1));
        assertStep(-HOUR, child.hear("step"));
        State later = state();
        // Half the rate, and the short stretches for which it went on until it looked again.
        long most = (later.afterTicks - coasting.beforeTicks) / 2
                + Duration.ofMillis(100).toNanos();
        assertTrue(later.nanos - coasting.nanos <= most, () -> coasting + " and " + later);

        shim.step(Duration.ofHours(5));
        assertStep(5 * HOUR, child.hear("step"));
        State following = state();
        assertTrue(following.nanos >= following.wallNanos, following::toString);
        assertTrue(
                following.nanos - following.wallNanos <= following.afterTicks - following.beforeTicks,
                following::toString);
        assertEquals(0, following.backward, following::toString);
        assertTrue(following.readings > before.readings && following.readings > 10_000, following::toString);
        System.out.println(following);
    }

    @Test
    void deadlinesDoNotMoveWithTheWallClockAsOthersDo() throws Exception {
        for (Duration step : new Duration[] {Duration.ofHours(-1), Duration.ofHours(2)}) {
            long earliest = System.nanoTime();
            child.ask("deadline " + 1_000, "made");
            long latest = System.nanoTime();
            shim.step(step);
            long asked = System.nanoTime();
            long[] remaining = numbers(child.ask("remaining", "remaining"));
            long answered = System.nanoTime();
            String where = step + ": " + Arrays.toString(remaining);
            assertTrue(remaining[0] <= 1_000 * SECOND - (asked - latest), where);
            assertTrue(remaining[0] >= 1_000 * SECOND - (answered - earliest), where);
            // What everybody writes: an hour longer, or over at once.
            long control = remaining[1] * 1_000_000 + step.toNanos();
            assertTrue(control <= 1_000 * SECOND && control >= 1_000 * SECOND - (answered - earliest) - SECOND, where);
        }
    }

    private static void assertStep(long sizeNanos, String found) {
        long[] step = numbers(found);
        assertTrue(Math.abs(step[0] - sizeNanos) <= step[1] && step[1] < SECOND, () -> sizeNanos + ": " + found);
    }

    private State state() throws InterruptedException {
        long[] fields = numbers(child.ask("state", "state"));
        return new State(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5], fields[6]);
    }

    private record State(
            long beforeTicks,
            long wallNanos,
            long nanos,
            long afterTicks,
            long leadNanos,
            long backward,
            long readings) {}

    /**
     * The JVM whose wall clock is set.
     *
     * <pre>
     * state        state BEFORE_TICKS WALL NANOS AFTER_TICKS LEAD BACKWARD READINGS
     * deadline S   made
     * remaining    remaining NANOS MILLIS_OF_THE_CONTROL
     * by itself    step SIZE UNCERTAINTY
     * </pre>
     */
    static final class Child {

        private static final MonotonicWallClock CLOCK = MonotonicWallClock.builder()
                .stepListener(step -> say("step " + step.sizeNanos() + " " + step.uncertaintyNanos()))
                .build();

        private static volatile long backward;
        private static volatile long readings;

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            for (int i = 0; i < 2; i++) {
                Thread reader = new Thread(Child::readOn);
                reader.setDaemon(true);
                reader.start();
            }
            BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            Deadline deadline = Deadline.never();
            long control = 0;
            say("ready");
            for (String command = commands.readLine(); command != null; command = commands.readLine()) {
                switch (command.split(" ", -1)[0]) {
                    case "state" -> say(state());
                    case "deadline" -> {
                        Duration timeout = Duration.ofSeconds(Long.parseLong(command.split(" ", -1)[1]));
                        deadline = Deadline.after(timeout);
                        control = System.currentTimeMillis() + timeout.toMillis();
                        say("made");
                    }
                    case "remaining" ->
                        say("remaining " + deadline.remainingNanos() + " " + (control - System.currentTimeMillis()));
                    default -> throw new IllegalArgumentException(command);
                }
            }
        }

        private static void readOn() {
            long last = 0;
            long lastUnique = 0;
            while (true) {
                long nanos = CLOCK.nanos();
                long unique = CLOCK.uniqueNanos();
                if (nanos < last || unique <= lastUnique) {
                    count(1, 0);
                }
                last = nanos;
                lastUnique = unique;
                count(0, 1);
            }
        }

        private static synchronized void count(int moreBackward, int moreReadings) {
            backward += moreBackward;
            readings += moreReadings;
        }

        private static String state() {
            long before = System.nanoTime();
            Instant wall = Instant.now();
            long nanos = CLOCK.nanos();
            long after = System.nanoTime();
            return "state " + before + " " + EpochNanos.of(wall) + " " + nanos + " " + after + " "
                    + CLOCK.report().leadNanos() + " " + backward + " " + readings;
        }

        private static synchronized void say(String line) {
            System.out.println(line);
        }
    }
}
