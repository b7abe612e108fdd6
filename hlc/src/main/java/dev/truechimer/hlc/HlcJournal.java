package dev.truechimer.hlc;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.sequence.BoundJournal;
import dev.truechimer.clock.sequence.JournalCounters;
import dev.truechimer.clock.sequence.JournalDisk;
import dev.truechimer.clock.sequence.JournalPatience;
import dev.truechimer.clock.ticks.Ticks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Makes restarts of a hybrid logical clock safe: a file with an upper bound of all timestamps that were issued, stored before they
 * are. The clock that is built on it begins above the bound; so no timestamp is issued twice or out of order, whenever the process
 * or the machine crashed, and even if the physical clock was set back meanwhile.
 *
 * <pre>{@code
 * try (HlcJournal journal = HlcJournal.open(Path.of("/var/lib/orders/clock.hlc"))) {
 *     HybridLogicalClock clock = HybridLogicalClock.builder(timekeeper.clock()).journal(journal).build();
 *     ...
 * }
 * }</pre>
 *
 * <p><b>Invariant:</b> no timestamp above {@link #bound()} was ever issued under this journal, and the bound is durable: written to
 * a new file, forced, renamed over the old one, and the folder forced. <b>Cost:</b> the bound is leased ahead of the time, and
 * renewed when half of the lease is used, in the background: about two small writes per {@link #ahead()} while timestamps are
 * issued, none while not. A timestamp waits for the disk only if it is the first after a pause, or if the disk has not kept up.
 * A lease never reaches beyond what the clock may issue at that moment; so it is shorter near {@code earliest +
 * maxOffset}. After a crash the clock may be ahead of the physical one by up to {@code ahead}, and by more if crashes
 * follow each other faster than that, see {@link HybridLogicalClock#lead()}. But it keeps the contract of {@code
 * maxOffset}: if the bound is beyond that, because the physical clock was set back, the clock is unavailable until that
 * has caught up, except under {@link OffsetPolicy#ACCEPT}.
 * <b>Threads:</b> any. All I/O is done by one daemon thread of the journal's own.
 *
 * <p><b>Hazard:</b> who deletes the file, restores an old copy of it, or runs a copy of the machine, takes the protection away: a
 * missing file is a first start. {@code fsync} must be true: a disk or a file system that only promises it breaks the bound in a
 * power failure. The lock beside the file keeps out other processes as far as the file system supports locks, which network file
 * systems may not; it may not be deleted while it is held.
 */
public final class HlcJournal implements AutoCloseable {

    /** How far ahead a journal leases, unless told: 250 ms. */
    public static final Duration DEFAULT_AHEAD = Duration.ofMillis(250);

    private final BoundJournal journal;

    private HlcJournal(BoundJournal journal) {
        this.journal = journal;
    }

    /**
     * Opens a journal that leases {@link #DEFAULT_AHEAD} ahead.
     *
     * @param file as for {@link #open(Path, Duration)}
     * @throws IOException as for {@link #open(Path, Duration)}
     */
    public static HlcJournal open(Path file) throws IOException {
        return open(file, DEFAULT_AHEAD);
    }

    /**
     * Opens a journal for this process alone, and stores its bound once, so that a disk that can't be written to shows now. If the
     * file is missing, this is the first start: the bound is 0, and the file is made. Beside it lie a {@code .lock}, which stays,
     * and for moments a {@code .tmp}.
     *
     * @param file where the bound is kept, on a local disk; its folder must exist. A link is followed once, now
     * @param ahead how far beyond the physical time the bound is leased, 1 ms to 1 day, and not more than the {@code maxOffset} of
     *     the clock; longer means fewer writes and fewer waits after pauses, and a larger lead after a crash
     * @throws IllegalArgumentException if {@code ahead} is out of range
     * @throws JournalInUseException if this or another process has it open
     * @throws JournalCorruptException if the file is not what a journal writes; it is left as it is
     * @throws IOException if the file can't be read, locked or written, or the disk does not answer within ten seconds
     */
    public static HlcJournal open(Path file, Duration ahead) throws IOException {
        return new HlcJournal(BoundJournal.open(file, new HlcJournalOwner(), ahead, patience()));
    }

    /** Opens a journal on any kind of disk. */
    static HlcJournal open(JournalDisk.Opener opener, String name, Duration ahead, JournalPatience patience)
            throws IOException {
        return new HlcJournal(BoundJournal.open(opener, name, new HlcJournalOwner(), ahead, patience));
    }

    private static JournalPatience patience() {
        return JournalPatience.usual(Ticks.system()::nanos);
    }

    /** How far ahead of the physical time the bound is leased. */
    public Duration ahead() {
        return journal.ahead();
    }

    /** No timestamp above it was ever issued under this journal, and that is durable; packed, 0 before the first. Only grows. */
    public long bound() {
        return journal.bound();
    }

    /** What was counted since it was opened; of one moment. */
    public HlcJournalCounters counters() {
        JournalCounters counted = journal.counters();
        return new HlcJournalCounters(counted.writes(), counted.failures(), counted.lastFailure());
    }

    /**
     * Called once, by the clock.
     *
     * @throws IllegalStateException if it was called before, or the journal is closed
     */
    void attach() {
        journal.attach();
    }

    /**
     * Makes sure that a timestamp may be issued: waits for the disk if it is above the bound, and asks for more, without waiting,
     * if less than half of a full lease is left beyond it.
     *
     * @param timestamp what is to be issued
     * @param lease up to where the journal should cover as of now, {@code >= timestamp}
     * @return up to where timestamps may be issued before this is called again: {@code timestamp..bound()}
     * @throws ClockUnavailableException if the bound can't be extended; the message says why
     */
    long cover(long timestamp, long lease) {
        return journal.cover(timestamp, lease);
    }

    /** Waits until nothing is being written. For tests, which want to know what was written when. */
    void awaitIdle() {
        journal.awaitIdle();
    }

    /**
     * Ends the journal's thread, which finishes what it is writing, and gives the lock back; waits for that, at most ten seconds if
     * the disk hangs. The bound stays as it is, above what was issued: the clock may still be issuing timestamps up to it, which is
     * why this is safe at any time, and why it is not lowered. A clock that needs more is unavailable from now on. Closing again
     * does nothing.
     */
    @Override
    public void close() {
        journal.close();
    }
}
