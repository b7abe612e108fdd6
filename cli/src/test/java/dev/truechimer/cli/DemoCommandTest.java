package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demonstration, small. */
@Timeout(120)
class DemoCommandTest {

    private static final String[] SMALL = {"--duration", "1500ms", "--transactions", "60"};

    @Test
    void passes() {
        CommandRun run = CommandRun.of(demo()).succeeded();
        assertTrue(run.out().contains("PASSED"), run.out());
        assertTrue(run.out().contains("60 by 4 threads"), run.out());
        assertTrue(run.out().contains("0 missed the truth"), run.out());
        assertTrue(run.lines().stream().anyMatch(line -> line.startsWith("liar") && line.contains("falseticker")));
    }

    @Test
    void passesOnSystemTicks() {
        CommandRun run = CommandRun.of(demo("--ticks", "system")).succeeded();
        assertTrue(run.out().contains("System.nanoTime"), run.out());
    }

    @Test
    void failsIfThereIsNoLiarToName() {
        CommandRun run = CommandRun.of(demo("--lie", "0s"));
        assertTrue(run.failedWith(1).contains("the falsetickers are []"), run.err());
        assertTrue(run.out().contains("FAILED"), run.out());
    }

    @Test
    void terminalShowsAPictureThatStays() {
        CommandRun run = CommandRun.onTerminal(demo()).succeeded();
        assertTrue(run.out().contains("\u001b[10A\r\u001b[J"), run.out());
        assertTrue(run.out().contains("over time"), run.out());
    }

    @Test
    void leavesNoThreadBehind() {
        CommandRun run = CommandRun.of(demo()).succeeded();
        List<String> left = Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("truechimer-timekeeper") || name.startsWith("truechimer-ntp"))
                .toList();
        assertEquals(List.of(), left, run.out());
    }

    private static String[] demo(String... more) {
        List<String> args = new ArrayList<>(List.of("demo"));
        args.addAll(Arrays.asList(SMALL));
        args.addAll(Arrays.asList(more));
        return args.toArray(String[]::new);
    }
}
