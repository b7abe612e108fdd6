package dev.truechimer.hlc;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/** Skeleton. */
public final class HlcJournal implements AutoCloseable {

    private HlcJournal() {}

    /** Skeleton. */
    public static HlcJournal open(Path file) throws IOException {
        if (file.getNameCount() == 0) {
            throw new IOException("to come");
        }
        return new HlcJournal();
    }

    /** Skeleton. */
    public Duration ahead() {
        return Duration.ofMillis(250);
    }

    /** Skeleton. */
    public long bound() {
        return 0;
    }

    /** Called once, by the clock. */
    void attach(LongSupplier last, LongUnaryOperator wantedBound) {}

    /** Returns once the bound is durably at least this. */
    void extend(long atLeast) {}

    @Override
    public void close() {}
}
