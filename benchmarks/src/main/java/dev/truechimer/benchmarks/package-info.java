/**
 * Benchmarks of the hot paths, each beside {@code System.nanoTime()} in the same run: what counts is the ratio. Timings
 * of one machine mean nothing on another.
 */
@NullMarked
package dev.truechimer.benchmarks;

import org.jspecify.annotations.NullMarked;
