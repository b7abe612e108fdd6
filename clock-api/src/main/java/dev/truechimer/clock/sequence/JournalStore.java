package dev.truechimer.clock.sequence;

import java.io.IOException;

/**
 * Stores a journal's bound so that a crash at any point leaves the old bound or the new one.
 *
 * <p><b>Invariant:</b> once {@link #store} has returned, what {@link #load} finds after a crash is that bound, or one whose storing
 * began later; after a {@code store} that threw, it may be the old one or the new one. The record is durable before it is
 * published, and each attempt writes a new file: after a failed {@code fsync} another one of the same file may succeed although
 * the content was lost. <b>Threads:</b> confined to the journal's.
 */
final class JournalStore {

    private final JournalDisk disk;
    private final JournalRecord record;

    JournalStore(JournalDisk disk, JournalRecord record) {
        this.disk = disk;
        this.record = record;
    }

    /**
     * Reads the bound.
     *
     * @return 0 if none was ever stored
     * @throws IOException what the owner says if there is something else; or if it can't be read
     */
    long load() throws IOException {
        byte[] found = disk.read(record.bytes() + 1);
        return found == null ? 0 : record.decode(found, disk.name());
    }

    /** Returns once the bound is durable. */
    void store(long bound) throws IOException {
        byte[] bytes = record.encode(bound);
        try (JournalDisk.Draft draft = disk.createDraft()) {
            draft.write(bytes);
            draft.force();
        }
        disk.publishDraft();
        disk.forceFolder();
    }
}
