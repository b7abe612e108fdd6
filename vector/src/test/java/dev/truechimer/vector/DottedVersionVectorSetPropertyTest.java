package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * The laws of dotted version vector sets and of their bytes, on the states of one store that replicas can have at the
 * same time.
 */
class DottedVersionVectorSetPropertyTest {

    private static final long[] REPLICAS = {3, -1, Long.MAX_VALUE, Long.MIN_VALUE};
    private static final int FORMAT = 0x31;

    private static final Map<Reason, Integer> REFUSALS = new EnumMap<>(Reason.class);
    private static final Map<Causality, Integer> RELATIONS = new EnumMap<>(Causality.class);
    private static int accepted;
    private static int acceptedMutants;

    /** Three states of one run, so that equal dots have equal values, as they have in a store. */
    @Provide
    Arbitrary<List<DottedVersionVectorSet<String>>> states() {
        return Arbitraries.longs().map(DottedVersionVectorSetPropertyTest::statesOfRun);
    }

    private static List<DottedVersionVectorSet<String>> statesOfRun(long seed) {
        Random random = new Random(seed);
        List<DottedVersionVectorSet<String>> states = new ArrayList<>();
        for (int i = 0; i < REPLICAS.length; i++) {
            states.add(DottedVersionVectorSet.empty());
        }
        int steps = random.nextInt(14);
        for (int step = 0; step < steps; step++) {
            int replica = random.nextInt(REPLICAS.length);
            DottedVersionVectorSet<String> state = states.get(replica);
            DottedVersionVectorSet<String> other = states.get(random.nextInt(REPLICAS.length));
            VersionVector context = random.nextBoolean() ? other.context() : VersionVector.EMPTY;
            states.set(
                    replica,
                    switch (random.nextInt(8)) {
                        case 0, 1 -> state.merge(other);
                        case 2 -> state.delete(context, REPLICAS[replica]);
                        default -> state.write(context, REPLICAS[replica], "v".repeat(random.nextInt(3)) + step);
                    });
        }
        return states;
    }

    private static byte[] encoded(DottedVersionVectorSet<String> set) {
        return set.encode(value -> value.getBytes(StandardCharsets.UTF_8));
    }

    /** Strict: a value that would have other bytes is refused. */
    private static String valueOf(byte[] bytes) {
        String value = new String(bytes, StandardCharsets.UTF_8);
        if (!Arrays.equals(bytes, value.getBytes(StandardCharsets.UTF_8))) {
            throw new IllegalArgumentException("not UTF-8");
        }
        return value;
    }

    @Property(seed = "51", tries = 2_000)
    void mergeIsLeastUpperBound(@ForAll("states") List<DottedVersionVectorSet<String>> states) {
        DottedVersionVectorSet<String> a = states.get(0);
        DottedVersionVectorSet<String> b = states.get(1);
        DottedVersionVectorSet<String> c = states.get(2);
        DottedVersionVectorSet<String> both = a.merge(b);
        assertEquals(a, a.merge(a));
        assertEquals(both, b.merge(a));
        assertEquals(both.merge(c), a.merge(b.merge(c)));
        assertTrue(isWithin(a, both) && isWithin(b, both));
        assertEquals(isWithin(a, c) && isWithin(b, c), isWithin(both, c));
        assertEquals(a.context().merge(b.context()), both.context());
    }

    @Property(seed = "52", tries = 2_000)
    void comparisonIsTheOrderOfMerge(@ForAll("states") List<DottedVersionVectorSet<String>> states) {
        for (DottedVersionVectorSet<String> a : states) {
            for (DottedVersionVectorSet<String> b : states) {
                Causality relation = a.compareTo(b);
                RELATIONS.merge(relation, 1, Integer::sum);
                assertEquals(relation, b.compareTo(a).reversed());
                DottedVersionVectorSet<String> both = a.merge(b);
                assertEquals(Causality.of(both.equals(b), both.equals(a)), relation);
                assertEquals(a.equals(b), relation == Causality.EQUAL);
                for (DottedVersionVectorSet<String> c : states) {
                    assertTrue(!isWithin(a, b) || !isWithin(b, c) || isWithin(a, c), "transitive");
                }
            }
        }
    }

    private static boolean isWithin(DottedVersionVectorSet<?> a, DottedVersionVectorSet<?> b) {
        Causality relation = a.compareTo(b);
        return relation == Causality.EQUAL || relation == Causality.BEFORE;
    }

    @Property(seed = "53", tries = 2_000)
    void bytesGiveTheSameSetBack(@ForAll("states") List<DottedVersionVectorSet<String>> states) {
        for (DottedVersionVectorSet<String> set : states) {
            byte[] bytes = encoded(set);
            DottedVersionVectorSet<String> decoded =
                    DottedVersionVectorSet.decode(bytes, DottedVersionVectorSetPropertyTest::valueOf);
            assertEquals(set, decoded);
            assertEquals(set.hashCode(), decoded.hashCode());
            assertEquals(set.toString(), decoded.toString());
            assertEquals(Causality.EQUAL, set.compareTo(decoded));
            for (DottedVersionVectorSet<String> other : states) {
                assertEquals(set.equals(other), Arrays.equals(bytes, encoded(other)));
            }
        }
    }

    @Property(seed = "54", tries = 20_000)
    void otherBytesAreRefused(@ForAll long seed) {
        accepted += decodesToTheSameBytes(HostileBytes.ofSeed(FORMAT, seed)) ? 1 : 0;
    }

    /** One byte changed, one left out, or one more. */
    @Property(seed = "55", tries = 10_000)
    void mutantsAreRefusedOrOtherSets(
            @ForAll("states") List<DottedVersionVectorSet<String>> states, @ForAll long seed) {
        byte[] bytes = encoded(states.get(0).merge(states.get(1)));
        byte[] mutant = HostileBytes.mutant(bytes, new Random(seed));
        acceptedMutants += decodesToTheSameBytes(mutant) ? 1 : 0;
    }

    private static boolean decodesToTheSameBytes(byte[] bytes) {
        DottedVersionVectorSet<String> decoded;
        try {
            decoded = DottedVersionVectorSet.decode(bytes, DottedVersionVectorSetPropertyTest::valueOf);
        } catch (MalformedClockException refusal) {
            REFUSALS.merge(refusal.reason(), 1, Integer::sum);
            return false;
        }
        assertArrayEquals(bytes, encoded(decoded));
        return true;
    }

    @AfterContainer
    static void eachOutcomeOccurred() {
        assertTrue(accepted > 0 && acceptedMutants > 0, () -> accepted + " and " + acceptedMutants);
        assertEquals(EnumSet.complementOf(EnumSet.of(Reason.NO_SUCH_VALUE)), REFUSALS.keySet());
        for (Causality relation : Causality.values()) {
            assertTrue(RELATIONS.containsKey(relation), () -> relation + " in " + RELATIONS);
        }
    }
}
