/**
 * Logical clocks: what happened before what, told by messages alone.
 *
 * <p>Event a <i>happened before</i> event b if both are events of one process and a came first, if a sent the message
 * that b received, or if a chain of such steps leads from a to b (Lamport, "Time, clocks, and the ordering of events in
 * a distributed system", CACM 21(7), 1978, section 2). Two events with no chain between them are <i>concurrent</i>:
 * neither can have influenced the other. No clock of the physical kind can tell that; the ones of this package do,
 * without any assumption about clocks, delays or failures.
 *
 * <ul>
 *   <li>{@link dev.truechimer.vector.LamportClock} gives one number: it never contradicts the relation, but can't tell
 *       concurrent from ordered. {@link dev.truechimer.vector.LamportTimestamp} makes a total order of it.
 *   <li>{@link dev.truechimer.vector.VectorClock} gives the relation itself, in one counter for each node;
 *       {@link dev.truechimer.vector.DenseVectorClock} the same for a fixed set of nodes.
 *   <li>{@link dev.truechimer.vector.IntervalTreeClock} does without node ids, for processes that come and go.
 *   <li>{@link dev.truechimer.vector.MatrixClock} also gives what each node is known to know, and so what everybody
 *       has seen.
 *   <li>{@link dev.truechimer.vector.VersionVector} counts updates of replicated data: which copy is out of date.
 *   <li>{@link dev.truechimer.vector.DottedVersionVectorSet} holds what concurrent writes of a key leave.
 *   <li>{@link dev.truechimer.vector.HybridOrder} asks the vector clocks, then physical time, then convention, says
 *       which of them decided, and sorts.
 *   <li>{@link dev.truechimer.vector.NodeIds} gives the ids by which clocks name nodes.
 * </ul>
 *
 * <p>What is built on them has packages of its own: {@code broadcast} delivers messages in causal order, {@code cut} asks
 * recorded logs for consistent cuts, {@code snapshot} takes snapshots of a system that runs.
 *
 * <p><b>Units:</b> node ids are any {@code long}; counters are counts of events, 0 to {@link java.lang.Long#MAX_VALUE}.
 * n in the costs that the types state is the number of nodes that a clock knows of. <b>Bytes:</b> decoders take bytes
 * from anywhere and answer those that the encoder can't have made with {@link
 * dev.truechimer.vector.MalformedClockException} and nothing else.
 */
@NullMarked
package dev.truechimer.vector;

import org.jspecify.annotations.NullMarked;
