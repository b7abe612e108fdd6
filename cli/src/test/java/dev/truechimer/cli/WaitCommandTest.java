package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code truechimer wait}, as a start script uses it. */
@Timeout(60)
class WaitCommandTest {

    @Test
    void returnsOnceSynchronised() {
        try (Servers servers = Servers.start(1)) {
            CommandRun run = CommandRun.of("wait", "--ntp", servers.list()).succeeded();
            assertTrue(run.out().startsWith("synchronised after "), run.out());
        }
    }

    @Test
    void returnsOnceEpsilonIsSmallEnough() {
        try (Servers servers = Servers.start(1)) {
            CommandRun run = CommandRun.of("wait", "--ntp", servers.list(), "--epsilon", "1s")
                    .succeeded();
            assertTrue(run.out().contains("epsilon"), run.out());
        }
    }

    @Test
    void saysWhatMakesEpsilonTooLarge() {
        try (Servers servers = Servers.start(1)) {
            servers.get(0).rootDispersion(Duration.ofMillis(100));
            String err = CommandRun.of("wait", "--ntp", servers.list(), "--epsilon", "10ms", "--timeout", "3s")
                    .failedWith(1);
            assertTrue(err.contains("not synchronised within 3.000 s: epsilon is 100."), err);
            assertTrue(err.contains("more than the 10.000 ms wanted; most of it, 100."), err);
            assertTrue(err.contains("is what the sources state"), err);
        }
    }

    @Test
    void saysWhichServerIsMissing() {
        try (Servers servers = Servers.start(2)) {
            servers.get(1).silent(true);
            String err = CommandRun.of("wait", "--ntp", servers.list(), "--timeout", "5s")
                    .failedWith(1);
            assertTrue(err.contains("no quorum: of 2 sources 1 answer"), err);
            assertTrue(err.contains(servers.name(1) + ": no reply"), err);
        }
    }

    @Test
    void doesNotGiveUpEarly() {
        String err =
                CommandRun.of("wait", "--ntp", "127.0.0.1:1", "--timeout", "3s").failedWith(1);
        assertTrue(err.contains("not synchronised within 3.000 s"), err);
        assertTrue(err.contains("nobody listens on that port"), err);
    }
}
