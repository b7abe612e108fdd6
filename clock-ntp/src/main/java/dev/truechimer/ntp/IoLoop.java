package dev.truechimer.ntp;

import dev.truechimer.clock.ticks.Ticks;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread that waits for packets and deadlines, for all sources.
 *
 * <p><b>Invariant:</b> nothing that a task throws ends the thread. <b>Threads:</b> {@link #execute}, {@link #runAndWait}
 * and {@link #end} from any; the rest from the loop's own. <b>Limit:</b> tasks and timers are a few per source.
 * <b>Hazard:</b> a task that blocks delays all sources; delays widen intervals, they never falsify them.
 */
final class IoLoop implements Runnable {

    static final String THREAD_NAME = "truechimer-ntp-io";

    private static final System.Logger LOG = System.getLogger(IoLoop.class.getName());
    private static final Duration JOIN_LIMIT = Duration.ofSeconds(5);
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long FAULT_PAUSE_NANOS = 100_000_000L;

    private final Ticks ticks = Ticks.system();
    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>((a, b) -> Long.signum(a.deadlineTicks - b.deadlineTicks));
    private volatile boolean ending;
    private boolean faultLogged;

    /** A task that runs later, unless it is cancelled. */
    static final class Timer {
        private final long deadlineTicks;
        private final Runnable task;

        private Timer(long deadlineTicks, Runnable task) {
            this.deadlineTicks = deadlineTicks;
            this.task = task;
        }
    }

    private IoLoop(Selector selector) {
        this.selector = selector;
        this.thread = new Thread(this, THREAD_NAME);
        thread.setDaemon(true);
    }

    /** Starts a thread. */
    static IoLoop start() throws IOException {
        IoLoop loop = new IoLoop(Selector.open());
        loop.thread.start();
        return loop;
    }

    /** Runs a task on the loop, soon. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /**
     * Runs a task on the loop and waits until it has run, or at most five seconds; at once if this is the loop's thread.
     */
    void runAndWait(Runnable task) {
        if (isOwnThread()) {
            guarded(task);
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        execute(() -> {
            try {
                task.run();
            } finally {
                done.countDown();
            }
        });
        try {
            if (!done.await(JOIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.WARNING, THREAD_NAME + " is busy for " + JOIN_LIMIT + ": it will catch up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs a task later. */
    Timer schedule(long delayNanos, Runnable task) {
        Timer timer = new Timer(ticks.nanos() + delayNanos, task);
        timers.add(timer);
        return timer;
    }

    /** Forgets a task; does nothing if it has run. */
    void cancel(Timer timer) {
        timers.remove(timer);
    }

    /**
     * Runs a task whenever a channel has something to read.
     *
     * @param channel non-blocking
     * @param onReadable must read all there is
     */
    void register(DatagramChannel channel, Runnable onReadable) throws IOException {
        channel.register(selector, SelectionKey.OP_READ, onReadable);
    }

    /** Ends the thread, and waits for it unless it is the caller. */
    void end() {
        ending = true;
        selector.wakeup();
        if (isOwnThread()) {
            return;
        }
        try {
            thread.join(JOIN_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isOwnThread() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void run() {
        try (selector) {
            while (!ending) {
                turn();
            }
            // A closer that was interrupted did not wait for its last task: it runs now, and nothing stays open.
            runTasks();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "closing the selector failed", e);
        }
    }

    private void turn() {
        try {
            runTasks();
            runTimers();
            select();
        } catch (IOException | RuntimeException | Error e) {
            // Not a task's fault, which is caught earlier: the selector's, or a lack of memory. Waiting may help.
            logOnce(e);
            LockSupport.parkNanos(FAULT_PAUSE_NANOS);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            guarded(task);
        }
    }

    private void runTimers() {
        long now = ticks.nanos();
        for (Timer timer = timers.peek(); timer != null; timer = timers.peek()) {
            if (timer.deadlineTicks - now > 0) {
                return;
            }
            timers.remove();
            guarded(timer.task);
        }
    }

    private void select() throws IOException {
        Timer next = timers.peek();
        long waitNanos = next == null ? 0 : next.deadlineTicks - ticks.nanos();
        if (next != null && waitNanos <= 0) {
            selector.selectNow();
        } else {
            // Rounded up, so that it does not spin for the last fraction; 0 waits until something happens.
            selector.select((waitNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
        }
        // Nobody of ours interrupts this thread; a flag left behind would close every channel it reads.
        Thread.interrupted();
        Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
        while (ready.hasNext()) {
            SelectionKey key = ready.next();
            ready.remove();
            if (key.isValid()) {
                guarded((Runnable) key.attachment());
            }
        }
    }

    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            logOnce(e);
        }
    }

    private void logOnce(Throwable fault) {
        if (!faultLogged) {
            faultLogged = true;
            LOG.log(
                    System.Logger.Level.ERROR,
                    THREAD_NAME + " goes on after a fault; further ones are not logged",
                    fault);
        }
    }
}
