/**
 * Consistent cuts: global states that a distributed system could have been in, found in what its nodes recorded.
 *
 * <p><b>Problem.</b> Nobody can read the state of all nodes at one moment. States read one after the other may
 * contradict each other: one node has received a message that its sender, as it was read, has not sent. What is
 * computed from such a picture never was: money appears, a deadlock is reported that nobody is in, a restart from it
 * delivers messages that nobody sent.
 *
 * <p><b>Cut.</b> For each node, how many of its events are inside: its <i>frontier</i>, a
 * {@link dev.truechimer.vector.VectorClock} of counts. The cut is <i>consistent</i> if with each event all that
 * happened before it is inside too. Then the system could have passed through it: some run with the same events in
 * the same causal order did.
 *
 * <p><b>Algorithm.</b> Where every event counts, the clock of an event says how many events of each node happened
 * before it. So a cut is consistent exactly if no node's last clock inside knows more of any node than is inside.
 * Where one does, that node must go back to where it knew less; this takes its own events from others, who may have
 * to go back in turn, until nobody has to. Since consistent cuts form a lattice (the componentwise least and greatest
 * of two are consistent), there is one latest cut below any frontier, and the order of the steps does not matter.
 *
 * <ul>
 *   <li>{@link dev.truechimer.vector.cut.ConsistentCut} asks clocks alone: nothing but a clock for each recorded
 *       state is needed.
 *   <li>{@link dev.truechimer.vector.cut.EventLog} asks a complete log, which knows the messages too: what is under
 *       way across a cut (the state of the channels), and which message makes a cut inconsistent.
 * </ul>
 *
 * <p><b>Rejected:</b> searching all cuts, of which there are as many as the product of the numbers of events; reading
 * at an agreed physical time, which is consistent only if clocks are better than the fastest message; stopping the
 * system. A running system that has no log takes a snapshot instead.
 *
 * <p><b>Units:</b> node ids are any {@code long}; a frontier counts events from 1, so 0 or absent means that none is
 * inside.
 *
 * <p><b>Source:</b> Chandy and Lamport, "Distributed snapshots: determining global states of distributed systems",
 * 1985 (the definition); Mattern, "Virtual time and global states of distributed systems", 1989 (cuts by vector
 * clocks, and the lattice); Babaoglu and Marzullo, "Consistent global states of distributed systems: fundamental
 * concepts and mechanisms", 1993.
 */
@NullMarked
package dev.truechimer.vector.cut;

import org.jspecify.annotations.NullMarked;
