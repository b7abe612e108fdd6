package dev.truechimer.hlc;

/**
 * What a clock has counted since it was made; not one consistent moment, each number by itself.
 *
 * @param refused remote timestamps beyond the guard that were refused
 * @param clamped remote timestamps beyond the guard that were taken over as far as it allows
 * @param accepted remote timestamps beyond the guard that were taken over whole
 * @param carries microseconds by which overflows of the logical part have moved the physical part on
 */
public record HlcCounters(long refused, long clamped, long accepted, long carries) {}
