package dev.truechimer.vector;

/**
 * The name of one update: the replica that coordinated it, and which of that replica's updates it is.
 *
 * <p><b>Guarantee:</b> unique, as long as no replica counts a number twice. <b>Cost:</b> O(1), two {@code long}s.
 * <b>Threads:</b> immutable. <b>Hazard:</b> a replica that forgot its state and goes on under its old id gives a dot to
 * a second update; see {@link DottedVersionVectorSet}.
 *
 * <p><b>Source:</b> Preguiça, Baquero, Almeida, Fonte, Gonçalves, "Dotted version vectors: logical clocks for
 * optimistic replication", 2010.
 *
 * @param replica the id of the replica, any {@code long}
 * @param counter the number of the update among those of its replica, {@code >= 1}
 */
public record Dot(long replica, long counter) {

    /** @throws IllegalArgumentException if {@code counter < 1} */
    public Dot {
        if (counter < 1) {
            throw new IllegalArgumentException("counter must be >= 1: " + counter);
        }
    }
}
