package dev.truechimer.vector.broadcast;

import dev.truechimer.vector.VectorClock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One member's end of a causal broadcast: messages go in as they arrive, and come out in an order that respects what
 * followed from what.
 *
 * <p><b>Guarantee:</b> if the broadcast of a happened before the broadcast of b, no member delivers b before a; so the
 * messages of one sender come in their order. Each is delivered at most once at each member, and in the very call by
 * which the last of those that it follows has arrived. Concurrent messages may come in different orders at different
 * members: what is replicated with them must commute there. If every message is sent again until it is taken, every
 * message is delivered. Views as {@link #flush} says.
 *
 * <p><b>Use:</b> send what {@link #broadcast} gives to all other members, by any transport that says who the sender is:
 * it may lose, repeat, delay and reorder. Hand what arrives to {@link #receive}, and what that delivers to the
 * application, in that order. Send again what was not taken ({@link Outcome#isWorthRetrying}) and what others are
 * {@link #missing()}. A broadcast is sent to each for whom it is not known to be delivered, as long as that member
 * belongs to the view, so keep it that long. To know it, members tell each other now and then what they have
 * {@link #delivered()}, once that is durable: within a view, what the clocks of all its members cover is delivered
 * everywhere, which is the minimum of them, entry by entry.
 *
 * <p><b>Assumption:</b> members fail by stopping, and don't lie. What comes from others is checked all the same, and
 * what can't be true is refused and counted; but a member that makes up what it has delivered can make others wait for
 * what never was, until a view change puts it out. Of the room for what waits, and of that for the next view, it can
 * fill its share and all that is common, see {@link DeliveryLimits}, and leaves the other members theirs.
 *
 * <p><b>Hazard:</b> a number given twice. A member that comes back must know of each broadcast that it has sent: see
 * {@link #resume}. What waits here is in memory only: what was taken is acknowledged when it is durable, see
 * {@link #buffered()}.
 *
 * <p><b>Cost</b> in the number of members n, and b messages that wait: {@link #broadcast} O(n); {@link #receive} O(n)
 * for each message over all of its wait, plus O(log b) to file it and O(1) each time that it waits for another, at most
 * n times: what fills a gap touches only those that waited for it. {@link #missing()} and {@link #buffered()} O(n + b).
 * Memory O(n), and 16n bytes, a constant and the payload for each message that waits.
 *
 * <p><b>Threads:</b> confined to one, or guarded by the caller.
 *
 * <p><b>Source:</b> Birman, Schiper, Stephenson, "Lightweight causal and atomic group multicast", ACM TOCS 9(3), 1991:
 * CBCAST; the bounds, the index of what is awaited and the checks of stamps are our own.
 *
 * @param <M> the type of the payloads
 */
public final class CausalDelivery<M> {

    private final long self;
    private final DeliveryLimits limits;
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

    private View view;
    private ViewDelivery<M> current;
    /** What came of the next view. */
    private EarlyRoom<M> early;

    private boolean flushing;
    /** The view that was agreed on while flushing. */
    private @Nullable View next;

    private CausalDelivery(long self, View view, VectorClock delivered, DeliveryLimits limits) {
        this.self = self;
        this.limits = Objects.requireNonNull(limits, "limits");
        this.view = checkedView(view);
        this.current = new ViewDelivery<>(self, view, delivered, limits);
        this.early = new EarlyRoom<>(self, view, limits);
    }

    /**
     * A member of a group that begins, with {@link DeliveryLimits#DEFAULT}.
     *
     * @param self this member's id
     * @param members the ids of all members, this one included
     * @throws IllegalArgumentException if {@code self} is none of them, or one is named twice
     */
    public static <M> CausalDelivery<M> of(long self, long... members) {
        return join(self, View.first(members), DeliveryLimits.DEFAULT);
    }

    /**
     * A member that begins with a view, or joins with it.
     *
     * <p><b>Hazard:</b> all that {@link View#start} covers counts as delivered here. So the application must start from
     * a state in which exactly this has been applied, taken from a member that has installed this view and delivered
     * nothing in it.
     *
     * @param self this member's id
     * @param view the view, which has this member
     * @param limits what others can make this member keep
     * @throws IllegalArgumentException if {@code self} is no member, or the view is larger than the limits allow
     */
    public static <M> CausalDelivery<M> join(long self, View view, DeliveryLimits limits) {
        return new CausalDelivery<>(self, view, view.startOfMembers(), limits);
    }

    /**
     * A member that comes back after a restart, in the view that it was in.
     *
     * <p><b>Hazard:</b> {@code delivered} has to be the last {@link #delivered()} that anybody can know of, with regard
     * to this member's own broadcasts: make it durable before the broadcast leaves. Made durable later, a crash between
     * the two has this member give a number twice, and others take the second message for a copy of the first. Others'
     * stamps show it as {@link Outcome#REFUSED_FORGOTTEN}, unless they come after it has sent as many again; then
     * leave, and join again by a view change. With regard to others' messages it has to be what the application's
     * durable state has applied, so store both at once. A member that was {@link #isFlushing() flushing} must
     * {@link #flush} again before anything else.
     *
     * <p>What had waited is gone: hand what was stored of {@link #buffered()} to {@link #receive}, or have it sent
     * again.
     *
     * @param self this member's id
     * @param view the view that it was in
     * @param delivered what it had delivered
     * @param limits what others can make this member keep
     * @throws IllegalArgumentException if {@code self} is no member, the view is larger than the limits allow, or
     *     {@code delivered} knows of others than members or less than the view starts from
     */
    public static <M> CausalDelivery<M> resume(long self, View view, VectorClock delivered, DeliveryLimits limits) {
        if (!delivered.dominates(view.startOfMembers())) {
            throw new IllegalArgumentException(
                    "delivered must cover what view " + view.number() + " starts from: " + delivered);
        }
        return new CausalDelivery<>(self, view, delivered, limits);
    }

    /**
     * Stamps a message of this member, and counts it as delivered here.
     *
     * @return what to send to all other members
     * @throws IllegalStateException while {@link #isFlushing() flushing}, until the next view is installed: it could
     *     not be part of what was reported
     * @throws ArithmeticException if this member has the last number there is; nothing changes
     */
    public Broadcast<M> broadcast(M payload) {
        Objects.requireNonNull(payload, "payload");
        if (flushing) {
            throw new IllegalStateException("view " + view.number() + " is being closed: broadcast in the next;"
                    + " if the change was given up, agree on the same members again");
        }
        return current.broadcast(payload);
    }

    /**
     * Takes a message that arrived. Whatever it is, this throws nothing and counts one {@link Outcome}.
     *
     * @param message from any sender, in any order, any number of times
     * @return what became of it, and what is to be handed to the application now
     */
    public Receipt<M> receive(Broadcast<M> message) {
        List<Broadcast<M>> delivered = new ArrayList<>();
        Outcome outcome = outcomeOf(message, delivered);
        counts.merge(outcome, 1L, Long::sum);
        return new Receipt<>(outcome, delivered);
    }

    private Outcome outcomeOf(Broadcast<M> message, List<Broadcast<M>> delivered) {
        if (message.view() < view.number()) {
            return Outcome.REFUSED_OLD_VIEW;
        }
        if (message.view() == view.number()) {
            return current.receive(message, delivered);
        }
        return message.view() - 1 == view.number() ? keepEarly(message) : Outcome.REFUSED_LATER_VIEW;
    }

    /** Who the members of the next view are is not known here, so other checks wait until it is installed. */
    private Outcome keepEarly(Broadcast<M> message) {
        if (message.count() == 0) {
            return Outcome.REFUSED_UNSTAMPED;
        }
        Broadcast<M> same = early.find(message);
        if (same != null) {
            return same.clock().equals(message.clock()) ? Outcome.DUPLICATE_OF_BUFFERED : Outcome.REFUSED_EQUIVOCATION;
        }
        if (message.clock().size() > limits.maxMembers()) {
            return Outcome.REFUSED_UNKNOWN_MEMBER;
        }
        Outcome objection = current.objectionToEarly(message);
        if (objection != null) {
            return objection;
        }
        if (!early.hasRoomFor(message.sender())) {
            return Outcome.REFUSED_FULL;
        }
        early.add(message);
        return Outcome.EARLY;
    }

    /**
     * Messages that are known to exist and are not here: ask their senders for them, or anybody who has delivered them.
     *
     * <p>Once a view change is {@link #prepare prepared}, these are the ones that are needed to install it.
     *
     * @return by sender and number; empty if nothing is known to be missing, though something may be that nobody has
     *     told of
     */
    public List<Gap> missing() {
        return current.missing(next != null);
    }

    /** The messages that wait, for this view by sender and number, then for the next one as they came: a copy. */
    public List<Broadcast<M>> buffered() {
        List<Broadcast<M>> messages = current.waiting();
        messages.addAll(early.messages());
        return List.copyOf(messages);
    }

    /**
     * How many messages wait: the length of {@link #buffered()}, at most twice {@link DeliveryLimits#maxBuffered()}.
     */
    public int bufferedCount() {
        return current.size() + early.size();
    }

    /**
     * How many messages of each member of the view have been delivered here, and of this one broadcast: a consistent
     * cut. After a {@link #receive}, all in its list count as delivered.
     */
    public VectorClock delivered() {
        return current.delivered();
    }

    /** The view that holds here. */
    public View view() {
        return view;
    }

    /**
     * How often {@link #receive} came to an outcome, and how many messages {@link #install} dropped for that reason.
     */
    public long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /**
     * Begins to close this view: from here on nothing is broadcast or delivered, and what arrives waits. May be called
     * again, also after {@link #prepare}, whose view is then forgotten: if whoever coordinates the change fails,
     * another begins anew.
     *
     * <p>How members come to agree is up to a protocol of the user, of which this is the part that must not go wrong:
     *
     * <ol>
     *   <li>Someone decides who belongs to the next view, and asks all who stay; and who leaves, if it still answers.
     *   <li>Each calls {@code flush()} and reports the result.
     *   <li>{@link View#next} makes the view from the reports. A consensus, or a coordinator that nobody else competes
     *       with, makes it the one view of its number.
     *   <li>Each calls {@link #prepare} with it. Those who have delivered a message that others are {@link #missing()}
     *       send it to them; messages therefore have to be kept until they are known to be delivered everywhere.
     *   <li>Each calls {@link #install} when it {@link #isPrepared()}, and goes on.
     * </ol>
     *
     * <p><b>Guarantee:</b> all who install the view after this one have delivered exactly the same messages in this
     * one: those that any who reported had delivered. A message of one who crashed that reached only some is delivered
     * by all who stay or by none. <b>Hazard:</b> two groups that lose sight of each other and agree each for itself go
     * on as two; let only a majority agree.
     *
     * <p><b>No way back:</b> nothing is broadcast in this view again, and nothing delivered but what the next one
     * starts from, since somebody may hold a report and agree by it. If a change is given up, end it by another: all
     * flush, and agree on the same members again.
     *
     * @return what has been delivered here, and stays so until {@link #prepare}
     */
    public VectorClock flush() {
        flushing = true;
        next = null;
        current.hold();
        return current.delivered();
    }

    /** Whether a view is being closed: {@link #flush} was called, and {@link #install} was not. */
    public boolean isFlushing() {
        return flushing;
    }

    /**
     * Names the view that was agreed on, and delivers what its start covers: now, and as it arrives.
     *
     * @param agreed the view after this one
     * @return what is delivered now, in a causal order
     * @throws IllegalStateException if not {@link #isFlushing() flushing}
     * @throws IllegalArgumentException if it is not the next view, this member does not belong to it, it is larger than
     *     the limits allow, it starts from less than was delivered here, or from broadcasts of this member that it has
     *     not sent. The last two prove that the agreement was made without this member, or that it came back from too
     *     old a state: it has to join again. Nothing changes
     */
    public List<Broadcast<M>> prepare(View agreed) {
        if (!flushing) {
            throw new IllegalStateException("flush before preparing view " + agreed.number());
        }
        if (agreed.number() - 1 != view.number()) {
            throw new IllegalArgumentException(
                    "views must follow each other: " + agreed.number() + " after " + view.number());
        }
        VectorClock delivered = current.delivered();
        if (!agreed.start().dominates(delivered) || agreed.start().get(self) > delivered.get(self)) {
            throw new IllegalArgumentException("view " + agreed.number() + " must start from what member " + self
                    + " has delivered and broadcast: " + agreed.start() + " and " + delivered);
        }
        next = checkedView(agreed);
        List<Broadcast<M>> out = new ArrayList<>();
        current.raiseCeiling(agreed.start(), out);
        return List.copyOf(out);
    }

    /**
     * Whether the next view can be installed: it is {@link #prepare prepared}, and all that it starts from has been
     * delivered.
     */
    public boolean isPrepared() {
        return next != null && current.isAtCeiling();
    }

    /**
     * Goes on to the view that was prepared. Messages of the old one that wait are dropped: none of those who go on has
     * delivered them.
     *
     * @return the new view, what is delivered in it at once, and what was dropped
     * @throws IllegalStateException if not {@link #isPrepared()}; nothing changes
     */
    public ViewChange<M> install() {
        View installed = next;
        if (installed == null || !current.isAtCeiling()) {
            throw new IllegalStateException("the view after " + view.number() + " is not prepared, missing: "
                    + (installed == null ? "its agreement" : missing()));
        }
        List<ViewChange.Dropped<M>> dropped = new ArrayList<>();
        for (Broadcast<M> message : current.waiting()) {
            drop(message, Outcome.REFUSED_OLD_VIEW, dropped);
        }
        view = installed;
        next = null;
        flushing = false;
        current = new ViewDelivery<>(self, view, view.startOfMembers(), limits);
        List<Broadcast<M>> delivered = new ArrayList<>();
        for (Broadcast<M> message : early.messages()) {
            Outcome outcome = current.receive(message, delivered);
            if (outcome.isRefused()) {
                drop(message, outcome, dropped);
            }
        }
        early = new EarlyRoom<>(self, view, limits);
        return new ViewChange<>(view, delivered, dropped);
    }

    private void drop(Broadcast<M> message, Outcome reason, List<ViewChange.Dropped<M>> dropped) {
        counts.merge(reason, 1L, Long::sum);
        dropped.add(new ViewChange.Dropped<>(message, reason));
    }

    private View checkedView(View candidate) {
        if (!candidate.members().contains(self)) {
            throw new IllegalArgumentException("member " + self + " must belong to the view: " + candidate.members());
        }
        if (candidate.members().size() > limits.maxMembers()) {
            throw new IllegalArgumentException("members of a view must be at most " + limits.maxMembers() + ": "
                    + candidate.members().size());
        }
        return candidate;
    }
}
