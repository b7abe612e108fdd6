package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ticks.ClockProfile;
import dev.truechimer.clock.ticks.ClockProfile.Access;
import dev.truechimer.clock.ticks.ClockProfile.Backward;
import dev.truechimer.clock.ticks.ClockProfile.Clocksource;
import dev.truechimer.clock.ticks.ClockProfile.Cost;
import dev.truechimer.clock.ticks.ClockProfile.HostClock;
import dev.truechimer.clock.ticks.ClockProfile.Kind;
import dev.truechimer.clock.ticks.ClockProfile.Problem;
import dev.truechimer.clock.ticks.ClockProfile.Resolution;
import dev.truechimer.clock.ticks.ClockProfile.UnreadableClock;
import dev.truechimer.clock.ticks.ClockProfile.Warning;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How profiles look, those of bad hosts among them. */
class ClocksOutputTest {

    private static final Backward NEVER = new Backward(1000, 0, 0);

    private static final HostClock GOOD = new HostClock(
            "System.nanoTime",
            Kind.MONOTONIC,
            new Cost(20_149, 19_900, 20_950, 10),
            new Resolution(1000, 0, OptionalLong.of(20), OptionalLong.of(1), false),
            NEVER,
            NEVER);

    private static final HostClock BAD = new HostClock(
            "Instant.now",
            Kind.WALL,
            new Cost(1_250_000, 999_949, 999_950, 3),
            new Resolution(1000, 875, OptionalLong.empty(), OptionalLong.empty(), true),
            new Backward(1000, 2, 1_500),
            new Backward(1000, 1, 900));

    @Test
    void aGoodHostIsATableAndNoWarnings() {
        ClockProfile profile = profile(Access.USER_SPACE, List.of(GOOD), List.of(), List.of());
        assertEquals(
                List.of(
                        "clock            kind       cost     middle half         smallest step  multiples of  repeated  backwards",
                        "System.nanoTime  monotonic  20.1 ns  19.9 ns to 21.0 ns  20 ns          1 ns          0.0 %     never",
                        "",
                        "clocksource: tsc, which programs read themselves; available: tsc, hpet",
                        "no warnings"),
                ClocksText.lines(profile));
    }

    @Test
    void aBadHostIsExplained() {
        List<String> lines = ClocksText.lines(bad());
        assertEquals(
                "Instant.now  wall  1.3 us  999.9 ns to 1.0 us  stands still   stands still  87.5 %    3 times, by 1.500 us",
                lines.get(1));
        assertEquals("clocksource: not known, or not Linux", lines.get(3));
        assertEquals("not readable: CLOCK_MONOTONIC_RAW: not here", lines.get(4));
        assertEquals("WARNING: it is slow", lines.get(6));
        assertEquals("  what to do: buy another", lines.get(7));
        assertEquals(8, lines.size());
    }

    @ParameterizedTest
    @CsvSource({
        "USER_SPACE,which programs read themselves",
        "DEPENDS,which programs read themselves if hypervisor and processor allow it; the cost tells",
        "SYSTEM_CALL,which the kernel must read",
        "UNKNOWN,of which nothing is known here; the cost tells"
    })
    void accessIsPutIntoWords(Access access, String words) {
        List<String> lines = ClocksText.lines(profile(access, List.of(GOOD), List.of(), List.of()));
        assertTrue(lines.contains("clocksource: tsc, " + words + "; available: tsc, hpet"), lines::toString);
    }

    @Test
    void jsonHasEverything() throws IOException {
        Json json = Json.parse(
                ClocksJson.line(profile(Access.USER_SPACE, List.of(GOOD, BAD), bad().unreadable(), bad().warnings())));
        assertEquals(
                Map.ofEntries(
                        Map.entry("name", "System.nanoTime"),
                        Map.entry("kind", "MONOTONIC"),
                        Map.entry("costMedianPicos", 20_149L),
                        Map.entry("costLowerQuartilePicos", 19_900L),
                        Map.entry("costUpperQuartilePicos", 20_950L),
                        Map.entry("costBatches", 10L),
                        Map.entry("readings", 1000L),
                        Map.entry("equalReadings", 0L),
                        Map.entry("smallestStepNanos", 20L),
                        Map.entry("granularityNanos", 1L),
                        Map.entry("wholeMicros", false),
                        Map.entry("backwardInOneThread", Map.of("readings", 1000L, "steps", 0L, "largestNanos", 0L)),
                        Map.entry("backwardAcrossThreads", Map.of("readings", 1000L, "steps", 0L, "largestNanos", 0L))),
                json.array("clocks").get(0).fields());
        Json bad = json.array("clocks").get(1);
        assertNull(bad.fields().get("smallestStepNanos"));
        assertNull(bad.fields().get("granularityNanos"));
        assertEquals(
                Map.of("readings", 1000L, "steps", 2L, "largestNanos", 1500L),
                bad.object("backwardInOneThread").fields());
        assertEquals(
                Map.of("current", "tsc", "access", "USER_SPACE", "available", List.of("tsc", "hpet")),
                json.object("clocksource").fields());
        assertEquals(
                Map.of("name", "CLOCK_MONOTONIC_RAW", "reason", "not here"),
                json.array("unreadable").get(0).fields());
        assertEquals(
                Map.of(
                        "problem", "SLOW_READING",
                        "subject", "Instant.now",
                        "finding", "it is slow",
                        "advice", "buy another"),
                json.array("warnings").get(0).fields());
    }

    @Test
    void jsonOfAnUnknownClocksourceIsNull() throws IOException {
        Json json = Json.parse(ClocksJson.line(bad()));
        assertTrue(json.fields().containsKey("clocksource"));
        assertNull(json.fields().get("clocksource"));
        assertEquals(500_000_000L, json.number("lengthNanos"));
    }

    private static ClockProfile bad() {
        return new ClockProfile(
                Duration.ofMillis(500),
                List.of(BAD),
                List.of(new UnreadableClock("CLOCK_MONOTONIC_RAW", "not here")),
                Optional.empty(),
                List.of(new Warning(Problem.SLOW_READING, "Instant.now", "it is slow", "buy another")));
    }

    private static ClockProfile profile(
            Access access, List<HostClock> clocks, List<UnreadableClock> unreadable, List<Warning> warnings) {
        return new ClockProfile(
                Duration.ofMillis(500),
                clocks,
                unreadable,
                Optional.of(new Clocksource("tsc", List.of("tsc", "hpet"), access)),
                warnings);
    }
}
