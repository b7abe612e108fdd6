package dev.truechimer.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Draws clocks that stand to each other in every way that the code treats differently: which array of ids they have,
 * which of the nodes, where their counters differ. Counters drawn on their own would nearly always be concurrent.
 */
final class RelatedClocks {

    /** Enough for whole blocks of any width, with remainders of any length. */
    static final int MOST_NODES = 200;

    private RelatedClocks() {}

    /** Which nodes the second knows of, compared with the first. */
    enum Nodes {
        /** The same, in one array that both have. */
        SAME_ARRAY,
        SAME,
        FIRST_MISSING,
        LAST_MISSING,
        SOME_MISSING,
        FIRST_ADDED,
        LAST_ADDED,
        SOME_ADDED,
        SOME_MISSING_AND_ADDED,
        NONE_IN_COMMON
    }

    /** Which counters of the second differ from those of the first. */
    enum Change {
        NONE,
        FIRST_UP,
        FIRST_DOWN,
        LAST_UP,
        LAST_DOWN,
        ONE_UP,
        ONE_DOWN,
        SOME_UP,
        SOME_DOWN,
        ONE_UP_ONE_DOWN,
        ALL
    }

    /** How a clock comes from the one before it. */
    record Step(Nodes nodes, Change change) {}

    /** Clocks, and what each of them was made of. */
    record Family(List<NavigableMap<Long, Long>> counters, List<VectorClock> clocks) {
        VectorClock clock(int index) {
            return clocks.get(index);
        }

        NavigableMap<Long, Long> counters(int index) {
            return counters.get(index);
        }
    }

    static Arbitrary<Family> pairs() {
        return families(1);
    }

    static Arbitrary<Family> triples() {
        return families(2);
    }

    private static Arbitrary<Family> families(int steps) {
        Arbitrary<Step> step = Combinators.combine(Arbitraries.of(Nodes.class), Arbitraries.of(Change.class))
                .as(Step::new);
        return Combinators.combine(
                        Arbitraries.integers().between(0, MOST_NODES),
                        step.list().ofSize(steps),
                        Arbitraries.longs())
                .as(RelatedClocks::family)
                // Of so many parameters they would be all that is tried.
                .withoutEdgeCases();
    }

    private static Family family(int nodes, List<Step> steps, long seed) {
        Random random = new Random(seed);
        NavigableMap<Long, Long> counters = counters(nodes, random);
        VectorClock ids = ones(counters);
        List<NavigableMap<Long, Long>> allCounters = new ArrayList<>(List.of(counters));
        List<VectorClock> clocks = new ArrayList<>(List.of(withTheArrayOf(ids, counters)));
        for (Step step : steps) {
            counters = new TreeMap<>(counters);
            change(counters, step.change(), random);
            changeNodes(counters, step.nodes(), random);
            ids = step.nodes() == Nodes.SAME_ARRAY ? ids : ones(counters);
            allCounters.add(counters);
            clocks.add(withTheArrayOf(ids, counters));
        }
        return new Family(allCounters, clocks);
    }

    private static VectorClock ones(NavigableMap<Long, Long> counters) {
        NavigableMap<Long, Long> ones = new TreeMap<>(counters);
        ones.replaceAll((node, count) -> 1L);
        return VectorClock.of(ones);
    }

    /** A merge keeps the array of the left side, as {@link VectorClockLayoutTest} shows. No counter is below 1. */
    private static VectorClock withTheArrayOf(VectorClock ones, NavigableMap<Long, Long> counters) {
        return ones.merge(VectorClock.of(counters));
    }

    private static NavigableMap<Long, Long> counters(int nodes, Random random) {
        int kind = random.nextInt(4);
        NavigableMap<Long, Long> counters = new TreeMap<>();
        if (kind == 3 && nodes > 1) {
            counters.put(Long.MIN_VALUE, count(random));
            counters.put(Long.MAX_VALUE, count(random));
        }
        long next = -(nodes / 2);
        while (counters.size() < nodes) {
            next += kind == 0 ? 1 : 1 + random.nextInt(300);
            counters.put(kind < 2 ? next : random.nextLong(), count(random));
        }
        return counters;
    }

    /** 1 to {@code Long.MAX_VALUE - 1}. */
    private static long count(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> 1 + random.nextInt(3);
            case 1 -> 1 + random.nextInt(1_000_000);
            case 2 -> 1L << random.nextInt(63);
            case 3 -> Long.MAX_VALUE - 1 - random.nextInt(3);
            default -> Math.max(1, random.nextLong() >>> 1) - 1 | 1;
        };
    }

    private static void change(NavigableMap<Long, Long> counters, Change change, Random random) {
        if (counters.isEmpty()) {
            return;
        }
        List<Long> nodes = new ArrayList<>(counters.keySet());
        long any = nodes.get(random.nextInt(nodes.size()));
        switch (change) {
            case NONE -> {}
            case FIRST_UP -> up(counters, counters.firstKey(), random);
            case FIRST_DOWN -> down(counters, counters.firstKey(), random);
            case LAST_UP -> up(counters, counters.lastKey(), random);
            case LAST_DOWN -> down(counters, counters.lastKey(), random);
            case ONE_UP -> up(counters, any, random);
            case ONE_DOWN -> down(counters, any, random);
            case SOME_UP -> some(nodes, random).forEach(node -> up(counters, node, random));
            case SOME_DOWN -> some(nodes, random).forEach(node -> down(counters, node, random));
            case ONE_UP_ONE_DOWN -> {
                up(counters, any, random);
                down(counters, nodes.get(random.nextInt(nodes.size())), random);
            }
            case ALL -> nodes.forEach(node -> counters.put(node, count(random)));
        }
    }

    private static void changeNodes(NavigableMap<Long, Long> counters, Nodes change, Random random) {
        List<Long> nodes = new ArrayList<>(counters.keySet());
        switch (change) {
            case SAME_ARRAY, SAME -> {}
            case FIRST_MISSING -> nodes.stream().limit(1).forEach(counters::remove);
            case LAST_MISSING ->
                nodes.stream().skip(Math.max(0, nodes.size() - 1)).forEach(counters::remove);
            case SOME_MISSING -> some(nodes, random).forEach(counters::remove);
            case FIRST_ADDED -> counters.putIfAbsent(Long.MIN_VALUE, count(random));
            case LAST_ADDED -> counters.putIfAbsent(Long.MAX_VALUE, count(random));
            case SOME_ADDED -> add(counters, random);
            case SOME_MISSING_AND_ADDED -> {
                some(nodes, random).forEach(counters::remove);
                add(counters, random);
            }
            case NONE_IN_COMMON -> {
                counters.clear();
                add(counters, random);
                nodes.forEach(counters::remove);
            }
        }
    }

    private static void up(NavigableMap<Long, Long> counters, long node, Random random) {
        long count = counters.get(node);
        counters.put(node, random.nextBoolean() && count < Long.MAX_VALUE ? count + 1 : Long.MAX_VALUE);
    }

    private static void down(NavigableMap<Long, Long> counters, long node, Random random) {
        long count = counters.get(node);
        counters.put(node, random.nextBoolean() && count > 1 ? count - 1 : 1);
    }

    private static List<Long> some(List<Long> nodes, Random random) {
        return nodes.stream().filter(node -> random.nextInt(3) == 0).collect(Collectors.toList());
    }

    private static void add(NavigableMap<Long, Long> counters, Random random) {
        for (int added = 1 + random.nextInt(10); added > 0; added--) {
            counters.putIfAbsent(random.nextBoolean() ? random.nextLong() : random.nextInt(MOST_NODES), count(random));
        }
    }
}
