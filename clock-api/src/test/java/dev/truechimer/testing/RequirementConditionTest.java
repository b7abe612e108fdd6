package dev.truechimer.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.RequirementCondition.Mode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

class RequirementConditionTest {

    private static final Optional<String> MISSING = Optional.of("chronyd is not installed");

    @Test
    void runsWhereNothingIsMissing() {
        for (Mode mode : Mode.values()) {
            assertFalse(
                    RequirementCondition.decide("XIT", mode, Optional.empty()).isDisabled());
        }
    }

    @Test
    void skipsWithAReasonWhereSomethingIsMissing() {
        ConditionEvaluationResult result = RequirementCondition.decide("XIT", Mode.OPTIONAL, MISSING);
        assertTrue(result.isDisabled());
        String reason = result.getReason().orElseThrow();
        assertTrue(reason.startsWith("SKIPPED XIT: chronyd is not installed"), reason);
    }

    @Test
    void failsWhereItIsMissingButRequired() {
        IllegalStateException e = assertThrows(
                IllegalStateException.class, () -> RequirementCondition.decide("XIT", Mode.REQUIRED, MISSING));
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

    @Test
    void theFirstThingThatIsMissingIsTold() {
        assertEquals(Optional.empty(), obstacle(Satisfied.class));
        assertEquals(Optional.of("no luck"), obstacle(Luckless.class));
    }

    @Test
    void aProgramThatIsMissingSaysHowToGetIt() {
        assertEquals(
                Optional.of("no-such-program is not installed; on Debian: apt-get install its-package"),
                Requirement.program("no-such-program", "its-package"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void findsAProgramThatIsThere() {
        assertEquals(Optional.empty(), Requirement.program("sh", "dash"));
    }

    private static Optional<String> obstacle(Class<?> test) {
        return RequirementCondition.obstacle(test.getAnnotation(Requires.class));
    }

    private static final class Here implements Requirement {
        @Override
        public Optional<String> obstacle() {
            return Optional.empty();
        }
    }

    private static final class Luck implements Requirement {
        @Override
        public Optional<String> obstacle() {
            return Optional.of("no luck");
        }
    }

    private static final class Money implements Requirement {
        @Override
        public Optional<String> obstacle() {
            return Optional.of("no money");
        }
    }

    @Requires(Here.class)
    private static final class Satisfied {}

    @Requires({Here.class, Luck.class, Money.class})
    private static final class Luckless {}
}
