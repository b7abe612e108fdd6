package dev.truechimer.vector.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One snapshot by markers at one process: its state, what is recorded of the channels, and, at the initiator, the
 * pieces.
 */
final class Recording<S, M> {

    private final SnapshotId id;
    private final long process;
    private final S state;
    private final long startedNanos;

    /** By sender; all channels. */
    private final Map<Long, List<M>> channels = new TreeMap<>();

    /** The senders whose marker is still awaited. */
    private final TreeSet<Long> open;

    /** By process; only at the initiator. */
    private final Map<Long, Piece<S, M>> pieces = new TreeMap<>();

    private Phase phase;
    private int messages;

    /** One that was absent until {@code first} happened. */
    Recording(SnapshotId id, Topology topology, S state, ChandyLamportEvent first, long startedNanos) {
        this.id = id;
        this.process = topology.process();
        this.state = state;
        this.startedNanos = startedNanos;
        this.open = new TreeSet<>(topology.senders());
        this.phase = ChandyLamportEvent.next(Phase.ABSENT, first, id.initiator() == process);
        topology.senders().forEach(from -> channels.put(from, new ArrayList<>()));
    }

    SnapshotId id() {
        return id;
    }

    Phase phase() {
        return phase;
    }

    /** Goes where the table leads. */
    void on(ChandyLamportEvent event) {
        phase = ChandyLamportEvent.next(phase, event, id.initiator() == process);
    }

    /** Survives a wrap-around of the clock. */
    boolean isOlderThan(long timeoutNanos, long nowNanos) {
        return nowNanos - startedNanos >= timeoutNanos;
    }

    /** The marker is there; false if it was there already. */
    boolean close(long from) {
        return open.remove(from);
    }

    boolean isOpen(long from) {
        return open.contains(from);
    }

    boolean isClosed() {
        return open.isEmpty();
    }

    int messages() {
        return messages;
    }

    void record(long from, M message) {
        channels.computeIfAbsent(from, sender -> new ArrayList<>()).add(message);
        messages++;
    }

    Piece<S, M> piece() {
        return new Piece<>(id, process, state, channels);
    }

    /** Keeps a piece, unless there is one of the same process: then false. */
    boolean add(Piece<S, M> piece) {
        return pieces.putIfAbsent(piece.process(), piece) == null;
    }

    boolean hasPiecesOf(Collection<Long> members) {
        return pieces.size() == members.size();
    }

    GlobalSnapshot<S, M> collected() {
        Map<Long, S> states = new LinkedHashMap<>();
        Map<Channel, List<M>> all = new LinkedHashMap<>();
        pieces.forEach((to, piece) -> {
            states.put(to, piece.state());
            piece.channels().forEach((from, recorded) -> all.put(new Channel(from, to), recorded));
        });
        return new GlobalSnapshot<>(id, states, all);
    }
}
