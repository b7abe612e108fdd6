package dev.truechimer.clock.shell;

import java.util.function.Consumer;

/**
 * What a source says of its state, told only when it changes. <b>Threads:</b> confined to one.
 */
public final class StatusLine {

    private final Consumer<String> output;
    private String last = "";

    /**
     * One that has said nothing, which counts as an empty text.
     *
     * @param output such as {@code context::detail}
     */
    public StatusLine(Consumer<String> output) {
        this.output = output;
    }

    /** Tells it, unless it was told last. */
    public void say(String text) {
        if (!text.equals(last)) {
            last = text;
            output.accept(text);
        }
    }
}
