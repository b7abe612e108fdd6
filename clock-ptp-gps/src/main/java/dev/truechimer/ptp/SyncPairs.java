package dev.truechimer.ptp;

import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage.FollowUp;
import dev.truechimer.ptp.wire.PtpMessage.Sync;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Brings together each Sync of one master with its Follow_Up, whichever comes first.
 *
 * <p><b>Invariant:</b> a measurement stands at a reading after its Sync was received; if that comes twice, after the second.
 * Each sequence number is used once. <b>Limit:</b> {@value #MOST_WAITING} of each kind wait for the other, for a second: a
 * master that was restarted can't use a number again so soon. <b>Threads:</b> confined to the client's. <b>Source:</b> IEEE
 * 1588-2019, 9.5.4 and 9.5.5.
 */
final class SyncPairs {

    static final int MOST_WAITING = 4;
    static final long PATIENCE_NANOS = 1_000_000_000L;

    private static final int REMEMBERED = 16;

    private final Deque<WaitingSync> syncs = new ArrayDeque<>();
    private final Deque<WaitingFollowUp> followUps = new ArrayDeque<>();
    private final int[] done = new int[REMEMBERED];
    private int doneCount;

    /**
     * When a Sync was sent, and a reading after it came.
     *
     * @param originNanos on the master's scale
     * @param correctionScaled of both messages
     * @param receivedTicks after the Sync was received
     */
    record Measured(long originNanos, long correctionScaled, long receivedTicks) {}

    private record WaitingSync(int sequence, long correctionScaled, long ticks) {}

    private record WaitingFollowUp(int sequence, long originNanos, long correctionScaled, long ticks) {}

    SyncPairs() {
        clear();
    }

    /**
     * A Sync of the master came.
     *
     * @param receivedTicks after it was received
     */
    Optional<Measured> sync(Sync sync, long receivedTicks) {
        int sequence = sync.header().sequence();
        long correction = sync.header().correctionScaled();
        if (isDone(sequence)) {
            return Optional.empty();
        }
        if (!sync.header().has(PtpHeader.TWO_STEP)) {
            return finish(sequence, new Measured(sync.originNanos(), correction, receivedTicks));
        }
        Optional<WaitingFollowUp> followUp = take(followUps, WaitingFollowUp::sequence, sequence);
        if (followUp.isPresent() && receivedTicks - followUp.get().ticks <= PATIENCE_NANOS) {
            long sum = followUp.get().correctionScaled + correction;
            return finish(sequence, new Measured(followUp.get().originNanos, sum, receivedTicks));
        }
        take(syncs, WaitingSync::sequence, sequence);
        add(syncs, new WaitingSync(sequence, correction, receivedTicks));
        return Optional.empty();
    }

    /**
     * A Follow_Up of the master came.
     *
     * @param receivedTicks after it was received
     */
    Optional<Measured> followUp(FollowUp followUp, long receivedTicks) {
        int sequence = followUp.header().sequence();
        long correction = followUp.header().correctionScaled();
        if (isDone(sequence)) {
            return Optional.empty();
        }
        Optional<WaitingSync> sync = take(syncs, WaitingSync::sequence, sequence);
        if (sync.isPresent() && receivedTicks - sync.get().ticks <= PATIENCE_NANOS) {
            long sum = sync.get().correctionScaled + correction;
            return finish(sequence, new Measured(followUp.preciseOriginNanos(), sum, sync.get().ticks));
        }
        take(followUps, WaitingFollowUp::sequence, sequence);
        add(followUps, new WaitingFollowUp(sequence, followUp.preciseOriginNanos(), correction, receivedTicks));
        return Optional.empty();
    }

    /** Forgets everything: another master is followed. */
    void clear() {
        syncs.clear();
        followUps.clear();
        Arrays.fill(done, -1);
    }

    private Optional<Measured> finish(int sequence, Measured measured) {
        done[doneCount % REMEMBERED] = sequence;
        doneCount = (doneCount + 1) % REMEMBERED;
        return Optional.of(measured);
    }

    private boolean isDone(int sequence) {
        return Arrays.stream(done).anyMatch(each -> each == sequence);
    }

    private static <T> void add(Deque<T> waiting, T newest) {
        if (waiting.size() >= MOST_WAITING) {
            waiting.removeFirst();
        }
        waiting.addLast(newest);
    }

    private static <T> Optional<T> take(Deque<T> waiting, ToIntFunction<T> sequenceOf, int sequence) {
        for (Iterator<T> each = waiting.iterator(); each.hasNext(); ) {
            T candidate = each.next();
            if (sequenceOf.applyAsInt(candidate) == sequence) {
                each.remove();
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
