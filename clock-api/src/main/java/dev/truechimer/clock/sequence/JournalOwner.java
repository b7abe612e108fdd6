package dev.truechimer.clock.sequence;

import java.io.IOException;

/**
 * Whose journal it is: what its numbers mean, how they are written, and as what its refusals are thrown. The journal
 * itself compares numbers and knows nothing else of them. <b>Threads:</b> any, some under the lock of a journal: an
 * owner has no state and waits for nothing.
 */
public interface JournalOwner {

    /**
     * The first word of each of its files, by which no owner reads the file of another; and the name of its threads.
     */
    String magic();

    /** Whose journal it is, for messages: "a clock of some kind". */
    String clock();

    /** Where failures are logged. */
    String logger();

    /** The largest bound that may be stored, {@code >= 0}; whoever begins above it could not go on. */
    long mostBound();

    /**
     * Writes a number, for files and messages.
     *
     * @param bound {@code >= 0}, also one above {@link #mostBound()}
     * @return ASCII without line feeds, of the same length for all up to {@link #mostBound()}
     */
    String text(long bound);

    /**
     * Reads what {@link #text} writes. Whether it was that very text, and not another one for the same number, its
     * caller checks.
     *
     * @param text of the right length, any characters
     * @return {@code >= 0}
     * @throws IllegalArgumentException if it is no number of this owner, and nothing else
     */
    long parse(String text);

    /**
     * A file that is not what a journal of this owner writes.
     *
     * @param file the journal's file
     * @param rule what is wrong with it, as it should stand after the file's name
     */
    IOException corrupt(String file, String rule);

    /**
     * A journal that is open already.
     *
     * @param message which journal, who has it, and what to do
     */
    IOException inUse(String message);

    /**
     * A number that may not be issued, because the bound can't be extended.
     *
     * @param message which number, why, and what to do
     */
    RuntimeException unavailable(String message);
}
