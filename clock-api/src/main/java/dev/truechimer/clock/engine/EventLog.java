package dev.truechimer.clock.engine;

import dev.truechimer.clock.ClockEvent;
import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.ClockStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Events that wait to be told, and what was told before, so that only changes are. <b>Limit:</b> {@value #MOST} waiting
 * events; beyond it the oldest are dropped, since the report shows the present anyway. <b>Threads:</b> confined.
 */
final class EventLog {

    private static final int MOST = 1_000;

    private final List<ClockEvent> waiting = new ArrayList<>();
    private final Map<String, Verdict> verdicts = new HashMap<>();
    private boolean epsilonExceeded;
    private boolean leapTableExpired;

    void add(ClockEvent event) {
        if (waiting.size() == MOST) {
            waiting.remove(0);
        }
        waiting.add(event);
    }

    List<ClockEvent> drain() {
        List<ClockEvent> drained = List.copyOf(waiting);
        waiting.clear();
        return drained;
    }

    /** Tells each verdict that changed; a source that starts to warm up is no news. */
    void verdicts(SourceSet sources, Agreement agreement, ClockStatus status) {
        for (SourceTracker source : sources.all()) {
            Verdict verdict = ReportWriter.verdict(source, agreement);
            Verdict before = verdicts.put(source.name(), verdict);
            boolean isNews = before == null ? verdict != Verdict.WARMING_UP : before != verdict;
            if (isNews) {
                String was = before == null ? "" : before.label() + " -> ";
                add(new ClockEvent(ClockEvent.Kind.VERDICT_CHANGED, source.name(), status, was + verdict.label()));
            }
        }
        verdicts.keySet().removeIf(name -> sources.find(name) == null);
    }

    boolean epsilonExceeded() {
        return epsilonExceeded;
    }

    void epsilonExceeded(boolean exceeded) {
        epsilonExceeded = exceeded;
    }

    /** True the first time it is asked. */
    boolean leapTableExpired() {
        boolean first = !leapTableExpired;
        leapTableExpired = true;
        return first;
    }
}
