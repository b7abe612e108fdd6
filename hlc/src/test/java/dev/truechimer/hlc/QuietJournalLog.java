package dev.truechimer.hlc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Takes what journals log, as long as it is open, so that it is not printed. */
final class QuietJournalLog extends Handler {

    private final Logger logger = Logger.getLogger(HlcJournal.class.getName());
    private final List<LogRecord> records = Collections.synchronizedList(new ArrayList<>());

    QuietJournalLog() {
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    List<LogRecord> records() {
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
