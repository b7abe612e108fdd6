package dev.truechimer.ntp.daemon;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Decides whether a test that needs a daemon runs. Without the daemon it is skipped, and a line on standard output says what is
 * missing and how to get it; with {@value #MODE_VARIABLE}{@code =required} it fails.
 */
final class DaemonRequirement implements ExecutionCondition {

    /** {@code required}: a test without its daemon fails. {@code optional}, empty or not set: it is skipped. */
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
        Optional<RequiresDaemon> need = context.getElement()
                .flatMap((AnnotatedElement e) -> AnnotationSupport.findAnnotation(e, RequiresDaemon.class));
        Optional<String> obstacle = need.flatMap(annotation -> Arrays.stream(annotation.value())
                .flatMap(daemon -> daemon.obstacle().stream())
                .findFirst());
        ConditionEvaluationResult result = decide(name(context), Mode.of(System.getenv(MODE_VARIABLE)), obstacle);
        if (result.isDisabled()) {
            System.out.println(result.getReason().orElseThrow());
        }
        return result;
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
            return ConditionEvaluationResult.enabled("its daemons are here");
        }
        if (mode == Mode.REQUIRED) {
            throw new IllegalStateException(test + " can't run, but " + MODE_VARIABLE + "=required: " + obstacle.get());
        }
        return ConditionEvaluationResult.disabled(
                "SKIPPED " + test + ": " + obstacle.get() + " (" + MODE_VARIABLE + "=required makes this a failure)");
    }
}
