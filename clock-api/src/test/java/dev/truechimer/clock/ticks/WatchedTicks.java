package dev.truechimer.clock.ticks;

import dev.truechimer.clock.testkit.ManualTicks;

/** An oscillator that the test turns, and how often it was read: shows that somebody has looked and gone on waiting. */
final class WatchedTicks implements Ticks {

    private final ManualTicks ticks = new ManualTicks();
    private long readings;

    @Override
    public synchronized long nanos() {
        readings++;
        notifyAll();
        return ticks.nanos();
    }

    void advanceNanos(long deltaNanos) {
        ticks.advanceNanos(deltaNanos);
    }

    synchronized long readings() {
        return readings;
    }

    /** Returns when it has been read three times more: who did that found nothing at the second one, begun after this call. */
    synchronized void awaitMoreReadings() throws InterruptedException {
        long enough = readings + 3;
        while (readings < enough) {
            wait();
        }
    }
}
