package dev.truechimer.vector.snapshot;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One process's part of a snapshot by {@link ChandyLamportSnapshot}: its own state, and what was under way on the
 * channels to it.
 *
 * <p>The caller carries it to the initiator, in any way that does not lose it; order doesn't matter.
 *
 * <p><b>Cost:</b> memory O(c + m) for c channels and m recorded messages; they are copied once. <b>Threads:</b>
 * immutable, if the state and the messages are.
 *
 * @param id the snapshot
 * @param process whose part it is
 * @param state its state at the cut
 * @param channels by sender: messages sent before the cut there and received after the cut here, in the order of
 *     arrival. Each channel to this process is there, most with an empty list
 * @param <S> a process's state
 * @param <M> a message
 */
public record Piece<S, M>(SnapshotId id, long process, S state, Map<Long, List<M>> channels) {

    /** Copies the map and its lists. */
    public Piece {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Map<Long, List<M>> copy = new TreeMap<>();
        channels.forEach((from, messages) -> copy.put(from, List.copyOf(messages)));
        channels = Collections.unmodifiableMap(copy);
    }

    /** How many messages are recorded, on all channels together. */
    public long messages() {
        long messages = 0;
        for (List<M> channel : channels.values()) {
            messages += channel.size();
        }
        return messages;
    }
}
