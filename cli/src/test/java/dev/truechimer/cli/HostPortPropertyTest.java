package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;

/** HOST[:PORT] as anybody may type it. */
class HostPortPropertyTest {

    @Property
    void namesAndAddressesAreReadBack(@ForAll("hosts") String host, @ForAll @IntRange(min = 1, max = 65_535) int port) {
        HostPort expected = new HostPort(host, port);
        String written = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        assertEquals(expected, HostPort.parse(written));
        assertEquals(expected, HostPort.parse(expected.toString()));
    }

    @Property
    void portIsThatOfNtpUnlessGiven(@ForAll("hosts") String host) {
        HostPort expected = new HostPort(host, 123);
        assertEquals(expected, HostPort.parse(host.contains(":") ? "[" + host + "]" : host));
    }

    @Property
    void portOutOfRangeIsRefused(@ForAll("hosts") String host, @ForAll int port) {
        boolean inRange = port >= 1 && port <= 65_535;
        if (!inRange) {
            assertRefusedWith("port must be 1 to 65535", (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
        }
    }

    @Property
    void addressesNeedNoLookup(@ForAll("addresses") String host) {
        assertFalse(new HostPort(host, 123).socketAddress().isUnresolved());
    }

    @Property
    void namesAreNotLookedUp(@ForAll("names") String host) {
        assertTrue(new HostPort(host, 123).socketAddress().isUnresolved());
    }

    @Property(tries = 5_000)
    void anyTextIsReadOrRefusedInOneLine(@ForAll("texts") String text) {
        String outcome;
        try {
            HostPort read = HostPort.parse(text);
            assertEquals(read, HostPort.parse(read.toString()));
            outcome = "read";
        } catch (IllegalArgumentException e) {
            assertFalse(e.getMessage().isBlank());
            outcome = "refused";
        }
        Statistics.collect(outcome);
        Statistics.coverage(coverage -> {
            coverage.check("read").count(count -> count > 0);
            coverage.check("refused").count(count -> count > 0);
        });
    }

    private static void assertRefusedWith(String expected, String text) {
        try {
            HostPort read = HostPort.parse(text);
            throw new AssertionError("read as " + read);
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().contains(expected), e.getMessage());
        }
    }

    @Provide
    Arbitrary<String> hosts() {
        return Arbitraries.oneOf(names(), addresses());
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> label = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .ofMinLength(0)
                .ofMaxLength(20)
                .map(rest -> "h" + rest);
        return label.list().ofMinSize(1).ofMaxSize(4).map(labels -> String.join(".", labels));
    }

    @Provide
    Arbitrary<String> addresses() {
        Arbitrary<String> ipv4 = Arbitraries.integers()
                .between(0, 255)
                .list()
                .ofSize(4)
                .map(octets -> String.format("%d.%d.%d.%d", octets.toArray()));
        Arbitrary<String> ipv6 = Arbitraries.integers()
                .between(0, 0xFFFF)
                .map(Integer::toHexString)
                .list()
                .ofSize(8)
                .map(groups -> String.join(":", groups));
        return Arbitraries.oneOf(ipv4, ipv6, Arbitraries.of("::1", "::", "2001:db8::7", "::ffff:192.0.2.1"));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().withChars("ab1.:[]-_%0").ofMaxLength(12));
    }
}
