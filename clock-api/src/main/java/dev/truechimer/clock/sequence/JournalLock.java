package dev.truechimer.clock.sequence;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds a file locked against other processes and against this one.
 *
 * <p>On POSIX systems a process loses its locks on a file when it closes <i>any</i> channel to it. So there is one channel for each
 * file, and while somebody else in this process has the lock it is not closed, even if the attempt that opened it was refused.
 * <b>Threads:</b> any. <b>Source:</b> fcntl(2), and {@link java.nio.channels.FileLock}.
 */
final class JournalLock implements Closeable {

    /** The channels of this process, or of this class loader; guarded by itself. */
    private static final Map<Path, FileChannel> OPEN = new HashMap<>();

    private final Path file;

    private JournalLock(Path file) {
        this.file = file;
    }

    /**
     * Locks a file, which is made if it is missing and stays when the lock is given back.
     *
     * @param file one file always by the same path
     * @param owner whose journal it guards
     * @throws IOException what the owner says if it is locked; or if it can't be made
     */
    static JournalLock acquire(Path file, JournalOwner owner) throws IOException {
        synchronized (OPEN) {
            FileChannel channel = OPEN.get(file);
            if (channel == null) {
                channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                OPEN.put(file, channel);
            }
            lock(channel, file, owner);
            return new JournalLock(file);
        }
    }

    private static void lock(FileChannel channel, Path file, JournalOwner owner) throws IOException {
        boolean closable = true;
        try {
            if (channel.tryLock() == null) {
                throw owner.inUse("another process has the journal's lock, " + file
                        + ": each clock needs a journal of its own; end that process, or use another file");
            }
            closable = false;
        } catch (OverlappingFileLockException e) {
            closable = false;
            IOException inUse = owner.inUse("this process has the journal open already, see its lock, " + file
                    + ": each clock needs a journal of its own; close it first, or use another file");
            inUse.initCause(e);
            throw inUse;
        } finally {
            if (closable) {
                closeChannel(file);
            }
        }
    }

    private static void closeChannel(Path file) throws IOException {
        FileChannel channel = OPEN.remove(file);
        if (channel != null) {
            channel.close();
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() throws IOException {
        synchronized (OPEN) {
            closeChannel(file);
        }
    }
}
