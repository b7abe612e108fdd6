package dev.truechimer.clock.sequence;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is durable, what is wanted, and what the journal's thread is at: where callers and that thread meet.
 *
 * <p><b>Invariant:</b> {@link #bound()} only grows. <b>Threads:</b> any; guarded by one lock that is never held during
 * I/O or foreign code, other than the owner's and the oscillator's, which wait for nothing. A caller may hold any lock
 * while it waits here: it waits for the disk and for nothing else, since the thread runs nobody else's code, except
 * that it reports a failure to the log, and until it has done so everybody is refused at once. <b>Limit:</b> one write
 * may take {@code writeLimit}; then everybody who needs more than is durable is refused, and who comes while it still
 * hangs does not wait as long again.
 */
final class JournalProgress {

    /** The answer of {@link #awaitTarget} at the end. */
    static final long NO_TARGET = -1;

    /** What the thread is doing. */
    private enum Phase {
        OPENING,
        IDLE,
        WRITING,
        REPORTING,
        ENDED
    }

    private final String name;
    private final JournalOwner owner;
    private final JournalPatience patience;
    private final ReentrantLock lock = new ReentrantLock();

    /** For the thread: there is a target, or the end is wanted. */
    private final Condition work = lock.newCondition();

    /** For callers: the phase has changed, or the end is wanted. */
    private final Condition change = lock.newCondition();

    /** Changed under the lock only, as is all that follows. */
    private volatile long bound;

    private volatile boolean closing;
    private Phase phase = Phase.OPENING;
    private long wanted;
    private long writes;
    private long failures;
    private @Nullable Throwable lastFailure;

    /** The last write has failed. */
    private boolean failing;

    /** When the last write began, or failed. */
    private long writeTicks;

    JournalProgress(String name, JournalOwner owner, JournalPatience patience) {
        this.name = name;
        this.owner = owner;
        this.patience = patience;
    }

    /** Durable, and no number above it was ever covered. */
    long bound() {
        return bound;
    }

    boolean isClosing() {
        return closing;
    }

    JournalCounters counters() {
        lock.lock();
        try {
            return new JournalCounters(writes, failures, Optional.ofNullable(lastFailure));
        } finally {
            lock.unlock();
        }
    }

    // What callers do.

    /** Asks for a higher bound and does not wait. Comes to nothing if the disk fails. */
    void request(long target) {
        lock.lock();
        try {
            if (!isResting()) {
                want(target);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns once the bound is at least {@code atLeast}. An interrupt does not end the wait; it is kept for the
     * caller.
     *
     * @param target what to store then, {@code >= atLeast}
     * @return the bound
     * @throws RuntimeException what the owner says if the end is wanted, or the disk fails or takes too long
     */
    long extend(long atLeast, long target) {
        lock.lock();
        try {
            if (bound < atLeast && isResting()) {
                throw failed(atLeast);
            }
            want(target);
            long failuresBefore = failures;
            boolean inTime = await(() -> bound >= atLeast || closing || failures != failuresBefore);
            if (bound >= atLeast) {
                return bound;
            }
            if (closing) {
                throw unavailable(atLeast, "it was closed; close a journal after the last timestamp of its clock");
            }
            throw inTime ? failed(atLeast) : unavailable(atLeast, noAnswer());
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the thread has opened the journal.
     *
     * @throws IOException why it has not
     */
    void awaitOpened() throws IOException {
        lock.lock();
        try {
            if (!await(() -> phase != Phase.OPENING)) {
                close();
                throw new IOException("the journal " + name + " can't be opened: " + noAnswer());
            }
            if (phase == Phase.ENDED && lastFailure instanceof IOException cause) {
                throw cause;
            }
            if (phase == Phase.ENDED) {
                throw new IOException("the journal " + name + " can't be opened", lastFailure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Wants the end: the thread finishes what it is writing, and whoever waits is refused. */
    void close() {
        lock.lock();
        try {
            closing = true;
            work.signalAll();
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the thread has ended, as long as the patience lasts. */
    void awaitEnded() {
        lock.lock();
        try {
            await(() -> phase == Phase.ENDED);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the thread has nothing to do, however long that takes. */
    void awaitIdle() {
        lock.lock();
        try {
            while (phase != Phase.ENDED && (phase != Phase.IDLE || wanted > bound)) {
                change.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void want(long target) {
        if (target > wanted) {
            wanted = target;
            work.signalAll();
        }
    }

    /** Whether nobody is let to the disk, because it has just failed. */
    private boolean isResting() {
        return phase == Phase.REPORTING
                || (failing
                        && phase == Phase.IDLE
                        && tickNanos() - writeTicks < patience.retryPause().toNanos());
    }

    /**
     * Waits as long as the patience lasts, counted from now or, if a write is going on, from its beginning.
     *
     * @return whether the condition holds
     */
    private boolean await(BooleanSupplier condition) {
        boolean interrupted = false;
        long startTicks = tickNanos();
        while (!condition.getAsBoolean()) {
            long sinceTicks = phase == Phase.WRITING ? writeTicks : startTicks;
            long leftNanos = patience.writeLimit().toNanos() - (tickNanos() - sinceTicks);
            if (leftNanos <= 0) {
                break;
            }
            try {
                // How much is left then is counted anew.
                long unused = change.awaitNanos(leftNanos);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return condition.getAsBoolean();
    }

    private RuntimeException failed(long atLeast) {
        RuntimeException failed = unavailable(
                atLeast, "storing a higher one failed, which the next timestamp tries again: " + lastFailure);
        failed.initCause(lastFailure);
        return failed;
    }

    private RuntimeException unavailable(long atLeast, String reason) {
        return owner.unavailable("no timestamp: the next one, " + owner.text(atLeast)
                + ", is above the bound of the journal " + name + ", " + owner.text(bound) + "; " + reason);
    }

    private long tickNanos() {
        return patience.tickNanos().getAsLong();
    }

    private String noAnswer() {
        return "its disk has not answered for " + patience.writeLimit();
    }

    // What the journal's thread does.

    /** The journal is open, and what was found in it is durable. */
    void opened(long found) {
        lock.lock();
        try {
            wanted = found;
            writes = 1;
            bound = found;
            enter(Phase.IDLE);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for something to write.
     *
     * @return above the bound, or {@link #NO_TARGET} at the end
     */
    long awaitTarget() {
        lock.lock();
        try {
            while (!closing && wanted <= bound) {
                work.awaitUninterruptibly();
            }
            if (closing) {
                return NO_TARGET;
            }
            writeTicks = tickNanos();
            enter(Phase.WRITING);
            return wanted;
        } finally {
            lock.unlock();
        }
    }

    /** A target is durable. */
    void stored(long target) {
        lock.lock();
        try {
            failing = false;
            writes++;
            bound = target;
            enter(Phase.IDLE);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A write has failed: what was wanted is forgotten, whoever waits is refused.
     *
     * @return whether it must be reported, followed by {@link #reported}: it is the first in a row
     */
    boolean failed(Throwable failure) {
        lock.lock();
        try {
            boolean first = !failing;
            failing = true;
            failures++;
            lastFailure = failure;
            wanted = bound;
            writeTicks = tickNanos();
            enter(first ? Phase.REPORTING : Phase.IDLE);
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** The failure has been reported. */
    void reported() {
        lock.lock();
        try {
            enter(Phase.IDLE);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The thread ends, and has given the journal free.
     *
     * @param failure what has ended it; null if that was wanted
     * @return whether nobody knows of the failure yet: there is one, and the journal was open
     */
    boolean ended(@Nullable Throwable failure) {
        lock.lock();
        try {
            boolean wasOpen = phase != Phase.OPENING;
            closing = true;
            if (failure != null) {
                lastFailure = failure;
            }
            enter(Phase.ENDED);
            return wasOpen && failure != null;
        } finally {
            lock.unlock();
        }
    }

    private void enter(Phase next) {
        phase = next;
        change.signalAll();
    }
}
