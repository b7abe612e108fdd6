package dev.truechimer.vector.snapshot;

import dev.truechimer.vector.snapshot.LaiYangOutput.SendColour;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendCopy;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * One process's side of the distributed snapshot by colours, over channels that may deliver in any order.
 *
 * <p>Every message carries its sender's <i>colour</i>: the number of the latest snapshot for which the sender has
 * recorded its state. A process that receives a greater colour than its own records its state <i>before</i> it applies
 * the message, and takes that colour. A message of a smaller colour than the receiver's was sent before the cut and
 * arrives after it: a copy of it goes to the initiator as part of the channel's state. How many such copies there must
 * be follows from counting: what each process had sent and received on each channel when it recorded. So no markers are
 * needed, and no order.
 *
 * <p><b>Guarantee:</b> a {@link GlobalSnapshot} that is completed is a consistent cut: no message in it is received
 * that was not sent, and the channels hold exactly the messages across the cut, in the order of arrival.
 *
 * <p><b>Several snapshots.</b> One process, the initiator, begins the snapshots of an instance and numbers them 1, 2, 3
 * and so on; they may overlap. Then a colour is one number, and one comparison tells all the snapshots that a message
 * crosses. (Ids instead of numbers would make every message carry a set that somebody has to empty again.) For several
 * initiators, run an instance for each, and let each message carry a colour for each. A message is told to one instance
 * within the other, so that all have counted it before it is applied, and their outputs are acted on after that:
 *
 * <pre>{@code
 * first.messageReceived(from, colours[0], message, () ->
 *         toDo.addAll(second.messageReceived(from, colours[1], message, () -> apply(message))));
 * }</pre>
 *
 * <p><b>How to use it.</b> No method sends, waits or reads a clock; each gives what to do now. For <i>every</i> message
 * call {@link #beforeSend}, and send what it gives along; at the other end {@link #messageReceived}, which applies it.
 * The local state is asked for within {@link #start}, {@link #messageReceived} and {@link #colourReceived}, at the
 * moment when it has to be taken; {@code localState} must give a value that doesn't change afterwards (a copy). If it
 * throws, the exception comes out of that call, nothing has changed but a counter, and a message is not applied: offer
 * it again. Neither it nor what applies a message may change this machine, except that the latter may send
 * ({@link #beforeSend}): each other method throws {@link IllegalStateException}. What a call gives can be acted on at
 * once, also by beginning another snapshot: the message is applied by then.
 *
 * <p><b>Time:</b> {@code nowNanos} is a reading of any one monotonic clock of the initiator, in nanoseconds, with any
 * origin. Others need none: all that they keep of snapshots is the colour.
 *
 * <p><b>Table</b> for one snapshot at one process; what is empty changes nothing. Others than the initiator know only
 * ABSENT and ENDED.
 *
 * <pre>
 *                ABSENT                  COLLECTING            ENDED
 *  start         COLLECTING (1)
 *  colour        ENDED: report (2)
 *  report        refused                 kept (3,4)            refused
 *  copy          refused                 kept (3,4)            refused
 *  accounted                             ENDED: completed
 *  contradiction                         ENDED: aborted
 *  timeout                               ENDED: aborted
 *  give up       refused                 ENDED: aborted        refused
 *
 *  (1) records the state; ENDED, aborted, if as many snapshots as allowed are under way
 *  (2) at the initiator: a colour that it never gave out is refused
 *  (3) only one of each process, or of each message: others are refused
 *  (4) ENDED, aborted, if a copy makes it too large
 * </pre>
 *
 * <p><b>Memory:</b> two counts for each channel; at the initiator also, for each snapshot under way, the messages that
 * {@link SnapshotLimits} allow, a state of each process, and 2C counts; how large states and messages are, nothing
 * limits. <b>Cost</b> in the number of processes n, of channels of the system C, of snapshots under way s, of messages
 * that cross a cut m: one number on each message; a snapshot costs the system n - 1 colours, n - 1 reports of O(n)
 * counts, and a copy for each message that crosses the cut to another process than the initiator. {@link #beforeSend}
 * O(log n); {@link #messageReceived} O(log n), O(n) if the colour is new, and at the initiator like a copy if the
 * message crosses a cut; {@link #reportReceived} O(s n), {@link #copyReceived} O(s (log C + log m)), and what completes
 * a snapshot O(C log C + m); {@link #start} O(n + s); {@link #tick} O(s).
 *
 * <p><b>Threads:</b> confined to one, or guarded by the lock under which the application changes its state and sends.
 *
 * <p><b>Hazard:</b>
 *
 * <ul>
 *   <li>A message that is counted and not sent, is lost, or arrives without being counted keeps every later snapshot
 *       from being completed: they end by timeout. One that arrives twice, or is left over from before this instance,
 *       ends them as {@link AbortReason#CONTRADICTION}, or stands for another one of that channel that is still under
 *       way, and then the snapshot is wrong. This never heals: {@link AbortReason} says what to do. Channels may be
 *       slow and disorderly, but must deliver exactly once.
 *   <li>A colour is believed: nobody but the initiator can know that it was never given out. A single wrong great one
 *       leads its receiver, and all to whom that sends, out of all snapshots until the initiator has come that far or
 *       new instances are made everywhere; it shows at the initiator as {@link Refusal#FOREIGN_PIECE} and {@link
 *       Refusal#FOREIGN_COLOUR}. Only members may be able to send colours, and what carries them must be protected
 *       against damage.
 *   <li>A message that is applied by anything else than {@link #messageReceived}, or sent without being counted, makes
 *       the snapshot wrong.
 *   <li>With several instances {@code localState} must not throw: those that are told of a message before have counted
 *       it then, and would count it again when it is offered again. Where it can fail, take the state once before the
 *       first is told, and let all {@code localState} give that.
 *   <li>The algorithm tolerates no failure, and the counts of the two ends of a channel belong together: a process that
 *       comes back without its counts needs new instances everywhere.
 * </ul>
 *
 * <p><b>Source:</b> Lai, Yang, "On distributed snapshots", Information Processing Letters 25(3), 1987; the counting in
 * place of complete message histories is Mattern's, "Efficient algorithms for distributed snapshots and global virtual
 * time approximation", Journal of Parallel and Distributed Computing 18(4), 1993. Counts for each channel, the places
 * that tell a repeated copy, limits, aborts and refusals are additions.
 *
 * @param <S> a process's state, as the application wants it in the result
 * @param <M> a message of the application
 */
public final class LaiYangSnapshot<S, M> {

    private final Topology topology;
    private final long initiator;
    private final SnapshotLimits limits;
    private final Supplier<? extends S> localState;
    private final Tally<S, M> tally = new Tally<>();
    private final Callback callback = new Callback();

    /** All members but this one. */
    private final Set<Long> others;

    /** By receiver and by sender; each channel of this process is there. */
    private final Map<Long, Long> sent = new TreeMap<>();

    private final Map<Long, Long> received = new TreeMap<>();

    /** By number; only at the initiator. */
    private final NavigableMap<Long, Accounting<S, M>> underWay = new TreeMap<>();

    /** The number of the latest snapshot for which the state is recorded; 0 before the first. */
    private long colour;

    /** The number of the latest snapshot that was begun, even if only to be aborted; only at the initiator. */
    private long lastNumber;

    /**
     * All processes make theirs before the first message.
     *
     * @param topology who takes part, as seen from this process
     * @param initiator the member that begins and collects the snapshots of this instance
     * @param limits how much the initiator spends
     * @param localState gives the state of this process, as it is then, as a value that doesn't change
     * @throws IllegalArgumentException if the initiator is not a member
     */
    public LaiYangSnapshot(Topology topology, long initiator, SnapshotLimits limits, Supplier<? extends S> localState) {
        this.topology = Objects.requireNonNull(topology, "topology");
        this.initiator = initiator;
        this.limits = Objects.requireNonNull(limits, "limits");
        this.localState = Objects.requireNonNull(localState, "localState");
        if (!topology.members().contains(initiator)) {
            throw new IllegalArgumentException(
                    "initiator must be one of the members " + topology.members() + ": " + initiator);
        }
        SortedSet<Long> allButThis = new TreeSet<>(topology.members());
        allButThis.remove(topology.process());
        this.others = Collections.unmodifiableSortedSet(allButThis);
        topology.receivers().forEach(to -> sent.put(to, 0L));
        topology.senders().forEach(from -> received.put(from, 0L));
    }

    /**
     * Begins a snapshot, and takes the local state. Only at the initiator.
     *
     * @param nowNanos now
     * @return first {@link SendColour}, or {@link SnapshotAborted} if too many are under way; then what {@link #tick}
     *     would give: what is under way for too long ends before it could count as one too many
     * @throws IllegalStateException if this process is not the initiator, or within {@code localState} or {@code apply}
     * @throws ArithmeticException if all numbers are used up
     */
    public List<LaiYangOutput<S, M>> start(long nowNanos) {
        callback.requireNone();
        if (!isInitiator()) {
            throw new IllegalStateException(
                    "only the initiator " + initiator + " can start: this is " + topology.process());
        }
        long number = Math.addExact(lastNumber, 1);
        List<LaiYangOutput<S, M>> outputs = new ArrayList<>(2);
        int stillUnderWay = underWay.size() - expired(nowNanos).size();
        if (stillUnderWay >= limits.maxConcurrent()) {
            lastNumber = number;
            outputs.add(tally.aborted(new SnapshotId(initiator, number), AbortReason.TOO_MANY_SNAPSHOTS));
        } else {
            begin(number, nowNanos, outputs);
        }
        expire(nowNanos, outputs);
        return outputs;
    }

    /**
     * Counts a message that is about to be sent.
     *
     * @param to the process at the other end of the channel
     * @return the colour that the message must carry
     * @throws IllegalArgumentException if {@code to} is none of the receivers
     */
    public long beforeSend(long to) {
        topology.requireReceiver(to);
        sent.merge(to, 1L, Math::addExact);
        return colour;
    }

    /**
     * A message arrived: takes the state if the message's colour is news, counts the message, and applies it.
     *
     * <p>If the state can't be taken, nothing has changed and the message is not applied: offer it again. If {@code
     * apply} throws, that comes out too, but the message is counted and the outputs are lost: then the process has
     * failed.
     *
     * @param from the process at the other end of the channel
     * @param messageColour the colour that it carries
     * @param message what is copied if it crosses a cut; it must not change afterwards
     * @param apply applies the message to the state; may call {@link #beforeSend} and send
     * @return most often nothing; what follows from the message, with the message applied
     * @throws IllegalArgumentException if {@code from} is none of the senders
     * @throws IllegalStateException within {@code localState} or {@code apply}
     */
    public List<LaiYangOutput<S, M>> messageReceived(long from, long messageColour, M message, Runnable apply) {
        callback.requireNone();
        topology.requireSender(from);
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(apply, "apply");
        long index = Math.addExact(received.getOrDefault(from, 0L), 1);
        List<LaiYangOutput<S, M>> outputs = news(messageColour);
        received.put(from, index);
        if (messageColour >= 0 && messageColour < colour) {
            Channel channel = new Channel(from, topology.process());
            SendCopy<S, M> copy = new SendCopy<>(initiator, channel, index, messageColour, colour, message);
            outputs = isInitiator() ? keep(copy) : List.of(copy);
        }
        // Before the caller sees any output: whatever it begins then must find the message in the state.
        callback.run(apply);
        return outputs;
    }

    /**
     * News of a snapshot without a message: what {@link SendColour} asks for.
     *
     * @param newColour what was sent
     * @throws IllegalStateException within {@code localState} or {@code apply}
     */
    public List<LaiYangOutput<S, M>> colourReceived(long newColour) {
        callback.requireNone();
        return news(newColour);
    }

    /**
     * The report of another process arrived at this one, the initiator.
     *
     * @param report what the other process was asked to send
     */
    public List<LaiYangOutput<S, M>> reportReceived(SendReport<S, M> report) {
        callback.requireNone();
        if (report.process() == topology.process() || !isOurs(report)) {
            return List.of(tally.refused(Refusal.FOREIGN_PIECE));
        }
        Collection<Accounting<S, M>> concerned = concerned(report.afterColour(), report.colour());
        if (concerned.isEmpty()) {
            return List.of(tally.refused(Refusal.LATE_PIECE));
        }
        List<LaiYangOutput<S, M>> outputs = new ArrayList<>(1);
        boolean isNew = false;
        for (Accounting<S, M> accounting : concerned) {
            if (accounting.add(report)) {
                isNew = true;
                accounting.on(LaiYangEvent.REPORT);
                settle(accounting, outputs);
            }
        }
        return isNew ? outputs : List.of(tally.refused(Refusal.DUPLICATE_PIECE));
    }

    /**
     * A copy of a message across the cut arrived at this process, the initiator.
     *
     * @param copy what the other process was asked to send
     */
    public List<LaiYangOutput<S, M>> copyReceived(SendCopy<S, M> copy) {
        callback.requireNone();
        return copy.channel().to() == topology.process() || !isOurs(copy)
                ? List.of(tally.refused(Refusal.FOREIGN_COPY))
                : keep(copy);
    }

    /**
     * Time has passed. Call it now and then at the initiator: it is the only way in which a snapshot ends that lost
     * something.
     *
     * @param nowNanos now
     * @return {@link SnapshotAborted} for each snapshot that is under way for longer than allowed
     */
    public List<LaiYangOutput<S, M>> tick(long nowNanos) {
        callback.requireNone();
        if (underWay.isEmpty()) {
            return List.of();
        }
        List<LaiYangOutput<S, M>> outputs = new ArrayList<>(0);
        expire(nowNanos, outputs);
        return outputs;
    }

    /**
     * Ends a snapshot at its initiator without a result: the caller knows that a process has failed.
     *
     * @param id which snapshot
     */
    public List<LaiYangOutput<S, M>> giveUp(SnapshotId id) {
        callback.requireNone();
        Accounting<S, M> accounting = id.initiator() == initiator ? underWay.get(id.number()) : null;
        return List.of(
                accounting == null
                        ? tally.refused(Refusal.NOT_UNDER_WAY)
                        : abort(accounting, LaiYangEvent.GIVE_UP, AbortReason.GIVEN_UP));
    }

    /** How far a snapshot has got here. Never {@link Phase#RECORDING}; those of other initiators are absent. */
    public Phase phase(SnapshotId id) {
        if (id.initiator() != initiator) {
            return Phase.ABSENT;
        }
        Accounting<S, M> accounting = underWay.get(id.number());
        if (accounting != null) {
            return accounting.phase();
        }
        return id.number() <= Math.max(colour, lastNumber) ? Phase.ENDED : Phase.ABSENT;
    }

    /** How many snapshots are under way; 0 where this process is not the initiator. */
    public int underWay() {
        return underWay.size();
    }

    /** What was done so far. */
    public SnapshotCounters counters() {
        return tally.counters();
    }

    private void begin(long number, long nowNanos, List<LaiYangOutput<S, M>> outputs) {
        SendReport<S, M> own = record(number);
        lastNumber = number;
        Accounting<S, M> accounting = new Accounting<>(
                new SnapshotId(initiator, number), topology.members().size(), nowNanos);
        accounting.add(own);
        underWay.put(number, accounting);
        outputs.add(new SendColour<>(number, others));
        settle(accounting, outputs);
    }

    private List<Accounting<S, M>> expired(long nowNanos) {
        List<Accounting<S, M>> expired = new ArrayList<>(0);
        for (Accounting<S, M> accounting : underWay.values()) {
            if (accounting.isOlderThan(limits.timeoutNanos(), nowNanos)) {
                expired.add(accounting);
            }
        }
        return expired;
    }

    private void expire(long nowNanos, List<LaiYangOutput<S, M>> outputs) {
        expired(nowNanos)
                .forEach(accounting -> outputs.add(abort(accounting, LaiYangEvent.TIMEOUT, AbortReason.TIMEOUT)));
    }

    private List<LaiYangOutput<S, M>> news(long newColour) {
        if (newColour < 0 || (isInitiator() && newColour > colour)) {
            return List.of(tally.refused(Refusal.FOREIGN_COLOUR));
        }
        return newColour > colour ? List.of(record(newColour)) : List.of();
    }

    private boolean isInitiator() {
        return topology.process() == initiator;
    }

    /** Takes the state, and the new colour. Changes nothing if the state can't be taken. */
    private SendReport<S, M> record(long newColour) {
        S state = tally.recorded(callback, localState);
        SendReport<S, M> report =
                new SendReport<>(initiator, topology.process(), colour, newColour, state, sent, received);
        colour = newColour;
        return report;
    }

    private List<LaiYangOutput<S, M>> keep(SendCopy<S, M> copy) {
        Collection<Accounting<S, M>> concerned = concerned(copy.afterColour(), copy.colour());
        if (concerned.isEmpty()) {
            return List.of(tally.refused(Refusal.LATE_COPY));
        }
        List<LaiYangOutput<S, M>> outputs = new ArrayList<>(1);
        boolean isNew = false;
        for (Accounting<S, M> accounting : concerned) {
            if (accounting.has(copy)) {
                continue;
            }
            isNew = true;
            if (accounting.messages() >= limits.maxRecordedMessages()) {
                outputs.add(abort(accounting, LaiYangEvent.LIMIT, AbortReason.TOO_MANY_MESSAGES));
                continue;
            }
            accounting.add(copy);
            accounting.on(LaiYangEvent.COPY);
            settle(accounting, outputs);
        }
        return isNew ? outputs : List.of(tally.refused(Refusal.DUPLICATE_COPY));
    }

    private void settle(Accounting<S, M> accounting, List<LaiYangOutput<S, M>> outputs) {
        switch (accounting.balance()) {
            case SOMETHING_MISSING -> {}
            case EVEN -> {
                accounting.on(LaiYangEvent.ACCOUNTED);
                underWay.remove(accounting.id().number());
                outputs.add(tally.completed(accounting.collected()));
            }
            case CONTRADICTORY -> outputs.add(abort(accounting, LaiYangEvent.CONTRADICTION, AbortReason.CONTRADICTION));
        }
    }

    private SnapshotAborted<S, M> abort(Accounting<S, M> accounting, LaiYangEvent event, AbortReason reason) {
        accounting.on(event);
        underWay.remove(accounting.id().number());
        return tally.aborted(accounting.id(), reason);
    }

    /** The snapshots under way in a range of numbers; a copy, so that they may end meanwhile. */
    private Collection<Accounting<S, M>> concerned(long afterColour, long upTo) {
        return List.copyOf(underWay.subMap(afterColour, false, upTo, true).values());
    }

    private boolean isOurs(SendReport<S, M> report) {
        Set<Long> members = topology.members();
        return isInitiator()
                && report.initiator() == initiator
                && report.colour() <= lastNumber
                && members.contains(report.process())
                && members.containsAll(report.sent().keySet())
                && members.containsAll(report.received().keySet());
    }

    private boolean isOurs(SendCopy<S, M> copy) {
        Set<Long> members = topology.members();
        return isInitiator()
                && copy.initiator() == initiator
                && copy.colour() <= lastNumber
                && members.contains(copy.channel().from())
                && members.contains(copy.channel().to());
    }
}
