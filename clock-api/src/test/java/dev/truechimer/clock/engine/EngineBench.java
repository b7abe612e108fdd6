package dev.truechimer.clock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockEvent;
import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.Claims;
import dev.truechimer.clock.source.LeapSeconds;
import java.util.ArrayList;
import java.util.List;

/** An engine that is fed by hand, beside an oscillator and the truth. */
final class EngineBench {

    static final long MS = 1_000_000L;
    static final long SECOND = Settings.SECOND;

    /** Half the width of what {@link #honest} claims. */
    static final long HONEST_HALF = 10 * MS;

    /** Claims are remembered for eight times this. */
    static final long POLL = 1_024 * SECOND;

    private static final long START_TAI = 1_767_225_637_000_000_000L;
    private static final long START_TICKS = 5_000 * SECOND;

    final ClockEngine engine;
    final List<ClockEvent> events = new ArrayList<>();
    long ticks = START_TICKS;
    long tai = START_TAI;

    private long ratePpb;

    EngineBench(Settings settings, String... sources) {
        this(settings, LeapSeconds.bundled(), sources);
    }

    EngineBench(Settings settings, LeapSeconds leapSeconds, String... sources) {
        engine = new ClockEngine(settings.engine(), leapSeconds, ticks);
        for (String source : sources) {
            engine.addSource(source, null, POLL, ticks);
        }
        // That these were added is no news for a test.
        assertEquals(sources.length, engine.drainEvents().size());
    }

    /** From now on the oscillator has this rate: true time over its own, less 1. */
    void rate(long ppb) {
        ratePpb = ppb;
    }

    /** Lets the oscillator run, and the engine notice. */
    void advance(long tickNanos) {
        advanceUnnoticed(tickNanos);
        engine.tick(ticks);
        drain();
    }

    /** Lets the oscillator run while nobody looks. */
    void advanceUnnoticed(long tickNanos) {
        ticks += tickNanos;
        tai += tickNanos + Math.floorDiv(tickNanos / 1_000 * ratePpb, 1_000_000L);
    }

    /** True time goes on while the oscillator stands still. */
    void suspend(long trueNanos) {
        tai += trueNanos;
    }

    /** A source claims that true time lies between these distances from it. */
    void claim(String source, long lowerOffset, long upperOffset) {
        accept(source, Claims.at(ticks, tai + lowerOffset, tai + upperOffset));
    }

    void accept(String source, Claim claim) {
        engine.accept(source, claim, ticks);
        drain();
    }

    /** Sources that claim what is true. */
    void honest(String... sources) {
        for (String source : sources) {
            claim(source, -HONEST_HALF, HONEST_HALF);
        }
    }

    TimeInterval interval() {
        return engine.published().intervalAt(ticks);
    }

    ClockReport report() {
        ClockReport report = engine.report(ticks);
        drain();
        return report;
    }

    ClockReport.SourceReport report(String source) {
        return report().sources().stream()
                .filter(s -> s.name().equals(source))
                .findFirst()
                .orElseThrow();
    }

    ClockReport.Verdict verdict(String source) {
        return report(source).verdict();
    }

    ClockStatus status() {
        return engine.status();
    }

    List<ClockEvent> events(ClockEvent.Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).toList();
    }

    void assertStatus(ClockStatus expected) {
        assertEquals(expected, status(), () -> report().detail());
    }

    /** A bounded reading that holds the truth. */
    void assertContained() {
        TimeInterval now = interval();
        assertTrue(now.isBounded(), () -> "unbounded: " + report().detail());
        assertTrue(now.contains(tai), () -> now + " misses " + tai);
    }

    void assertUnbounded() {
        assertEquals(TimeInterval.UNBOUNDED, interval());
    }

    /** The reading, as distances from the truth. */
    void assertOffsets(long earliestOffset, long latestOffset) {
        TimeInterval now = interval();
        assertEquals(
                List.of(earliestOffset, latestOffset),
                List.of(now.earliestNanos() - tai, now.latestNanos() - tai),
                "distances of the ends from true time");
    }

    private void drain() {
        events.addAll(engine.drainEvents());
    }
}
