package dev.truechimer.vector.snapshot;

import java.util.Objects;
import java.util.Set;

/**
 * What the caller of {@link ChandyLamportSnapshot} has to do now, in the order of the list.
 *
 * @param <S> a process's state
 * @param <M> a message
 */
public sealed interface ChandyLamportOutput<S, M>
        permits ChandyLamportOutput.SendMarkers,
                ChandyLamportOutput.SendPiece,
                SnapshotCompleted,
                SnapshotAborted,
                SnapshotRefused {

    /**
     * Send a marker on each channel of this process.
     *
     * <p><b>Hazard:</b> on each of these channels it must be sent before any further message of the application, and
     * behind all that were sent before. If one overtakes it, or it overtakes one, the snapshot is wrong and nobody can
     * see that.
     *
     * @param id what the marker says
     * @param receivers the ends of all channels of this process, in ascending order; perhaps none
     * @param <S> a process's state
     * @param <M> a message
     */
    record SendMarkers<S, M>(SnapshotId id, Set<Long> receivers) implements ChandyLamportOutput<S, M> {

        /** Keeps the set as it is: the machines give an unmodifiable one. */
        public SendMarkers {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(receivers, "receivers");
        }
    }

    /**
     * This process is done with a snapshot: send its piece to the initiator, {@code piece.id().initiator()}, in any way
     * and order.
     *
     * @param piece what to send
     * @param <S> a process's state
     * @param <M> a message
     */
    record SendPiece<S, M>(Piece<S, M> piece) implements ChandyLamportOutput<S, M> {}
}
