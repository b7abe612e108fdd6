package dev.truechimer.gps;

/**
 * What a source of NTP's shared memory was told.
 *
 * @param name in reports
 * @param unit 0 to 255
 * @param leastDelayNanos from the instant that the clock's stamp means to the receive stamp, at least
 * @param greatestDelayNanos the same, at most
 * @param floorNanos added to what the precision says
 * @param pollNanos from one look to the next
 */
record NtpShmSettings(
        String name, int unit, long leastDelayNanos, long greatestDelayNanos, long floorNanos, long pollNanos) {}
