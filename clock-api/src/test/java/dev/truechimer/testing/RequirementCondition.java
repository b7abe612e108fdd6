package dev.truechimer.testing;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Decides whether a test that needs something of the machine runs. Without it the test is skipped, and a line on
 * standard output says what is missing and how to get it; with {@value #MODE_VARIABLE}{@code =required} it fails.
 */
final class RequirementCondition implements ExecutionCondition {

    /** {@code required}: a test without what it needs fails. {@code optional}, empty or not set: it is skipped. */
    static final String MODE_VARIABLE = "TRUECHIMER_DAEMON_TESTS";

    /** What becomes of a test that can't run. */
    enum Mode {
        /** It is skipped. */
        OPTIONAL,
        /** It fails. */
        REQUIRED;

        /** @throws IllegalArgumentException for a word that has no meaning, lest a typing error skip the tests */
        static Mode of(@Nullable String word) {
            if (word == null || word.isEmpty() || word.equals("optional")) {
                return OPTIONAL;
            }
            if (word.equals("required")) {
                return REQUIRED;
            }
            throw new IllegalArgumentException(MODE_VARIABLE + " must be required or optional: " + word);
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> obstacle = context.getElement()
                .flatMap(element -> AnnotationSupport.findAnnotation(element, Requires.class))
                .flatMap(RequirementCondition::obstacle);
        ConditionEvaluationResult result = decide(name(context), Mode.of(System.getenv(MODE_VARIABLE)), obstacle);
        if (result.isDisabled()) {
            System.out.println(result.getReason().orElseThrow());
        }
        return result;
    }

    /** The first one. */
    static Optional<String> obstacle(Requires annotation) {
        return Arrays.stream(annotation.value())
                .flatMap(type -> ReflectionSupport.newInstance(type).obstacle().stream())
                .findFirst();
    }

    private static String name(ExtensionContext context) {
        String testClass = context.getRequiredTestClass().getSimpleName();
        return context.getTestMethod()
                .map(method -> testClass + "." + method.getName())
                .orElse(testClass);
    }

    /**
     * The rule itself.
     *
     * @param obstacle why the test can't run; empty if it can
     * @throws IllegalStateException if it can't run and must
     */
    static ConditionEvaluationResult decide(String test, Mode mode, Optional<String> obstacle) {
        if (obstacle.isEmpty()) {
            return ConditionEvaluationResult.enabled("what it needs is here");
        }
        if (mode == Mode.REQUIRED) {
            throw new IllegalStateException(test + " can't run, but " + MODE_VARIABLE + "=required: " + obstacle.get());
        }
        return ConditionEvaluationResult.disabled(
                "SKIPPED " + test + ": " + obstacle.get() + " (" + MODE_VARIABLE + "=required makes this a failure)");
    }
}
