package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/** The laws of version vectors and of their bytes. */
class VersionVectorPropertyTest {

    private static final Map<Reason, Integer> REFUSALS = new EnumMap<>(Reason.class);
    private static int accepted;

    @Provide
    Arbitrary<VersionVector> vectors() {
        Arbitrary<Long> replicas = Arbitraries.of(1L, 2L, 3L, -4L, 500L, Long.MIN_VALUE, Long.MAX_VALUE);
        Arbitrary<Long> counts = Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.longs().between(0, 3)),
                Tuple.of(1, Arbitraries.longs().greaterOrEqual(0)));
        return Arbitraries.maps(replicas, counts).ofMaxSize(5).map(VersionVector::of);
    }

    @Property(seed = "41", tries = 2_000)
    void mergeIsLeastUpperBound(
            @ForAll("vectors") VersionVector a,
            @ForAll("vectors") VersionVector b,
            @ForAll("vectors") VersionVector c) {
        VersionVector both = a.merge(b);
        assertEquals(a, a.merge(a));
        assertEquals(both, b.merge(a));
        assertEquals(both.merge(c), a.merge(b.merge(c)));
        assertTrue(both.dominates(a) && both.dominates(b));
        assertEquals(c.dominates(a) && c.dominates(b), c.dominates(both));
    }

    @Property(seed = "42", tries = 2_000)
    void comparisonIsPartialOrder(
            @ForAll("vectors") VersionVector a,
            @ForAll("vectors") VersionVector b,
            @ForAll("vectors") VersionVector c) {
        assertEquals(a.compareTo(b), b.compareTo(a).reversed());
        assertEquals(a.equals(b), a.compareTo(b) == Causality.EQUAL);
        assertEquals(a.compareTo(b), Causality.of(b.dominates(a), a.dominates(b)));
        if (a.dominates(b) && b.dominates(c)) {
            assertTrue(a.dominates(c));
        }
    }

    @Property(seed = "43", tries = 2_000)
    void bytesGiveTheSameVectorBack(@ForAll("vectors") VersionVector vector, @ForAll("vectors") VersionVector other) {
        byte[] bytes = vector.encode();
        VersionVector decoded = VersionVector.decode(bytes);
        assertEquals(vector, decoded);
        assertEquals(vector.hashCode(), decoded.hashCode());
        assertEquals(vector.equals(other), Arrays.equals(bytes, other.encode()));
    }

    @Property(seed = "44", tries = 20_000)
    void otherBytesAreRefused(@ForAll long seed) {
        byte[] bytes = HostileBytes.ofSeed(0x21, seed);
        VersionVector decoded;
        try {
            decoded = VersionVector.decode(bytes);
        } catch (MalformedClockException refusal) {
            REFUSALS.merge(refusal.reason(), 1, Integer::sum);
            return;
        }
        accepted++;
        assertArrayEquals(bytes, decoded.encode());
    }

    @AfterContainer
    static void eachOutcomeOccurred() {
        assertTrue(accepted > 0, "accepted");
        assertEquals(
                EnumSet.complementOf(EnumSet.of(Reason.NO_SUCH_VALUE, Reason.REFUSED_BY_CALLER)), REFUSALS.keySet());
    }
}
