package dev.truechimer.ptp.phc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.Timescale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PhcSourceBuilderTest {

    private static final PhcTrust TRUST = PhcTrust.declared(Duration.ofNanos(100));

    private final PhcSource.Builder builder = PhcSource.builder(Path.of("/dev/ptp0"));

    @Test
    void refusesAClockThatNobodyVouchesForAndListsWhoCan() {
        String message =
                assertThrows(IllegalArgumentException.class, builder::build).getMessage();
        assertTrue(message.startsWith("/dev/ptp0 needs a trust"), message);
        for (String option : new String[] {"ptp4l(", "driver()", ".file(", "phc2sys(", "declared("}) {
            assertTrue(message.contains(option), message);
        }
    }

    @Test
    void isCalledLikeItsDevice() {
        assertEquals("/dev/ptp0", builder.trust(TRUST).build().name());
        assertEquals("mine", builder.name("mine").build().name());
    }

    @Test
    void forgetsClaimsAfterEightOfItsOwnIntervals() {
        assertEquals(Duration.ofSeconds(1), builder.trust(TRUST).build().longestPollInterval());
        assertEquals(
                Duration.ofHours(1), builder.poll(Duration.ofHours(1)).build().longestPollInterval());
    }

    @Test
    void namesRuleAndValueOfAWrongOption() {
        assertIllegal("samples must be 1 to 25: 0", () -> builder.samples(0));
        assertIllegal("samples must be 1 to 25: 26", () -> builder.samples(26));
        assertIllegal("poll must be PT0.01S to PT1H: PT0.009S", () -> builder.poll(Duration.ofMillis(9)));
        assertIllegal(
                "crossStampError must be PT0S to PT0.001S: PT-1S",
                () -> builder.crossStampError(Duration.ofSeconds(-1)));
        assertIllegal("name must not be blank: \" \"", () -> builder.name(" "));
        assertIllegal("timescale must be TAI or UTC: SMEARED_UTC", () -> builder.timescale(Timescale.SMEARED_UTC));
    }

    @Test
    void namesRuleAndValueOfAWrongTrust() {
        assertIllegal(
                "declared error must be PT0S to PT1H: PT-0.000000001S", () -> PhcTrust.declared(Duration.ofNanos(-1)));
        assertIllegal("servo must be PT0S to PT1H: PT2H", () -> PhcTrust.phc2sys(TRUST, Duration.ofHours(2)));
        assertIllegal("mostAge must be PT1S to PT24H: PT0S", () -> PhcTrust.file(Path.of("bound"), Duration.ZERO));
        assertIllegal(
                "upstream must vouch for the clock that phc2sys follows, so name the file of that clock's driver:"
                        + " PhcTrust.file(path)",
                () -> PhcTrust.phc2sys(PhcTrust.driver(), Duration.ZERO));
    }

    @Test
    void ptp4lIsAskedOftenOrItCantVouch() {
        PhcTrust ptp4l = PhcTrust.ptp4l(Path.of("/var/run/ptp4lro"));
        builder.poll(Duration.ofSeconds(16)).trust(ptp4l).build();
        for (PhcTrust trust : List.of(ptp4l, PhcTrust.phc2sys(ptp4l, Duration.ZERO))) {
            assertIllegal(
                    "poll must be at most PT16S if ptp4l vouches, whose Syncs are watched: PT17S",
                    () -> builder.poll(Duration.ofSeconds(17)).trust(trust).build());
        }
        builder.trust(TRUST).build();
    }

    @Test
    void closesWithoutHavingBeenStarted() {
        PhcSource source = builder.trust(TRUST).build();
        source.close();
        source.close();
    }

    private static void assertIllegal(String message, Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
