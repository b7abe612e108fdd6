package dev.truechimer.ntp.daemon;

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
final class DaemonLab implements AfterEachCallback, TestExecutionExceptionHandler {

    private static final long FIRST_SEED = 0x7275_6563_6869L;

    private final Deque<AutoCloseable> owned = new ArrayDeque<>();
    private final Map<String, Supplier<String>> descriptions = new LinkedHashMap<>();
    private long nextSeed = FIRST_SEED;

    /** Takes something down after the test. */
    <T extends AutoCloseable> T own(T thing) {
        owned.push(thing);
        return thing;
    }

    /** Adds a text about the state to a failure. */
    void describe(String title, Supplier<String> text) {
        descriptions.put(title, text);
    }

    /** Starts a chronyd and waits until it is ready. */
    Chronyd chronyd(String name, Chronyd.Role role) throws InterruptedException {
        Chronyd server = own(Chronyd.start(name, role));
        describe(name, server::log);
        return server;
    }

    /** Starts ntpsec's ntpd and waits until it is ready. */
    Ntpsec ntpsec(String name, Ntpsec.Access access) throws InterruptedException {
        Ntpsec server = own(Ntpsec.start(name, access));
        describe(name, server::log);
        return server;
    }

    /** Opens a relay to a server; its chance is seeded by its number in this test. */
    UdpRelay relay(TimeServer server, Link there, Link back) {
        UdpRelay relay = own(UdpRelay.start(server.address(), there, back, nextSeed++));
        describe("relay to " + server.name(), relay::toString);
        return relay;
    }

    /** Starts a timekeeper. */
    Timekeeper timekeeper(String name, Timekeeper.Builder builder) {
        Timekeeper timekeeper = own(builder.start());
        describe("report of " + name, () -> Reports.text(timekeeper.report()));
        return timekeeper;
    }

    /** Starts readers. */
    TruthReaders readers(int threads, List<TruthReaders.Subject> subjects) {
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
