package dev.truechimer.vector.snapshot;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A state in which the whole system could have been: each process's state at a consistent cut, and the messages across
 * the cut.
 *
 * <p><b>Guarantee:</b> no message is received at one process before the cut and sent at another after it; the channels
 * hold exactly the messages sent before the cut and received after it. The system need never have been in this state at
 * one instant, but it is reachable from the state in which the snapshot began, and the state in which it ended is
 * reachable from it. So what stays true once it is true (a deadlock, a lost token, the end of a computation) and shows
 * here, is true now.
 *
 * <p><b>Cost:</b> memory O(n + c + m) for n processes, c channels and m messages. <b>Threads:</b> immutable, if the
 * states and the messages are.
 *
 * @param id which snapshot
 * @param states by process
 * @param channels by channel: messages under way, in the order of arrival; each channel is there, most with an empty
 *     list
 * @param <S> a process's state
 * @param <M> a message
 */
public record GlobalSnapshot<S, M>(SnapshotId id, Map<Long, S> states, Map<Channel, List<M>> channels) {

    /** Copies the maps and the lists. */
    public GlobalSnapshot {
        Objects.requireNonNull(id, "id");
        states = Collections.unmodifiableMap(new TreeMap<>(states));
        Map<Channel, List<M>> copy = new TreeMap<>();
        channels.forEach((channel, messages) -> copy.put(channel, List.copyOf(messages)));
        channels = Collections.unmodifiableMap(copy);
    }
}
