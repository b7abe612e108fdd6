package dev.truechimer.vector.broadcast;

/**
 * The control: delivers each sender's messages in their order and looks at nothing else. Shows that the runs can tell
 * the difference.
 */
final class FifoOnly {

    private final History history;
    private long arrived;
    private long delivered;
    private boolean violated;

    FifoOnly(History history) {
        this.history = history;
    }

    void sent(int id) {
        arrived |= 1L << id;
        delivered |= 1L << id;
    }

    void receive(int id) {
        arrived |= 1L << id;
        long ofSender = history.of(history.message(id).sender());
        // In the order of their numbers, and so of the sender's broadcasts.
        for (long rest = ofSender; rest != 0; rest &= rest - 1) {
            long next = Long.lowestOneBit(rest);
            if ((arrived & next) == 0) {
                return;
            }
            if ((delivered & next) == 0) {
                delivered |= next;
                violated |= (history.past(Long.numberOfTrailingZeros(next)) & ~delivered) != 0;
            }
        }
    }

    boolean hasViolated() {
        return violated;
    }
}
