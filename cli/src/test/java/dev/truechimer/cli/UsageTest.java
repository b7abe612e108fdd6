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
                "now|a source is missing: name one at least, by --ntp, --phc, --ptp, --ptp4l, --gpsd, --shm or --nmea",
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
                "now --ntp a --fault-tolerance 1|--fault-tolerance must be 0 to 0 with 1 source: 1",
                "now --ntp a,b,c --fault-tolerance -1|--fault-tolerance must be 0 to 2 with 3 sources: -1",
                "now --ntp a --fault-tolerance x|'x' is not an int",
                "now --ntp a --floor 5|not a duration: '5'",
                "now --ntp a --floor 2h|--floor must be at most 1h",
                "now --ntp a --gpsd b --shm 0 --fault-tolerance 3|--fault-tolerance must be 0 to 2 with 3 sources: 3",
                "now --nmea /dev/x --pps /dev/y --fault-tolerance 1|must be 0 to 0 with 1 source: 1",
                "now --phc /dev/x --phc /dev/y --ptp4l /a --fault-tolerance 1|must be 0 to 0 with 1 source: 1",
                "now --phc /dev/x --phc-error 1us --ptp4l /a --fault-tolerance 2|must be 0 to 1 with 2 sources: 2",
                "now --phc /dev/no-such|nobody says how true /dev/no-such is: add --ptp4l SOCKET",
                "now --phc /dev/no-such|/sys/class/ptp/no-such/device/phc_error_bound is missing",
                "now --phc /dev/x --ptp4l /a --ptp4l /b|which of several --ptp4l vouches for /dev/x is not known",
                "now --phc /dev/x --phc /dev/x --phc-error 1us|--phc names /dev/x twice; a source has one vote",
                "now --phc /dev/x --phc-error 2h|declared error must be PT0S to PT1H: PT2H",
                "now --phc /dev/x --phc-error 1us --floor 1us|--floor is not for --phc; write --phc-error",
                "now --ptp eth0 --ptp-domain 256|domain must be 0 to 255: 256",
                "now --ptp eth0 --ptp-master example.net|not an IPv4 or IPv6 address: 'example.net'",
                "now --ptp eth0 --ptp-master 192.0.2.1,::1|unicast masters must be all IPv4 or all IPv6",
                "now --ntp a --ptp-master 192.0.2.1|--ptp-master is for --ptp, which is missing",
                "now --ntp a --ptp-utc|--ptp-utc is for --ptp, which is missing",
                "now --ntp a --ptp-domain 1|--ptp-domain is for --ptp or --ptp4l, which is missing",
                "now --ntp a --phc-error 1us|--phc-error is for --phc, which is missing",
                "now --ntp a --phc-utc|--phc-utc is for --phc or --ptp4l, which is missing",
                "now --ntp a --delays 0s..1s|--delays is for --gpsd, --shm or --nmea, which is missing",
                "now --gpsd a --delays 1s|write MIN..MAX, such as 0s..600ms: '1s'",
                "now --gpsd a --delays 1s..x|not a duration: 'x'",
                "now --gpsd a --delays 2s..1s|the first must not be more than the second: '2s..1s'",
                "now --gpsd a --delays 0s..2m|delays greatest must be PT0S to PT1M: PT2M",
                "now --gpsd a:0|port must be 1 to 65535: '0' in 'a:0'",
                "now --gpsd a --gpsd a:2947|--gpsd names a:2947 twice; a source has one vote",
                "now --shm 256|unit must be 0 to 255: 256",
                "now --shm x|'x' is not an int",
                "now --pps /dev/y --ntp a|--pps takes one --nmea, which names its seconds: there are 1 and 0",
                "now --pps /dev/y --nmea /dev/x --nmea /dev/z|there are 1 and 2",
                "now --nmea /dev/x --nmea /dev/x|--nmea names /dev/x twice",
                "wait --ptp4l|required parameter",
                "now --ntp a --timeout 0s|--timeout must be more than 0",
                "now --ntp a --timeout=-5s|Unknown option: '-5s'",
                "now --ntp a --timescale gps|expected one of",
                "now --ntp a --ticks sundial|expected one of",
                "now --ntp a --frobnicate|Unknown option: '--frobnicate'",
                "watch --ntp a --interval 1ms|--interval must be at least 10ms",
                "watch --ntp a --count 0|--count must be at least 1: 0",
                "wait|a source is missing",
                "watch|a source is missing",
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

    @ParameterizedTest
    @ValueSource(strings = {"now", "watch", "wait"})
    void eachKindOfSourceIsInTheHelp(String command) {
        String help = CommandRun.of(command, "--help").succeeded().out();
        for (String option : List.of("--ntp", "--phc", "--ptp", "--ptp4l", "--gpsd", "--shm", "--nmea", "--pps")) {
            assertTrue(help.contains(option + "=") || help.contains(option + " "), option);
        }
        assertFalse(help.contains("servers may lie"), help);
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
