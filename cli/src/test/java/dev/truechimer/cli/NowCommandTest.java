package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code truechimer now} against servers whose truth is known. */
@Timeout(60)
class NowCommandTest {

    private static final String NOBODY = "127.0.0.1:1";

    @Test
    void jsonContainsTheTruth() throws IOException {
        try (Servers servers = Servers.start(3)) {
            long beforeNanos = servers.truth.getAsLong();
            CommandRun run =
                    CommandRun.of("now", "--ntp", servers.list(), "--json").succeeded();
            long afterNanos = servers.truth.getAsLong();

            assertEquals(1, run.lines().size());
            Json json = Json.parse(run.out());
            assertContains(json, beforeNanos, afterNanos);
            assertEquals("SYNCHRONIZED", json.text("status"));
            assertEquals("UTC", json.text("timescale"));
            long width = json.number("latestNanos") - json.number("earliestNanos");
            assertEquals((width + 1) / 2, json.number("epsilonNanos"));
            List<Json> sources = json.array("sources");
            assertEquals(3, sources.size());
            for (int i = 0; i < 3; i++) {
                assertEquals(servers.name(i), sources.get(i).text("name"));
                assertEquals("truechimer", sources.get(i).text("verdict"));
                assertTrue(sources.get(i).number("polls") > 0);
            }
        }
    }

    @Test
    void termsOfEpsilonAddUp() throws IOException {
        try (Servers servers = Servers.start(3)) {
            Json terms = Json.parse(CommandRun.of("now", "--ntp", servers.list(), "--json")
                            .succeeded()
                            .out())
                    .object("epsilon");
            long sum = terms.number("delayNanos")
                    + terms.number("sourceErrorNanos")
                    + terms.number("ageingNanos")
                    + terms.number("readErrorNanos")
                    + terms.number("bracketNanos")
                    + terms.number("hullExcessNanos")
                    + terms.number("smearToleranceNanos")
                    + terms.number("roundingNanos")
                    - terms.number("agreementGainNanos");
            assertEquals(terms.number("epsilonNanos"), sum);
        }
    }

    @Test
    void textShowsReadingSourcesAndTerms() {
        try (Servers servers = Servers.start(3)) {
            CommandRun run = CommandRun.of("now", "--ntp", servers.name(0), "--ntp", servers.name(1), servers.name(2))
                    .succeeded();
            for (String expected : List.of(
                    "earliest  2", "latest    2", "status    SYNCHRONIZED", "truechimer", "epsilon is made of")) {
                assertTrue(run.out().contains(expected), () -> expected + " in " + run.out());
            }
            long sources =
                    run.lines().stream().filter(line -> line.startsWith("127.")).count();
            assertEquals(3, sources, run.out());
        }
    }

    @Test
    void liarIsNamed() throws IOException {
        try (Servers servers = Servers.start(3)) {
            servers.get(1).offset(Duration.ofMillis(250));
            long beforeNanos = servers.truth.getAsLong();
            Json json = Json.parse(CommandRun.of("now", "--ntp", servers.list(), "--json")
                    .succeeded()
                    .out());
            assertContains(json, beforeNanos, servers.truth.getAsLong());
            Json liar = json.array("sources").get(1);
            assertEquals("falseticker", liar.text("verdict"));
            assertTrue(Math.abs(liar.number("aheadNanos") - 250_000_000L) < 5_000_000L, liar::toString);
        }
    }

    @ParameterizedTest
    @CsvSource({"utc,UTC,0", "tai,TAI,37", "smeared,SMEARED_UTC,0"})
    void readsOnTheWantedScale(String option, String name, long aheadSeconds) throws IOException {
        try (Servers servers = Servers.start(1)) {
            long aheadNanos = aheadSeconds * 1_000_000_000L;
            long beforeNanos = servers.truth.getAsLong() + aheadNanos;
            Json json = Json.parse(CommandRun.of("now", "--ntp", servers.list(), "--json", "--timescale", option)
                    .succeeded()
                    .out());
            assertContains(json, beforeNanos, servers.truth.getAsLong() + aheadNanos);
            assertEquals(name, json.text("timescale"));
        }
    }

    @Test
    void systemTicksAreNamed() throws IOException {
        try (Servers servers = Servers.start(1)) {
            Json json = Json.parse(CommandRun.of("now", "--ntp", servers.list(), "--json", "--ticks", "system")
                    .succeeded()
                    .out());
            assertEquals("System.nanoTime", json.text("ticks"));
            assertEquals(true, json.object("rate").fields().get("slewable"));
        }
    }

    @Test
    void floorWidensTheReading() throws IOException {
        try (Servers servers = Servers.start(1)) {
            Json json = Json.parse(CommandRun.of("now", "--ntp", servers.list(), "--json", "--floor", "20ms")
                    .succeeded()
                    .out());
            assertTrue(json.number("epsilonNanos") >= 20_000_000L);
        }
    }

    @Test
    void serverWithoutAnErrorOfItsOwnIsRemarkedOn() {
        try (Servers servers = Servers.start(1)) {
            servers.get(0).rootDelay(Duration.ZERO).rootDispersion(Duration.ZERO);
            CommandRun run = CommandRun.of("now", "--ntp", servers.list()).succeeded();
            assertTrue(run.out().contains("states no error"), run.out());
        }
    }

    @Test
    void unknownHostIsNamedSoon() {
        String err = CommandRun.of("now", "--ntp", "no-such-host.invalid", "--timeout", "30s")
                .failedWith(1);
        assertTrue(err.contains("no-such-host.invalid: the name has no address; check the spelling"), err);
    }

    @Test
    void deadPortIsNamedSoon() {
        String err = CommandRun.of("now", "--ntp", NOBODY, "--timeout", "30s").failedWith(1);
        assertTrue(
                err.contains("127.0.0.1:1: nobody listens on that port; check the network, the address and the port"),
                err);
    }

    @Test
    void silentServerIsNamed() {
        try (Servers servers = Servers.start(1)) {
            servers.get(0).silent(true);
            String err = CommandRun.of("now", "--ntp", servers.list(), "--timeout", "5s")
                    .failedWith(1);
            assertTrue(
                    err.contains(servers.name(0) + ": no reply within 2000 ms; check the address, and that UDP"), err);
        }
    }

    @Test
    void shortTimeoutIsNamed() {
        try (Servers servers = Servers.start(1)) {
            servers.get(0).silent(true);
            String err = CommandRun.of("now", "--ntp", servers.list(), "--timeout", "50ms")
                    .failedWith(1);
            assertTrue(err.contains("no answer yet; wait longer with --timeout"), err);
        }
    }

    @Test
    void lackOfAQuorumIsExplained() {
        try (Servers servers = Servers.start(1)) {
            String err = CommandRun.of("now", "--ntp", servers.list() + "," + NOBODY + ",127.0.0.1:2")
                    .failedWith(1);
            assertTrue(err.contains("no quorum: of 3 sources 1 answer"), err);
            assertTrue(err.contains("127.0.0.1:2: nobody listens"), err);
        }
    }

    @Test
    void contradictionIsExplained() {
        try (Servers servers = Servers.start(2)) {
            servers.get(1).offset(Duration.ofMillis(250));
            String err = CommandRun.of("now", "--ntp", servers.list(), "--timeout", "3s")
                    .failedWith(1);
            assertTrue(err.contains("the sources contradict each other"), err);
            assertTrue(err.contains("ask at least three"), err);
        }
    }

    @ParameterizedTest
    @CsvSource({"DENY,ask another server", "RATE,wait a while before asking again"})
    void kissOfDeathIsExplained(String code, String advice) {
        try (Servers servers = Servers.start(1)) {
            servers.get(0).kissOfDeath(code);
            String err = CommandRun.of("now", "--ntp", servers.list(), "--timeout", "3s")
                    .failedWith(1);
            assertTrue(err.contains("kiss-o'-death " + code) && err.contains(advice), err);
        }
    }

    @Test
    void unsynchronisedServerIsExplained() {
        try (Servers servers = Servers.start(1)) {
            servers.get(0).leap(3);
            String err = CommandRun.of("now", "--ntp", servers.list(), "--timeout", "3s")
                    .failedWith(1);
            assertTrue(err.contains("wait until the server is synchronised"), err);
        }
    }

    @Test
    void jsonOfAFailureHoldsNoTime() throws IOException {
        CommandRun run = CommandRun.of("now", "--ntp", NOBODY, "--json");
        String unused = run.failedWith(1);
        Json json = Json.parse(run.out());
        assertNull(json.fields().get("earliestNanos"));
        assertNull(json.fields().get("latestNanos"));
        assertNull(json.fields().get("epsilon"));
        assertEquals("STARTING", json.text("status"));
        Json source = json.array("sources").get(0);
        assertEquals("unreachable", source.text("verdict"));
        assertEquals("UNREACHABLE", source.object("lastFailure").text("reason"));
    }

    @Test
    void ipv6ServerIsAskedInBrackets() throws IOException {
        try (LoopbackNtpServer server = LoopbackNtpServer.startIpv6()) {
            String name = "[::1]:" + server.address().getPort();
            Json json = Json.parse(
                    CommandRun.of("now", "--ntp", name, "--json").succeeded().out());
            assertEquals(name, json.array("sources").get(0).text("name"));
        }
    }

    private static void assertContains(Json json, long beforeNanos, long afterNanos) {
        assertTrue(json.number("earliestNanos") <= afterNanos, () -> json + " after " + afterNanos);
        assertTrue(json.number("latestNanos") >= beforeNanos, () -> json + " before " + beforeNanos);
    }
}
