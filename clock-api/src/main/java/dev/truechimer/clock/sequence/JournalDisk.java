package dev.truechimer.clock.sequence;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where a journal keeps its record, in steps of which each may fail by itself: what a crash leaves depends on their order, which
 * is {@link JournalStore}'s. <b>Threads:</b> confined to the journal's. Closing gives the journal free for others.
 */
public interface JournalDisk extends Closeable {

    /** Opens it for this journal alone. */
    @FunctionalInterface
    interface Opener {

        /**
         * Opens it.
         *
         * @throws IOException if it is open already, or can't be opened
         */
        JournalDisk open() throws IOException;
    }

    /** The next record, under another name. */
    interface Draft extends Closeable {

        /** Writes all of them. */
        void write(byte[] bytes) throws IOException;

        /** Returns once what was written is durable. */
        void force() throws IOException;
    }

    /** Where it is, for messages. */
    String name();

    /**
     * Reads what is stored.
     *
     * @param limit never reads more bytes than that
     * @return null if nothing was stored ever
     */
    byte @Nullable [] read(int limit) throws IOException;

    /** Begins a draft: a new file, whatever an earlier attempt or life has left under its name. */
    Draft createDraft() throws IOException;

    /** Puts the draft in the place of the record, in one step: whoever looks sees either, and each of them whole. */
    void publishDraft() throws IOException;

    /** Returns once the publication is durable. */
    void forceFolder() throws IOException;
}
