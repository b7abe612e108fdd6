package dev.truechimer.vector;

import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The order of vector clocks by its definition, node by node on plain maps: the oracle of the property tests. */
final class PlainCounters {

    private PlainCounters() {}

    static boolean isWithin(Map<Long, Long> first, Map<Long, Long> second) {
        for (Map.Entry<Long, Long> entry : first.entrySet()) {
            if (entry.getValue() > second.getOrDefault(entry.getKey(), 0L)) {
                return false;
            }
        }
        return true;
    }

    static Causality relation(Map<Long, Long> first, Map<Long, Long> second) {
        if (isWithin(first, second)) {
            return isWithin(second, first) ? Causality.EQUAL : Causality.BEFORE;
        }
        return isWithin(second, first) ? Causality.AFTER : Causality.CONCURRENT;
    }

    static NavigableMap<Long, Long> join(Map<Long, Long> first, Map<Long, Long> second) {
        SortedSet<Long> nodes = new TreeSet<>(first.keySet());
        nodes.addAll(second.keySet());
        NavigableMap<Long, Long> joined = new TreeMap<>();
        for (long node : nodes) {
            joined.put(node, Math.max(first.getOrDefault(node, 0L), second.getOrDefault(node, 0L)));
        }
        return joined;
    }
}
