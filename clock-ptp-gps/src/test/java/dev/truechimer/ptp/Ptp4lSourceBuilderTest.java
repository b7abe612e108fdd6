package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.clock.Timescale;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is set, what is refused, and what holds otherwise. */
class Ptp4lSourceBuilderTest {

    private static final Path SOCKET = Path.of("/run/ptp4l");

    @Test
    void nothingNeedsToBeSet() {
        try (Ptp4lSource source = Ptp4lSource.builder().build()) {
            assertEquals("ptp4l:/var/run/ptp4lro", source.name());
            assertEquals(Duration.ofSeconds(2), source.longestPollInterval());
            assertEquals("Ptp4lSource ptp4l:/var/run/ptp4lro (/var/run/ptp4lro, domain 0)", source.toString());
        }
    }

    @Test
    void theNameAndThePollAreTheUsers() {
        Ptp4lSource.Builder builder = Ptp4lSource.builder(SOCKET)
                .name("here")
                .poll(Duration.ofMillis(100))
                .domain(24);
        try (Ptp4lSource source = builder.build()) {
            assertEquals("here", source.name());
            assertEquals(Duration.ofMillis(1100), source.longestPollInterval());
            assertEquals("Ptp4lSource here (/run/ptp4l, domain 24)", source.toString());
        }
    }

    @Test
    void whatIsOutOfRangeIsRefused() {
        Ptp4lSource.Builder builder = Ptp4lSource.builder(SOCKET);
        assertRefused("name must not be blank: \" \"", () -> builder.name(" "));
        assertRefused("domain must be 0 to 255: 256", () -> builder.domain(256));
        assertRefused("sdoId must be 0 to 4095: -1", () -> builder.sdoId(-1));
        assertRefused("poll must be PT0.1S to PT16S: PT0.099S", () -> builder.poll(Duration.ofMillis(99)));
        assertRefused("poll must be PT0.1S to PT16S: PT17S", () -> builder.poll(Duration.ofSeconds(17)));
        assertRefused("errorFloor must be PT0S to PT1H: PT-1S", () -> builder.errorFloor(Duration.ofSeconds(-1)));
        assertRefused("pathAsymmetry must be PT0S to PT1S: PT2S", () -> builder.pathAsymmetry(Duration.ofSeconds(2)));
        assertRefused("errorPerStep must be PT0S to PT1S: PT2S", () -> builder.errorPerStep(Duration.ofSeconds(2)));
        assertRefused("driftPpm must be 0 to 1000: 1001", () -> builder.driftPpm(1001));
        assertRefused(
                "phcTimescale must be TAI or UTC: SMEARED_UTC", () -> builder.phcTimescale(Timescale.SMEARED_UTC));
    }

    private static void assertRefused(String message, Runnable call) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, call::run).getMessage());
    }
}
