package dev.truechimer.benchmarks;

import dev.truechimer.vector.DenseVectorClock;
import dev.truechimer.vector.VectorClock;
import java.util.Arrays;
import org.openjdk.jol.info.GraphLayout;

/**
 * Prints how many bytes a vector clock takes on the heap, beside those of Apache Pekko and Hazelcast, and how many more
 * the next one takes: the clock of the next event, while the one before is kept too.
 */
public final class VectorClockSizes {

    private static final int[] NODES = {3, 8, 64, 512};
    private static final long EVENTS = 5_000;

    private VectorClockSizes() {}

    /**
     * Prints them.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.printf("JDK %s%n%-24s %8s %12s %12s%n", Runtime.version(), "clock", "nodes", "bytes", "next, bytes");
        for (int nodes : NODES) {
            long[] counts = new long[nodes];
            Arrays.fill(counts, EVENTS);
            print(nodes, counts);
        }
    }

    private static void print(int nodes, long[] counts) {
        int ticking = nodes / 2;
        VectorClock clock = VectorClockBenchmark.ours(counts);
        line("VectorClock", nodes, clock, clock.tick(ticking));
        System.out.printf("%-24s %8d %12d%n", "  encoded", nodes, clock.encode().length);
        DenseVectorClock dense = new DenseVectorClock(nodes);
        line("DenseVectorClock", nodes, dense, dense.copy());

        org.apache.pekko.cluster.VectorClock pekko = VectorClockPeers.pekko(counts);
        line("Pekko VectorClock", nodes, pekko, pekko.$colon$plus(VectorClockPeers.pekkoNode(ticking)));
        org.apache.pekko.cluster.ddata.VersionVector versions = VectorClockPeers.pekkoVersions(counts);
        line("Pekko VersionVector", nodes, versions, versions.increment(VectorClockPeers.pekkoAddress(ticking)));
        com.hazelcast.cluster.impl.VectorClock hazelcast = VectorClockPeers.hazelcast(counts);
        com.hazelcast.cluster.impl.VectorClock next = new com.hazelcast.cluster.impl.VectorClock(hazelcast);
        next.setReplicaTimestamp(VectorClockPeers.hazelcastNode(ticking), EVENTS + 1);
        line("Hazelcast VectorClock", nodes, hazelcast, next);
    }

    private static void line(String name, int nodes, Object clock, Object next) {
        long bytes = GraphLayout.parseInstance(clock).totalSize();
        long both = GraphLayout.parseInstance(clock, next).totalSize();
        System.out.printf("%-24s %8d %12d %12d%n", name, nodes, bytes, both - bytes);
    }
}
