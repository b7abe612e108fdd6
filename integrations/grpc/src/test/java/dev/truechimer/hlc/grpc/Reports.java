package dev.truechimer.hlc.grpc;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what one logger reports, instead of the console. */
final class Reports implements AutoCloseable {

    private final Logger logger;
    private final BlockingQueue<LogRecord> records = new LinkedBlockingQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private Reports(Logger logger) {
        this.logger = logger;
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    /** Where the server reports what handlers throw. */
    static Reports ofServer() {
        return of("io.grpc.internal.SerializingExecutor");
    }

    static Reports of(String loggerName) {
        return new Reports(Logger.getLogger(loggerName));
    }

    /** Waits for the next one. */
    Throwable next() throws InterruptedException {
        LogRecord record = records.poll(60, TimeUnit.SECONDS);
        if (record == null) {
            throw new AssertionError("nothing was reported");
        }
        return record.getThrown();
    }

    int waiting() {
        return records.size();
    }

    @Override
    public void close() {
        logger.setUseParentHandlers(true);
        logger.removeHandler(handler);
    }
}
