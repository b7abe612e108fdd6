package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code truechimer clocks} on this host. */
@Timeout(60)
class ClocksCommandTest {

    @Test
    void jsonIsPlausible() throws IOException {
        CommandRun run =
                CommandRun.of("clocks", "--duration", "200ms", "--json").succeeded();
        assertEquals(1, run.lines().size());
        Json json = Json.parse(run.out());
        assertEquals(200_000_000L, json.number("lengthNanos"));
        List<Json> clocks = json.array("clocks");
        assertEquals("System.nanoTime", clocks.get(0).text("name"));
        assertEquals("System.currentTimeMillis", clocks.get(1).text("name"));
        assertEquals("Instant.now", clocks.get(2).text("name"));
        assertTrue(clocks.size() + json.array("unreadable").size() >= 4, run.out());
        for (Json clock : clocks) {
            long medianPicos = clock.number("costMedianPicos");
            assertTrue(medianPicos > 0, clock::toString);
            assertTrue(clock.number("costLowerQuartilePicos") <= medianPicos, clock::toString);
            assertTrue(clock.number("costUpperQuartilePicos") >= medianPicos, clock::toString);
            assertTrue(clock.number("costBatches") > 0, clock::toString);
            assertTrue(clock.number("readings") >= 1000, clock::toString);
        }
    }

    @Test
    void nanoTimeNeverRunsBackwards() throws IOException {
        Json json = Json.parse(CommandRun.of("clocks", "--duration", "200ms", "--json")
                .succeeded()
                .out());
        Json nanoTime = json.array("clocks").get(0);
        assertEquals("MONOTONIC", nanoTime.text("kind"));
        assertEquals(0, nanoTime.object("backwardInOneThread").number("steps"));
        assertEquals(0, nanoTime.object("backwardAcrossThreads").number("steps"));
        assertTrue(nanoTime.object("backwardAcrossThreads").number("readings") > 0);
        assertTrue(nanoTime.number("smallestStepNanos") > 0);
    }

    @Test
    void currentTimeMillisCountsMilliseconds() throws IOException {
        Json json = Json.parse(CommandRun.of("clocks", "--duration", "200ms", "--json")
                .succeeded()
                .out());
        Json millis = json.array("clocks").get(1);
        assertEquals("WALL", millis.text("kind"));
        assertEquals(true, millis.fields().get("wholeMicros"));
        assertEquals(0, millis.number("granularityNanos") % 1_000_000);
        assertTrue(millis.number("equalReadings") > 0);
    }

    @Test
    void textHasARowForEachClock() {
        CommandRun run = CommandRun.of("clocks", "--duration", "50ms").succeeded();
        for (String start :
                List.of("clock  ", "System.nanoTime", "System.currentTimeMillis", "Instant.now", "clocksource:")) {
            assertEquals(
                    1,
                    run.lines().stream().filter(line -> line.startsWith(start)).count(),
                    () -> start + " in " + run.out());
        }
        assertTrue(run.out().contains("CLOCK_MONOTONIC_RAW"), run.out());
        assertTrue(run.out().contains("no warnings") || run.out().contains("WARNING: "), run.out());
    }
}
