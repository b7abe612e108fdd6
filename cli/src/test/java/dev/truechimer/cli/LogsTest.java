package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The library's logging stays off the console, until somebody wants it. */
class LogsTest {

    private static final System.Logger LIBRARY = System.getLogger("dev.truechimer.clock.Timekeeper");

    private final StringWriter shown = new StringWriter();

    @AfterEach
    void silence() {
        Logs.silence();
    }

    @Test
    void showsMessagesAndStackTracesIfWanted() {
        Logs.showOn(new PrintWriter(shown));
        LIBRARY.log(System.Logger.Level.WARNING, "it broke", new IllegalStateException("because"));
        assertTrue(shown.toString().contains("it broke"), shown.toString());
        assertTrue(shown.toString().contains("\tat "), shown.toString());
    }

    @Test
    void showsNothingOtherwise() {
        Logs.showOn(new PrintWriter(shown));
        Logs.silence();
        LIBRARY.log(System.Logger.Level.ERROR, "it broke", new IllegalStateException("because"));
        assertEquals("", shown.toString());
    }
}
