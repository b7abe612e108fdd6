package dev.truechimer.clock.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claims;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who votes together, and how many may lie. */
class SourceSetTest {

    private static final long MS = 1_000_000L;
    private static final long TAI = 1_767_225_637_000_000_000L;

    private final SourceSet sources = new SourceSet(OptionalInt.empty());
    private final RateSchedule schedule =
            RateSchedule.only(Settings.plain().rates().undisciplined());

    private SourceTracker add(String name, String unit) {
        SourceTracker source = new SourceTracker(
                name,
                UnitKey.of(name, name.equals(unit) ? null : unit),
                Settings.plain().rates(),
                Settings.SECOND);
        sources.add(source);
        return source;
    }

    private SourceTracker add(String name) {
        return add(name, name);
    }

    private Set<Set<String>> units() {
        return sources.units().stream()
                .map(unit -> unit.members().stream().map(SourceTracker::name).collect(Collectors.toSet()))
                .collect(Collectors.toSet());
    }

    private void sameServer(SourceTracker a, SourceTracker b) {
        String mark = a.name() + b.name();
        a.addMark(mark);
        b.addMark(mark);
        assertTrue(a.recognise(b));
        sources.regroup();
    }

    private void assertCounts(int configured, int units, int liars, int needed) {
        assertEquals(
                List.of(configured, units, liars, needed),
                List.of(sources.configured(), sources.units().size(), sources.liars(), sources.needed()),
                "N, units, f, needed");
    }

    @Test
    void toleranceIsHalfOfTheOthers() {
        assertCounts(0, 0, 0, 0);
        int[] tolerance = {0, 0, 1, 1, 2, 2, 3, 3, 4};
        for (int n = 1; n <= tolerance.length; n++) {
            add("s" + n);
            assertCounts(n, n, tolerance[n - 1], n - tolerance[n - 1]);
        }
    }

    @Test
    void aDeclaredToleranceStays() {
        SourceSet declared = new SourceSet(OptionalInt.of(2));
        assertEquals(2, declared.liars());
        assertEquals(-2, declared.needed());
        declared.add(
                new SourceTracker("a", UnitKey.of("a", null), Settings.plain().rates(), Settings.SECOND));
        assertEquals(2, declared.liars());
        assertEquals(-1, declared.needed());
    }

    @Test
    void namesAreUnique() {
        add("a");
        assertEquals(
                "source names must be unique: a",
                assertThrows(IllegalArgumentException.class, () -> add("a")).getMessage());
        assertCounts(1, 1, 0, 1);
        assertNull(sources.find("b"));
    }

    @Test
    void aGroupIsOneUnit() {
        add("a", "group g");
        add("b");
        add("c", "group g");
        add("d");
        assertEquals(Set.of(Set.of("a", "c"), Set.of("b"), Set.of("d")), units());
        assertCounts(3, 3, 1, 2);
    }

    @Test
    void mergedServersCountOnceButToleranceStays() {
        SourceTracker a = add("a");
        SourceTracker b = add("b");
        add("c");
        sameServer(a, b);
        assertEquals(Set.of(Set.of("a", "b"), Set.of("c")), units());
        assertCounts(3, 2, 1, 1);
        b.moveTo("elsewhere");
        sources.regroup();
        assertCounts(3, 3, 1, 2);
    }

    @Test
    void mergingGoesThroughServersAndGroups() {
        SourceTracker a = add("a", "group g");
        add("b", "group g");
        SourceTracker c = add("c");
        SourceTracker d = add("d");
        add("e");
        sameServer(a, c);
        sameServer(c, d);
        assertEquals(Set.of(Set.of("a", "b", "c", "d"), Set.of("e")), units());
        sources.remove(c);
        assertEquals(Set.of(Set.of("a", "b"), Set.of("d"), Set.of("e")), units());
        assertTrue(a.sameServer().isEmpty() && d.sameServer().isEmpty(), "links to it are cut");
    }

    @Test
    void removalFollowsTheConfiguration() {
        add("a");
        SourceTracker b = add("b");
        add("c");
        sources.remove(b);
        assertCounts(2, 2, 0, 2);
        assertNull(sources.find("b"));
    }

    @Test
    void aUnitSaysWhatAllItsMembersSayAndNothingIfTheyDisagree() {
        SourceTracker a = add("a", "group g");
        SourceTracker b = add("b", "group g");
        VotingUnit unit = sources.units().get(0);
        assertTrue(unit.statement(schedule, 0).isWholeLine());
        a.accept(Claims.at(0, TAI - MS, TAI + 5 * MS), schedule, 0);
        assertEquals(
                TAI - MS - Settings.READ_MARGIN,
                unit.statement(schedule, 0).lower().taiNanos());
        b.accept(Claims.at(0, TAI, TAI + 9 * MS), schedule, 0);
        assertEquals(
                TAI - Settings.READ_MARGIN, unit.statement(schedule, 0).lower().taiNanos());
        assertEquals("a", unit.statement(schedule, 0).upper().source());
        b.accept(Claims.at(0, TAI + 8 * MS, TAI + 9 * MS), schedule, 0);
        assertTrue(unit.statement(schedule, 0).isWholeLine());
    }
}
