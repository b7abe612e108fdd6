package dev.truechimer.vector.broadcast;

import dev.truechimer.vector.VectorClock;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who the members of a group are for a while, and what all of them have delivered when that while begins.
 *
 * <p><b>Invariant:</b> views of one group are numbered without gaps. <b>Shape:</b> {@code start} has the number of
 * delivered messages of each member of the view before, those that leave included; for a member that joins it has the
 * number that its own messages are counted from, usually none, which is 0. Stamps of the new view have entries of its
 * members only.
 *
 * <p><b>Hazard:</b> all members must install the same views, equal in all three parts, in the same order: this type
 * carries such an agreement and does not make it. Two views with one number split the group without anybody noticing.
 *
 * <p><b>Cost</b> in the number of members n: making one is O(n log n), {@link #next} O(n) more for each report.
 * <b>Threads:</b> immutable.
 *
 * <p><b>Source:</b> views are those of Birman and Joseph, "Exploiting virtual synchrony in distributed systems", 1987;
 * that messages carry the number of theirs is from Birman, Schiper, Stephenson, "Lightweight causal and atomic group
 * multicast", 1991.
 *
 * @param number the place in the sequence of views, {@code >= 0}
 * @param members who belongs to it: 1 to {@link VectorClock#MAX_ENTRIES} ids, in ascending order
 * @param start what each member has delivered when it installs this view
 */
public record View(long number, SortedSet<Long> members, VectorClock start) {

    /**
     * Copies the members.
     *
     * @throws IllegalArgumentException if the number is negative, or there is no member or too many
     */
    public View {
        Objects.requireNonNull(start, "start");
        if (number < 0) {
            throw new IllegalArgumentException("the number of a view must be >= 0: " + number);
        }
        // Not by the constructor that copies, which would take over another order.
        SortedSet<Long> ascending = new TreeSet<>();
        ascending.addAll(members);
        members = Collections.unmodifiableSortedSet(ascending);
        if (members.isEmpty() || members.size() > VectorClock.MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "a view must have 1 to " + VectorClock.MAX_ENTRIES + " members: " + members.size());
        }
    }

    /**
     * The view that a group begins with: number 0, and nothing delivered.
     *
     * @param members their ids, in any order
     * @throws IllegalArgumentException if one is named twice, or there is none
     */
    public static View first(long... members) {
        TreeSet<Long> ids = new TreeSet<>();
        for (long member : members) {
            if (!ids.add(member)) {
                throw new IllegalArgumentException("a member is named twice: " + member);
            }
        }
        return new View(0, ids, VectorClock.ZERO);
    }

    /**
     * The view after this one, from what its members have delivered. Whoever coordinates the change calls this once,
     * and tells the result to all.
     *
     * <p>It starts from everything that anybody who reported has delivered. So each message up to its start is with one
     * of them, to be sent to those who lack it.
     *
     * @param members who belongs to the new view; those who were not in this one join
     * @param reports what {@link CausalDelivery#flush} gave, by member: of each who stays, and of those who leave and
     *     were asked
     * @throws IllegalArgumentException if one who stays has not reported, somebody reported who is no member of this
     *     view, or a report knows of somebody who is not
     * @throws ArithmeticException if this view has the last number there is
     */
    public View next(Collection<Long> members, Map<Long, VectorClock> reports) {
        for (Long member : members) {
            if (this.members.contains(member) && !reports.containsKey(member)) {
                throw new IllegalArgumentException("member " + member + " stays and has not reported");
            }
        }
        VectorClock union = VectorClock.ZERO;
        for (Map.Entry<Long, VectorClock> report : reports.entrySet()) {
            checkReport(report.getKey(), report.getValue());
            union = union.merge(report.getValue());
        }
        return new View(Math.addExact(number, 1), new TreeSet<>(members), union);
    }

    private void checkReport(Long member, VectorClock report) {
        Set<Long> known = report.toMap().keySet();
        if (!members.contains(member) || !members.containsAll(known)) {
            throw new IllegalArgumentException("reports must be of, and about, the members " + members + " of view "
                    + number + ": member " + member + " about " + known);
        }
    }

    /** The start without those who have left: what the stamps of this view count from. */
    VectorClock startOfMembers() {
        SortedMap<Long, Long> counts = start.toMap();
        counts.keySet().retainAll(members);
        return VectorClock.of(counts);
    }
}
