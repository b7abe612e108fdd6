package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NtpSourceBuilderTest {

    private final NtpSource.Builder builder = NtpSource.builder("ntp.example", 123);

    @Test
    void namesSourcesAfterTheirServers() {
        assertEquals("ntp.example", NtpSource.of("ntp.example").name());
        assertEquals(
                "ntp.example:1123",
                NtpSource.builder("ntp.example", 1123).build().name());
        assertEquals(
                "127.0.0.1:1123", NtpSource.of(Addresses.of("127.0.0.1", 1123)).name());
        assertEquals(
                "[0:0:0:0:0:0:0:1]:1123",
                NtpSource.of(Addresses.of("::1", 1123)).name());
        assertEquals("mine", builder.name("mine").build().name());
    }

    @Test
    void numbersTheMembersOfAPool() {
        assertEquals(
                "[pool.example#1, pool.example#2]",
                NtpSource.pool("pool.example", 2).stream()
                        .map(NtpSource::name)
                        .toList()
                        .toString());
        assertEquals("x#1", builder.name("x").buildPool(1).get(0).name());
    }

    @Test
    void namesRuleAndValueOfAWrongOption() {
        assertIllegal("minPoll must be PT0.01S to PT36H24M32S: PT0.009S", () -> builder.minPoll(Duration.ofMillis(9)));
        assertIllegal(
                "maxPoll must be PT0.01S to PT36H24M32S: PT36H24M33S",
                () -> builder.maxPoll(Duration.ofSeconds(131_073)));
        assertIllegal("burst must be 1 to 64: 0", () -> builder.burst(0));
        assertIllegal("burst must be 1 to 64: 65", () -> builder.burst(65));
        assertIllegal("burstSpacing must be PT0.001S to PT1M: PT0S", () -> builder.burstSpacing(Duration.ZERO));
        assertIllegal("timeout must be PT0.001S to PT1M: PT-1S", () -> builder.timeout(Duration.ofSeconds(-1)));
        assertIllegal(
                "minimumDelays there must be PT0S to PT10S: PT-0.000000001S",
                () -> builder.minimumDelays(Duration.ofNanos(-1), Duration.ZERO));
        assertIllegal(
                "minimumDelays back must be PT0S to PT10S: PT11S",
                () -> builder.minimumDelays(Duration.ZERO, Duration.ofSeconds(11)));
        assertIllegal("errorFloor must be PT0S to PT1H: PT2H", () -> builder.errorFloor(Duration.ofHours(2)));
        assertIllegal("serverDriftPpm must be 0 to 1000: -3", () -> builder.serverDriftPpm(-3));
        assertIllegal("name must not be blank: \" \"", () -> builder.name(" "));
        assertIllegal("host must not be blank: \"\"", () -> NtpSource.of(""));
        assertIllegal("port must be 1 to 65535: 0", () -> NtpSource.builder("ntp.example", 0));
        assertIllegal("port must be 1 to 65535: 65536", () -> NtpSource.builder("ntp.example", 65_536));
        assertIllegal("port must be 1 to 65535: 0", () -> NtpSource.of(Addresses.of("127.0.0.1", 0)));
        assertIllegal("count must be 1 to 32: 0", () -> NtpSource.pool("pool.example", 0));
        assertIllegal("count must be 1 to 32: 33", () -> NtpSource.pool("pool.example", 33));
        assertIllegal(
                "a pool needs a name to look up, not an address: /127.0.0.1:123",
                () -> NtpSource.builder(Addresses.of("127.0.0.1", 123)).buildPool(2));
        assertIllegal(
                "minPoll must be <= maxPoll: PT2S > PT1S",
                () -> builder.minPoll(Duration.ofSeconds(2))
                        .maxPoll(Duration.ofSeconds(1))
                        .build());
    }

    @Test
    void acceptsTheEndsOfEveryRange() {
        for (Duration poll : new Duration[] {Duration.ofMillis(10), Duration.ofSeconds(131_072)}) {
            assertEquals(poll, builder.minPoll(poll).maxPoll(poll).build().longestPollInterval());
        }
        builder.burst(1).burst(64).burstSpacing(Duration.ofMillis(1)).burstSpacing(Duration.ofMinutes(1));
        builder.timeout(Duration.ofMillis(1)).timeout(Duration.ofMinutes(1));
        builder.minimumDelays(Duration.ZERO, Duration.ofSeconds(10))
                .errorFloor(Duration.ZERO)
                .errorFloor(Duration.ofHours(1));
        assertEquals(
                "ntp.example",
                builder.serverDriftPpm(0).serverDriftPpm(1000).build().name());
    }

    @Test
    void isPoliteToPublicServersAndQuickWithOnesOwn() {
        assertEquals(Duration.ofSeconds(1024), NtpSource.of("ntp.example").longestPollInterval());
        for (String own : new String[] {
            "127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.1.1", "fe80::1", "fd00::1"
        }) {
            assertEquals(
                    Duration.ofSeconds(64), NtpSource.of(Addresses.of(own, 123)).longestPollInterval());
        }
        for (String other : new String[] {"192.0.2.1", "2001:db8::1", "172.32.0.1", "8.8.8.8"}) {
            assertEquals(
                    Duration.ofSeconds(1024),
                    NtpSource.of(Addresses.of(other, 123)).longestPollInterval());
        }
    }

    @Test
    void oneLimitMovesTheDefaultOfTheOther() {
        InetSocketAddress other = Addresses.of("192.0.2.1", 123);
        NtpSource quick =
                NtpSource.builder(other).maxPoll(Duration.ofSeconds(16)).build();
        assertEquals(Duration.ofSeconds(16), quick.longestPollInterval());
        NtpSource slow =
                NtpSource.builder(other).minPoll(Duration.ofSeconds(2000)).build();
        assertEquals(Duration.ofSeconds(2000), slow.longestPollInterval());
    }

    @Test
    void saysWhoItIs() {
        assertTrue(NtpSource.of("ntp.example").toString().contains("ntp.example:123"));
    }

    private static void assertIllegal(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
