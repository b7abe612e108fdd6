package dev.truechimer.cli;

/**
 * What is known of a transaction after its publication.
 *
 * @param timestampNanos its timestamp
 * @param startSequence when it started, in the one order of all starts and publications
 * @param publishSequence when it was published, in the same order
 * @param publishTruthNanos the true time right before it was published
 * @param waitNanos how long it waited for its timestamp to pass, after all its work was done
 */
record DemoTransaction(
        long timestampNanos, long startSequence, long publishSequence, long publishTruthNanos, long waitNanos) {

    /** Whether it was published before its timestamp had passed in true time: commit-wait would have failed. */
    boolean isEarly() {
        return publishTruthNanos <= timestampNanos;
    }
}
