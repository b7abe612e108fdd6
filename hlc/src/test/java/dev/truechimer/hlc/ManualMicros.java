package dev.truechimer.hlc;

import java.util.function.LongSupplier;

/** A clock of microseconds that a test sets by hand; any thread may read it. */
final class ManualMicros implements LongSupplier {

    private volatile long micros;

    ManualMicros(long micros) {
        this.micros = micros;
    }

    @Override
    public long getAsLong() {
        return micros;
    }

    void set(long to) {
        micros = to;
    }
}
