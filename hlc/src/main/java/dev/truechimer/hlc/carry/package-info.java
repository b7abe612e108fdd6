/**
 * Carrying timestamps along with messages: the names and forms on the wire, and one way to receive what came with a message.
 *
 * <p><b>Forms:</b> where a message has text headers, the header {@code hlc} with the text form; where headers are bytes, the
 * same name with the binary form; where only a tracing context survives the way, the entry {@code hlc} of the W3C {@code
 * baggage} header. <b>Units:</b> packed timestamps, see {@link dev.truechimer.hlc.HybridTimestamp}. <b>To send:</b> stamp with
 * {@link dev.truechimer.hlc.HybridLogicalClock#now()}, write one of these forms. <b>To receive:</b> hand whatever came, even
 * if nothing came, to a {@link dev.truechimer.hlc.carry.TimestampReceiver}. What comes from outside is hostile: it is bounded
 * before it is looked at, and refused with one of the exceptions documented there, or taken.
 */
@NullMarked
package dev.truechimer.hlc.carry;

import org.jspecify.annotations.NullMarked;
