package dev.truechimer.ptp.phc;

import dev.truechimer.clock.Timescale;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The options of a source. <b>Threads:</b> immutable.
 *
 * @param device the device file
 * @param trust who vouches for it
 * @param timescale TAI or UTC, if the user has declared one
 * @param samples per measurement
 * @param poll between two measurements
 * @param crossStampErrorNanos how far the two stamps of an instant caught by hardware may be apart
 */
record PhcSettings(
        Path device,
        PhcTrust trust,
        Optional<Timescale> timescale,
        int samples,
        Duration poll,
        long crossStampErrorNanos) {}
