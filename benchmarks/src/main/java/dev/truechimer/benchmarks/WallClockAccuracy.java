package dev.truechimer.benchmarks;

import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.OffsetEpochNanoClock;

/**
 * Prints what the wall-clock utilities and their peers are worth as clocks, with one and with two threads: the error
 * against this host's wall clock, steps back, and for those that give each number once the lead over the time after a
 * second of drawing without a pause. What they cost is {@link UtilitiesBenchmark}'s question.
 *
 * <p>All go through the same loops and the same interface, and every loop has met every clock before the first is
 * measured, so the compiler favours none. The host should do nothing else. It takes about a minute.
 */
public final class WallClockAccuracy {

    private static final long WARMUP_NANOS = TimeUnit.MILLISECONDS.toNanos(60);
    private static final long MEASURED_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int RESAMPLES = 2_000;
    private static final double NANOS_PER_MICRO = 1_000;

    private static final String ROW = "%-24s%8s%8s%11s%11s%10s%7s%12s%9s%10s%9s%10s%12s%8s%n";

    private WallClockAccuracy() {}

    /**
     * Prints it.
     *
     * @param args none
     */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        List<WallClockPeer> peers = WallClockPeer.all();
        for (int threads = 1; threads <= 2; threads++) {
            try (WallClockTrial trial = new WallClockTrial(threads)) {
                warmUp(trial, peers);
                printHeader(threads);
                for (WallClockPeer peer : peers) {
                    print(trial, peer);
                }
            }
        }
        printResamples();
    }

    private static void warmUp(WallClockTrial trial, List<WallClockPeer> peers)
            throws InterruptedException, ExecutionException {
        for (WallClockPeer peer : peers) {
            trial.errors(peer, WARMUP_NANOS);
            trial.backwardSteps(peer, WARMUP_NANOS);
            trial.drawn(peer, WARMUP_NANOS);
        }
    }

    private static void printHeader(int threads) {
        System.out.printf("%nJDK %s, %d thread%s; ns", Runtime.version(), threads, threads == 1 ? "" : "s");
        System.out.printf(" unless told otherwise; brackets wider than %,d left out%n", BracketedErrors.WIDEST_NANOS);
        System.out.printf(
                "%-24s%48s%19s%19s%19s%20s%n",
                "", "distance from the bracket", "bracket", "behind own last", "behind any", "hot");
        System.out.printf(
                ROW,
                "clock",
                "median",
                "99 %",
                "behind",
                "ahead",
                "mean-mid",
                "width",
                "too wide",
                "steps",
                "largest",
                "steps",
                "largest",
                "lead us",
                "M/s");
    }

    private static void print(WallClockTrial trial, WallClockPeer peer)
            throws InterruptedException, ExecutionException {
        // The hot loop last: a lead may stay in a clock of which there is one only.
        BracketedErrors errors = trial.errors(peer, MEASURED_NANOS);
        BackwardSteps steps = trial.backwardSteps(peer, MEASURED_NANOS);
        WallClockTrial.Drawn drawn = trial.drawn(peer, MEASURED_NANOS);
        System.out.printf(
                ROW,
                peer.name(),
                errors.distanceNanos(50),
                errors.distanceNanos(99),
                errors.behindNanos(),
                errors.aheadNanos(),
                errors.fromMiddleNanos(),
                errors.medianWidthNanos(),
                errors.sieved() + "/" + (errors.count() + errors.sieved()) / 1_000 + "k",
                steps.own(),
                steps.largestOwn() * peer.unitNanos(),
                steps.across(),
                steps.largestAcross() * peer.unitNanos(),
                peer.unique() ? String.format("%.1f", drawn.leadNanos() / NANOS_PER_MICRO) : "-",
                String.format("%.2f", drawn.perSecond() / 1e6));
    }

    /**
     * What the clock on an offset of milliseconds does when it takes a new one, which it does by itself once in an
     * hour.
     */
    private static void printResamples() {
        OffsetEpochNanoClock clock = new OffsetEpochNanoClock();
        Random random = new Random(1);
        int back = 0;
        long largestBackNanos = 0;
        for (int i = 0; i < RESAMPLES; i++) {
            long untilTicks = System.nanoTime() + random.nextInt(1_000_000);
            while (System.nanoTime() - untilTicks < 0) {
                Thread.onSpinWait();
            }
            long before = clock.nanoTime();
            clock.sample();
            long jumpNanos = clock.nanoTime() - before;
            back += jumpNanos < 0 ? 1 : 0;
            largestBackNanos = Math.max(largestBackNanos, -jumpNanos);
        }
        System.out.printf(
                "%nAgrona OffsetEpoch: %d of %d resamples jump back (%.0f %%), by up to %d ns%n",
                back, RESAMPLES, 100.0 * back / RESAMPLES, largestBackNanos);
    }
}
