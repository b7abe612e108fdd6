/**
 * Causal broadcast: messages to a group are delivered in an order that respects what followed from what, with no round
 * trip.
 *
 * <p><b>Problem:</b> somebody asks, somebody answers, and a third one gets the answer before the question; or a replica
 * is told to delete what it has not been told to create. A transport that keeps the order of each sender doesn't help,
 * since question and answer have two senders. Agreement on one total order helps, and costs a round trip and a majority
 * for every message.
 *
 * <p><b>Algorithm</b> (CBCAST): each message carries a vector clock in which only broadcasts count. It says how many
 * messages of each member its sender had delivered. A receiver keeps the message until it has delivered as many. Since
 * a stamp counts all that its sender knew, and not only the last message that it saw, what is missing is known exactly
 * too.
 *
 * <ul>
 *   <li><i>Waiting.</i> A message that can't be delivered is filed under one message that it lacks. When that one is
 *       delivered, it is looked at again, from where its stamp was left: never all that waits, for each delivery.
 *   <li><i>Room.</i> What waits is bounded. A message that lacks nothing takes no room and is always delivered. Of all
 *       that a member lacks there is always one that lacks nothing, so whatever has been refused for want of room,
 *       sending it again makes progress.
 *   <li><i>Views.</i> Stamps count within one view and name it; those of different views are never compared by their
 *       counters. To change the members, all hold still and report, and everything that one of them has delivered is
 *       delivered by all before the next view begins.
 * </ul>
 *
 * <p><b>Rejected:</b>
 *
 * <ul>
 *   <li>Clocks in which receipts count too: a gap in the counters of a sender would no longer mean that a message is
 *       missing.
 *   <li>Messages that carry all undelivered messages before them (Birman, Joseph, "Reliable communication in the
 *       presence of failures", ACM TOCS 5(1), 1987): nothing ever waits, and everything is sent many times.
 *   <li>Only the direct predecessors in a stamp (Peterson, Buchholz, Schlichting, "Preserving and using context
 *       information in interprocess communication", ACM TOCS 7(3), 1989): shorter, but two stamps can't be compared by
 *       themselves any more.
 *   <li>Making room by throwing out what waits: it has been taken, perhaps acknowledged, and would have to be asked for
 *       again.
 *   <li>Counters from zero in each view: messages would be named as well, but nobody could check that the members agree
 *       on what was delivered before. The start of a {@link dev.truechimer.vector.broadcast.View} is checked by each
 *       who installs it.
 *   <li>A membership protocol: it needs timeouts and a network, and most systems have one.
 * </ul>
 *
 * <p><b>Units:</b> ids of members are any {@code long}; numbers of messages count from 1; n in the costs is the number
 * of members. <b>No threads, no time, no input or output:</b> messages come as arguments and leave as results. What
 * comes from outside is refused with an {@link dev.truechimer.vector.broadcast.Outcome}, counted, and never with an
 * exception; exceptions mean misuse.
 *
 * <p><b>Limits of the idea:</b> order that goes past the group, by telephone or through a database, is not respected
 * (Cheriton, Skeen, "Understanding the limitations of causally and totally ordered communication", 1993). Reacting to a
 * message elsewhere and coming back is such a way.
 *
 * <p><b>Source:</b> Birman, Schiper, Stephenson, "Lightweight causal and atomic group multicast", ACM TOCS 9(3), 1991.
 */
@NullMarked
package dev.truechimer.vector.broadcast;

import org.jspecify.annotations.NullMarked;
