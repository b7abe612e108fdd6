package dev.truechimer.vector;

import java.util.List;
import net.jqwik.api.statistics.Statistics;

/** Counts the outcomes of a property. */
final class Occurrences {

    private Occurrences() {}

    /** Counts one outcome; the property fails if one of them never occurs. */
    static void count(String label, Object outcome, Object... all) {
        Statistics.label(label).collect(outcome);
        Statistics.label(label).coverage(coverage -> {
            for (Object each : List.of(all)) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }
}
