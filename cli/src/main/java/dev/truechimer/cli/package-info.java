/**
 * The {@code truechimer} command: a clock to look at, to wait for in start scripts, and a demonstration that needs nothing
 * but this host.
 *
 * <p>Each subcommand is a type that parses nothing itself: picocli fills its options, {@link
 * dev.truechimer.cli.ClockOptions} makes a clock of them, and text or JSON is written by types of their own.
 * <b>Units:</b> {@code ...Nanos} are nanoseconds, since 1970 on the clock's scale where they name an instant. <b>Exit
 * codes:</b> 0 success; 1 no synchronisation, or something that was promised did not hold; 2 wrong usage. Errors are one
 * line on standard error.
 */
@NullMarked
package dev.truechimer.cli;

import org.jspecify.annotations.NullMarked;
