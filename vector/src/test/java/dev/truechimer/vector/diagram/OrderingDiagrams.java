package dev.truechimer.vector.diagram;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** All pictures of the page about ordering, by the names of their files. */
final class OrderingDiagrams {

    private OrderingDiagrams() {}

    static SortedMap<String, Svg> all() {
        SortedMap<String, Svg> all = new TreeMap<>();
        all.put("lamport.svg", LamportPicture.draw());
        all.put("vector.svg", VectorPicture.draw());
        all.put("siblings.svg", SiblingsPicture.draw());
        all.put("interval-tree.svg", IntervalTreePicture.draw());
        all.put("broadcast.svg", BroadcastPicture.draw());
        all.put("hybrid.svg", HybridPicture.draw());
        all.put("snapshot.svg", SnapshotPicture.draw());
        all.put("matrix.svg", MatrixPicture.draw());
        all.put("cut.svg", CutPicture.draw());
        return Collections.unmodifiableSortedMap(all);
    }
}
