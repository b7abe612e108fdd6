package dev.truechimer.hlc;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.sequence.JournalOwner;
import java.io.IOException;

/**
 * What a journal holds for a hybrid logical clock: packed timestamps in their text form.
 *
 * <pre>
 * truechimer-hlc-journal 1
 * bound 2026-11-20T12:00:00.123456Z/2047
 * crc32c 0123abcd
 * </pre>
 */
final class HlcJournalOwner implements JournalOwner {

    /** No clock issues anything above, and one that began above could not count on without overflow. */
    static final long MAX_BOUND = HybridTimestamp.endOf(OffsetGuard.HIGHEST);

    @Override
    public String magic() {
        return "truechimer-hlc-journal";
    }

    @Override
    public String clock() {
        return "a hybrid logical clock";
    }

    @Override
    public String logger() {
        return HlcJournal.class.getName();
    }

    @Override
    public long mostBound() {
        return MAX_BOUND;
    }

    @Override
    public String text(long bound) {
        return TimestampText.format(bound);
    }

    @Override
    public long parse(String text) {
        return TimestampText.parse(text);
    }

    @Override
    public IOException corrupt(String file, String rule) {
        return new JournalCorruptException(file, rule);
    }

    @Override
    public IOException inUse(String message) {
        return new JournalInUseException(message);
    }

    @Override
    public RuntimeException unavailable(String message) {
        return new ClockUnavailableException(message);
    }
}
