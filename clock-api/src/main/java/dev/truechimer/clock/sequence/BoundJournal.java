package dev.truechimer.clock.sequence;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An upper bound of all numbers that a clock has issued, on disk before they are: who begins above it after a crash
 * issues none of them again. What the numbers mean is the business of the {@link JournalOwner}.
 *
 * <p><b>Invariant:</b> no number above {@link #bound()} was ever covered by this journal, and the bound is durable:
 * written to a new file, forced, renamed over the old one, and the folder forced. It only grows, and never beyond what
 * was leased. <b>Cost:</b> the bound is leased ahead, and renewed when half of the lease is used, in the background:
 * about two small writes for each lease while numbers are issued, none while not. <b>Threads:</b> any. All I/O is done
 * by one daemon thread of the journal's own.
 *
 * <p><b>Rejected:</b> to append to the file, or to write over it, because a crash in the middle leaves what must be
 * told from a changed file; to write on the callers' threads, because an interrupt of one of them closes the channel
 * for all.
 *
 * <p><b>Hazard:</b> who deletes the file, restores an old copy of it, or runs a copy of the machine, takes the
 * protection away. {@code fsync} must be true. The lock beside the file keeps out other processes as far as the file
 * system supports locks.
 */
public final class BoundJournal implements AutoCloseable {

    private static final Duration LEAST_AHEAD = Duration.ofMillis(1);
    private static final Duration MOST_AHEAD = Duration.ofDays(1);

    private final Duration ahead;
    private final JournalProgress progress;
    private final JournalThread thread;
    private final AtomicBoolean attached = new AtomicBoolean();

    private BoundJournal(Duration ahead, JournalProgress progress, JournalThread thread) {
        this.ahead = ahead;
        this.progress = progress;
        this.thread = thread;
    }

    /**
     * Opens a journal for this process alone, and stores its bound once, so that a disk that can't be written to shows
     * now. If the file is missing, this is the first start: the bound is 0, and the file is made. Beside it lie a
     * {@code .lock}, which stays, and for moments a {@code .tmp}.
     *
     * @param file where the bound is kept; its folder must exist. A link is followed once, now
     * @param ahead how far ahead its clock leases, 1 ms to 1 day
     * @throws IllegalArgumentException if {@code ahead} is out of range
     * @throws IOException what the owner says to a file that is corrupt or in use; or if the file can't be read, locked
     *     or written, or the disk does not answer in time
     */
    public static BoundJournal open(Path file, JournalOwner owner, Duration ahead, JournalPatience patience)
            throws IOException {
        Objects.requireNonNull(file, "file");
        return open(() -> FileJournalDisk.open(file, owner), file.toString(), owner, ahead, patience);
    }

    /**
     * Opens a journal on any kind of disk.
     *
     * @param name what is opened, for messages
     */
    public static BoundJournal open(
            JournalDisk.Opener opener, String name, JournalOwner owner, Duration ahead, JournalPatience patience)
            throws IOException {
        if (ahead.compareTo(LEAST_AHEAD) < 0 || ahead.compareTo(MOST_AHEAD) > 0) {
            throw new IllegalArgumentException("ahead must be " + LEAST_AHEAD + ".." + MOST_AHEAD + ": " + ahead);
        }
        JournalProgress progress = new JournalProgress(name, owner, patience);
        JournalThread thread = JournalThread.start(opener, name, owner, progress);
        progress.awaitOpened();
        return new BoundJournal(ahead, progress, thread);
    }

    /** How far ahead its clock leases. */
    public Duration ahead() {
        return ahead;
    }

    /** No number above it was ever covered, and that is durable; 0 before the first. Only grows. */
    public long bound() {
        return progress.bound();
    }

    /** What was counted since it was opened; of one moment. */
    public JournalCounters counters() {
        return progress.counters();
    }

    /**
     * Called once, by the clock.
     *
     * @throws IllegalStateException if it was called before, or the journal is closed
     */
    public void attach() {
        if (progress.isClosing()) {
            throw new IllegalStateException("the journal was closed; open it again for a new clock");
        }
        if (!attached.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "the journal belongs to a clock already; each clock needs a journal of its own");
        }
    }

    /**
     * Makes sure that a number may be issued: waits for the disk if it is above the bound, and asks for more, without
     * waiting, if less than half of a full lease is left beyond it.
     *
     * @param number what is to be issued
     * @param lease up to where the journal should cover as of now, {@code number..}{@link JournalOwner#mostBound()}
     * @return up to where numbers may be issued before this is called again: {@code number..bound()}
     * @throws RuntimeException what the owner says if the bound can't be extended; its message says why
     */
    public long cover(long number, long lease) {
        long bound = progress.bound();
        if (bound < number) {
            bound = progress.extend(number, lease);
        }
        long half = (lease - number) / 2;
        if (bound - number < half) {
            progress.request(lease);
            return bound;
        }
        return bound - half;
    }

    /** Waits until nothing is being written. For tests, which want to know what was written when. */
    public void awaitIdle() {
        progress.awaitIdle();
    }

    /**
     * Ends the journal's thread, which finishes what it is writing, and gives the lock back; waits for that, at most as
     * long as for a write. The bound stays as it is, above what was issued: the clock may still be issuing numbers up
     * to it, which is why this is safe at any time, and why it is not lowered. A clock that needs more is refused from
     * now on. Closing again does nothing.
     */
    @Override
    public void close() {
        thread.close();
    }
}
