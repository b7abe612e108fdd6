package dev.truechimer.cli;

import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.commit.CommitWait;
import dev.truechimer.clock.ticks.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Commits transactions, evenly spread over the time there is.
 *
 * <p>Each writer has a {@link CommitWait} of its own, as if it were on another machine: so nothing but the clock orders the
 * timestamps of two writers. <b>Threads:</b> one runs it.
 */
final class DemoWriter implements Callable<List<DemoTransaction>> {

    /**
     * What all writers share.
     *
     * @param clock the clock under test
     * @param truth what time it is
     * @param sequence numbers starts and publications in the order in which they happen
     * @param store where the rows are
     * @param committed how many transactions were published
     */
    record Shared(
            IntervalClock clock, LongSupplier truth, AtomicLong sequence, DemoStore store, AtomicLong committed) {}

    private final Shared shared;
    private final int first;
    private final int step;
    private final int transactions;
    private final Countdown countdown;
    private final long periodNanos;
    private final Ticks ticks = Ticks.system();

    /**
     * Makes one of several writers.
     *
     * @param writer which, from 0
     */
    DemoWriter(Shared shared, DemoSettings settings, int writer, Countdown countdown) {
        this.shared = shared;
        this.first = writer;
        this.step = settings.writers();
        this.transactions = settings.transactions();
        this.countdown = countdown;
        this.periodNanos = settings.duration().toNanos() / settings.transactions();
    }

    @Override
    public List<DemoTransaction> call() throws InterruptedException {
        List<DemoTransaction> done = new ArrayList<>();
        try (CommitWait commits = CommitWait.on(shared.clock())) {
            for (int row = first; row < transactions; row += step) {
                countdown.waitUntil(row * periodNanos);
                done.add(transaction(commits, row));
                shared.committed().incrementAndGet();
            }
        }
        return done;
    }

    private DemoTransaction transaction(CommitWait commits, int row) throws InterruptedException {
        List<DemoTransaction> result = new ArrayList<>(1);
        long startSequence = shared.sequence().incrementAndGet();
        commits.<Long, RuntimeException>commit(
                timestampNanos -> {
                    shared.store().stage(row, timestampNanos);
                    return ticks.nanos();
                },
                (timestampNanos, preparedTicks) -> {
                    long waitNanos = ticks.nanos() - preparedTicks;
                    long truthNanos = shared.truth().getAsLong();
                    long publishSequence = shared.sequence().incrementAndGet();
                    shared.store().publish(row);
                    result.add(
                            new DemoTransaction(timestampNanos, startSequence, publishSequence, truthNanos, waitNanos));
                });
        return result.get(0);
    }
}
