package dev.truechimer.cli;

import java.time.Duration;

/**
 * How large the demonstration is.
 *
 * @param duration how long readings and transactions go on
 * @param transactions how many, spread over the duration
 * @param writers threads that commit them
 * @param readers threads that read the clock
 * @param lie how far the lying server is ahead
 */
record DemoSettings(Duration duration, int transactions, int writers, int readers, Duration lie) {

    DemoSettings {
        if (transactions < 1 || writers < 1 || readers < 1) {
            throw CliException.usage("transactions, writers and readers must be at least 1");
        }
        CliException.requirePositive("the duration", duration);
    }
}
