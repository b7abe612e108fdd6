package dev.truechimer.benchmarks;

import com.hazelcast.internal.serialization.Data;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import dev.truechimer.vector.Causality;
import dev.truechimer.vector.DenseVectorClock;
import dev.truechimer.vector.VectorClock;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.ddata.VersionVector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What vector clocks cost, beside those of Apache Pekko and Hazelcast, and beside a plain scan of the same numbers.
 *
 * <p>{@code compare} meets a clock that is one event later, so that all entries must be looked at; {@code merge} meets
 * a concurrent clock, ahead in one half of the entries and behind in the other, so that a new clock must be made. The
 * other clock was decoded, as if it had come with a message: it shares nothing with ours. Everybody gets the same
 * counters.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class VectorClockBenchmark {

    private static final long SEED = 1;
    private static final long MOST_EVENTS = 10_000;

    /** How many nodes each clock knows of. */
    @Param({"3", "8", "64", "512"})
    public int nodes;

    private long[] counts;
    private long[] laterCounts;
    private int ticking;

    private VectorClock clock;
    private VectorClock later;
    private VectorClock laterSharing;
    private VectorClock concurrent;
    private byte[] encoded;

    private DenseVectorClock dense;
    private DenseVectorClock denseLater;

    private org.apache.pekko.cluster.VectorClock pekko;
    private org.apache.pekko.cluster.VectorClock pekkoLater;
    private org.apache.pekko.cluster.VectorClock pekkoConcurrent;
    private String pekkoNode;

    private VersionVector pekkoVersions;
    private VersionVector pekkoVersionsLater;
    private VersionVector pekkoVersionsConcurrent;
    private UniqueAddress pekkoAddress;

    private com.hazelcast.cluster.impl.VectorClock hazelcast;
    private com.hazelcast.cluster.impl.VectorClock hazelcastLater;
    private com.hazelcast.cluster.impl.VectorClock hazelcastConcurrent;
    private UUID hazelcastNode;
    private InternalSerializationService hazelcastSerialization;
    private Data hazelcastEncoded;

    /** Gives everybody the same counters. */
    @Setup(Level.Trial)
    public void fill() {
        Random random = new Random(SEED);
        ticking = nodes / 2;
        counts = new long[nodes];
        long[] concurrentCounts = new long[nodes];
        for (int i = 0; i < nodes; i++) {
            counts[i] = random.nextLong(1, MOST_EVENTS);
            long difference = random.nextLong(1, 4);
            concurrentCounts[i] = Math.max(1, counts[i] + (i % 2 == 0 ? difference : -difference));
        }
        laterCounts = counts.clone();
        laterCounts[ticking]++;

        clock = ours(counts);
        later = VectorClock.decode(clock.tick(ticking).encode());
        laterSharing = clock.tick(ticking);
        concurrent = ours(concurrentCounts);
        encoded = clock.encode();
        long[] ids = ids();
        dense = DenseVectorClock.from(clock, ids);
        denseLater = DenseVectorClock.from(later, ids);
        fillPeers(concurrentCounts);
    }

    private void fillPeers(long[] concurrentCounts) {
        pekko = VectorClockPeers.pekko(counts);
        pekkoLater = VectorClockPeers.pekko(laterCounts);
        pekkoConcurrent = VectorClockPeers.pekko(concurrentCounts);
        pekkoNode = VectorClockPeers.pekkoNode(ticking);
        pekkoVersions = VectorClockPeers.pekkoVersions(counts);
        pekkoVersionsLater = VectorClockPeers.pekkoVersions(laterCounts);
        pekkoVersionsConcurrent = VectorClockPeers.pekkoVersions(concurrentCounts);
        pekkoAddress = VectorClockPeers.pekkoAddress(ticking);
        hazelcast = VectorClockPeers.hazelcast(counts);
        hazelcastLater = VectorClockPeers.hazelcast(laterCounts);
        hazelcastConcurrent = VectorClockPeers.hazelcast(concurrentCounts);
        hazelcastNode = VectorClockPeers.hazelcastNode(ticking);
        hazelcastSerialization = new DefaultSerializationServiceBuilder().build();
        hazelcastEncoded = hazelcastSerialization.toData(hazelcast);
    }

    private long[] ids() {
        long[] ids = new long[nodes];
        for (int i = 0; i < nodes; i++) {
            ids[i] = i;
        }
        return ids;
    }

    /** Ids 0, 1, 2, ..., as a registry gives them. */
    static VectorClock ours(long[] counts) {
        TreeMap<Long, Long> byId = new TreeMap<>();
        for (int i = 0; i < counts.length; i++) {
            byId.put((long) i, counts[i]);
        }
        return VectorClock.of(byId);
    }

    /** The baseline: reads the two arrays once and adds them up; no answer. */
    @Benchmark
    public long plainScan() {
        long sum = 0;
        long[] first = counts;
        long[] second = laterCounts;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] + second[i];
        }
        return sum;
    }

    /** With a clock from a message that is one event later. */
    @Benchmark
    public Causality compare() {
        return clock.compareTo(later);
    }

    /** With a clock that was made from ours, and shares the ids. */
    @Benchmark
    public Causality compareSharing() {
        return clock.compareTo(laterSharing);
    }

    /** With a concurrent clock from a message. */
    @Benchmark
    public VectorClock merge() {
        return clock.merge(concurrent);
    }

    /** With a clock from a message that is one event later: nothing needs to be computed. */
    @Benchmark
    public VectorClock mergeLater() {
        return clock.merge(later);
    }

    /** The next event of a node. */
    @Benchmark
    public VectorClock tick() {
        return clock.tick(ticking);
    }

    /** To bytes. */
    @Benchmark
    public byte[] encode() {
        return clock.encode();
    }

    /** From bytes. */
    @Benchmark
    public VectorClock decode() {
        return VectorClock.decode(encoded);
    }

    /** Fixed membership: with a clock that is one event later. */
    @Benchmark
    public Causality denseCompare() {
        return dense.compareTo(denseLater);
    }

    /**
     * Fixed membership: learns what a clock knows; after the first call nothing changes any more, which costs the same.
     */
    @Benchmark
    public DenseVectorClock denseMerge() {
        dense.merge(denseLater);
        return dense;
    }

    /** Pekko's vector clock. */
    @Benchmark
    public Object pekkoCompare() {
        return pekko.compareTo(pekkoLater);
    }

    /** Pekko's vector clock. */
    @Benchmark
    public Object pekkoMerge() {
        return pekko.merge(pekkoConcurrent);
    }

    /** Pekko's vector clock. */
    @Benchmark
    public Object pekkoTick() {
        return pekko.$colon$plus(pekkoNode);
    }

    /** Pekko's version vector. */
    @Benchmark
    public Object pekkoVersionsCompare() {
        return pekkoVersions.compareTo(pekkoVersionsLater);
    }

    /** Pekko's version vector. */
    @Benchmark
    public Object pekkoVersionsMerge() {
        return pekkoVersions.merge(pekkoVersionsConcurrent);
    }

    /** Pekko's version vector. */
    @Benchmark
    public Object pekkoVersionsTick() {
        return pekkoVersions.increment(pekkoAddress);
    }

    /** Hazelcast's clock, which can only tell after from not after. */
    @Benchmark
    public boolean hazelcastIsAfter() {
        return hazelcastLater.isAfter(hazelcast);
    }

    /** Hazelcast's clock is mutable, so a copy is made first, as for the others. */
    @Benchmark
    public Object hazelcastMerge() {
        com.hazelcast.cluster.impl.VectorClock merged = new com.hazelcast.cluster.impl.VectorClock(hazelcast);
        merged.merge(hazelcastConcurrent);
        return merged;
    }

    /** Hazelcast's clock is mutable, so a copy is made first, as for the others. */
    @Benchmark
    public Object hazelcastTick() {
        com.hazelcast.cluster.impl.VectorClock ticked = new com.hazelcast.cluster.impl.VectorClock(hazelcast);
        ticked.setReplicaTimestamp(hazelcastNode, counts[ticking] + 1);
        return ticked;
    }

    /** To bytes, by Hazelcast's serialization. Pekko encodes its clocks as a part of bigger messages only. */
    @Benchmark
    public byte[] hazelcastEncode() {
        return hazelcastSerialization.toBytes(hazelcast);
    }

    /** From bytes, by Hazelcast's serialization. */
    @Benchmark
    public Object hazelcastDecode() {
        return hazelcastSerialization.toObject(hazelcastEncoded);
    }
}
