package dev.truechimer.testing;

import dev.truechimer.clock.IntervalClock;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.ticks.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Threads that read clocks without pause and compare each reading with the truth, read before and after it.
 *
 * <p>The clock's oscillator was read at some instant between the two readings of the truth. So the interval is certainly wrong
 * if it lies wholly before the first or wholly after the second; that is a miss. A thread that loses its processor in between
 * proves less, but never too much. <b>Threads:</b> any may ask for a tally. <b>Hazard:</b> if somebody sets the host's clock
 * meanwhile, the truth is no truth; {@link #toString} shows that.
 */
public final class TruthReaders implements AutoCloseable {

    /**
     * A clock to be read.
     *
     * @param name what it is called in messages
     * @param clock on UTC
     * @param ticks its oscillator
     */
    public record Subject(String name, IntervalClock clock, Ticks ticks) {}

    /**
     * What was found about one clock so far.
     *
     * @param readings how many
     * @param bounded how many of them were bounded
     * @param misses how many did not contain the truth
     * @param narrowestNanos the least width of a bounded reading; {@link Long#MAX_VALUE} without one
     * @param leastMarginNanos how near the truth came to an end of an interval; negative if it was outside
     * @param firstMisses the first of them in words
     */
    public record Tally(
            long readings,
            long bounded,
            long misses,
            long narrowestNanos,
            long leastMarginNanos,
            List<String> firstMisses) {

        /** How many readings said nothing. */
        long unbounded() {
            return readings - bounded;
        }
    }

    private static final int MOST_MISSES_TOLD = 10;

    private final List<Counters> counters = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final long startOffsetNanos = hostOffsetNanos();
    private volatile boolean closed;

    private TruthReaders(int threadCount, List<Subject> subjects) {
        subjects.forEach(subject -> counters.add(new Counters(subject)));
        for (int i = 0; i < threadCount; i++) {
            Thread thread = new Thread(this::run, "reader " + (i + 1));
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    /** Starts so many threads, each of which reads all the clocks in turn. */
    public static TruthReaders start(int threadCount, List<Subject> subjects) {
        TruthReaders readers = new TruthReaders(threadCount, subjects);
        readers.threads.forEach(Thread::start);
        return readers;
    }

    /** What was found about the clock of this name so far. */
    public Tally tally(String name) {
        return counters.stream()
                .filter(each -> each.subject.name.equals(name))
                .findFirst()
                .orElseThrow()
                .tally();
    }

    /** A line for each clock, and whether the truth itself was stepped meanwhile. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                "the host's clock moved by %,d ns against its oscillator%n", hostOffsetNanos() - startOffsetNanos));
        for (Counters each : counters) {
            Tally tally = each.tally();
            text.append(String.format(
                    "%s: %,d readings, %,d bounded, %d misses; narrowest %,d ns, least margin %,d ns%n",
                    each.subject.name,
                    tally.readings,
                    tally.bounded,
                    tally.misses,
                    tally.narrowestNanos,
                    tally.leastMarginNanos));
            tally.firstMisses.forEach(miss -> text.append("  ").append(miss).append('\n'));
        }
        return text.toString().stripTrailing();
    }

    /** Ends the threads. */
    @Override
    public void close() {
        closed = true;
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** To within what a thread may lose between two readings. */
    private static long hostOffsetNanos() {
        return HostTime.utcNanos() - Ticks.system().nanos();
    }

    private void run() {
        while (!closed) {
            for (Counters each : counters) {
                each.readOnce();
            }
        }
    }

    /** One clock, its forms of reading in turn, and what was found. */
    private static final class Counters {

        private final Subject subject;
        private final AtomicInteger turn = new AtomicInteger();
        private final AtomicLong readings = new AtomicLong();
        private final AtomicLong bounded = new AtomicLong();
        private final AtomicLong misses = new AtomicLong();
        private final AtomicLong narrowestNanos = new AtomicLong(Long.MAX_VALUE);
        private final AtomicLong leastMarginNanos = new AtomicLong(Long.MAX_VALUE);
        private final Queue<String> firstMisses = new ConcurrentLinkedQueue<>();

        Counters(Subject subject) {
            this.subject = subject;
        }

        void readOnce() {
            int form = turn.getAndIncrement() & 3;
            long beforeNanos = HostTime.utcNanos();
            long earliestNanos;
            long latestNanos;
            if (form == 0) {
                // Two readings: each end is true for its own instant, and both instants are within the bracket.
                earliestNanos = subject.clock.earliestNanos();
                latestNanos = subject.clock.latestNanos();
            } else {
                TimeInterval interval = read(form);
                earliestNanos = interval.earliestNanos();
                latestNanos = interval.latestNanos();
            }
            long afterNanos = HostTime.utcNanos();
            count(form, beforeNanos, earliestNanos, latestNanos, afterNanos);
        }

        private TimeInterval read(int form) {
            return switch (form) {
                case 1 -> subject.clock.read().interval();
                case 2 -> subject.clock.intervalAt(subject.ticks.nanos());
                default -> subject.clock.now();
            };
        }

        private void count(int form, long beforeNanos, long earliestNanos, long latestNanos, long afterNanos) {
            readings.incrementAndGet();
            if (earliestNanos == Long.MIN_VALUE || latestNanos == Long.MAX_VALUE) {
                return;
            }
            bounded.incrementAndGet();
            // Of what is certain: the truth was at most afterNanos, and at least beforeNanos.
            long marginNanos = Math.min(afterNanos - earliestNanos, latestNanos - beforeNanos);
            lower(leastMarginNanos, marginNanos);
            lower(narrowestNanos, latestNanos - earliestNanos);
            if (marginNanos < 0 && misses.incrementAndGet() <= MOST_MISSES_TOLD) {
                firstMisses.add(String.format(
                        "form %d: truth in [%d, %d], reading [%d, %d]: off by %d ns",
                        form, beforeNanos, afterNanos, earliestNanos, latestNanos, -marginNanos));
            }
        }

        private static void lower(AtomicLong least, long value) {
            if (value < least.get()) {
                least.accumulateAndGet(value, Math::min);
            }
        }

        Tally tally() {
            return new Tally(
                    readings.get(),
                    bounded.get(),
                    misses.get(),
                    narrowestNanos.get(),
                    leastMarginNanos.get(),
                    List.copyOf(firstMisses));
        }
    }
}
