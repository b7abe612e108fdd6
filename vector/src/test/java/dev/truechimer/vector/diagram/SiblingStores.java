package dev.truechimer.vector.diagram;

import dev.truechimer.vector.DottedVersionVectorSet;
import dev.truechimer.vector.VersionVector;
import java.util.ArrayList;
import java.util.List;

/** One key at one replica that takes writes of clients: two ways with version vectors, and the one with dots. */
sealed interface SiblingStores {

    /** The id of the replica. */
    long REPLICA = 1;

    void write(VersionVector context, String value);

    VersionVector context();

    List<String> values();

    /** What the replica keeps beside the values. */
    String kept();

    /** One version vector for all siblings: a write replaces all of them or none. */
    final class OneForAll implements SiblingStores {

        private VersionVector vector = VersionVector.EMPTY;
        private List<String> values = List.of();

        @Override
        public void write(VersionVector context, String value) {
            List<String> next = new ArrayList<>(context.dominates(vector) ? List.of() : values);
            next.add(value);
            values = next;
            vector = vector.merge(context).increment(REPLICA);
        }

        @Override
        public VersionVector context() {
            return vector;
        }

        @Override
        public List<String> values() {
            return List.copyOf(values);
        }

        @Override
        public String kept() {
            return vector.toString();
        }
    }

    /** A version vector for each value: a write gets the replica's next number, and replaces what its vector dominates. */
    final class OneForEach implements SiblingStores {

        private record Versioned(String value, VersionVector vector) {}

        private VersionVector counted = VersionVector.EMPTY;
        private final List<Versioned> siblings = new ArrayList<>();

        @Override
        public void write(VersionVector context, String value) {
            counted = counted.increment(REPLICA);
            VersionVector vector = context.merge(counted);
            siblings.removeIf(it -> vector.dominates(it.vector()));
            siblings.add(new Versioned(value, vector));
        }

        @Override
        public VersionVector context() {
            return siblings.stream().map(Versioned::vector).reduce(VersionVector.EMPTY, VersionVector::merge);
        }

        @Override
        public List<String> values() {
            return siblings.stream().map(Versioned::value).toList();
        }

        @Override
        public String kept() {
            return String.join(
                    ", ", siblings.stream().map(it -> it.vector().toString()).toList());
        }
    }

    /** A dot for each value. */
    final class Dotted implements SiblingStores {

        private DottedVersionVectorSet<String> set = DottedVersionVectorSet.empty();

        @Override
        public void write(VersionVector context, String value) {
            set = set.write(context, REPLICA, value);
        }

        @Override
        public VersionVector context() {
            return set.context();
        }

        @Override
        public List<String> values() {
            return set.values();
        }

        @Override
        public String kept() {
            return set.toString();
        }
    }
}
