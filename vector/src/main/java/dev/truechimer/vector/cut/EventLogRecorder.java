package dev.truechimer.vector.cut;

import dev.truechimer.vector.Causality;
import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.cut.EventLog.Event;
import dev.truechimer.vector.cut.EventLog.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects what nodes recorded of one run into an {@link EventLog}, and refuses what contradicts itself.
 *
 * <p><b>Order:</b> the events of each node in the order in which they happened; nodes in any order, one after the
 * other or mixed, so that a receipt may be recorded before its send.
 *
 * <p><b>Clocks:</b> every event counts (the first convention of {@link VectorClock}): the k-th event of a node has
 * the counter k of that node, and knows all that the event before it knew. A receipt knows all that the send knew.
 *
 * <p><b>Hazard:</b> logs that lie consistently are believed. What is refused: a missing event, a clock that goes
 * backward, a message that two events sent or two nodes received, a receipt that does not know its send, a receipt
 * without a send though nothing that it knows of is missing.
 *
 * <p><b>Cost</b> in the number of nodes n: O(n) for each event, O(1) for each message; {@link #build} O(n) for each
 * message that was received. All that is recorded is kept, without a limit: whoever records for strangers must bound
 * how much.
 *
 * <p><b>Threads:</b> confined to one, or guarded by the caller. <b>Source:</b> Mattern, "Virtual time and global
 * states of distributed systems", 1989, for the clocks; the checks are our own.
 *
 * @param <M> identifies a message by {@code equals}: an id, or the message itself if no two are equal
 */
public final class EventLogRecorder<M> {

    private final SortedMap<Long, List<VectorClock>> clocks = new TreeMap<>();
    private final Map<M, Event> sends = new LinkedHashMap<>();
    private final Map<M, Event> receipts = new LinkedHashMap<>();

    /** Has recorded nothing. */
    public EventLogRecorder() {}

    /**
     * Records an event that concerns nobody but its node.
     *
     * @param node where it happened
     * @param clock the clock of the event
     * @throws IllegalArgumentException if the clock does not follow on the one before; nothing is recorded
     */
    public EventLogRecorder<M> local(long node, VectorClock clock) {
        return event(node, clock, List.of(), List.of());
    }

    /**
     * Records the send of one message.
     *
     * @param node where it happened
     * @param clock the clock of the event, which the message carries
     * @param message the message
     * @throws IllegalArgumentException if the clock does not follow on the one before, or the message was sent
     *     already; nothing is recorded
     */
    public EventLogRecorder<M> send(long node, VectorClock clock, M message) {
        return event(node, clock, List.of(), List.of(message));
    }

    /**
     * Records the receipt of one message.
     *
     * @param node where it happened
     * @param clock the clock of the event
     * @param message the message; if it arrives once more at the same node, that is a duplicate
     * @throws IllegalArgumentException if the clock does not follow on the one before, or the message was received by
     *     another node already; nothing is recorded
     */
    public EventLogRecorder<M> receive(long node, VectorClock clock, M message) {
        return event(node, clock, List.of(message), List.of());
    }

    /**
     * Records an event that receives and sends any number of messages in one step.
     *
     * @param node where it happened
     * @param clock the clock of the event, which all messages carry that it sends
     * @param received the messages that it received
     * @param sent the messages that it sent, one for each receiver
     * @throws IllegalArgumentException if the clock does not follow on the one before, a message was sent already, or
     *     one was received by another node already; nothing is recorded
     */
    public EventLogRecorder<M> event(long node, VectorClock clock, List<? extends M> received, List<? extends M> sent) {
        List<VectorClock> ofNode = clocks.getOrDefault(node, List.of());
        Event event = new Event(node, ofNode.size() + 1L);
        checkFollows(event, clock, ofNode.isEmpty() ? VectorClock.ZERO : ofNode.get(ofNode.size() - 1));
        checkSent(event, sent);
        checkReceived(event, received);
        clocks.computeIfAbsent(node, first -> new ArrayList<>()).add(clock);
        sent.forEach(message -> sends.put(message, event));
        received.forEach(message -> receipts.putIfAbsent(message, event));
        return this;
    }

    /**
     * The log of all that was recorded up to now. Recording can go on; the log does not change.
     *
     * @throws IllegalArgumentException if a receipt does not know its send, or there is no send that it could have
     *     come from
     */
    public EventLog<M> build() {
        SortedMap<Long, List<VectorClock>> copy = new TreeMap<>();
        clocks.forEach((node, ofNode) -> copy.put(node, List.copyOf(ofNode)));
        VectorClock end = EventLog.sizesOf(copy);
        List<Message<M>> lost = new ArrayList<>();
        receipts.forEach((message, receipt) -> {
            Event send = sends.get(message);
            if (send == null) {
                checkSendMayBeMissing(message, receipt, end);
                lost.add(new Message<>(message, Optional.empty(), Optional.of(receipt)));
            } else {
                checkKnowsSend(message, send, receipt);
            }
        });
        List<Message<M>> messages = new ArrayList<>();
        sends.forEach((message, send) ->
                messages.add(new Message<>(message, Optional.of(send), Optional.ofNullable(receipts.get(message)))));
        messages.sort((a, b) -> a.sent().orElseThrow().compareTo(b.sent().orElseThrow()));
        lost.sort((a, b) -> a.received().orElseThrow().compareTo(b.received().orElseThrow()));
        messages.addAll(lost);
        return new EventLog<>(copy, List.copyOf(messages));
    }

    private static void checkFollows(Event event, VectorClock clock, VectorClock before) {
        long own = clock.get(event.node());
        if (own != event.number()) {
            throw new IllegalArgumentException(event + " must have " + event.number() + " as its own counter: " + own
                    + "; is an event missing, or does not every event count?");
        }
        if (!clock.dominates(before)) {
            throw new IllegalArgumentException(
                    event + " must know all that the one before knew: " + clock + " after " + before);
        }
    }

    private void checkSent(Event event, List<? extends M> sent) {
        for (M message : sent) {
            @Nullable Event earlier = sends.get(message);
            if (earlier != null) {
                throw new IllegalArgumentException(
                        "message " + message + " must be sent once: by " + earlier + " and by " + event);
            }
        }
        if (sent.size() > 1 && new HashSet<>(sent).size() != sent.size()) {
            throw new IllegalArgumentException(event + " must send each message once: " + sent);
        }
    }

    private void checkReceived(Event event, List<? extends M> received) {
        for (M message : received) {
            @Nullable Event earlier = receipts.get(message);
            if (earlier != null && earlier.node() != event.node()) {
                throw new IllegalArgumentException("message " + message + " must have one receiver: " + earlier
                        + " and " + event + "; a broadcast is one message for each");
            }
        }
    }

    /** Whatever a receipt knows of that is recorded can't be its send: nobody recorded that it sent the message. */
    private void checkSendMayBeMissing(M message, Event receipt, VectorClock end) {
        if (end.dominates(clockOf(receipt))) {
            throw new IllegalArgumentException("message " + message + " must have been sent: received by " + receipt
                    + ", which knows of recorded events only, and none of these sent it");
        }
    }

    private void checkKnowsSend(M message, Event send, Event receipt) {
        if (clockOf(send).compareTo(clockOf(receipt)) != Causality.BEFORE) {
            throw new IllegalArgumentException("a receipt must know all that the send knew: message " + message + ", "
                    + send + " " + clockOf(send) + ", " + receipt + " " + clockOf(receipt));
        }
    }

    private VectorClock clockOf(Event event) {
        return clocks.getOrDefault(event.node(), List.of()).get((int) event.number() - 1);
    }
}
