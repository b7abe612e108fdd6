package dev.truechimer.vector.snapshot;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one process knows of the system: who takes part, who can send to it, and to whom it can send.
 *
 * <p><b>Invariant:</b> all sets are copies, in ascending order, and within {@code members}. It is fixed. A system whose
 * membership changes ends the snapshots under way, stops sending, and waits until nothing is under way any more: no
 * message, marker, colour, piece, report or copy. Then it makes new machines everywhere and begins again. What is left
 * over would be taken for something of the new machines: an old piece for that of a new snapshot of the same number, an
 * old message for one that was never sent. {@link ChandyLamportSnapshot} goes on with a {@code firstNumber} above all
 * that the process has used, so that at least an old marker or piece is told from a new one.
 *
 * <p><b>Hazard:</b> the processes' views must agree with each other, and there must be a path of channels from each
 * process that begins snapshots to every other. Nobody here can see whether that is so. If it is not, a snapshot may
 * end by its timeout, but it may also be completed and wrong: a member that the initiator doesn't know is missing in
 * it, with its money and its messages, and so is a channel that its receiver doesn't list.
 *
 * <p><b>Cost:</b> memory O(n) in the number of members. <b>Threads:</b> immutable.
 *
 * @param process the id of this process
 * @param members all processes, this one included
 * @param senders the processes with a channel to this one
 * @param receivers the processes with a channel from this one
 */
public record Topology(long process, Set<Long> members, Set<Long> senders, Set<Long> receivers) {

    /**
     * Copies the sets.
     *
     * @throws IllegalArgumentException if this process, a sender or a receiver is not a member
     */
    public Topology {
        members = ascending(members);
        senders = ascending(senders);
        receivers = ascending(receivers);
        if (!members.contains(process)) {
            throw new IllegalArgumentException("process must be one of the members " + members + ": " + process);
        }
        requireWithin(members, senders, "senders");
        requireWithin(members, receivers, "receivers");
        if (senders.contains(process) != receivers.contains(process)) {
            throw new IllegalArgumentException(
                    "a channel from process " + process + " to itself must be among its senders and its receivers");
        }
    }

    /**
     * Every process can send to every other one.
     *
     * @param process the id of this process
     * @param members all processes, this one included
     */
    public static Topology mesh(long process, Set<Long> members) {
        Set<Long> others = new TreeSet<>(members);
        others.remove(process);
        return new Topology(process, members, others, others);
    }

    /** Throws {@link IllegalArgumentException} if there is no channel from there to here. */
    void requireSender(long from) {
        if (!senders.contains(from)) {
            throw new IllegalArgumentException("from must be one of the senders " + senders + ": " + from);
        }
    }

    /** Throws {@link IllegalArgumentException} if there is no channel from here to there. */
    void requireReceiver(long to) {
        if (!receivers.contains(to)) {
            throw new IllegalArgumentException("to must be one of the receivers " + receivers + ": " + to);
        }
    }

    private static Set<Long> ascending(Set<Long> ids) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(ids));
    }

    private static void requireWithin(Set<Long> members, Set<Long> some, String name) {
        if (!members.containsAll(some)) {
            throw new IllegalArgumentException(name + " must be among the members " + members + ": " + some);
        }
    }
}
