package dev.truechimer.ptp.wire;

import java.util.OptionalLong;

/**
 * How far a grandmaster says that it is from true time. <b>Source:</b> IEEE 1588-2019, table 5; the 2008 edition begins at
 * 25 ns.
 */
public final class ClockAccuracy {

    private static final int FIRST = 0x17;

    /** In the table's order, in picoseconds, from 0x17 to 0x30. */
    private static final long[] PICOS = {
        1,
        3,
        10,
        25,
        100,
        250,
        1_000,
        2_500,
        10_000,
        25_000,
        100_000,
        250_000,
        1_000_000,
        2_500_000,
        10_000_000,
        25_000_000,
        100_000_000,
        250_000_000,
        1_000_000_000L,
        2_500_000_000L,
        10_000_000_000L,
        25_000_000_000L,
        100_000_000_000L,
        250_000_000_000L,
        1_000_000_000_000L,
        10_000_000_000_000L,
    };

    private static final long PICOS_PER_NANO = 1_000;

    private ClockAccuracy() {}

    /**
     * The bound that a value stands for.
     *
     * @param accuracy as in Announce
     * @return nanoseconds, rounded up; empty for "more than 10 s", "unknown" and what the table does not have
     */
    public static OptionalLong errorNanos(int accuracy) {
        int index = accuracy - FIRST;
        if (index < 0 || index >= PICOS.length) {
            return OptionalLong.empty();
        }
        return OptionalLong.of((PICOS[index] + PICOS_PER_NANO - 1) / PICOS_PER_NANO);
    }
}
