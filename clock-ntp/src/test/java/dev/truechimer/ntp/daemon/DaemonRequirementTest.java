package dev.truechimer.ntp.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.ntp.daemon.DaemonRequirement.Mode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

final class DaemonRequirementTest {

    private static final Optional<String> MISSING = Optional.of("chronyd is not installed");

    @Test
    void runsWhereTheDaemonIs() {
        for (Mode mode : Mode.values()) {
            assertFalse(DaemonRequirement.decide("XIT", mode, Optional.empty()).isDisabled());
        }
    }

    @Test
    void skipsWithAReasonWhereItIsMissing() {
        ConditionEvaluationResult result = DaemonRequirement.decide("XIT", Mode.OPTIONAL, MISSING);
        assertTrue(result.isDisabled());
        String reason = result.getReason().orElseThrow();
        assertTrue(reason.startsWith("SKIPPED XIT: chronyd is not installed"), reason);
    }

    @Test
    void failsWhereItIsMissingButRequired() {
        IllegalStateException e = assertThrows(
                IllegalStateException.class, () -> DaemonRequirement.decide("XIT", Mode.REQUIRED, MISSING));
        assertTrue(e.getMessage().contains("chronyd is not installed"), e.getMessage());
    }

    @Test
    void knowsTheWordsOfTheVariableAndNoOthers() {
        assertEquals(Mode.OPTIONAL, Mode.of(null));
        assertEquals(Mode.OPTIONAL, Mode.of(""));
        assertEquals(Mode.OPTIONAL, Mode.of("optional"));
        assertEquals(Mode.REQUIRED, Mode.of("required"));
        for (String word : new String[] {"Required", "require", "true", "1", " required"}) {
            assertThrows(IllegalArgumentException.class, () -> Mode.of(word), word);
        }
    }
}
