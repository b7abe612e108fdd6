package dev.truechimer.benchmarks;

import com.hazelcast.cluster.impl.VectorClock;
import java.util.UUID;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.VersionVector;
import scala.collection.immutable.TreeMap;

/**
 * The same counters in the clocks of other libraries: node i has the counter {@code counts[i]}, and the usual id of
 * that library.
 */
final class VectorClockPeers {

    private static final int PORT = 7355;

    private VectorClockPeers() {}

    /** Pekko's clock of the cluster's gossip; nodes are MD5 sums as text. */
    static org.apache.pekko.cluster.VectorClock pekko(long[] counts) {
        TreeMap<String, Object> versions = new TreeMap<>(scala.math.Ordering.String$.MODULE$);
        for (int i = 0; i < counts.length; i++) {
            versions = versions.updated(pekkoNode(i), counts[i]);
        }
        return new org.apache.pekko.cluster.VectorClock(versions);
    }

    static String pekkoNode(int index) {
        return org.apache.pekko.cluster.VectorClock.Node$.MODULE$.apply("node-" + index);
    }

    /** Pekko's version vector of the replicated data; nodes are addresses. */
    static VersionVector pekkoVersions(long[] counts) {
        TreeMap<UniqueAddress, Object> versions = new TreeMap<>(pekkoOrder());
        for (int i = 0; i < counts.length; i++) {
            versions = versions.updated(pekkoAddress(i), counts[i]);
        }
        return VersionVector.apply(versions);
    }

    static UniqueAddress pekkoAddress(int index) {
        return new UniqueAddress(
                new Address("pekko", "system", "10.0." + index / 256 + "." + index % 256, PORT), index + 1L);
    }

    /** Hazelcast's clock; nodes are UUIDs. */
    static VectorClock hazelcast(long[] counts) {
        VectorClock clock = new VectorClock();
        for (int i = 0; i < counts.length; i++) {
            clock.setReplicaTimestamp(hazelcastNode(i), counts[i]);
        }
        return clock;
    }

    static UUID hazelcastNode(int index) {
        return UUID.nameUUIDFromBytes(new byte[] {(byte) (index >> 8), (byte) index});
    }

    private static scala.math.Ordering<UniqueAddress> pekkoOrder() {
        return scala.math.Ordering$.MODULE$.comparatorToOrdering(java.util.Comparator.<UniqueAddress>naturalOrder());
    }
}
