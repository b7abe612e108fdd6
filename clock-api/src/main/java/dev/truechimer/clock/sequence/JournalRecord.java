package dev.truechimer.clock.sequence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The content of a journal's file: one record, three lines of text.
 *
 * <pre>
 * some-journal 1
 * bound 00000000000000012345
 * crc32c 0123abcd
 * </pre>
 *
 * <p>The first word and the form of the number are the {@link JournalOwner}'s, so that no owner reads the file of
 * another. <b>Shape:</b> always {@link #bytes()} bytes of ASCII, each line ended by one line feed; the checksum is that
 * of the first two lines. For each bound there is one sequence of bytes, and nothing else is read. <b>Range:</b> {@code
 * 0..}{@link JournalOwner#mostBound()}. <b>Threads:</b> any.
 */
public final class JournalRecord {

    private static final String VERSION = "1\n";
    private static final String BOUND = "bound ";
    private static final String CHECKSUM = "crc32c ";
    private static final int CHECKSUM_BYTES = CHECKSUM.length() + Integer.BYTES * 2 + 1;

    private final JournalOwner owner;
    private final String magic;
    private final int boundAt;
    private final int checkedBytes;

    /** The record of an owner. */
    public JournalRecord(JournalOwner owner) {
        this.owner = owner;
        this.magic = owner.magic() + " ";
        this.boundAt = magic.length() + VERSION.length() + BOUND.length();
        this.checkedBytes = boundAt + owner.text(0).length() + 1;
    }

    /** How long each record is. */
    public int bytes() {
        return checkedBytes + CHECKSUM_BYTES;
    }

    /**
     * Writes a record.
     *
     * @param bound {@code 0..}{@link JournalOwner#mostBound()}
     */
    public byte[] encode(long bound) {
        if (bound < 0 || bound > owner.mostBound()) {
            throw new IllegalArgumentException("bound must be 0.." + owner.mostBound() + ": " + bound);
        }
        String checked = magic + VERSION + BOUND + owner.text(bound) + "\n";
        return (checked + checksumLine(checked.getBytes(ISO_8859_1))).getBytes(ISO_8859_1);
    }

    /**
     * Reads a record.
     *
     * @param bytes what the file holds; of a longer file, its first {@link #bytes()} bytes and at least one more
     * @param file the file's name, for the message
     * @throws IOException {@link JournalOwner#corrupt} if it is anything but what {@link #encode} writes
     */
    public long decode(byte[] bytes, String file) throws IOException {
        String text = new String(bytes, ISO_8859_1);
        checkFrame(text, file);
        byte[] checked = Arrays.copyOf(bytes, checkedBytes);
        if (!text.substring(checkedBytes).equals(checksumLine(checked))) {
            throw owner.corrupt(file, "has a checksum that does not fit: it was changed or torn");
        }
        long bound = bound(text.substring(boundAt, checkedBytes - 1), file);
        if (!Arrays.equals(bytes, encode(bound))) {
            throw owner.corrupt(file, "does not have the exact form of a journal");
        }
        return bound;
    }

    private void checkFrame(String text, String file) throws IOException {
        String start = magic + VERSION;
        if (text.length() < bytes() && (start.startsWith(text) || text.startsWith(start))) {
            throw owner.corrupt(file, "is torn: it has " + text.length() + " bytes instead of " + bytes());
        }
        if (!text.startsWith(magic)) {
            throw owner.corrupt(file, "is no journal of " + owner.clock());
        }
        if (!text.startsWith(start)) {
            throw owner.corrupt(file, "has a version that this library does not know; it knows version 1");
        }
        if (text.length() > bytes()) {
            throw owner.corrupt(file, "goes on after its " + bytes() + " bytes");
        }
    }

    private long bound(String text, String file) throws IOException {
        long bound;
        try {
            bound = owner.parse(text);
        } catch (IllegalArgumentException e) {
            IOException corrupt = owner.corrupt(file, "has a bound that is no timestamp");
            corrupt.initCause(e);
            throw corrupt;
        }
        if (bound > owner.mostBound()) {
            throw owner.corrupt(file, "has a bound that no clock issues, " + text);
        }
        return bound;
    }

    private static String checksumLine(byte[] checked) {
        CRC32C checksum = new CRC32C();
        checksum.update(checked);
        return CHECKSUM + HexFormat.of().toHexDigits((int) checksum.getValue()) + "\n";
    }
}
