package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Clients that write in turn through one server with contexts that are a step behind: what two ways to use plain
 * version vectors make of it, and what dotted ones do.
 */
class SiblingExplosionTest {

    private static final long SERVER = 1;
    private static final int ROUNDS = 100;
    private static final int RANDOM_WRITES = 2_000;

    /** A way to store what clients write. */
    private interface Store {
        VersionVector context();

        void write(VersionVector context, int value);

        List<Integer> values();
    }

    /** One version vector for all siblings: a write replaces all of them or none. */
    private static final class MergedVectors implements Store {
        private VersionVector vector = VersionVector.EMPTY;
        private List<Integer> values = List.of();

        @Override
        public VersionVector context() {
            return vector;
        }

        @Override
        public void write(VersionVector context, int value) {
            List<Integer> kept = new ArrayList<>(context.dominates(vector) ? List.of() : values);
            kept.add(value);
            values = kept;
            vector = vector.merge(context).increment(SERVER);
        }

        @Override
        public List<Integer> values() {
            return values;
        }
    }

    /** A version vector for each value: the next number of the server makes a write dominate all earlier ones. */
    private static final class VectorEach implements Store {
        private final List<Integer> values = new ArrayList<>();
        private final List<VersionVector> vectors = new ArrayList<>();
        private VersionVector count = VersionVector.EMPTY;

        @Override
        public VersionVector context() {
            return vectors.stream().reduce(VersionVector.EMPTY, VersionVector::merge);
        }

        @Override
        public void write(VersionVector context, int value) {
            count = count.increment(SERVER);
            VersionVector vector = context.merge(count);
            for (int i = values.size() - 1; i >= 0; i--) {
                if (vector.dominates(vectors.get(i))) {
                    values.remove(i);
                    vectors.remove(i);
                }
            }
            values.add(value);
            vectors.add(vector);
        }

        @Override
        public List<Integer> values() {
            return values;
        }
    }

    private static final class Dotted implements Store {
        private DottedVersionVectorSet<Integer> set = DottedVersionVectorSet.empty();

        @Override
        public VersionVector context() {
            return set.context();
        }

        @Override
        public void write(VersionVector context, int value) {
            set = set.write(context, SERVER, value);
        }

        @Override
        public List<Integer> values() {
            return set.values();
        }
    }

    /** Two clients in turn, each writes with the context that it read after its last write. */
    private static void writeInTurn(Store store) {
        VersionVector[] contexts = {VersionVector.EMPTY, VersionVector.EMPTY};
        for (int write = 1; write <= ROUNDS; write++) {
            store.write(contexts[write % 2], write);
            contexts[write % 2] = store.context();
        }
    }

    @Test
    void oneVectorForAllSiblingsKeepsEveryValueEverWritten() {
        Store store = new MergedVectors();
        writeInTurn(store);
        // 98 of them are false: their own writers have read and replaced them.
        assertEquals(ROUNDS, store.values().size());
    }

    @Test
    void oneVectorForEachValueLosesConcurrentUpdates() {
        Store store = new VectorEach();
        store.write(VersionVector.EMPTY, 1);
        store.write(VersionVector.EMPTY, 2);
        // Neither client had read anything, but the first value is gone.
        assertEquals(List.of(2), store.values());
    }

    @Test
    void dottedVectorsKeepTheTwoThatAreConcurrent() {
        Store store = new Dotted();
        writeInTurn(store);
        assertEquals(List.of(ROUNDS, ROUNDS - 1), store.values());
    }

    /** One client reads before each of its writes, others never do. */
    @Test
    void blindWritersAddOneSiblingEachUntilSomebodyWhoHasReadWrites() {
        Store merged = new MergedVectors();
        Store dotted = new Dotted();
        for (Store store : List.of(merged, dotted)) {
            VersionVector context = VersionVector.EMPTY;
            for (int write = 1; write < ROUNDS; write += 2) {
                store.write(context, write);
                context = store.context();
                store.write(VersionVector.EMPTY, write + 1);
            }
        }
        assertEquals(ROUNDS, merged.values().size());
        assertEquals(3, dotted.values().size());
    }

    /** The bound: one sibling for each client that reads what it has written before it writes again. */
    @Test
    void siblingsAreAtMostAsManyAsClients() {
        for (int clients = 1; clients <= 8; clients++) {
            Random random = new Random(clients);
            Store dotted = new Dotted();
            Store merged = new MergedVectors();
            VersionVector[] contexts = new VersionVector[clients];
            VersionVector[] mergedContexts = new VersionVector[clients];
            Arrays.fill(contexts, VersionVector.EMPTY);
            Arrays.fill(mergedContexts, VersionVector.EMPTY);
            int most = 0;
            int mergedMost = 0;
            for (int write = 0; write < RANDOM_WRITES; write++) {
                int client = random.nextInt(clients);
                dotted.write(contexts[client], write);
                contexts[client] = dotted.context();
                merged.write(mergedContexts[client], write);
                mergedContexts[client] = merged.context();
                most = Math.max(most, dotted.values().size());
                mergedMost = Math.max(mergedMost, merged.values().size());
            }
            assertEquals(clients, most, "clients");
            assertTrue(clients == 1 || mergedMost > 2 * clients, "with one vector for all: " + mergedMost);
        }
    }
}
