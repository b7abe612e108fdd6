package dev.truechimer.hlc;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The content of a journal's file: one record, three lines of text.
 *
 * <pre>
 * truechimer-hlc-journal 1
 * bound 2026-11-20T12:00:00.123456Z/2047
 * crc32c 0123abcd
 * </pre>
 *
 * <p><b>Shape:</b> always {@value #BYTES} bytes of ASCII, each line ended by one line feed; the checksum is that of the first two
 * lines. For each bound there is one sequence of bytes, and nothing else is read. <b>Range:</b> {@code 0..}{@link #MAX_BOUND}.
 */
final class JournalRecord {

    static final int BYTES = 80;

    /** No clock issues anything above, and one that began above could not count on without overflow. */
    static final long MAX_BOUND = HybridTimestamp.endOf(OffsetGuard.HIGHEST);

    private static final String MAGIC = "truechimer-hlc-journal ";
    private static final String VERSION = "1\n";
    private static final String BOUND = "bound ";
    private static final String CHECKSUM = "crc32c ";
    private static final int BOUND_AT = MAGIC.length() + VERSION.length() + BOUND.length();
    private static final int CHECKED_BYTES = BOUND_AT + TimestampText.LENGTH + 1;

    private JournalRecord() {}

    /**
     * Writes a record.
     *
     * @param bound {@code 0..}{@link #MAX_BOUND}
     */
    static byte[] encode(long bound) {
        if (bound < 0 || bound > MAX_BOUND) {
            throw new IllegalArgumentException("bound must be 0.." + MAX_BOUND + ": " + bound);
        }
        String checked = MAGIC + VERSION + BOUND + TimestampText.format(bound) + "\n";
        return (checked + checksumLine(checked.getBytes(ISO_8859_1))).getBytes(ISO_8859_1);
    }

    /**
     * Reads a record.
     *
     * @param bytes what the file holds; of a longer file, its first {@value #BYTES} bytes and at least one more
     * @param file the file's name, for the message
     * @throws JournalCorruptException if it is anything but what {@link #encode} writes
     */
    static long decode(byte[] bytes, String file) throws JournalCorruptException {
        String text = new String(bytes, ISO_8859_1);
        checkFrame(text, file);
        byte[] checked = Arrays.copyOf(bytes, CHECKED_BYTES);
        if (!text.substring(CHECKED_BYTES).equals(checksumLine(checked))) {
            throw new JournalCorruptException(file, "has a checksum that does not fit: it was changed or torn");
        }
        long bound = bound(text.substring(BOUND_AT, BOUND_AT + TimestampText.LENGTH), file);
        if (!Arrays.equals(bytes, encode(bound))) {
            throw new JournalCorruptException(file, "does not have the exact form of a journal");
        }
        return bound;
    }

    private static void checkFrame(String text, String file) throws JournalCorruptException {
        String start = MAGIC + VERSION;
        if (text.length() < BYTES && (start.startsWith(text) || text.startsWith(start))) {
            throw new JournalCorruptException(file, "is torn: it has " + text.length() + " bytes instead of " + BYTES);
        }
        if (!text.startsWith(MAGIC)) {
            throw new JournalCorruptException(file, "is no journal of a hybrid logical clock");
        }
        if (!text.startsWith(start)) {
            throw new JournalCorruptException(
                    file, "has a version that this library does not know; it knows version 1");
        }
        if (text.length() > BYTES) {
            throw new JournalCorruptException(file, "goes on after its " + BYTES + " bytes");
        }
    }

    private static long bound(String text, String file) throws JournalCorruptException {
        long bound;
        try {
            bound = TimestampText.parse(text);
        } catch (MalformedTimestampException e) {
            JournalCorruptException corrupt = new JournalCorruptException(file, "has a bound that is no timestamp");
            corrupt.initCause(e);
            throw corrupt;
        }
        if (bound > MAX_BOUND) {
            throw new JournalCorruptException(file, "has a bound that no clock issues, " + text);
        }
        return bound;
    }

    private static String checksumLine(byte[] checked) {
        CRC32C checksum = new CRC32C();
        checksum.update(checked);
        return CHECKSUM + HexFormat.of().toHexDigits((int) checksum.getValue()) + "\n";
    }
}
