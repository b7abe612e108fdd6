package dev.truechimer.cli;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A database in memory, as small as can be: what is staged is not visible. <b>Threads:</b> any. */
final class DemoStore {

    private final Map<Integer, Long> staged = new ConcurrentHashMap<>();
    private final Map<Integer, Long> visible = new ConcurrentHashMap<>();

    /** Writes the version of a row, so that nobody sees it yet. */
    void stage(int row, long timestampNanos) {
        staged.put(row, timestampNanos);
    }

    /** Makes what was staged visible. */
    void publish(int row) {
        Long timestampNanos = staged.remove(row);
        if (timestampNanos == null) {
            throw new IllegalStateException("nothing is staged for row " + row);
        }
        visible.put(row, timestampNanos);
    }

    /** How many rows can be seen. */
    int visibleRows() {
        return visible.size();
    }
}
