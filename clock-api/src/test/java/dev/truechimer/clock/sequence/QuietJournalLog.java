package dev.truechimer.clock.sequence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Takes what journals log, as long as it is open, so that it is not printed. */
public final class QuietJournalLog extends Handler {

    private final Logger logger;
    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

    /**
     * Takes them from now on.
     *
     * @param owner the logger that their owner names
     */
    public QuietJournalLog(String owner) {
        logger = Logger.getLogger(owner);
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    public List<LogRecord> records() {
        return List.copyOf(records);
    }

    @Override
    public void publish(LogRecord logged) {
        if (logged.getLevel().intValue() >= Level.WARNING.intValue()) {
            records.add(logged);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
