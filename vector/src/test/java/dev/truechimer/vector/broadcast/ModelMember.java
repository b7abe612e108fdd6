package dev.truechimer.vector.broadcast;

import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.vector.VectorClock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member under test beside what the oracle says about it; each call compares the two. Sets of broadcasts are bits,
 * see {@link History}.
 */
final class ModelMember {

    private static final Map<Outcome, String> WHILE_OPEN = labels("");
    private static final Map<Outcome, String> WHILE_HELD = labels(" while held");
    private static final Map<Outcome, String> WHILE_PREPARED = labels(" while prepared");

    private final long seed;
    private final Tally tally;
    private final History history;
    private final long id;
    private final DeliveryLimits limits;
    private CausalDelivery<Integer> delivery;
    private View view;
    /** How many broadcasts of its own are counted. */
    private long order;
    /** All that has been delivered, in all views. */
    private long state;
    /** What waits, for this view. */
    private long waiting;
    /** What waits, for the next view, as it came. */
    private final List<Integer> early = new ArrayList<>();
    /** What stamps have told of, in this view. */
    private long told;

    private boolean flushing;
    /** What may be delivered while the view is being closed. */
    private long allowed;

    private @Nullable View next;

    /** A member that starts from all that its view covers. */
    ModelMember(long seed, Tally tally, History history, long id, View view, long state, DeliveryLimits limits) {
        this.limits = limits;
        this.seed = seed;
        this.tally = tally;
        this.history = history;
        this.id = id;
        this.view = view;
        this.state = state;
        this.order = view.start().get(id);
        this.delivery = CausalDelivery.join(id, view, limits);
    }

    private static Map<Outcome, String> labels(String when) {
        Map<Outcome, String> labels = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            labels.put(outcome, outcome.name() + when);
        }
        return labels;
    }

    long id() {
        return id;
    }

    View view() {
        return view;
    }

    long state() {
        return state;
    }

    boolean isFlushing() {
        return flushing;
    }

    void broadcast() {
        int message = history.size();
        history.add(delivery.broadcast(message), state, ++order);
        check(history.message(message).count() == order, "number", message);
        state |= 1L << message;
    }

    void receive(int message) {
        Outcome expected = expectedOutcome(message);
        Receipt<Integer> receipt = delivery.receive(history.message(message));
        check(receipt.outcome() == expected, "outcome", message);
        tally.count((flushing ? next == null ? WHILE_HELD : WHILE_PREPARED : WHILE_OPEN).get(expected));
        if (history.message(message).view() == view.number() + 1) {
            tallyEarly(history.message(message).sender(), expected);
        }
        if (expected == Outcome.EARLY) {
            early.add(message);
        }
        note(message, expected);
        deliver(receipt.delivered());
    }

    private void tallyEarly(long sender, Outcome outcome) {
        if (outcome == Outcome.EARLY && earlyBeyondShares() == roomBeyondShares()) {
            tally.count("early in its share while the rest is full");
        }
        if (outcome == Outcome.EARLY && !view.members().contains(sender)) {
            tally.count("early of a stranger");
        }
        if (outcome == Outcome.REFUSED_FULL && early.size() < limits.maxBuffered()) {
            tally.count("refused early while others have shares");
        }
    }

    /** Notes what came for this view. */
    private void note(int message, Outcome outcome) {
        boolean taken = outcome == Outcome.DELIVERED || outcome == Outcome.BUFFERED;
        if (history.message(message).view() == view.number() && (taken || outcome == Outcome.REFUSED_FULL)) {
            told |= history.past(message) & history.ofView(view.number());
        }
        if (taken) {
            waiting |= 1L << message;
        }
    }

    private Outcome expectedOutcome(int message) {
        long ahead = history.message(message).view() - view.number();
        if (ahead == 1) {
            if (early.contains(message)) {
                return Outcome.DUPLICATE_OF_BUFFERED;
            }
            if (isTooFarAhead(message)) {
                return Outcome.REFUSED_TOO_FAR_AHEAD;
            }
            return hasRoomForEarly(history.message(message).sender()) ? Outcome.EARLY : Outcome.REFUSED_FULL;
        }
        if (ahead != 0) {
            return ahead < 0 ? Outcome.REFUSED_OLD_VIEW : Outcome.REFUSED_LATER_VIEW;
        }
        long bit = 1L << message;
        if ((state & bit) != 0) {
            return Outcome.DUPLICATE_OF_DELIVERED;
        }
        if ((waiting & bit) != 0) {
            return Outcome.DUPLICATE_OF_BUFFERED;
        }
        if (isTooFarAhead(message)) {
            return Outcome.REFUSED_TOO_FAR_AHEAD;
        }
        boolean mayBeDelivered = !flushing || (allowed & bit) != 0;
        if (mayBeDelivered && (history.past(message) & ~(state | waiting)) == bit) {
            return Outcome.DELIVERED;
        }
        return hasRoomFor(history.message(message).sender()) ? Outcome.BUFFERED : Outcome.REFUSED_FULL;
    }

    /** Whether the stamp counts more of a member of this view than was delivered, and more than is allowed. */
    private boolean isTooFarAhead(int message) {
        VectorClock stamp = history.message(message).clock();
        long inView = state & history.ofView(view.number());
        for (long member : view.members()) {
            long delivered = view.start().get(member) + Long.bitCount(inView & history.of(member));
            if (stamp.get(member) > delivered + limits.maxAhead()) {
                return true;
            }
        }
        return false;
    }

    private boolean hasRoomFor(long sender) {
        int beyond = 0;
        for (long member : view.members()) {
            beyond += Math.max(0, Long.bitCount(waiting & history.of(member)) - share());
        }
        return Long.bitCount(waiting & history.of(sender)) < share() || beyond < roomBeyondShares();
    }

    private boolean hasRoomForEarly(long sender) {
        boolean within = view.members().contains(sender) && earlyOf(sender) < share();
        return within || earlyBeyondShares() < roomBeyondShares();
    }

    private int share() {
        int others = view.members().size() - 1;
        return others == 0 ? 0 : limits.maxBuffered() / (2 * others);
    }

    private int roomBeyondShares() {
        return limits.maxBuffered() - (view.members().size() - 1) * share();
    }

    private int earlyBeyondShares() {
        int beyond = early.size();
        for (long member : view.members()) {
            beyond -= Math.min(earlyOf(member), share());
        }
        return beyond;
    }

    private int earlyOf(long sender) {
        int kept = 0;
        for (int message : early) {
            kept += history.message(message).sender() == sender ? 1 : 0;
        }
        return kept;
    }

    private long due() {
        return history.closed(state | waiting) & (flushing ? allowed : -1L) & ~state;
    }

    /** Compares what was delivered with all that can be. */
    private void deliver(List<Broadcast<Integer>> messages) {
        deliver(messages, due());
    }

    private void deliver(List<Broadcast<Integer>> messages, long due) {
        check(messages.size() == Long.bitCount(due), "how many", messages.size());
        for (Broadcast<Integer> message : messages) {
            long bit = 1L << message.payload();
            check((due & bit) != 0, "delivered", message.payload());
            check((history.past(message.payload()) & ~state) == bit, "order", message.payload());
            state |= bit;
            waiting &= ~bit;
        }
    }

    /** Stops delivering. */
    void flush() {
        flushing = true;
        next = null;
        allowed = state;
        check(delivery.flush().equals(delivery.delivered()), "report", -1);
    }

    CausalDelivery<Integer> delivery() {
        return delivery;
    }

    /** @param cut what the view starts from */
    void prepare(View agreed, long cut) {
        next = agreed;
        allowed = cut;
        deliver(delivery.prepare(agreed));
    }

    /** Installs the next view if that can be done. */
    boolean install() {
        boolean ready = next != null && state == allowed;
        check(delivery.isPrepared() == ready, "prepared", -1);
        if (!ready || next == null) {
            return false;
        }
        ViewChange<Integer> change = delivery.install();
        check(change.view().equals(next) && delivery.view().equals(next), "view", -1);
        check(next.start().get(id) == order, "own broadcasts", -1);
        List<ViewChange.Dropped<Integer>> dropped = new ArrayList<>();
        for (Broadcast<Integer> message : history.inOrder(waiting, view.members())) {
            dropped.add(new ViewChange.Dropped<>(message, Outcome.REFUSED_OLD_VIEW));
            tally.count("dropped");
        }
        view = next;
        next = null;
        flushing = false;
        waiting = 0;
        told = 0;
        replayEarly(change, dropped);
        check(dropped.equals(change.dropped()), "dropped", -1);
        tally.count(change.delivered().isEmpty() ? "installed" : "installed with messages");
        return true;
    }

    private void replayEarly(ViewChange<Integer> change, List<ViewChange.Dropped<Integer>> dropped) {
        long before = state;
        for (int message : early) {
            Outcome expected = expectedOutcome(message);
            note(message, expected);
            if (expected.isRefused()) {
                dropped.add(new ViewChange.Dropped<>(history.message(message), expected));
                tally.count("dropped as " + expected);
            }
            long due = due();
            state |= due;
            waiting &= ~due;
        }
        early.clear();
        long due = state & ~before;
        state = before;
        deliver(change.delivered(), due);
    }

    /** Crashes and comes back with what was durable. */
    void restart(boolean withBuffer) {
        List<Broadcast<Integer>> stored = delivery.buffered();
        check(stored.size() == Long.bitCount(waiting) + early.size(), "buffered", -1);
        delivery = CausalDelivery.resume(id, view, delivery.delivered(), limits);
        waiting = 0;
        early.clear();
        told = 0;
        if (flushing) {
            View agreed = next;
            long cut = allowed;
            flush();
            if (agreed != null) {
                prepare(agreed, cut);
            }
        }
        tally.count("restart");
        if (withBuffer) {
            stored.forEach(message -> receive(message.payload()));
        }
    }

    /** Checks what is missing, and gives it. */
    long missing() {
        long inView = history.ofView(view.number());
        long wanted = (next == null ? told : allowed & inView) & ~(state | waiting);
        check(delivery.missing().equals(history.gaps(wanted, view.members())), "missing", -1);
        return wanted;
    }

    void checkAtRest(long expected) {
        check(state == expected, "all is delivered", -1);
        check(delivery.bufferedCount() == 0 && delivery.missing().isEmpty(), "nothing waits", -1);
    }

    private void check(boolean holds, String what, int message) {
        if (!holds) {
            fail("seed " + seed + ": " + what + ", member " + id + ", view " + view.number() + ", message " + message);
        }
    }
}
