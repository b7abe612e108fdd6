package dev.truechimer.hlc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Knows what really happened in a fleet, and finds what its timestamps claim falsely. */
final class FleetOracle {

    /** What may be false. */
    enum Violation {
        READING_WITHOUT_TRUE_TIME,
        HAPPENS_BEFORE_WITHOUT_A_SMALLER_TIMESTAMP,
        BELOW_TRUE_TIME,
        BEYOND_MAX_OFFSET,
        CERTAIN_ORDER_THAT_WAS_OTHERWISE,
        VALUE_OUTSIDE_OF_THE_WINDOW,
        VALUE_EXCLUDED_BY_AN_OBSERVATION,
        HEALTHY_MESSAGE_REFUSED,
        BROKEN_MESSAGE_TAKEN
    }

    /** What should happen at least once in many worlds. */
    enum Outcome {
        EVENT,
        BATCH,
        PAIR_IN_ORDER,
        CONCURRENT_PAIR,
        CERTAIN_PAIR,
        DUPLICATE,
        OVERTAKEN,
        UNAVAILABLE,
        EXHAUSTED,
        LED_BY_A_MESSAGE,
        REFUSED_MESSAGE,
        PAUSE,
        SUSPENSION,
        LAGGING_EVENT,
        RESTART,
        LOST_IN_A_CRASH,
        UNCERTAIN_VALUE,
        WINDOW_NARROWED,
        WINDOW_NOT_NARROWED,
        VALUE_EXCLUDED_RIGHTLY
    }

    private static final long NANOS_PER_MICRO = 1_000;

    private final FleetPlan plan;
    private final HybridLogicalClock judge;
    private final List<FleetEvent> events = new ArrayList<>();
    private final List<FleetReader> readers = new ArrayList<>();
    private final Map<Violation, String> violations = new EnumMap<>(Violation.class);
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);

    FleetOracle(FleetPlan plan) {
        this.plan = plan;
        this.judge = HybridLogicalClock.builder(() -> 0)
                .maxOffset(Duration.ofNanos(plan.maxOffsetNanos))
                .build();
    }

    int eventsSoFar() {
        return events.size();
    }

    void add(FleetEvent event) {
        events.add(event);
        count(Outcome.EVENT);
        if (event.first() != event.last()) {
            count(Outcome.BATCH);
        }
        if (event.physical() == FleetEvent.Physical.LAGGING_INTERVAL) {
            count(Outcome.LAGGING_EVENT);
        }
        checkBounds(event);
    }

    void add(FleetReader reader) {
        readers.add(reader);
    }

    void count(Outcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    void violated(Violation violation, String what) {
        violations.putIfAbsent(violation, what);
    }

    /** The first of each kind. */
    Map<Violation, String> violations() {
        return violations;
    }

    Map<Outcome, Long> outcomes() {
        return outcomes;
    }

    /** An interval never lies in a microsecond before true time; what a wall clock is off by is added for it, on both sides. */
    private void checkBounds(FleetEvent event) {
        long errorNanos = event.physical() == FleetEvent.Physical.WALL ? plan.wallErrorNanos() : 0;
        if (event.physical().boundsFromBelow() && event.aheadNanos() + NANOS_PER_MICRO <= -errorNanos) {
            violated(Violation.BELOW_TRUE_TIME, event.toString());
        }
        long lastAheadNanos = HybridTimestamp.micros(event.last()) * NANOS_PER_MICRO - event.trueNanos();
        if (event.physical().boundsFromAbove() && lastAheadNanos > plan.maxOffsetNanos + errorNanos) {
            violated(Violation.BEYOND_MAX_OFFSET, event.toString());
        }
    }

    /** Looks at every pair of events, and at every reader with every event before it. */
    void checkAll() {
        for (int i = 0; i < events.size(); i++) {
            for (int j = i + 1; j < events.size(); j++) {
                checkPair(events.get(i), events.get(j));
            }
        }
        readers.forEach(this::checkReader);
    }

    private void checkPair(FleetEvent earlier, FleetEvent later) {
        if (earlier.happenedBefore(later)) {
            count(Outcome.PAIR_IN_ORDER);
            if (earlier.last() >= later.first()) {
                violated(Violation.HAPPENS_BEFORE_WITHOUT_A_SMALLER_TIMESTAMP, earlier + " before " + later);
            }
        } else {
            count(Outcome.CONCURRENT_PAIR);
        }
        if (judge.definitelyBefore(earlier.last(), later.first())) {
            count(Outcome.CERTAIN_PAIR);
        }
        // The later one would have to be vouched for from below, the earlier one from above.
        boolean vouchedFor =
                later.physical().boundsFromBelow() && earlier.physical().boundsFromAbove();
        if (vouchedFor && judge.definitelyBefore(later.first(), earlier.last())) {
            violated(Violation.CERTAIN_ORDER_THAT_WAS_OTHERWISE, later + " called before " + earlier);
        }
    }

    private void checkReader(FleetReader reader) {
        for (FleetEvent event : events) {
            if (event.order() < reader.began().order()) {
                checkVisible(reader, event);
            } else if (event.last() > reader.window().limit(event.node())
                    && reader.window().contains(event.last())) {
                count(Outcome.VALUE_EXCLUDED_RIGHTLY);
            }
        }
        for (int node = 0; node < plan.nodes(); node++) {
            if (reader.hasObserved(node)) {
                boolean narrowed = reader.window().limit(node) < reader.window().limit();
                count(narrowed ? Outcome.WINDOW_NARROWED : Outcome.WINDOW_NOT_NARROWED);
            }
        }
    }

    /** A value that existed when the reader began is in its window or below. */
    private void checkVisible(FleetReader reader, FleetEvent value) {
        Uncertainty window = reader.window();
        if (window.contains(value.last())) {
            count(Outcome.UNCERTAIN_VALUE);
        }
        boolean vouchedFor =
                reader.began().physical().boundsFromBelow() && value.physical().boundsFromAbove();
        if (vouchedFor && value.last() > window.limit()) {
            violated(Violation.VALUE_OUTSIDE_OF_THE_WINDOW, value + ", but " + reader.began() + " " + window);
        }
        boolean excluded = window.limit(value.node()) < window.limit() && value.last() > window.limit(value.node());
        if (excluded) {
            violated(Violation.VALUE_EXCLUDED_BY_AN_OBSERVATION, value + ", but " + reader.began() + " " + window);
        }
    }
}
