package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.IntervalTreeClock.Fork;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** The laws of interval tree clocks, against the counts and owners of the cells that the trees stand for. */
class IntervalTreeClockPropertyTest {

    private static final int TRIES = 10_000;
    private static final int DEPTH = RandomStamps.MAX_DEPTH;

    /** Stamps that use gives, and any others. */
    @Provide
    Arbitrary<IntervalTreeClock> stamps() {
        return Arbitraries.longs().map(seed -> {
            RandomStamps draw = new RandomStamps(seed);
            return (seed & 1) == 0 ? draw.any() : draw.fleet().get(0);
        });
    }

    /** All stamps of one system. */
    @Provide
    Arbitrary<List<IntervalTreeClock>> fleets() {
        return Arbitraries.longs().map(seed -> new RandomStamps(seed).fleet());
    }

    @Property(seed = "31", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void ordersAsTheCountsAre(@ForAll("stamps") IntervalTreeClock a, @ForAll("stamps") IntervalTreeClock b) {
        checkOrder(a, b);
        checkOrder(a, IntervalTreeClock.of(b.id(), a.events().join(b.events())));
        checkOrder(a, IntervalTreeClock.decode(a.encode()));
        Statistics.label("order").coverage(coverage -> {
            for (Causality each : Causality.values()) {
                coverage.check(each).count(count -> count > 1_000);
            }
        });
    }

    private static void checkOrder(IntervalTreeClock a, IntervalTreeClock b) {
        boolean within = isWithin(a, b);
        boolean contains = isWithin(b, a);
        Causality truth = Causality.of(within, contains);
        assertEquals(truth, a.compareTo(b));
        assertEquals(truth.reversed(), b.compareTo(a));
        assertEquals(contains, a.dominates(b));
        Statistics.label("order").collect(truth);
    }

    private static boolean isWithin(IntervalTreeClock a, IntervalTreeClock b) {
        long[] as = counts(a);
        long[] bs = counts(b);
        for (int i = 0; i < as.length; i++) {
            if (as[i] > bs[i]) {
                return false;
            }
        }
        return true;
    }

    @Property(seed = "32", tries = TRIES)
    void comparesAsAPartialOrder(
            @ForAll("stamps") IntervalTreeClock a,
            @ForAll("stamps") IntervalTreeClock b,
            @ForAll("stamps") IntervalTreeClock c) {
        assertEquals(Causality.EQUAL, a.compareTo(a));
        IntervalTreeClock ab = a.peek().join(b.peek());
        IntervalTreeClock abc = ab.join(c.peek());
        // Transitive, along chains that are sure to be there.
        assertTrue(abc.dominates(ab) && ab.dominates(a) && abc.dominates(a));
        if (a.dominates(b) && b.dominates(c)) {
            assertTrue(a.dominates(c));
        }
        // Antisymmetric: what is equal in the order has one form.
        assertEquals(a.compareTo(b) == Causality.EQUAL, a.peek().equals(b.peek()));
    }

    @Property(seed = "33", tries = TRIES)
    void joinIsTheLeastThatKnowsBoth(@ForAll("stamps") IntervalTreeClock a, @ForAll("stamps") IntervalTreeClock b) {
        IntervalTreeClock joined = a.peek().join(b.peek());
        assertNormal(joined);
        long[] greater = counts(a);
        long[] others = counts(b);
        for (int i = 0; i < greater.length; i++) {
            greater[i] = Math.max(greater[i], others[i]);
        }
        assertArrayEquals(greater, counts(joined));
    }

    @Property(seed = "34", tries = TRIES)
    void joinIsASemilattice(
            @ForAll("stamps") IntervalTreeClock x,
            @ForAll("stamps") IntervalTreeClock y,
            @ForAll("stamps") IntervalTreeClock z) {
        IntervalTreeClock a = x.peek();
        IntervalTreeClock b = y.peek();
        IntervalTreeClock c = z.peek();
        assertEquals(a, a.join(a));
        assertEquals(a.join(b), b.join(a));
        assertEquals(a.join(b).join(c), a.join(b.join(c)));
        assertEquals(a, a.join(IntervalTreeClock.seed().peek()));
    }

    @Property(seed = "35", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void eventRaisesSomethingThatIsOwnedAndNothingElse(@ForAll("stamps") IntervalTreeClock stamp) {
        long[] before = counts(stamp);
        boolean[] owned = owned(stamp);
        String outcome = "filled";
        try {
            IntervalTreeClock next = stamp.event();
            assertNormal(next);
            assertEquals(stamp.id(), next.id());
            assertEquals(Causality.BEFORE, stamp.compareTo(next));
            long[] after = counts(next);
            for (int i = 0; i < after.length; i++) {
                assertTrue(owned[i] ? after[i] >= before[i] : after[i] == before[i]);
                if (after[i] > stamp.events().greatest()) {
                    outcome = "grown beyond all";
                    assertEquals(before[i] + 1, after[i]);
                }
            }
            if (Cells.nodes(next.events()) < Cells.nodes(stamp.events())) {
                outcome = "simpler";
            }
        } catch (IllegalStateException e) {
            outcome = "anonymous";
            assertTrue(stamp.isAnonymous());
        } catch (ArithmeticException e) {
            outcome = "overflow";
            for (int i = 0; i < before.length; i++) {
                assertTrue(!owned[i] || before[i] == Long.MAX_VALUE);
            }
        }
        Statistics.label("event").collect(outcome);
        Statistics.label("event").coverage(coverage -> {
            for (String each : List.of("filled", "simpler", "grown beyond all", "anonymous", "overflow")) {
                coverage.check(each).count(count -> count > 0);
            }
        });
    }

    @Property(seed = "36", tries = TRIES)
    void forkedPartsAreApartAndTogetherTheWhole(@ForAll("stamps") IntervalTreeClock stamp) {
        Fork fork = stamp.fork();
        assertNormal(fork.left());
        assertNormal(fork.right());
        assertEquals(stamp, fork.left().join(fork.right()));
        assertEquals(stamp, fork.right().join(fork.left()));
        assertEquals(stamp.isAnonymous(), fork.left().isAnonymous());
        assertEquals(stamp.isAnonymous(), fork.right().isAnonymous());
        assertEquals(Causality.EQUAL, fork.left().compareTo(stamp));
        assertEquals(Causality.EQUAL, fork.right().compareTo(stamp));
    }

    @Property(seed = "37", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void joinedOwnersOwnWhatEitherOwnsUnlessBothDo(
            @ForAll("stamps") IntervalTreeClock a, @ForAll("stamps") IntervalTreeClock b) {
        boolean[] either = owned(a);
        boolean[] others = owned(b);
        boolean overlap = false;
        for (int i = 0; i < either.length; i++) {
            overlap |= either[i] && others[i];
            either[i] |= others[i];
        }
        if (overlap) {
            assertThrows(IllegalArgumentException.class, () -> a.join(b));
        } else {
            IntervalTreeClock joined = a.join(b);
            assertNormal(joined);
            assertArrayEquals(either, owned(joined));
        }
        Statistics.label("overlap").collect(overlap);
        Statistics.label("overlap").coverage(coverage -> {
            coverage.check(true).count(count -> count > 1_000);
            coverage.check(false).count(count -> count > 1_000);
        });
    }

    @Property(seed = "38", tries = TRIES)
    void stampsOfOneSystemOwnEverythingOnceAndJoinIntoTheSeed(@ForAll("fleets") List<IntervalTreeClock> fleet) {
        IntervalTreeClock all = fleet.get(0);
        for (IntervalTreeClock stamp : fleet.subList(1, fleet.size())) {
            assertNormal(stamp);
            all = all.join(stamp);
        }
        assertEquals(ItcId.ALL, all.id());
        // Once everything is one again, one event makes one number of all that happened.
        assertTrue(all.event().events().isLeaf());
    }

    /** A new event is unknown to all others; and what knows it must know all that its process knew. */
    @Property(seed = "39", tries = TRIES)
    void eventsAreKnownToNobodyElse(@ForAll("fleets") List<IntervalTreeClock> fleet) {
        for (int i = 0; i < fleet.size(); i++) {
            IntervalTreeClock next = fleet.get(i).event();
            for (int j = 0; j < fleet.size(); j++) {
                IntervalTreeClock other = fleet.get(j);
                assertTrue(!other.dominates(next));
                assertEquals(fleet.get(i).dominates(other), next.dominates(other));
            }
        }
    }

    @Property(seed = "40", tries = TRIES)
    @StatisticsReport(StatisticsReportMode.OFF)
    void equalStampsAndNoOthersHaveEqualBytesAndHash(
            @ForAll("stamps") IntervalTreeClock a, @ForAll("stamps") IntervalTreeClock b) {
        checkForms(a, b);
        checkForms(a, IntervalTreeClock.decode(a.encode()));
        checkForms(a, IntervalTreeClock.of(b.id(), a.events()));
        checkForms(a, IntervalTreeClock.of(a.id(), b.events()));
        Statistics.label("equal").coverage(coverage -> {
            coverage.check(true).count(count -> count > 1_000);
            coverage.check(false).count(count -> count > 1_000);
        });
    }

    private static void checkForms(IntervalTreeClock a, IntervalTreeClock b) {
        boolean same = Arrays.equals(counts(a), counts(b)) && Arrays.equals(owned(a), owned(b));
        assertEquals(same, a.equals(b));
        assertEquals(same, Arrays.equals(a.encode(), b.encode()));
        assertEquals(same, a.toString().equals(b.toString()));
        if (same) {
            assertEquals(a.hashCode(), b.hashCode());
        }
        Statistics.label("equal").collect(same);
    }

    private static void assertNormal(IntervalTreeClock stamp) {
        assertTrue(Cells.isNormal(stamp.id()));
        assertTrue(Cells.isNormal(stamp.events()));
        assertEquals(stamp, StampText.parse(stamp.toString()));
    }

    private static long[] counts(IntervalTreeClock stamp) {
        return Cells.counts(stamp.events(), DEPTH + 1);
    }

    private static boolean[] owned(IntervalTreeClock stamp) {
        return Cells.owned(stamp.id(), DEPTH + 1);
    }
}
