package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** One run of the command in this process, and what came out of it. */
record CommandRun(int exitCode, String out, String err) {

    static CommandRun of(String... args) {
        return run(false, args);
    }

    static CommandRun onTerminal(String... args) {
        return run(true, args);
    }

    private static CommandRun run(boolean live, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.run(args, new Output(new PrintWriter(out), new PrintWriter(err), live));
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    List<String> lines() {
        return out.lines().toList();
    }

    /** Success, without a word on standard error. */
    CommandRun succeeded() {
        assertEquals("", err);
        assertEquals(0, exitCode, out);
        return this;
    }

    /** The exit code, and exactly one line on standard error that is no stack trace. */
    String failedWith(int code) {
        assertEquals(code, exitCode, err);
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.startsWith("truechimer"), err);
        assertFalse(err.contains("Exception") || err.contains("\tat "), err);
        return err;
    }
}
