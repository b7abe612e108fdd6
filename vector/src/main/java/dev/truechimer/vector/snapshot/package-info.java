/**
 * Snapshots of a running distributed system: a state in which all processes and channels together could have been.
 *
 * <p><b>Problem:</b> processes that are asked for their states one after the other give a picture that never was: money
 * that one had already sent and another had not yet received is counted never, money that moved between the questions
 * twice, and a search for deadlocks finds cycles of waits that never stood at one time. Stopping the system would help,
 * and so would one clock for all; there is neither. What is wanted is a <i>consistent cut</i>: a moment at each
 * process, such that no message arrives before the cut that was sent after it; and the messages that were under way
 * across it.
 *
 * <p><b>Algorithms:</b>
 *
 * <ul>
 *   <li>{@link dev.truechimer.vector.snapshot.ChandyLamportSnapshot}, for channels that keep the order: markers run
 *       along the channels and part what was sent before the cut from what was sent after it. Messages stay as they
 *       are.
 *   <li>{@link dev.truechimer.vector.snapshot.LaiYangSnapshot}, for channels that don't: each message carries a number,
 *       its colour, that says on which side of the cut it was sent, and counting tells when all of the older side have
 *       arrived.
 * </ul>
 *
 * <p>Both are state machines without input and output of their own: calls go in, values come out that say what to do,
 * time arrives as an argument. {@code ...Nanos} are nanoseconds of any monotonic clock of that process. Processes are
 * named by a {@code long}, and a channel by the processes at its ends.
 *
 * <p><b>What both assume:</b> a fixed membership on which all agree, no failures, every message delivered exactly once.
 * What breaks this makes snapshots end by timeout where it can be noticed at all; each type says what can't be, and
 * {@link dev.truechimer.vector.snapshot.AbortReason} what doesn't heal by itself.
 *
 * <p><b>Rejected:</b>
 *
 * <ul>
 *   <li>Asking the caller to record its state when told so: every call between that request and the recording would be
 *       a mistake that no test of the caller's finds. The state is taken through a supplier, inside the call that makes
 *       it due.
 *   <li>Telling a machine of a message before or after the caller applies it: whatever the caller begins in between,
 *       because of what the machine said, would have that message neither in the state nor in the channel. The machine
 *       applies it, through what it is given, at the right moment.
 *   <li>A marker that is sent to a process instead of along each channel: it saves messages and needs an order among
 *       channels.
 *   <li>Complete histories of the messages, as in Lai and Yang's paper: they grow without end. Counts do the same.
 *   <li>Waiting for counts that peers send each other: as many messages as markers, while the initiator needs the
 *       counts anyway.
 *   <li>Recovery of a snapshot in which a process failed: another one is cheaper than a proof that this one is still
 *       right.
 * </ul>
 *
 * <p><b>Sources:</b> Chandy, Lamport, "Distributed snapshots: determining global states of distributed systems", ACM
 * TOCS 3(1), 1985; Lai, Yang, "On distributed snapshots", Information Processing Letters 25(3), 1987; Mattern,
 * "Efficient algorithms for distributed snapshots and global virtual time approximation", Journal of Parallel and
 * Distributed Computing 18(4), 1993.
 */
@NullMarked
package dev.truechimer.vector.snapshot;

import org.jspecify.annotations.NullMarked;
