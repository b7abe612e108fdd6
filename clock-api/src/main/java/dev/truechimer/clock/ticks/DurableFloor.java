package dev.truechimer.clock.ticks;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.sequence.BoundJournal;
import dev.truechimer.clock.sequence.JournalCounters;
import dev.truechimer.clock.sequence.JournalDisk;
import dev.truechimer.clock.sequence.JournalPatience;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Rests on no clock but on a file, and answers: may a restart repeat what was issued before it? The file keeps an upper
 * bound of all times that a wall clock has issued, stored before they are; the clock that is built on it begins above.
 * So no time is issued twice or out of order by the clocks that live on one floor, one after the other, whenever the
 * process or the machine crashed, and even if the host's wall clock was set back meanwhile.
 *
 * <p><b>Unit / range:</b> nanoseconds since 1970 on the scale of the wall clock, up to the year 2262. <b>Invariant:</b>
 * nothing above {@link #floorNanos()} was ever issued under this floor, and that is durable: written to a new file,
 * forced, renamed over the old one, and the folder forced. <b>Cost:</b> the floor is leased ahead of the time, and
 * renewed when half of the lease is used, in the background: about two small writes per {@link #ahead()} while times
 * are issued, none while not. A reading waits for the disk only if it is the first after a pause or after the wall
 * clock was set forward, or if the disk has not kept up for half of {@code ahead}. After a restart within {@code ahead}
 * of the last reading, in a crash or in good order, the clock begins ahead of the wall clock, by what is left of {@code
 * ahead}, until that has caught up; by more if crashes follow each other faster than that. <b>Threads:</b> any. All I/O
 * is done by one daemon thread of the floor's own.
 *
 * <p><b>Hazard: the file.</b> Who deletes it, restores an old copy of it, or starts a copy of the machine or of its
 * disk, takes the protection away: a missing file is a first start, and two machines with copies of one floor issue the
 * same times. Put it into a folder <i>below</i> a mount point; then a disk that is not mounted is refused. {@code
 * fsync} must be true: a disk or a file system that only promises it breaks the floor in a power failure, though not
 * when the process alone is killed. The lock beside the file keeps out other processes as far as the file system
 * supports locks, which network file systems may not; it may not be deleted while it is held.
 *
 * <p><b>Hazard: step.</b> The floor survives a wall clock that is set back; but it can't tell that from one that was
 * too far ahead before. Times that were issued by a wall clock years ahead leave a floor years ahead. To give up what
 * was promised for them, move the file away while it is not open. <b>Suspend, slew, core migration</b> don't concern
 * it. <b>Leap second:</b> as a step, where the wall clock is set back for one.
 */
public final class DurableFloor implements AutoCloseable {

    /**
     * How far ahead a floor leases, unless told: one second. That is about two writes a second, half a second in which
     * a busy disk keeps nobody waiting, and no lead after a restart that takes longer.
     */
    public static final Duration DEFAULT_AHEAD = Duration.ofSeconds(1);

    private final BoundJournal journal;

    private DurableFloor(BoundJournal journal) {
        this.journal = journal;
    }

    /**
     * Opens a floor that leases {@link #DEFAULT_AHEAD} ahead.
     *
     * @param file as for {@link #open(Path, Duration)}
     * @throws IOException as for {@link #open(Path, Duration)}
     */
    public static DurableFloor open(Path file) throws IOException {
        return open(file, DEFAULT_AHEAD);
    }

    /**
     * Opens a floor for this process alone, and stores it once, so that a disk that can't be written to shows now. If
     * the file is missing, this is the first start: the floor is 0, and the file is made. Beside it lie a {@code
     * .lock}, which stays, and for moments a {@code .tmp}.
     *
     * @param file where the floor is kept, on a local disk, one for each clock; its folder must exist. A link is
     *     followed once, now
     * @param ahead how far beyond the time the floor is leased, 1 ms to 1 day; longer means fewer writes and fewer
     *     waits for the disk, and a larger lead after a crash
     * @throws IllegalArgumentException if {@code ahead} is out of range
     * @throws FloorInUseException if this or another process has it open
     * @throws FloorCorruptException if the file is not what a floor writes; it is left as it is
     * @throws IOException if the file can't be read, locked or written, or the disk does not answer within ten seconds
     */
    public static DurableFloor open(Path file, Duration ahead) throws IOException {
        return new DurableFloor(
                BoundJournal.open(file, new FloorOwner(), ahead, JournalPatience.usual(Ticks.system()::nanos)));
    }

    /** Opens a floor on any kind of disk. */
    static DurableFloor open(JournalDisk.Opener opener, String name, Duration ahead, JournalPatience patience)
            throws IOException {
        return new DurableFloor(BoundJournal.open(opener, name, new FloorOwner(), ahead, patience));
    }

    /** How far ahead of the time the floor is leased. */
    public Duration ahead() {
        return journal.ahead();
    }

    /**
     * Nothing above it was ever issued under this floor, and that is durable; nanoseconds since 1970, 0 before the
     * first. Only grows.
     */
    public long floorNanos() {
        return journal.bound();
    }

    /** What was counted since it was opened; of one moment. */
    public DurableFloorCounters counters() {
        JournalCounters counted = journal.counters();
        return new DurableFloorCounters(counted.writes(), counted.failures(), counted.lastFailure());
    }

    /**
     * Called once, by the clock.
     *
     * @throws IllegalStateException if it was called before, or the floor is closed
     */
    void attach() {
        journal.attach();
    }

    /**
     * Makes sure that a time may be issued: waits for the disk if it is above the floor, and asks for more, without
     * waiting, if less than half of a full lease is left beyond it. An interrupt does not end the wait; it is kept for
     * the caller. The caller may hold any lock: the floor's thread runs none of its code.
     *
     * @param nanos what is to be issued
     * @param leaseNanos up to where the floor should cover as of now, {@code >= nanos}; what lies beyond 2262 is left
     *     out
     * @return up to where times may be issued before this is called again: {@code nanos..floorNanos()}
     * @throws ClockUnavailableException if the floor can't be extended; the message says why
     */
    long cover(long nanos, long leaseNanos) {
        if (nanos > FloorOwner.MAX_NANOS) {
            throw new ClockUnavailableException("no timestamp: the next one, " + nanos
                    + " ns since 1970, is above the last one that a floor covers, " + FloorOwner.MAX_NANOS
                    + "; look at the wall clock");
        }
        return journal.cover(nanos, Math.min(leaseNanos, FloorOwner.MAX_NANOS));
    }

    /** Waits until nothing is being written. For tests, which want to know what was written when. */
    void awaitIdle() {
        journal.awaitIdle();
    }

    /**
     * Ends the floor's thread, which finishes what it is writing, and gives the lock back; waits for that, at most ten
     * seconds if the disk hangs. The floor stays as it is, above what was issued: the clock may still be issuing times
     * up to it, which is why this is safe at any time, and why it is not lowered. A clock that needs more is
     * unavailable from now on. Closing again does nothing.
     */
    @Override
    public void close() {
        journal.close();
    }
}
