package dev.truechimer.vector.broadcast;

import dev.truechimer.vector.VectorClock;

/**
 * What the messages of others can make a member keep.
 *
 * <p><b>Guarantee:</b> a member of a group of n keeps at most {@code maxBuffered} messages that wait, and at any time,
 * not only while a view changes, as many that are said to be of the next view. Of either, each other member of the
 * view that holds can always have {@code maxBuffered / (2 (n - 1))} kept, rounded down, whatever the others do; what is
 * left, at least a half, goes to whoever comes first. Those who are no members have nothing else for their messages of
 * the next view, which they may be about to join. What can be delivered at once needs no room and is never refused for
 * want of it, so that a full buffer delays and never blocks.
 *
 * <p><b>Hazard:</b> payloads are not measured: bound their size before they are decoded. A small {@code maxBuffered}
 * costs retransmissions. <b>Cost:</b> at most {@code 2 maxBuffered} messages of {@code 16 n} bytes and a payload each,
 * where the n of those of the next view is at most {@code maxMembers}. <b>Threads:</b> immutable. <b>Source:</b> our
 * own.
 *
 * @param maxBuffered how many messages can wait, {@code >= 0}
 * @param maxAhead how many messages of one member can be awaited, {@code >= 1}: a stamp that is further ahead of what
 *     was delivered here is refused, also if it is of the next view; there, those who join are only measured when it is
 *     installed
 * @param maxMembers how many members a view can have, 1 to {@link VectorClock#MAX_ENTRIES}
 */
public record DeliveryLimits(int maxBuffered, long maxAhead, int maxMembers) {

    /** 4096 messages wait, none is more than 2<sup>20</sup> ahead, 1024 members. */
    public static final DeliveryLimits DEFAULT = new DeliveryLimits(4096, 1 << 20, 1024);

    /** @throws IllegalArgumentException if a limit is out of range */
    public DeliveryLimits {
        if (maxBuffered < 0) {
            throw new IllegalArgumentException("maxBuffered must be >= 0: " + maxBuffered);
        }
        if (maxAhead < 1) {
            throw new IllegalArgumentException("maxAhead must be >= 1: " + maxAhead);
        }
        if (maxMembers < 1 || maxMembers > VectorClock.MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    "maxMembers must be 1 to " + VectorClock.MAX_ENTRIES + ": " + maxMembers);
        }
    }

    /** How many messages of each other member have room whatever the others do, in a view of so many members. */
    int share(int members) {
        return members == 1 ? 0 : maxBuffered / 2 / (members - 1);
    }
}
