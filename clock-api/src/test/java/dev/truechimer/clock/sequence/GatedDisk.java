package dev.truechimer.clock.sequence;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.sequence.ModelDisk.Step;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A disk in memory that fails, and stands still, as a test wants it to. <b>Threads:</b> any. */
public final class GatedDisk implements JournalDisk {

    /** A step that stands still. */
    public static final class Gate {
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch opened = new CountDownLatch(1);

        public void awaitReached() throws InterruptedException {
            await(reached, "the disk does not come there");
        }

        public void open() {
            opened.countDown();
        }
    }

    private final Map<Step, Gate> gates = new ConcurrentHashMap<>();
    private final Map<Step, Throwable> failures = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile byte[] record;
    private volatile byte[] draft;
    private volatile int attempts;

    /** Lets the disk stand still before a step, when it comes there next. */
    public Gate gateAt(Step step) {
        Gate gate = new Gate();
        gates.put(step, gate);
        return gate;
    }

    /** Lets a step fail from now on. */
    public void failAt(Step step, Throwable failure) {
        failures.put(step, failure);
    }

    public void recover() {
        failures.clear();
    }

    /** How often somebody began to store something. */
    public int attempts() {
        return attempts;
    }

    /** What is stored, as its owner reads it. */
    public long stored(JournalOwner owner) throws IOException {
        return new JournalRecord(owner).decode(record, name());
    }

    public void awaitClosed() throws InterruptedException {
        await(closed, "the disk is not given free");
    }

    private static void await(CountDownLatch latch, String complaint) throws InterruptedException {
        assertTrue(latch.await(Caller.LIMIT_SECONDS, TimeUnit.SECONDS), complaint);
    }

    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void step(Step step) throws IOException {
        Gate gate = gates.remove(step);
        if (gate != null) {
            gate.reached.countDown();
            boolean interrupted = false;
            while (gate.opened.getCount() > 0) {
                try {
                    gate.opened.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        Throwable failure = failures.get(step);
        if (failure instanceof IOException thrown) {
            throw thrown;
        } else if (failure instanceof RuntimeException thrown) {
            throw thrown;
        } else if (failure instanceof Error thrown) {
            throw thrown;
        }
    }

    @Override
    public String name() {
        return "gated";
    }

    @Override
    public byte[] read(int limit) throws IOException {
        step(Step.READ);
        return record;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // One writer.
    public Draft createDraft() throws IOException {
        attempts++;
        step(Step.CREATE);
        return new Draft() {
            @Override
            public void write(byte[] bytes) throws IOException {
                step(Step.WRITE);
                draft = bytes;
            }

            @Override
            public void force() throws IOException {
                step(Step.FORCE);
            }

            @Override
            public void close() throws IOException {
                step(Step.CLOSE);
            }
        };
    }

    @Override
    public void publishDraft() throws IOException {
        step(Step.PUBLISH);
        record = draft;
    }

    @Override
    public void forceFolder() throws IOException {
        step(Step.FORCE_FOLDER);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
