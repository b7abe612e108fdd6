package dev.truechimer.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.clock.testkit.ManualTicks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a builder refuses, with the rule and the value, and that nothing stays open then. */
class TimekeeperBuilderTest {

    private static final class FakeSource implements TimeSource {
        private final String name;
        private final List<String> calls = new ArrayList<>();
        private RuntimeException failure;

        FakeSource(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start(SourceContext context) {
            calls.add("start");
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    private final Timekeeper.Builder builder = Timekeeper.builder().ticks(new ManualTicks());

    private static void assertRefused(String message, Runnable making) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, making::run).getMessage());
    }

    @Test
    void refusesRatesOutOfRange() {
        assertRefused("rateBoundPpm must be 0..100000: -1", () -> builder.rateBoundPpm(-1));
        assertRefused("rateBoundPpm must be 0..100000: 100001", () -> builder.rateBoundPpm(100_001));
        assertRefused("wanderBoundPpm must be 0..100000: -1", () -> builder.wanderBoundPpm(-1));
        assertRefused("hostSlewBoundPpm must be 0..100000: 100001", () -> builder.hostSlewBoundPpm(100_001));
    }

    @Test
    void refusesLimitsOutOfRange() {
        assertRefused("faultTolerance must be >= 0: -1", () -> builder.faultTolerance(-1));
        assertRefused("maxEpsilon must be > 0: PT0S", () -> builder.maxEpsilon(Duration.ZERO));
        assertRefused("holdoverLimit must be > 0: PT-1S", () -> builder.holdoverLimit(Duration.ofSeconds(-1)));
        assertRefused(
                "holdoverLimit must be at most 366 days: PT8784H0.000000001S",
                () -> builder.holdoverLimit(Duration.ofDays(366).plusNanos(1)));
        assertRefused(
                "holdoverLimit must be at most 366 days: PT2562047788015215H30M7S",
                () -> builder.holdoverLimit(Duration.ofSeconds(Long.MAX_VALUE)));
        assertRefused("tickError must be 0..1 s: PT-0.000000001S", () -> builder.tickError(Duration.ofNanos(-1)));
        assertRefused(
                "tickError must be 0..1 s: PT1.000000001S", () -> builder.tickError(Duration.ofNanos(1_000_000_001)));
        assertSame(builder, builder.holdoverLimit(Duration.ofDays(366)));
        assertSame(builder, builder.maxEpsilon(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void refusesNothingness() {
        assertThrows(NullPointerException.class, () -> builder.source(null));
        assertThrows(NullPointerException.class, () -> builder.ticks(null));
        assertThrows(NullPointerException.class, () -> builder.listener(null));
        assertThrows(NullPointerException.class, () -> builder.leapSecondsFile(null));
        assertThrows(NullPointerException.class, () -> builder.group(null, new FakeSource("a")));
        assertRefused("a group needs at least one source: g", () -> builder.group("g"));
    }

    @Test
    void refusesToStartWithoutSources() {
        assertRefused("a timekeeper needs at least one source: call source(...) first", builder::start);
    }

    @Test
    void refusesOneNameTwice() {
        builder.source(new FakeSource("a")).group("g", new FakeSource("a"));
        assertRefused("source names must be unique: a", builder::start);
    }

    @Test
    void refusesAToleranceThatLeavesNobodyToBelieve() {
        builder.group("g", new FakeSource("a"), new FakeSource("b")).source(new FakeSource("c"));
        builder.faultTolerance(2);
        assertRefused(
                "faultTolerance must be less than the number of sources (groups count once): 2 of 2", builder::start);
        builder.faultTolerance(1).start().close();
    }

    @Test
    void refusesALeapSecondsFileThatIsNotThere() {
        builder.source(new FakeSource("a")).leapSecondsFile(Path.of("no", "such", "leap-seconds.list"));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, builder::start);
        assertTrue(refused.getMessage().startsWith("leapSecondsFile can't be read: "), refused.getMessage());
    }

    @Test
    void closesEverySourceThatWasStartedWhenOneFails() {
        FakeSource first = new FakeSource("first");
        FakeSource failing = new FakeSource("failing");
        FakeSource last = new FakeSource("last");
        failing.failure = new IllegalStateException("no network");
        builder.source(first).source(failing).source(last);
        assertSame(failing.failure, assertThrows(IllegalStateException.class, builder::start));
        assertEquals(List.of("start", "close"), first.calls);
        assertEquals(List.of("start", "close"), failing.calls);
        assertEquals(List.of(), last.calls, "a source opens nothing before its start");
    }

    @Test
    void startsUnboundedAndClosesItsSources() throws InterruptedException {
        FakeSource source = new FakeSource("a");
        Timekeeper timekeeper = builder.source(source).start();
        try (timekeeper) {
            assertEquals(TimeInterval.UNBOUNDED, timekeeper.clock().now());
            assertEquals(Timescale.UTC, timekeeper.clock().timescale());
            assertEquals(Timescale.TAI, timekeeper.clock(Timescale.TAI).timescale());
            assertFalse(timekeeper.awaitSynchronized(Duration.ZERO));
            assertEquals(ClockStatus.STARTING, timekeeper.report().status());
        }
        assertEquals(List.of("start", "close"), source.calls);
        assertEquals(ClockStatus.CLOSED, timekeeper.clock().status());
        assertEquals(ClockStatus.CLOSED, timekeeper.report().status());
        assertThrows(ClockUnavailableException.class, () -> timekeeper.addSource(new FakeSource("b")));
    }
}
