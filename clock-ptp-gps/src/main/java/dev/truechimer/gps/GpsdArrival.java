package dev.truechimer.gps;

import dev.truechimer.clock.host.RealtimeTrail.Conversion;
import dev.truechimer.clock.source.LeapSeconds;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * The circumstances of a message.
 *
 * @param quietTicks an oscillator reading at which the end of its line had not arrived; empty if there is none
 * @param afterTicks one after it had arrived
 * @param referenceUtcNanos about what this host believes the time is
 * @param leapSeconds the table in force
 * @param toTicks turns a stamp of CLOCK_REALTIME into readings; the trail goes past {@code afterTicks}
 */
record GpsdArrival(
        OptionalLong quietTicks,
        long afterTicks,
        long referenceUtcNanos,
        LeapSeconds leapSeconds,
        LongFunction<Conversion> toTicks) {}
