package dev.truechimer.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a command writes to.
 *
 * @param out what was asked for
 * @param err what went wrong, a line each
 * @param live whether {@code out} is a terminal on which lines can be drawn again
 */
record Output(PrintWriter out, PrintWriter err, boolean live) {

    /** Standard output and standard error of this process. */
    static Output ofProcess() {
        return new Output(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                isTerminal(System.console()) && canMoveCursor(System.getenv("TERM")));
    }

    /** Whether nobody reads what is written any more, or the disk is full. */
    boolean isBroken() {
        return out.checkError();
    }

    /** Before JDK 22 a console is a terminal; since then there may be one without, which says so itself. */
    private static boolean isTerminal(@Nullable Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException beforeJdk22) {
            return true;
        }
    }

    private static boolean canMoveCursor(@Nullable String term) {
        return term != null && !term.isEmpty() && !term.equals("dumb");
    }
}
