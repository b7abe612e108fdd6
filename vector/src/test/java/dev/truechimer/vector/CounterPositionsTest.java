package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * One difference at each place, and two of opposite directions at each pair of places, for clocks of every length in
 * which loops over blocks of any usual width have remainders of any length.
 */
class CounterPositionsTest {

    private static final long SEED = 20261120;
    private static final int[] ALL_PLACES = IntStream.rangeClosed(1, 130).toArray();

    /** Longer than these, only the places near both ends and some between are worth their time. */
    private static final int[] LONG = IntStream.rangeClosed(505, 520).toArray();

    private static final long[] DIFFERENCES = {1, 1L << 31, 1L << 32, Long.MAX_VALUE - 3};

    /** How one kind of clock does what both can do; made of counters, by index. */
    private interface Kind {
        Object clock(long[] counts);

        Causality compare(Object first, Object second);

        boolean dominates(Object first, Object second);

        Object merge(Object first, Object second);
    }

    private static final Kind DENSE = new Kind() {
        @Override
        public DenseVectorClock clock(long[] counts) {
            return DenseVectorClock.from(sparse(counts), ids(counts.length));
        }

        @Override
        public Causality compare(Object first, Object second) {
            return ((DenseVectorClock) first).compareTo((DenseVectorClock) second);
        }

        @Override
        public boolean dominates(Object first, Object second) {
            return ((DenseVectorClock) first).dominates((DenseVectorClock) second);
        }

        @Override
        public Object merge(Object first, Object second) {
            DenseVectorClock merged = ((DenseVectorClock) first).copy();
            merged.merge((DenseVectorClock) second);
            return merged;
        }
    };

    /** Each clock has an array of ids of its own. */
    private static class Sparse implements Kind {
        @Override
        public VectorClock clock(long[] counts) {
            return sparse(counts);
        }

        @Override
        public Causality compare(Object first, Object second) {
            return ((VectorClock) first).compareTo((VectorClock) second);
        }

        @Override
        public boolean dominates(Object first, Object second) {
            return ((VectorClock) first).dominates((VectorClock) second);
        }

        @Override
        public Object merge(Object first, Object second) {
            return ((VectorClock) first).merge((VectorClock) second);
        }
    }

    /** All clocks of one length have the same array of ids. */
    private static final class SparseSharing extends Sparse {
        private final IntFunction<VectorClock> ones = remembered();

        @Override
        public VectorClock clock(long[] counts) {
            return ones.apply(counts.length).merge(sparse(counts));
        }

        private static IntFunction<VectorClock> remembered() {
            VectorClock[] known = new VectorClock[1024];
            return length -> {
                if (known[length] == null) {
                    long[] counts = new long[length];
                    Arrays.fill(counts, 1);
                    known[length] = sparse(counts);
                }
                return known[length];
            };
        }
    }

    /** The arrays themselves, compared in one of the two ways, whichever the running JDK prefers. */
    private record Plain(BiFunction<long[], long[], Causality> compare, BiPredicate<long[], long[]> isWithin)
            implements Kind {
        @Override
        public LongBuffer clock(long[] counts) {
            return LongBuffer.wrap(counts.clone());
        }

        @Override
        public Causality compare(Object first, Object second) {
            return compare.apply(((LongBuffer) first).array(), ((LongBuffer) second).array());
        }

        @Override
        public boolean dominates(Object first, Object second) {
            return isWithin.test(((LongBuffer) second).array(), ((LongBuffer) first).array());
        }

        @Override
        public Object merge(Object first, Object second) {
            return LongBuffer.wrap(Counters.maximum(((LongBuffer) first).array(), ((LongBuffer) second).array()));
        }
    }

    private static VectorClock sparse(long[] counts) {
        TreeMap<Long, Long> map = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            map.put(7L * i, counts[i]);
        }
        return VectorClock.of(map);
    }

    private static long[] ids(int length) {
        return IntStream.range(0, length).mapToLong(i -> 7L * i).toArray();
    }

    @Test
    void dense() {
        checkAll(DENSE);
    }

    @Test
    void sparseWithItsOwnIds() {
        checkAll(new Sparse());
    }

    @Test
    void sparseWithSharedIds() {
        checkAll(new SparseSharing());
    }

    @Test
    void plainByEntries() {
        checkAll(
                new Plain(Counters::compareByEntries, (first, second) -> Counters.isWithinByEntries(first, second, 0)));
    }

    @Test
    void plainByBlocks() {
        checkAll(new Plain(Counters::compareByBlocks, Counters::isWithinByBlocks));
    }

    private static void checkAll(Kind kind) {
        Random random = new Random(SEED);
        int pairs = 0;
        for (int length : ALL_PLACES) {
            pairs += check(kind, length, IntStream.range(0, length).toArray(), random);
        }
        for (int length : LONG) {
            int[] places = IntStream.range(0, length)
                    .filter(place -> place < 9 || place >= length - 9 || place % 61 == 0)
                    .toArray();
            pairs += check(kind, length, places, random);
        }
        assertEquals(expectedPairs(), pairs);
    }

    /** Every place with every place, of all the shorter lengths: 1 + 4 + 9 and so on; and those of the longer ones. */
    private static int expectedPairs() {
        int all = Arrays.stream(ALL_PLACES).map(length -> length * length).sum();
        int some = Arrays.stream(LONG)
                .map(length -> (int) IntStream.range(0, length)
                        .filter(place -> place < 9 || place >= length - 9 || place % 61 == 0)
                        .count())
                .map(places -> places * places)
                .sum();
        return all + some;
    }

    /** Raises each place of one clock and each of another, and gives how many pairs that were. */
    private static int check(Kind kind, int length, int[] places, Random random) {
        long[] counts = random.longs(length, 1, 3).toArray();
        Object base = kind.clock(counts);
        Object[] raised = new Object[places.length];
        for (int i = 0; i < places.length; i++) {
            raised[i] = kind.clock(raised(counts, places[i], difference(places[i])));
            expect(kind, Causality.AFTER, raised[i], base, length, places[i], -1);
            expect(kind, Causality.BEFORE, base, raised[i], length, -1, places[i]);
            expectEqual(raised[i], kind.merge(base, raised[i]), length, -1, places[i]);
            expectEqual(raised[i], kind.merge(raised[i], base), length, places[i], -1);
        }
        for (int i = 0; i < places.length; i++) {
            for (int j = 0; j < places.length; j++) {
                Causality causality = i == j ? Causality.EQUAL : Causality.CONCURRENT;
                expect(kind, causality, raised[i], raised[j], length, places[i], places[j]);
            }
            int j = random.nextInt(places.length);
            long[] both = raised(counts, places[i], difference(places[i]));
            both[places[j]] = counts[places[j]] + difference(places[j]);
            expectEqual(kind.clock(both), kind.merge(raised[i], raised[j]), length, places[i], places[j]);
        }
        return places.length * places.length;
    }

    private static long difference(int place) {
        return DIFFERENCES[place % DIFFERENCES.length];
    }

    private static long[] raised(long[] counts, int place, long difference) {
        long[] raised = counts.clone();
        raised[place] += difference;
        return raised;
    }

    private static void expect(
            Kind kind, Causality causality, Object first, Object second, int length, int firstUp, int secondUp) {
        boolean dominates = causality == Causality.AFTER || causality == Causality.EQUAL;
        if (kind.compare(first, second) != causality || kind.dominates(first, second) != dominates) {
            fail("seed " + SEED + ", length " + length + ", raised at " + firstUp + " and " + secondUp + ": "
                    + kind.compare(first, second) + ", dominates: " + kind.dominates(first, second) + ", not "
                    + causality);
        }
    }

    private static void expectEqual(Object expected, Object merged, int length, int firstUp, int secondUp) {
        if (!expected.equals(merged)) {
            fail("seed " + SEED + ", length " + length + ", raised at " + firstUp + " and " + secondUp + ": " + merged
                    + ", not " + expected);
        }
    }
}
