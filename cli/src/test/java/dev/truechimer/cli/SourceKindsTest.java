package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources of other kinds than NTP on the command line: their names, their votes, and what is said when they are not there. */
@Timeout(60)
class SourceKindsTest {

    private static List<String> names(Json json) {
        return json.array("sources").stream().map(source -> source.text("name")).toList();
    }

    @Test
    void aSourceOfAnotherKindIsEnough() throws IOException {
        try (Servers truth = Servers.start(0);
                FakeGpsd gpsd = new FakeGpsd(truth.truth)) {
            long beforeNanos = truth.truth.getAsLong();
            Json json = Json.parse(CommandRun.of("now", "--gpsd", gpsd.address(), "--json")
                    .succeeded()
                    .out());
            long afterNanos = truth.truth.getAsLong();
            assertTrue(json.number("earliestNanos") <= afterNanos, json::toString);
            assertTrue(json.number("latestNanos") >= beforeNanos, json::toString);
            assertEquals(List.of("gpsd:" + gpsd.address()), names(json));
        }
    }

    @Test
    void delaysAndFloorReachTheSource() throws IOException {
        try (Servers truth = Servers.start(0);
                FakeGpsd gpsd = new FakeGpsd(truth.truth)) {
            Json json = Json.parse(
                    CommandRun.of("now", "--gpsd", gpsd.address(), "--delays", "0s..3s", "--floor", "2s", "--json")
                            .succeeded()
                            .out());
            assertTrue(json.number("epsilonNanos") >= 3_500_000_000L, json::toString);
        }
    }

    @Test
    void allKindsVoteTogetherAndTheTightestDecides() throws IOException {
        try (Servers servers = Servers.start(2);
                FakeGpsd gpsd = new FakeGpsd(servers.truth)) {
            Json json = Json.parse(CommandRun.of("now", "--ntp", servers.list(), "--gpsd", gpsd.address(), "--json")
                    .succeeded()
                    .out());
            assertEquals(List.of(servers.name(0), servers.name(1), "gpsd:" + gpsd.address()), names(json));
            assertTrue(json.number("epsilonNanos") < 100_000_000L, json::toString);
        }
    }

    /** Its week number has rolled over: 1024 weeks early. */
    @Test
    void aReceiverThatLiesIsNamed() throws IOException {
        try (Servers servers = Servers.start(2);
                FakeGpsd gpsd = new FakeGpsd(() -> Instant.ofEpochSecond(0, servers.truth.getAsLong())
                                .minus(1_024 * 7, ChronoUnit.DAYS)
                                .getEpochSecond()
                        * 1_000_000_000L)) {
            CommandRun run = CommandRun.of("now", "--ntp", servers.list(), "--gpsd", gpsd.address())
                    .succeeded();
            assertTrue(run.out().contains("week number has rolled over"), run.out());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--gpsd 127.0.0.1:1,gpsd:127.0.0.1:1",
        "--nmea /dev/no-such-line,nmea:/dev/no-such-line",
        "--shm 255,shm:255",
        "--phc /dev/no-such-clock --phc-error 1us,phc:/dev/no-such-clock",
        "--ptp no-such-if,ptp:no-such-if",
        "--ptp4l /no/such/socket,ptp4l:/no/such/socket",
    })
    void whatIsNotThereIsNamed(String options, String name) {
        String err = CommandRun.of(("now " + options + " --timeout 4s").split(" ", -1))
                .failedWith(1);
        assertTrue(err.contains("; " + name + ": "), err);
        assertTrue(err.contains("check that the device or the daemon is there"), err);
    }

    /** The socket is given once, for both: two sources vote, not three. */
    @Test
    void aHardwareClockAndItsVoucherAreOneSource() throws IOException {
        try (Servers servers = Servers.start(1)) {
            CommandRun run = CommandRun.of(
                    "now", "--ntp", servers.list(), "--phc", "/dev/no-such", "--ptp4l", "/no/such", "--json");
            String err = run.failedWith(1);
            assertTrue(err.contains("no quorum: of 2 sources 1 answer"), err);
            assertEquals(List.of(servers.name(0), "phc:/dev/no-such", "ptp4l:/no/such"), names(Json.parse(run.out())));
        }
    }

    @Test
    void aPulseAndItsReceiverAreOneSource() throws IOException {
        CommandRun run = CommandRun.of(
                "now", "--pps", "/dev/no-such-pps", "--nmea", "/dev/no-such-line", "--timeout", "1s", "--json");
        String unused = run.failedWith(1);
        assertEquals(List.of("pps:/dev/no-such-pps"), names(Json.parse(run.out())));
    }
}
