package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import dev.truechimer.clock.ticks.ClockProfile.Access;
import dev.truechimer.clock.ticks.ClockProfile.Clocksource;
import dev.truechimer.clock.ticks.ClockProfile.HostClock;
import dev.truechimer.clock.ticks.ClockProfile.Kind;
import dev.truechimer.clock.ticks.ClockProfile.Problem;
import dev.truechimer.clock.ticks.ClockProfile.UnreadableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole profile: of a host that is made up, and of this one. */
class ClockProfileTest {

    private static final Duration LENGTH = Duration.ofMillis(80);

    @TempDir
    private Path sys;

    private final ManualTicks ticks = new ManualTicks();

    @Test
    void aGoodHostHasNoWarnings() throws Exception {
        clocksource("tsc", "tsc hpet");
        ClockProfile profile = profile(20, 1);
        assertEquals(LENGTH, profile.length());
        assertEquals(
                Optional.of(new Clocksource("tsc", List.of("tsc", "hpet"), Access.USER_SPACE)), profile.clocksource());
        assertEquals(
                List.of("System.nanoTime", "System.currentTimeMillis"),
                profile.clocks().stream().map(HostClock::name).toList());
        assertEquals(
                List.of(Kind.MONOTONIC, Kind.WALL),
                profile.clocks().stream().map(HostClock::kind).toList());
        assertEquals(List.of(new UnreadableClock("CLOCK_SUN", "it is cloudy")), profile.unreadable());
        assertEquals(List.of(), profile.warnings());
        assertEquals(80_000_000 + 2 * 20, ticks.nanos(), "it takes as long as it says");
    }

    @Test
    void aClocksourceOfTheKernelIsWarnedOfOnce() throws Exception {
        clocksource("hpet", "hpet tsc");
        ClockProfile profile = profile(800, 1);
        assertEquals(List.of(Problem.SYSTEM_CALL_CLOCKSOURCE), problems(profile));
        String advice = profile.warnings().get(0).advice();
        assertTrue(
                advice.contains("echo tsc > /sys/devices/system/clocksource/clocksource0/current_clocksource"), advice);
    }

    @Test
    void slowReadingsAreWarnedOfWhereNoClocksourceIsKnown() throws Exception {
        ClockProfile profile = profile(800, 1);
        assertEquals(Optional.empty(), profile.clocksource());
        assertEquals(List.of(Problem.SLOW_READING, Problem.SLOW_READING), problems(profile));
        String finding = profile.warnings().get(0).finding();
        assertTrue(finding.contains("takes 800.0 ns"), finding);
        assertTrue(finding.contains("the clocksource is not known"), finding);
    }

    @Test
    void aClocksourceOfUnknownNameIsJudgedByItsCost() throws Exception {
        clocksource("sundial", "sundial");
        assertEquals(List.of(), problems(profile(200, 1)));
        assertEquals(List.of(Problem.SLOW_READING, Problem.SLOW_READING), problems(profile(201, 1)));
    }

    @Test
    void aCoarseNanoTimeIsWarnedOf() throws Exception {
        clocksource("tsc", "tsc");
        assertEquals(List.of(), problems(profile(20, 1_000)));
        assertEquals(List.of(Problem.COARSE_NANO_TIME), problems(profile(20, 1_001)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.009999999S", "PT60.000000001S", "PT-1S", "PT2540400H10M10S"})
    void lengthsOutOfRangeAreRefused(Duration length) {
        String message = assertThrows(IllegalArgumentException.class, () -> ClockProfile.measure(length))
                .getMessage();
        assertEquals("length must be 10 ms to 1 minute: " + length, message);
    }

    @Test
    void thisHostIsMeasured() throws InterruptedException {
        ClockProfile profile = ClockProfile.measure(Duration.ofMillis(100));
        HostClock nanoTime = profile.clocks().get(0);
        assertEquals(Ticks.system().toString(), nanoTime.name());
        assertEquals(
                0, nanoTime.inOneThread().steps() + nanoTime.acrossThreads().steps());
        for (HostClock clock : profile.clocks()) {
            assertTrue(clock.cost().medianPicos() > 0, clock::toString);
            assertTrue(clock.cost().lowerQuartilePicos() <= clock.cost().medianPicos(), clock::toString);
            assertTrue(clock.cost().medianPicos() <= clock.cost().upperQuartilePicos(), clock::toString);
        }
        HostClock millis = profile.clocks().get(1);
        assertEquals("System.currentTimeMillis", millis.name());
        assertTrue(millis.resolution().wholeMicros());
        assertEquals(0, millis.resolution().granularityNanos().orElse(0) % 1_000_000);
        assertEquals(5, profile.clocks().size() + profile.unreadable().size());
    }

    private ClockProfile profile(long costNanos, long granularityNanos) throws InterruptedException {
        HostClocks clocks = new HostClocks.Search()
                .monotonic("System.nanoTime", () -> named(new ScriptedClock(ticks, costNanos, granularityNanos)))
                .monotonic("CLOCK_SUN", () -> {
                    throw new UnsupportedOperationException("it is cloudy");
                })
                .wall("System.currentTimeMillis", new ScriptedClock(ticks, costNanos, 1_000_000))
                .found();
        return ClockProfile.measure(LENGTH, clocks, sys, ticks, 1);
    }

    private static Ticks named(ScriptedClock clock) {
        return new Ticks() {
            @Override
            public long nanos() {
                return clock.getAsLong();
            }

            @Override
            public String toString() {
                return "System.nanoTime";
            }
        };
    }

    private static List<Problem> problems(ClockProfile profile) {
        return profile.warnings().stream().map(ClockProfile.Warning::problem).toList();
    }

    private void clocksource(String current, String available) throws IOException {
        Path folder = Files.createDirectories(sys.resolve(ClocksourceFiles.FOLDER));
        Files.writeString(folder.resolve(ClocksourceFiles.CURRENT), current + "\n");
        Files.writeString(folder.resolve(ClocksourceFiles.AVAILABLE), available + "\n");
    }
}
