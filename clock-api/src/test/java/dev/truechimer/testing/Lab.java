package dev.truechimer.testing;

import dev.truechimer.clock.Timekeeper;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * What one test has set up: it is taken down after the test, the last first, and described in the failure if there is one.
 * <b>Threads:</b> the test's.
 */
public class Lab implements AfterEachCallback, TestExecutionExceptionHandler {

    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Map<String, Supplier<String>> descriptions = new LinkedHashMap<>();

    /** Takes something down after the test. */
    public <T extends AutoCloseable> T own(T thing) {
        owned.push(thing);
        return thing;
    }

    /** Adds a text about the state to a failure. */
    public void describe(String title, Supplier<String> text) {
        descriptions.put(title, text);
    }

    /** Starts a timekeeper. */
    public Timekeeper timekeeper(String name, Timekeeper.Builder builder) {
        Timekeeper timekeeper = own(builder.start());
        describe("report of " + name, () -> Reports.text(timekeeper.report()));
        return timekeeper;
    }

    /** Starts readers. */
    public TruthReaders readers(int threads, List<TruthReaders.Subject> subjects) {
        TruthReaders readers = own(TruthReaders.start(threads, subjects));
        describe("readings", readers::toString);
        return readers;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        String state = descriptions.entrySet().stream()
                .map(each -> "=== " + each.getKey() + "\n" + each.getValue().get())
                .collect(Collectors.joining("\n"));
        failure.addSuppressed(new State(state));
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Exception first = null;
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Not an error: the state of the lab at the moment of one. */
    private static final class State extends RuntimeException {

        private static final long serialVersionUID = 1;

        State(String text) {
            super("the state of the test at that moment\n" + text, null, false, false);
        }
    }
}
