package dev.truechimer.ptp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * The requests that are not answered yet, each with a reading before it was sent.
 *
 * <p><b>Invariant:</b> each is answered once. <b>Limit:</b> {@value #MOST_WAITING} wait, the oldest gives way. <b>Threads:</b>
 * confined to the client's. <b>Source:</b> IEEE 1588-2019, 9.5.6 and 9.5.7.
 */
final class DelayRequests {

    static final int MOST_WAITING = 8;
    static final long PATIENCE_NANOS = 2_000_000_000L;

    private static final int SEQUENCES = 0x10000;

    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int nextSequence;

    private record Waiting(int sequence, long beforeTicks) {}

    /**
     * Begins with any sequence number.
     *
     * @param firstSequence 0 to 65535
     */
    DelayRequests(int firstSequence) {
        nextSequence = firstSequence;
    }

    /**
     * A new request.
     *
     * @param beforeTicks before it is sent
     * @return its sequence number
     */
    int add(long beforeTicks) {
        int sequence = nextSequence;
        nextSequence = (nextSequence + 1) % SEQUENCES;
        if (waiting.size() >= MOST_WAITING) {
            waiting.removeFirst();
        }
        waiting.addLast(new Waiting(sequence, beforeTicks));
        return sequence;
    }

    /**
     * A request leaves now.
     *
     * @param beforeTicks a later reading, still before it is sent
     */
    void leaving(int sequence, long beforeTicks) {
        if (take(sequence).isPresent()) {
            waiting.addLast(new Waiting(sequence, beforeTicks));
        }
    }

    /** The reading before the request with this number, which is answered now; empty if none waits. */
    OptionalLong take(int sequence) {
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting candidate = each.next();
            if (candidate.sequence == sequence) {
                each.remove();
                return OptionalLong.of(candidate.beforeTicks);
            }
        }
        return OptionalLong.empty();
    }

    /** Forgets those that nobody has answered for two seconds; returns how many they were. */
    int expire(long nowTicks) {
        int before = waiting.size();
        waiting.removeIf(each -> nowTicks - each.beforeTicks > PATIENCE_NANOS);
        return before - waiting.size();
    }

    /** Forgets everything: another master is followed. */
    void clear() {
        waiting.clear();
    }
}
