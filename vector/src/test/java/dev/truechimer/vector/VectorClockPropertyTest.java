package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.MalformedClockException.Reason;
import dev.truechimer.vector.RelatedClocks.Family;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** The laws of vector clocks, and what they say of counters in plain maps. */
class VectorClockPropertyTest {

    private static final int TRIES = 2_500;

    @Provide
    Arbitrary<Family> pairs() {
        return RelatedClocks.pairs();
    }

    @Provide
    Arbitrary<Family> triples() {
        return RelatedClocks.triples();
    }

    /** Any id; most are in no clock, so those that may be are drawn by their place. */
    @Provide
    Arbitrary<Long> nodes() {
        return Arbitraries.oneOf(
                Arbitraries.longs(),
                Arbitraries.longs().between(-RelatedClocks.MOST_NODES, RelatedClocks.MOST_NODES),
                Arbitraries.of(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    @Property(seed = "1", tries = 2 * TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void comparesAsItsCounters(@ForAll("pairs") Family pair) {
        Causality truth = PlainCounters.relation(pair.counters(0), pair.counters(1));
        VectorClock first = pair.clock(0);
        VectorClock second = pair.clock(1);
        assertSame(truth, first.compareTo(second));
        assertSame(truth.reversed(), second.compareTo(first));
        assertEquals(PlainCounters.isWithin(pair.counters(1), pair.counters(0)), first.dominates(second));
        assertEquals(PlainCounters.isWithin(pair.counters(0), pair.counters(1)), second.dominates(first));
        assertEquals(truth == Causality.EQUAL, first.equals(second));
        assertUnchanged(pair);
        Occurrences.count("causality", truth, (Object[]) Causality.values());
    }

    /** Of three, as they come: where two steps lead in one direction, so do both together. */
    @Property(seed = "2", tries = 4 * TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void theOrderIsPartial(@ForAll("triples") Family triple) {
        Causality one = triple.clock(0).compareTo(triple.clock(1));
        Causality other = triple.clock(1).compareTo(triple.clock(2));
        Causality both = triple.clock(0).compareTo(triple.clock(2));
        assertSame(PlainCounters.relation(triple.counters(0), triple.counters(2)), both);
        boolean transitive = one == other || one == Causality.EQUAL || other == Causality.EQUAL;
        if (transitive && one != Causality.CONCURRENT && other != Causality.CONCURRENT) {
            assertSame(one == Causality.EQUAL ? other : one, both);
        }
        assertSame(Causality.EQUAL, triple.clock(0).compareTo(triple.clock(0)));
        Occurrences.count("steps", one + " " + other, (Object[]) allPairs());
    }

    private static String[] allPairs() {
        return Arrays.stream(Causality.values())
                .flatMap(one -> Arrays.stream(Causality.values()).map(other -> one + " " + other))
                .toArray(String[]::new);
    }

    @Property(seed = "3", tries = 2 * TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void mergeKnowsWhatBothKnow(@ForAll("pairs") Family pair) {
        VectorClock first = pair.clock(0);
        VectorClock second = pair.clock(1);
        VectorClock merged = first.merge(second);
        NavigableMap<Long, Long> joined = PlainCounters.join(pair.counters(0), pair.counters(1));
        assertEquals(joined, merged.toMap());
        assertEquals(merged, second.merge(first));
        assertSame(first, first.merge(first));
        assertTrue(merged.dominates(first) && merged.dominates(second));
        Causality causality = first.compareTo(second);
        if (causality == Causality.AFTER || causality == Causality.EQUAL) {
            assertSame(first, merged);
        }
        assertUnchanged(pair);
        Occurrences.count("causality", causality, (Object[]) Causality.values());
    }

    @Property(seed = "4", tries = 2 * TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void mergeIsTheLeastUpperBound(@ForAll("triples") Family triple) {
        VectorClock merged = triple.clock(0).merge(triple.clock(1));
        VectorClock third = triple.clock(2);
        assertEquals(merged.merge(third), triple.clock(0).merge(triple.clock(1).merge(third)));
        boolean upperBound = third.dominates(triple.clock(0)) && third.dominates(triple.clock(1));
        assertEquals(upperBound, third.dominates(merged));
        assertUnchanged(triple);
        Occurrences.count("upper bound", upperBound, true, false);
    }

    @Property(seed = "5", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void tickCountsOne(
            @ForAll("pairs") Family pair,
            @ForAll("nodes") long other,
            @ForAll boolean known,
            @ForAll @IntRange(max = RelatedClocks.MOST_NODES) int index) {
        VectorClock clock = pair.clock(1);
        boolean ofTheClock = known && clock.size() > 0;
        long node = ofTheClock ? clock.nodeAt(index % clock.size()) : other;
        NavigableMap<Long, Long> counters = new TreeMap<>(pair.counters(1));
        long before = counters.getOrDefault(node, 0L);
        assertEquals(before, clock.get(node));
        if (before == Long.MAX_VALUE) {
            assertThrows(ArithmeticException.class, () -> clock.tick(node));
        } else {
            counters.put(node, before + 1);
            VectorClock ticked = clock.tick(node);
            assertEquals(counters, ticked.toMap());
            assertSame(Causality.AFTER, ticked.compareTo(clock));
            assertSame(Causality.BEFORE, clock.compareTo(ticked));
        }
        assertUnchanged(pair);
        Occurrences.count(
                "before", before == 0 ? "new" : before == Long.MAX_VALUE ? "last" : "known", "new", "known", "last");
    }

    @Property(seed = "6", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void receiveIsMergeAndTick(@ForAll("pairs") Family pair, @ForAll("nodes") long node) {
        NavigableMap<Long, Long> counters = PlainCounters.join(pair.counters(0), pair.counters(1));
        boolean forged = counters.getOrDefault(node, 0L) > pair.counters(0).getOrDefault(node, 0L);
        boolean refused = forged || counters.getOrDefault(node, 0L) == Long.MAX_VALUE;
        if (refused) {
            Class<? extends RuntimeException> refusal =
                    forged ? IllegalArgumentException.class : ArithmeticException.class;
            assertThrows(refusal, () -> pair.clock(0).receive(node, pair.clock(1)));
        } else {
            counters.merge(node, 1L, Long::sum);
            assertEquals(counters, pair.clock(0).receive(node, pair.clock(1)).toMap());
        }
        assertUnchanged(pair);
        Occurrences.count("refused", refused, true, false);
        Occurrences.count("forged", forged, true, false);
    }

    @Property(seed = "7", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void withoutDropsOneNode(@ForAll("pairs") Family pair, @ForAll("nodes") long node) {
        NavigableMap<Long, Long> counters = new TreeMap<>(pair.counters(1));
        boolean known = counters.remove(node) != null;
        assertEquals(counters, pair.clock(1).without(node).toMap());
        assertUnchanged(pair);
        Occurrences.count("known", known, true, false);
    }

    @Property(seed = "8", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void readsWhatItWrites(@ForAll("pairs") Family pair) {
        VectorClock clock = pair.clock(1);
        byte[] bytes = clock.encode();
        assertEquals(clock, VectorClock.decode(bytes));
        assertEquals(clock, VectorClock.decode(bytes, clock.size()));
        assertEquals(clock, VectorClock.of(clock.toMap()));
        assertEquals(clock.toMap().toString(), clock.toString());
        if (clock.size() > 0) {
            MalformedClockException refused =
                    assertThrows(MalformedClockException.class, () -> VectorClock.decode(bytes, clock.size() - 1));
            assertSame(Reason.TOO_LARGE, refused.reason());
        }
        Occurrences.count("empty", clock.size() == 0, true, false);
    }

    @Property(seed = "9", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void equalClocksHaveEqualBytesAndHashes(@ForAll("pairs") Family pair) {
        boolean equal = pair.counters(0).equals(pair.counters(1));
        VectorClock first = pair.clock(0);
        VectorClock second = pair.clock(1);
        assertEquals(equal, first.equals(second));
        assertEquals(equal, Arrays.equals(first.encode(), second.encode()));
        if (equal) {
            assertEquals(first.hashCode(), second.hashCode());
        }
        Occurrences.count("equal", equal, true, false);
    }

    /** Every beginning of an encoding is too short, and every one with a byte more too long. */
    @Property(seed = "10", tries = 100)
    void refusesEveryTruncationAndExtension(@ForAll("pairs") Family pair, @ForAll byte more) {
        byte[] bytes = pair.clock(1).encode();
        for (int length = 0; length < bytes.length; length++) {
            assertRefused(Reason.TRUNCATED, Arrays.copyOf(bytes, length));
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = more;
        assertRefused(Reason.TRAILING, longer);
    }

    /** A byte of an encoding changed anyhow gives another clock in its one form, or none. */
    @Property(seed = "11", tries = 100)
    @StatisticsReport(StatisticsReportMode.OFF)
    void whatItReadsIsWhatItWouldWrite(@ForAll("pairs") Family pair, @ForAll byte change) {
        byte[] bytes = pair.clock(1).encode();
        boolean read = false;
        boolean refused = false;
        for (int at = 0; at < bytes.length; at++) {
            byte[] changed = bytes.clone();
            changed[at] ^= change;
            try {
                assertArrayEquals(changed, VectorClock.decode(changed).encode());
                read = true;
            } catch (MalformedClockException e) {
                refused = true;
            }
        }
        Occurrences.count("read", read, true, false);
        Occurrences.count("refused", refused, true, false);
    }

    private static void assertRefused(Reason reason, byte[] bytes) {
        assertSame(
                reason,
                assertThrows(MalformedClockException.class, () -> VectorClock.decode(bytes))
                        .reason());
    }

    /** Clocks share arrays, so a change of one would show in another. */
    private static void assertUnchanged(Family family) {
        for (int i = 0; i < family.clocks().size(); i++) {
            assertEquals(family.counters(i), family.clock(i).toMap());
        }
    }
}
