package dev.truechimer.vector.snapshot;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one machine has done since it was made.
 *
 * @param recorded how often the local state was taken
 * @param unrecorded how often it could not be taken, because {@code localState} threw or gave null
 * @param completed how many global snapshots were completed here, as their initiator
 * @param aborted how many snapshots were aborted here, by reason; each reason is there
 * @param refused how often something was refused, by kind; each kind is there
 */
public record SnapshotCounters(
        long recorded, long unrecorded, long completed, Map<AbortReason, Long> aborted, Map<Refusal, Long> refused) {

    /** Copies the maps, and adds what is missing as 0. */
    public SnapshotCounters {
        aborted = filled(AbortReason.class, aborted);
        refused = filled(Refusal.class, refused);
    }

    private static <K extends Enum<K>> Map<K, Long> filled(Class<K> kinds, Map<K, Long> counts) {
        Map<K, Long> all = new EnumMap<>(kinds);
        for (K kind : kinds.getEnumConstants()) {
            all.put(kind, counts.getOrDefault(kind, 0L));
        }
        return Collections.unmodifiableMap(all);
    }
}
