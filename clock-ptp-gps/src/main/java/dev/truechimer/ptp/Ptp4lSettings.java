package dev.truechimer.ptp;

import dev.truechimer.clock.Timescale;
import dev.truechimer.ptp.management.Ptp4lOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything a user can set about one ptp4l. <b>Threads:</b> immutable.
 *
 * @param name in reports and events
 * @param options how ptp4l is asked, and what is known beyond what it says
 * @param poll from one measurement to the next
 * @param phc the hardware clock; if empty, it is looked for behind ptp4l's interface
 * @param phcTimescale what it shows where the grandmaster does not say TAI; if empty, that is no claim
 */
record Ptp4lSettings(
        String name, Ptp4lOptions options, Duration poll, Optional<Path> phc, Optional<Timescale> phcTimescale) {}
