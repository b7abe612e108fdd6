package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Help, version, completion, and what is said about wrong options. */
class UsageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "now|Missing required option: '--ntp",
                "now --ntp|required parameter",
                "now --ntp a:0|port must be 1 to 65535: '0' in 'a:0'",
                "now --ntp a:x|port must be 1 to 65535: 'x' in 'a:x'",
                "now --ntp a,b:99999|port must be 1 to 65535: '99999' in 'b:99999'",
                "now --ntp ::1|an IPv6 address needs brackets",
                "now --ntp [::1|write an IPv6 address as [ADDRESS] or [ADDRESS]:PORT: '[::1'",
                "now --ntp a,,b|a server is missing",
                "now --ntp 300.1.1.1|not an IPv4 address: '300.1.1.1'",
                "now --ntp a_b!|not a host name: 'a_b!'",
                "now --ntp a,a:123|--ntp names a twice",
                "now --ntp a --fault-tolerance 1|--fault-tolerance must be 0 to 0 with 1 server: 1",
                "now --ntp a,b,c --fault-tolerance -1|--fault-tolerance must be 0 to 2 with 3 servers: -1",
                "now --ntp a --fault-tolerance x|'x' is not an int",
                "now --ntp a --floor 5|not a duration: '5'",
                "now --ntp a --floor 2h|--floor must be at most 1h",
                "now --ntp a --timeout 0s|--timeout must be more than 0",
                "now --ntp a --timeout=-5s|Unknown option: '-5s'",
                "now --ntp a --timescale gps|expected one of",
                "now --ntp a --ticks sundial|expected one of",
                "now --ntp a --frobnicate|Unknown option: '--frobnicate'",
                "watch --ntp a --interval 1ms|--interval must be at least 10ms",
                "watch --ntp a --count 0|--count must be at least 1: 0",
                "wait|Missing required option: '--ntp",
                "wait --ntp a --epsilon 0ms|--epsilon must be more than 0",
                "clocks --duration 9ms|--duration must be 10ms to 1m",
                "clocks --duration 61s|--duration must be 10ms to 1m",
                "clocks --duration soon|not a duration: 'soon'",
                "clocks --ntp a|Unknown options: '--ntp'",
                "demo --transactions 0|must be at least 1",
                "demo extra|Unmatched argument at index 1: 'extra'",
                "sing|Unmatched argument at index 0: 'sing'",
            })
    void wrongUsageIsOneLine(String commandLine, String expected) {
        CommandRun run = CommandRun.of(commandLine.split(" ", -1));
        String err = run.failedWith(2);
        assertTrue(err.contains(expected), err);
        assertTrue(err.contains("--help'"), err);
        assertEquals("", run.out());
    }

    @Test
    void withoutACommandThereIsHelp() {
        CommandRun run = CommandRun.of();
        assertEquals(2, run.exitCode());
        assertTrue(run.err().contains("truechimer demo"), run.err());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "help",
                "now --help",
                "help watch",
                "wait -h",
                "clocks --help",
                "demo --help",
                "completion --help"
            })
    void helpGoesToStandardOutput(String commandLine) {
        CommandRun run = CommandRun.of(commandLine.split(" ", -1)).succeeded();
        assertTrue(run.out().contains("Usage: truechimer"), run.out());
    }

    @Test
    void hiddenOptionsOfTheDemoStayHidden() {
        assertFalse(CommandRun.of("demo", "--help").succeeded().out().contains("--lie"));
    }

    @Test
    void versionIsShown() {
        assertTrue(CommandRun.of("--version").succeeded().out().startsWith("truechimer "));
    }

    @Test
    void completionScriptKnowsTheCommands() {
        String script = CommandRun.of("completion").succeeded().out();
        for (String command :
                List.of("demo", "now", "watch", "wait", "clocks", "completion", "help", "--fault-tolerance")) {
            assertTrue(script.contains(command), command);
        }
    }
}
