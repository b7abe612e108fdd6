package dev.truechimer.ptp.management;

import dev.truechimer.clock.host.NativeMemory;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ptp.management.Ptp4lClient.NoStateException;
import dev.truechimer.ptp.management.Vouching.Refused;
import java.security.SecureRandom;
import java.util.function.Consumer;

/**
 * Whether this host's ptp4l vouches for the clock that it disciplines, asked anew each time.
 *
 * <p>The first answer of a slave vouches for nothing: it takes a Sync that comes while ptp4l is watched, to know its age.
 * What is vouched for holds for readings of the clock between two questions that both vouch, with the larger of their
 * errors. <b>Threads:</b> one at a time; a question blocks for about a second at most.
 */
public final class Ptp4lReader implements AutoCloseable {

    private final Ptp4lClient client;
    private final StateJudge judge;
    private final Ticks ticks;

    /**
     * Opens nothing yet.
     *
     * @param ticks the oscillator that the age of a Sync is measured by
     * @param dropped hears of datagrams that were no answers
     * @throws UnsupportedOperationException if JNA is missing; the message says what to do
     */
    public Ptp4lReader(Ptp4lOptions options, Ticks ticks, Consumer<SourceFailure> dropped) {
        requireNativeCalls();
        this.client = new Ptp4lClient(options, ticks, new SecureRandom(), dropped);
        this.judge = new StateJudge(options);
        this.ticks = ticks;
    }

    /**
     * Checks that sockets can be had at all.
     *
     * @throws UnsupportedOperationException if not; the message says what to do
     */
    public static void requireNativeCalls() {
        new NativeMemory(1);
    }

    /** Asks ptp4l, and judges what it says. */
    public Vouching ask() {
        long beforeTicks = ticks.nanos();
        try {
            return judge.judge(client.ask(), beforeTicks, ticks.nanos());
        } catch (NoStateException e) {
            return new Refused(e.failure());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
