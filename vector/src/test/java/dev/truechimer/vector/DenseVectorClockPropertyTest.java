package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.vector.RelatedClocks.Family;
import java.util.NavigableMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Dense clocks against sparse ones, and against plain maps. A node that a map doesn't have has the counter 0. */
class DenseVectorClockPropertyTest {

    private static final int TRIES = 5_000;

    /** Clocks of the same nodes. */
    private static final class Dense {
        private final long[] ids;
        private final DenseVectorClock first;
        private final DenseVectorClock second;

        /** All nodes that one of the two knows of, and one more, since a dense clock has nodes. */
        private Dense(Family pair) {
            NavigableMap<Long, Long> joined = PlainCounters.join(pair.counters(0), pair.counters(1));
            joined.putIfAbsent(0L, 0L);
            ids = joined.keySet().stream().mapToLong(id -> id).toArray();
            first = DenseVectorClock.from(pair.clock(0), ids);
            second = DenseVectorClock.from(pair.clock(1), ids);
        }
    }

    @Provide
    Arbitrary<Family> pairs() {
        return RelatedClocks.pairs();
    }

    @Property(seed = "1", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void comparesAsItsCounters(@ForAll("pairs") Family pair) {
        Dense dense = new Dense(pair);
        Causality truth = PlainCounters.relation(pair.counters(0), pair.counters(1));
        assertSame(truth, dense.first.compareTo(dense.second));
        assertSame(truth.reversed(), dense.second.compareTo(dense.first));
        assertEquals(pair.clock(0).dominates(pair.clock(1)), dense.first.dominates(dense.second));
        assertEquals(pair.clock(1).dominates(pair.clock(0)), dense.second.dominates(dense.first));
        assertEquals(truth == Causality.EQUAL, dense.first.equals(dense.second));
        if (truth == Causality.EQUAL) {
            assertEquals(dense.first.hashCode(), dense.second.hashCode());
        }
        assertHas(pair.counters(0), dense.first, dense.ids);
        assertHas(pair.counters(1), dense.second, dense.ids);
        Occurrences.count("causality", truth, (Object[]) Causality.values());
    }

    @Property(seed = "2", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void mergeKnowsWhatBothKnow(@ForAll("pairs") Family pair) {
        Dense dense = new Dense(pair);
        DenseVectorClock merged = dense.first.copy();
        merged.merge(dense.second);
        assertHas(PlainCounters.join(pair.counters(0), pair.counters(1)), merged, dense.ids);
        assertEquals(pair.clock(0).merge(pair.clock(1)), merged.toVectorClock(dense.ids));
        assertHas(pair.counters(0), dense.first, dense.ids);
        assertHas(pair.counters(1), dense.second, dense.ids);
        DenseVectorClock again = merged.copy();
        again.merge(dense.first);
        assertEquals(merged, again);
        Occurrences.count("causality", dense.first.compareTo(dense.second), (Object[]) Causality.values());
    }

    @Property(seed = "3", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void receiveIsMergeAndTickOrNothing(
            @ForAll("pairs") Family pair, @ForAll @IntRange(max = RelatedClocks.MOST_NODES) int place) {
        Dense dense = new Dense(pair);
        int index = place % dense.ids.length;
        NavigableMap<Long, Long> counters = PlainCounters.join(pair.counters(0), pair.counters(1));
        long before = counters.getOrDefault(dense.ids[index], 0L);
        boolean forged = before > pair.counters(0).getOrDefault(dense.ids[index], 0L);
        boolean refused = forged || before == Long.MAX_VALUE;
        if (refused) {
            Class<? extends RuntimeException> refusal =
                    forged ? IllegalArgumentException.class : ArithmeticException.class;
            assertThrows(refusal, () -> dense.first.receive(index, dense.second));
            assertThrows(refusal, () -> pair.clock(0).receive(dense.ids[index], pair.clock(1)));
            assertHas(pair.counters(0), dense.first, dense.ids);
        } else {
            dense.first.receive(index, dense.second);
            counters.put(dense.ids[index], before + 1);
            assertHas(counters, dense.first, dense.ids);
            assertEquals(pair.clock(0).receive(dense.ids[index], pair.clock(1)), dense.first.toVectorClock(dense.ids));
        }
        assertHas(pair.counters(1), dense.second, dense.ids);
        Occurrences.count("refused", refused, true, false);
        Occurrences.count("forged", forged, true, false);
    }

    @Property(seed = "4", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void becomesASparseClockAndBack(@ForAll("pairs") Family pair) {
        Dense dense = new Dense(pair);
        assertEquals(pair.clock(0), dense.first.toVectorClock(dense.ids));
        assertEquals(pair.clock(1), dense.second.toVectorClock(dense.ids));
        long[] idsOfTheFirst =
                pair.counters(0).keySet().stream().mapToLong(id -> id).toArray();
        boolean complete = idsOfTheFirst.length > 0
                && pair.counters(0).keySet().containsAll(pair.counters(1).keySet());
        if (complete) {
            assertHas(pair.counters(1), DenseVectorClock.from(pair.clock(1), idsOfTheFirst), idsOfTheFirst);
        } else {
            assertThrows(IllegalArgumentException.class, () -> DenseVectorClock.from(pair.clock(1), idsOfTheFirst));
        }
        Occurrences.count("complete", complete, true, false);
    }

    private static void assertHas(NavigableMap<Long, Long> counters, DenseVectorClock clock, long[] ids) {
        assertEquals(ids.length, clock.nodes());
        for (int i = 0; i < ids.length; i++) {
            long count = counters.getOrDefault(ids[i], 0L);
            if (count != clock.get(i)) {
                assertEquals(count, clock.get(i), "counter of node " + ids[i]);
            }
        }
    }
}
