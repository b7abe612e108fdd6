package dev.truechimer.vector.snapshot;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the caller of {@link LaiYangSnapshot} has to do now, in any order, in any way that delivers it in the end.
 *
 * @param <S> a process's state
 * @param <M> a message
 */
public sealed interface LaiYangOutput<S, M>
        permits LaiYangOutput.SendColour,
                LaiYangOutput.SendReport,
                LaiYangOutput.SendCopy,
                SnapshotCompleted,
                SnapshotAborted,
                SnapshotRefused {

    /**
     * At the initiator: tell the others that a snapshot has begun. Messages tell them too, so this is only needed where
     * a process may hear nothing of the others for a while; losing one costs time, never truth.
     *
     * <p><b>Hazard:</b> as long as a process hears nothing it stays at its old colour, and every message that it sends
     * is copied to the initiator by its receiver, even when the snapshot has long ended. Where telling can fail, repeat
     * it until the process's report is there or the next colour is told.
     *
     * @param colour what to tell; at the other end for {@link LaiYangSnapshot#colourReceived}
     * @param receivers all other members, in ascending order
     * @param <S> a process's state
     * @param <M> a message
     */
    record SendColour<S, M>(long colour, Set<Long> receivers) implements LaiYangOutput<S, M> {

        /** Keeps the set as it is: the machines give an unmodifiable one. */
        public SendColour {
            Objects.requireNonNull(receivers, "receivers");
        }
    }

    /**
     * This process has recorded its state: send this report to the initiator.
     *
     * <p>It holds for each snapshot with {@code afterColour < number <= colour}: more than one if a message brought
     * news of several.
     *
     * @param initiator to whom
     * @param process who reports
     * @param afterColour the colour before, {@code >= 0}
     * @param colour the colour since, {@code > afterColour}
     * @param state the state between the two
     * @param sent by receiver: how many messages this process had sent so far; each channel is there
     * @param received by sender: how many messages had arrived here so far; each channel is there
     * @param <S> a process's state
     * @param <M> a message
     */
    record SendReport<S, M>(
            long initiator,
            long process,
            long afterColour,
            long colour,
            S state,
            Map<Long, Long> sent,
            Map<Long, Long> received)
            implements LaiYangOutput<S, M> {

        /**
         * Copies the maps.
         *
         * @throws IllegalArgumentException if the colours are not in order, or a count is negative
         */
        public SendReport {
            requireAscending(afterColour, colour);
            Objects.requireNonNull(state, "state");
            sent = counts(sent);
            received = counts(received);
        }

        private static Map<Long, Long> counts(Map<Long, Long> counts) {
            for (Map.Entry<Long, Long> entry : counts.entrySet()) {
                if (entry.getValue() < 0) {
                    throw new IllegalArgumentException(
                            "count of channel " + entry.getKey() + " must be >= 0: " + entry.getValue());
                }
            }
            return Collections.unmodifiableMap(new TreeMap<>(counts));
        }
    }

    /**
     * A message crossed the cut: send this copy of it to the initiator.
     *
     * <p>It belongs to the channel state of each snapshot with {@code afterColour < number <= colour}.
     *
     * @param initiator to whom
     * @param channel where the message was under way
     * @param index the how-manieth message that arrived on this channel; tells a second copy from a second message
     * @param afterColour the colour of the message, {@code >= 0}
     * @param colour the colour of its receiver, {@code > afterColour}
     * @param message the message
     * @param <S> a process's state
     * @param <M> a message
     */
    record SendCopy<S, M>(long initiator, Channel channel, long index, long afterColour, long colour, M message)
            implements LaiYangOutput<S, M> {

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if the colours are not in order, or {@code index < 1}
         */
        public SendCopy {
            requireAscending(afterColour, colour);
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(message, "message");
            if (index < 1) {
                throw new IllegalArgumentException("index must be >= 1: " + index);
            }
        }
    }

    private static void requireAscending(long afterColour, long colour) {
        if (afterColour < 0 || colour <= afterColour) {
            throw new IllegalArgumentException(
                    "colours must be 0 <= afterColour < colour: " + afterColour + ", " + colour);
        }
    }
}
