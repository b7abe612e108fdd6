package dev.truechimer.clock.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configured sources, who votes together, and how many may lie. N, f and the units change together.
 *
 * <p>N counts groups and single sources as configured. Sources that turn out to be one server are then counted once, but
 * f stays: at most f of the configured were assumed to lie, so at most f of the merged units do, and a server that poses
 * as another one can't lower f by it. <b>Threads:</b> confined. <b>Source:</b> error model, section 4.
 */
final class SourceSet {

    private final OptionalInt declaredLiars;
    private final Map<String, SourceTracker> byName = new LinkedHashMap<>();
    private List<VotingUnit> units = List.of();

    SourceSet(OptionalInt declaredLiars) {
        this.declaredLiars = declaredLiars;
    }

    /** Adds a source; its name must be new. */
    void add(SourceTracker source) {
        if (byName.putIfAbsent(source.name(), source) != null) {
            throw new IllegalArgumentException("source names must be unique: " + source.name());
        }
        regroup();
    }

    /** Removes a source. */
    void remove(SourceTracker source) {
        byName.remove(source.name());
        source.unlink();
        regroup();
    }

    @Nullable
    SourceTracker find(String name) {
        return byName.get(name);
    }

    Collection<SourceTracker> all() {
        return byName.values();
    }

    /** Groups and single sources as configured: N. */
    int configured() {
        return (int)
                byName.values().stream().map(SourceTracker::unit).distinct().count();
    }

    /** f: as declared, or (N − 1)/2 of the configured. */
    int liars() {
        return declaredLiars.orElse(Math.max(0, (configured() - 1) / 2));
    }

    /** Who votes: groups and single sources, merged where they are one server. */
    List<VotingUnit> units() {
        return units;
    }

    /** How many units must support an instant; not above zero if f leaves nobody. */
    int needed() {
        return units.size() - liars();
    }

    /** Forms the units anew: after a change of the set, or of who is known to be one server. */
    void regroup() {
        List<VotingUnit> formed = new ArrayList<>();
        Set<SourceTracker> placed = new LinkedHashSet<>();
        for (SourceTracker start : byName.values()) {
            if (!placed.contains(start)) {
                Set<SourceTracker> together = reachableFrom(start);
                placed.addAll(together);
                formed.add(new VotingUnit(start.unit().shown(), List.copyOf(together)));
            }
        }
        units = List.copyOf(formed);
    }

    private Set<SourceTracker> reachableFrom(SourceTracker start) {
        Set<SourceTracker> reached = new LinkedHashSet<>();
        List<SourceTracker> open = new ArrayList<>(List.of(start));
        while (!open.isEmpty()) {
            SourceTracker source = open.remove(open.size() - 1);
            if (reached.add(source)) {
                open.addAll(source.sameServer());
                for (SourceTracker other : byName.values()) {
                    if (other.unit().equals(source.unit())) {
                        open.add(other);
                    }
                }
            }
        }
        return reached;
    }
}
