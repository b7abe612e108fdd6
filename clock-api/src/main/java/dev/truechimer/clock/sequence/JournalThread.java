package dev.truechimer.clock.sequence;

import java.io.IOException;

/**
 * The thread of a journal: it alone touches the disk, because a channel is closed under whoever uses it if that thread is
 * interrupted, and threads of callers are. Named, daemon, ended by {@link #close()}; what fails is told to {@link JournalProgress}
 * and does not end it.
 */
final class JournalThread implements Runnable {

    private final JournalDisk.Opener opener;
    private final String name;
    private final JournalOwner owner;
    private final System.Logger log;
    private final JournalProgress progress;
    private final Thread thread;

    private JournalThread(JournalDisk.Opener opener, String name, JournalOwner owner, JournalProgress progress) {
        this.opener = opener;
        this.name = name;
        this.owner = owner;
        this.log = System.getLogger(owner.logger());
        this.progress = progress;
        this.thread = new Thread(this, owner.magic());
        thread.setDaemon(true);
    }

    /**
     * Starts a thread, which begins by opening the disk.
     *
     * @param name what is opened, for messages
     * @param owner whose journal it is
     * @param progress where it says what it has done
     */
    static JournalThread start(JournalDisk.Opener opener, String name, JournalOwner owner, JournalProgress progress) {
        JournalThread started = new JournalThread(opener, name, owner, progress);
        started.thread.start();
        return started;
    }

    /** Ends the thread, and waits for it unless it is the caller. */
    void close() {
        progress.close();
        if (Thread.currentThread() != thread) {
            progress.awaitEnded();
        }
    }

    @Override
    public void run() {
        Throwable failure = null;
        try (JournalDisk disk = opener.open()) {
            serve(new JournalStore(disk, new JournalRecord(owner)));
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
        }
        if (progress.ended(failure)) {
            log.log(
                    System.Logger.Level.ERROR,
                    "the journal " + name + " has ended, and its clock stops at the bound",
                    failure);
        }
    }

    private void serve(JournalStore store) throws IOException {
        long found = store.load();
        // So that it is durable, also if the last life has ended in the middle, and that an unwritable disk shows at
        // once.
        store.store(found);
        progress.opened(found);
        for (long target = progress.awaitTarget();
                target != JournalProgress.NO_TARGET;
                target = progress.awaitTarget()) {
            write(store, target);
        }
    }

    private void write(JournalStore store, long target) {
        // Nobody of ours interrupts this thread; a flag left behind would close every channel it uses.
        Thread.interrupted();
        try {
            store.store(target);
            progress.stored(target);
        } catch (IOException | RuntimeException | Error e) {
            if (progress.failed(e)) {
                report(e);
            }
        }
    }

    private void report(Throwable failure) {
        try {
            log.log(
                    System.Logger.Level.WARNING,
                    "the journal " + name + " could not be written; its clock stops at the bound unless a later attempt"
                            + " succeeds; further failures in a row are counted, not logged",
                    failure);
        } catch (RuntimeException | Error e) {
            // Then the counters are all there is to see it.
            failure.addSuppressed(e);
        } finally {
            progress.reported();
        }
    }
}
