package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.vector.execution.Verdicts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * In random runs of replicas that update their copies and take over others', vectors stand as the sets of updates do.
 */
class VersionVectorSimTest {

    private static final int EXECUTIONS = 100_000;
    private static final long LEAST_OF_EACH = 100_000;
    private static final long[] REPLICAS = {4, -1, Long.MIN_VALUE, 1L << 33, 0};

    /** What a replica has: its vector, and the truth, the updates as bits. */
    private record Copy(VersionVector vector, long updates) {}

    @Test
    void vectorsTellWhichCopyIsOutOfDateAndWhichInConflict() {
        Verdicts verdicts = new Verdicts();
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            List<Dot> dots = new ArrayList<>();
            List<Copy> copies = run(new Random(seed), dots);
            for (Copy first : copies) {
                checkDots(first, dots, seed);
                for (Copy second : copies) {
                    Causality truth = Causality.of(
                            (first.updates & ~second.updates) == 0, (second.updates & ~first.updates) == 0);
                    verdicts.count(truth);
                    check(truth, first.vector.compareTo(second.vector), seed);
                    boolean hasAll = truth == Causality.AFTER || truth == Causality.EQUAL;
                    check(hasAll, first.vector.dominates(second.vector), seed);
                    check(truth == Causality.EQUAL, first.vector.equals(second.vector), seed);
                }
            }
        }
        verdicts.assertEachAtLeast(LEAST_OF_EACH);
    }

    /** The last copies of all replicas, and some older ones. */
    private static List<Copy> run(Random random, List<Dot> dots) {
        int replicas = 2 + random.nextInt(REPLICAS.length - 1);
        Copy[] current = new Copy[replicas];
        long[] counts = new long[replicas];
        for (int i = 0; i < replicas; i++) {
            current[i] = new Copy(VersionVector.EMPTY, 0);
        }
        List<Copy> copies = new ArrayList<>();
        int steps = 4 + random.nextInt(28);
        for (int step = 0; step < steps; step++) {
            int replica = random.nextInt(replicas);
            Copy before = current[replica];
            if (random.nextInt(3) != 0) {
                long update = 1L << dots.size();
                dots.add(new Dot(REPLICAS[replica], ++counts[replica]));
                current[replica] = new Copy(before.vector.increment(REPLICAS[replica]), before.updates | update);
            } else {
                Copy other = current[random.nextInt(replicas)];
                current[replica] = new Copy(before.vector.merge(other.vector), before.updates | other.updates);
            }
            if (random.nextInt(8) == 0) {
                copies.add(current[replica]);
            }
        }
        copies.addAll(List.of(current));
        return copies;
    }

    private static void checkDots(Copy copy, List<Dot> dots, long seed) {
        for (int update = 0; update < dots.size(); update++) {
            check((copy.updates & 1L << update) != 0, copy.vector.contains(dots.get(update)), seed);
        }
    }

    private static void check(Object truth, Object verdict, long seed) {
        if (!truth.equals(verdict)) {
            assertEquals(truth, verdict, "seed " + seed);
        }
    }
}
