package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.Ipv4;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PtpSourceBuilderTest {

    @Test
    void isNamedAfterInterfaceAndDomain() {
        assertEquals("ptp:eth0", PtpSource.builder("eth0").build().name());
        assertEquals("ptp:eth0/24", PtpSource.builder("eth0").domain(24).build().name());
        assertEquals("grand", PtpSource.builder("eth0").name("grand").build().name());
    }

    @Test
    void takesTheEndsOfItsRanges() throws UnknownHostException {
        PtpSource.builder("eth0")
                .domain(255)
                .sdoId(4095)
                .ipv6(true)
                .ipv6Scope(2)
                .unicast(InetAddress.getByName("fd00::1"), InetAddress.getByName("fd00::2"))
                .minimumDelays(Duration.ofSeconds(10), Duration.ZERO)
                .errorFloor(Duration.ofHours(1))
                .errorPerStep(Duration.ofSeconds(1))
                .build();
    }

    @Test
    void refusesWhatIsOutOfRangeAndSaysWhich() {
        PtpSource.Builder builder = PtpSource.builder("eth0");
        refused("networkInterface", () -> PtpSource.builder(" "));
        refused("name", () -> builder.name(""));
        refused("domain must be 0 to 255: 256", () -> builder.domain(256));
        refused("domain", () -> builder.domain(-1));
        refused("sdoId", () -> builder.sdoId(4096));
        refused("ipv6Scope", () -> builder.ipv6Scope(0));
        refused("ipv6Scope", () -> builder.ipv6Scope(16));
        refused("minimumDelays there", () -> builder.minimumDelays(Duration.ofNanos(-1), Duration.ZERO));
        refused("minimumDelays back", () -> builder.minimumDelays(Duration.ZERO, Duration.ofNanos(10_000_000_001L)));
        refused("errorFloor", () -> builder.errorFloor(Duration.ofHours(2)));
        refused("errorPerStep", () -> builder.errorPerStep(Duration.ofMillis(1001)));
        refused("number of unicast masters must be 1 to 8: 0", builder::unicast);
        refused("all IPv4 or all IPv6", () -> builder.unicast(Ipv4.of(192, 0, 2, 1), InetAddress.getByName("fd00::1")));
    }

    private static void refused(String text, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(text), message);
    }
}
