package dev.truechimer.vector.snapshot;

import dev.truechimer.vector.snapshot.ChandyLamportOutput.SendMarkers;
import dev.truechimer.vector.snapshot.ChandyLamportOutput.SendPiece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One process's side of the distributed snapshot by markers, over channels that keep the order of what is sent (FIFO).
 *
 * <p>Whoever begins a snapshot records its own state and sends a marker on each of its channels. A process that
 * receives the first marker of a snapshot does the same at that moment; from then on it records, for each other
 * channel, what arrives there until that channel's marker does. Its state and these recordings are its {@linkplain
 * Piece piece}, and the initiator puts the pieces of all together.
 *
 * <p><b>Guarantee:</b> a {@link GlobalSnapshot} that is completed is a consistent cut: no message in it is received
 * that was not sent, and the channels hold exactly the messages across the cut. Snapshots of any processes may overlap,
 * each is exact.
 *
 * <p><b>How to use it.</b> No method sends, waits or reads a clock; each gives what to do now, in order. Call {@link
 * #messageReceived}, which applies the message to the state, for <i>every</i> message, and {@link #markerReceived} for
 * every marker, in the order in which they arrive on their channel. The local state is asked for within {@link #start}
 * and {@link #markerReceived}, at the moment when it has to be taken: there is no way to take it too early or too late,
 * and {@code localState} must give a value that doesn't change afterwards (a copy). If it throws, the exception comes
 * out of that call and is counted, and the snapshot does not happen at this process, so that it ends by timeout
 * elsewhere. Neither it nor what applies a message may change this machine: each method that would throws {@link
 * IllegalStateException}. What a call gives can be acted on at once, also by beginning another snapshot: the message is
 * applied by then.
 *
 * <p><b>Time:</b> {@code nowNanos} is a reading of any one monotonic clock of this process, in nanoseconds, with any
 * origin.
 *
 * <p><b>Table</b> for one snapshot at one process; what is empty changes nothing.
 *
 * <pre>
 *                   ABSENT              RECORDING                COLLECTING         ENDED
 *  start            RECORDING (1)
 *  marker           RECORDING (1,2)     closes its channel (3)   refused            refused
 *  message                              recorded if its channel
 *                                       is open (4)
 *  channels closed                      ENDED: piece is sent; the
 *                                       initiator: COLLECTING (5)
 *  piece            refused             kept (4,6)               kept (4,6)         refused
 *  pieces complete                                               ENDED: completed
 *  timeout                              ENDED: aborted           ENDED: aborted
 *  give up          refused             ENDED: aborted           ENDED: aborted     refused
 *
 *  (1) records the state and sends markers; ENDED, aborted, if as many snapshots as allowed are under way
 *  (2) not at the initiator itself and not of a stranger: refused
 *  (3) a second one on the same channel: refused
 *  (4) ENDED, aborted, if that makes it too large
 *  (5) and its own piece is kept
 *  (6) only at the initiator, and only one of each other member: others are refused
 * </pre>
 *
 * <p><b>Memory:</b> the messages that {@link SnapshotLimits} allow, a state for each snapshot under way, and at its
 * initiator that much for each member; how large states and messages are, nothing limits. Of snapshots that have ended
 * one number is kept for each member. <b>Cost</b> in the number of processes n, of channels c to and from this process,
 * of channels of the system C, of snapshots under way s, of messages that one of them has recorded here m: a snapshot
 * costs the system one marker a channel and one piece a process. {@link #messageReceived} O(s log c), nothing while no
 * snapshot is under way; {@link #markerReceived} O(s + log c), the first one of a snapshot O(s + c), the last one O(s +
 * c + m); {@link #pieceReceived} O(log n + c), and what completes a snapshot O(C log C); {@link #tick} O(s).
 *
 * <p><b>Threads:</b> confined to one, or guarded by the lock under which the application changes its state and hands
 * messages to its channels: state, markers and messages must not overtake each other within the process either.
 *
 * <p><b>Hazard:</b>
 *
 * <ul>
 *   <li>A channel that loses or repeats messages, or changes the order of messages and markers, makes the snapshot
 *       wrong, and nothing notices; only a lost marker shows, as a timeout. Two connections between the same two
 *       processes are not one FIFO channel. {@link LaiYangSnapshot} needs no order.
 *   <li>The markers that {@link SendMarkers} asks for must be sent before any further message on that channel.
 *   <li>What a marker or a piece says is believed: only members may be able to send them.
 *   <li>The algorithm tolerates no failure. A process that fails makes the snapshots under way end by {@link #tick}; if
 *       it comes back, it must do so under another id, or after all of them have ended, with a {@code firstNumber}
 *       above all that it used.
 * </ul>
 *
 * <p><b>Source:</b> Chandy, Lamport, "Distributed snapshots: determining global states of distributed systems", ACM
 * TOCS 3(1), 1985. Ids that let snapshots overlap, the collection by number of members, limits, aborts and refusals are
 * additions.
 *
 * @param <S> a process's state, as the application wants it in the result
 * @param <M> a message of the application
 */
public final class ChandyLamportSnapshot<S, M> {

    private final Topology topology;
    private final SnapshotLimits limits;
    private final Supplier<? extends S> localState;
    private final Tally<S, M> tally = new Tally<>();
    private final Callback callback = new Callback();

    /** In the order in which they began here. */
    private final Map<SnapshotId, Recording<S, M>> underWay = new LinkedHashMap<>();

    /**
     * The highest number seen of each initiator. On FIFO channels the markers of one initiator's snapshots come in the
     * order of their numbers, unless some process on the way refused one; that one is lost anyway.
     */
    private final Map<Long, Long> highest = new HashMap<>();

    /**
     * For a process that never ran under this id before.
     *
     * @param topology who takes part, as seen from this process
     * @param limits how much this process spends
     * @param localState gives the state of this process, as it is then, as a value that doesn't change
     */
    public ChandyLamportSnapshot(Topology topology, SnapshotLimits limits, Supplier<? extends S> localState) {
        this(topology, limits, localState, 1);
    }

    /**
     * For a process that may have run under this id before.
     *
     * @param topology who takes part, as seen from this process
     * @param limits how much this process spends
     * @param localState gives the state of this process, as it is then, as a value that doesn't change
     * @param firstNumber the number of the first snapshot that it will begin: above all that it ever used
     * @throws IllegalArgumentException if {@code firstNumber < 1}
     */
    public ChandyLamportSnapshot(
            Topology topology, SnapshotLimits limits, Supplier<? extends S> localState, long firstNumber) {
        this.topology = Objects.requireNonNull(topology, "topology");
        this.limits = Objects.requireNonNull(limits, "limits");
        this.localState = Objects.requireNonNull(localState, "localState");
        if (firstNumber < 1) {
            throw new IllegalArgumentException("firstNumber must be >= 1: " + firstNumber);
        }
        highest.put(topology.process(), firstNumber - 1);
    }

    /**
     * Begins a snapshot, with this process as its initiator, and takes the local state.
     *
     * @param nowNanos now
     * @return first {@link SendMarkers}, or {@link SnapshotAborted} if too many are under way; last what {@link #tick}
     *     would give: what is under way for too long ends before it could count as one too many
     * @throws IllegalStateException within {@code localState} or {@code apply}
     * @throws ArithmeticException if all numbers are used up
     */
    public List<ChandyLamportOutput<S, M>> start(long nowNanos) {
        callback.requireNone();
        long number = Math.addExact(highestOf(topology.process()), 1);
        SnapshotId id = new SnapshotId(topology.process(), number);
        return withExpired(begin(id, ChandyLamportEvent.START, null, nowNanos), nowNanos);
    }

    /**
     * A marker arrived. The messages that arrived before it on this channel have been given to {@link #messageReceived}
     * and applied, those behind it have not.
     *
     * @param from the process at the other end of the channel
     * @param id what the marker says
     * @param nowNanos now
     * @return what the marker brings about; last what {@link #tick} would give
     * @throws IllegalArgumentException if {@code from} is none of the senders
     * @throws IllegalStateException within {@code localState} or {@code apply}
     */
    public List<ChandyLamportOutput<S, M>> markerReceived(long from, SnapshotId id, long nowNanos) {
        callback.requireNone();
        topology.requireSender(from);
        return withExpired(marker(from, id, nowNanos), nowNanos);
    }

    /**
     * A message of the application arrived: records it where it crosses a cut, and applies it.
     *
     * <p>If {@code apply} throws, that comes out, but the message is recorded and the outputs are lost: then the
     * process has failed.
     *
     * @param from the process at the other end of the channel
     * @param message what is recorded if it crosses a cut; it must not change afterwards
     * @param apply applies the message to the state; may send
     * @return most often nothing; {@link SnapshotAborted} for each snapshot that it makes too large, with the message
     *     applied
     * @throws IllegalArgumentException if {@code from} is none of the senders
     * @throws IllegalStateException within {@code localState} or {@code apply}
     */
    public List<ChandyLamportOutput<S, M>> messageReceived(long from, M message, Runnable apply) {
        callback.requireNone();
        topology.requireSender(from);
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(apply, "apply");
        List<ChandyLamportOutput<S, M>> outputs = underWay.isEmpty() ? List.of() : record(from, message);
        // Before the caller sees any output: whatever it begins then must find the message in the state.
        callback.run(apply);
        return outputs;
    }

    /**
     * The piece of another process arrived at this one, the initiator.
     *
     * @param piece what the other process was asked to send
     */
    public List<ChandyLamportOutput<S, M>> pieceReceived(Piece<S, M> piece) {
        callback.requireNone();
        if (piece.process() == topology.process() || !isOurs(piece)) {
            return List.of(tally.refused(Refusal.FOREIGN_PIECE));
        }
        Recording<S, M> recording = underWay.get(piece.id());
        if (recording == null) {
            return List.of(
                    tally.refused(phase(piece.id()) == Phase.ENDED ? Refusal.LATE_PIECE : Refusal.FOREIGN_PIECE));
        }
        if (piece.messages() > limits.maxRecordedMessages()) {
            return List.of(abort(recording, ChandyLamportEvent.LIMIT, AbortReason.TOO_MANY_MESSAGES));
        }
        if (!recording.add(piece)) {
            return List.of(tally.refused(Refusal.DUPLICATE_PIECE));
        }
        recording.on(ChandyLamportEvent.PIECE);
        List<ChandyLamportOutput<S, M>> outputs = new ArrayList<>(1);
        completeIfAllThere(recording, outputs);
        return outputs;
    }

    /**
     * Time has passed. Call it now and then: it is the only way in which a snapshot ends that lost something.
     *
     * @param nowNanos now
     * @return {@link SnapshotAborted} for each snapshot that is under way for longer than allowed
     */
    public List<ChandyLamportOutput<S, M>> tick(long nowNanos) {
        callback.requireNone();
        if (underWay.isEmpty()) {
            return List.of();
        }
        return withExpired(List.of(), nowNanos);
    }

    /**
     * Ends a snapshot here without a result: the caller knows that a process has failed, or has aborted it.
     *
     * @param id which snapshot
     */
    public List<ChandyLamportOutput<S, M>> giveUp(SnapshotId id) {
        callback.requireNone();
        Recording<S, M> recording = underWay.get(id);
        return List.of(
                recording == null
                        ? tally.refused(Refusal.NOT_UNDER_WAY)
                        : abort(recording, ChandyLamportEvent.GIVE_UP, AbortReason.GIVEN_UP));
    }

    /** How far a snapshot has got here. */
    public Phase phase(SnapshotId id) {
        Recording<S, M> recording = underWay.get(id);
        if (recording != null) {
            return recording.phase();
        }
        return id.number() <= highestOf(id.initiator()) ? Phase.ENDED : Phase.ABSENT;
    }

    /** How many snapshots are under way here, whoever began them. */
    public int underWay() {
        return underWay.size();
    }

    /** What was done so far. */
    public SnapshotCounters counters() {
        return tally.counters();
    }

    private List<Recording<S, M>> expired(long nowNanos) {
        List<Recording<S, M>> expired = new ArrayList<>(0);
        for (Recording<S, M> recording : underWay.values()) {
            if (recording.isOlderThan(limits.timeoutNanos(), nowNanos)) {
                expired.add(recording);
            }
        }
        return expired;
    }

    /** Behind the markers: a caller who sends because of an abort, or begins another, must not overtake them. */
    private List<ChandyLamportOutput<S, M>> withExpired(List<ChandyLamportOutput<S, M>> outputs, long nowNanos) {
        List<Recording<S, M>> expired = expired(nowNanos);
        if (expired.isEmpty()) {
            return outputs;
        }
        List<ChandyLamportOutput<S, M>> all = new ArrayList<>(outputs);
        expired.forEach(recording -> all.add(abort(recording, ChandyLamportEvent.TIMEOUT, AbortReason.TIMEOUT)));
        return all;
    }

    private List<ChandyLamportOutput<S, M>> record(long from, M message) {
        List<ChandyLamportOutput<S, M>> outputs = new ArrayList<>(0);
        for (Recording<S, M> recording : List.copyOf(underWay.values())) {
            if (!recording.isOpen(from)) {
                continue;
            }
            if (recording.messages() < limits.maxRecordedMessages()) {
                recording.record(from, message);
            } else {
                outputs.add(abort(recording, ChandyLamportEvent.LIMIT, AbortReason.TOO_MANY_MESSAGES));
            }
        }
        return outputs;
    }

    /** Records the state; {@code markerFrom} is whose marker came first, null at the initiator. */
    private List<ChandyLamportOutput<S, M>> begin(
            SnapshotId id, ChandyLamportEvent event, @Nullable Long markerFrom, long nowNanos) {
        // Before anything else: whatever happens below, no later marker may begin it again, at another moment.
        highest.put(id.initiator(), id.number());
        if (underWay.size() - expired(nowNanos).size() >= limits.maxConcurrent()) {
            return List.of(tally.aborted(id, AbortReason.TOO_MANY_SNAPSHOTS));
        }
        S state = tally.recorded(callback, localState);
        Recording<S, M> recording = new Recording<>(id, topology, state, event, nowNanos);
        underWay.put(id, recording);
        List<ChandyLamportOutput<S, M>> outputs = new ArrayList<>(2);
        outputs.add(new SendMarkers<>(id, topology.receivers()));
        if (markerFrom != null) {
            recording.close(markerFrom);
        }
        finishIfClosed(recording, outputs);
        return outputs;
    }

    private List<ChandyLamportOutput<S, M>> marker(long from, SnapshotId id, long nowNanos) {
        Recording<S, M> recording = underWay.get(id);
        if (recording != null && !recording.isOlderThan(limits.timeoutNanos(), nowNanos)) {
            return marker(recording, from);
        }
        if (phase(id) != Phase.ABSENT) {
            return List.of(tally.refused(Refusal.LATE_MARKER));
        }
        if (id.initiator() == topology.process() || !topology.members().contains(id.initiator())) {
            return List.of(tally.refused(Refusal.FOREIGN_MARKER));
        }
        return begin(id, ChandyLamportEvent.MARKER, from, nowNanos);
    }

    private List<ChandyLamportOutput<S, M>> marker(Recording<S, M> recording, long from) {
        if (!recording.close(from)) {
            return List.of(tally.refused(Refusal.DUPLICATE_MARKER));
        }
        recording.on(ChandyLamportEvent.MARKER);
        List<ChandyLamportOutput<S, M>> outputs = new ArrayList<>(1);
        finishIfClosed(recording, outputs);
        return outputs;
    }

    /** With the last marker, the piece is complete. */
    private void finishIfClosed(Recording<S, M> recording, List<ChandyLamportOutput<S, M>> outputs) {
        if (!recording.isClosed()) {
            return;
        }
        recording.on(ChandyLamportEvent.CHANNELS_CLOSED);
        if (recording.phase() == Phase.COLLECTING) {
            recording.add(recording.piece());
            completeIfAllThere(recording, outputs);
        } else {
            underWay.remove(recording.id());
            outputs.add(new SendPiece<>(recording.piece()));
        }
    }

    private void completeIfAllThere(Recording<S, M> recording, List<ChandyLamportOutput<S, M>> outputs) {
        if (recording.hasPiecesOf(topology.members())) {
            recording.on(ChandyLamportEvent.PIECES_COMPLETE);
            underWay.remove(recording.id());
            outputs.add(tally.completed(recording.collected()));
        }
    }

    private SnapshotAborted<S, M> abort(Recording<S, M> recording, ChandyLamportEvent event, AbortReason reason) {
        recording.on(event);
        underWay.remove(recording.id());
        return tally.aborted(recording.id(), reason);
    }

    /** A piece of a snapshot of this process, about members only. */
    private boolean isOurs(Piece<S, M> piece) {
        return piece.id().initiator() == topology.process()
                && topology.members().contains(piece.process())
                && topology.members().containsAll(piece.channels().keySet());
    }

    private long highestOf(long initiator) {
        return highest.getOrDefault(initiator, 0L);
    }
}
