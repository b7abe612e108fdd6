package dev.truechimer.cli;

import java.util.List;

/** Numbers as a row of characters. */
final class Sparkline {

    /** From nothing to the largest. */
    private static final String LEVELS = "_.-=+*%#";

    private static final int WIDTH = 50;
    private static final long UNBOUNDED = Long.MAX_VALUE;

    private Sparkline() {}

    /**
     * The last values, scaled to the largest of them.
     *
     * @param values {@code >= 0}; the largest long is shown as a question mark
     */
    static String of(List<Long> values) {
        List<Long> shown = values.subList(Math.max(0, values.size() - WIDTH), values.size());
        long largest = shown.stream()
                .mapToLong(Long::longValue)
                .filter(value -> value != UNBOUNDED)
                .max()
                .orElse(0);
        StringBuilder line = new StringBuilder();
        for (long value : shown) {
            line.append(value == UNBOUNDED ? '?' : LEVELS.charAt(level(value, largest)));
        }
        return largest == 0 ? line.toString() : line + "  largest " + Nanos.length(largest);
    }

    private static int level(long value, long largest) {
        return (int) Math.min(LEVELS.length() - 1L, largest == 0 ? 0 : value * LEVELS.length() / largest);
    }

    /** How much of a whole is done. */
    static String bar(long done, long whole) {
        int filled = (int) Math.min(WIDTH, whole == 0 ? WIDTH : done * WIDTH / whole);
        return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]";
    }
}
