package dev.truechimer.clock.ticks;

import dev.truechimer.clock.host.ReadsHostClock;
import dev.truechimer.clock.ticks.ClockProfile.Kind;
import dev.truechimer.clock.ticks.ClockProfile.UnreadableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The clocks that a program on this host may think of, those that can be read and those that can't.
 *
 * @param readable those that can be read, in the order of the list
 * @param unreadable those that can't
 */
record HostClocks(List<ReadableClock> readable, List<UnreadableClock> unreadable) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    HostClocks {
        readable = List.copyOf(readable);
        unreadable = List.copyOf(unreadable);
    }

    /** Tries each. */
    static HostClocks find() {
        return new Search()
                .monotonic("System.nanoTime", Ticks::system)
                .wall("System.currentTimeMillis", HostClocks::currentMillis)
                .wall("Instant.now", HostClocks::currentInstant)
                .monotonic("CLOCK_MONOTONIC_RAW", Ticks::monotonicRaw)
                .monotonic("CLOCK_BOOTTIME", Ticks::boottime)
                .found();
    }

    @ReadsHostClock
    private static long currentMillis() {
        return System.currentTimeMillis() * NANOS_PER_MILLI;
    }

    /** Wraps around in 2262, which differences don't mind. */
    @ReadsHostClock
    private static long currentInstant() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
    }

    /** A list in the making. <b>Threads:</b> confined to one. */
    static final class Search {

        private final List<ReadableClock> readable = new ArrayList<>();
        private final List<UnreadableClock> unreadable = new ArrayList<>();

        /** Adds a clock that calls itself what it is, or the reason why there is none. */
        Search monotonic(String name, Supplier<Ticks> attempt) {
            try {
                Ticks ticks = attempt.get();
                readable.add(new ReadableClock(ticks.toString(), Kind.MONOTONIC, ticks::nanos));
            } catch (UnsupportedOperationException e) {
                unreadable.add(new UnreadableClock(name, String.valueOf(e.getMessage())));
            }
            return this;
        }

        Search wall(String name, LongSupplier nanos) {
            readable.add(new ReadableClock(name, Kind.WALL, nanos));
            return this;
        }

        HostClocks found() {
            return new HostClocks(readable, unreadable);
        }
    }
}
