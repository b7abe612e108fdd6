package dev.truechimer.clock.source;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a leap-seconds.list, strictly: a table that is half understood is worse than none.
 *
 * <p>Lines: {@code seconds offset # comment}, seconds since 1900; {@code #$ update}, {@code #@ expiry}, {@code #h hash},
 * the SHA-1 of all digits. <b>Threads:</b> confined. <b>Source:</b> the comments of the file that IERS publishes.
 */
final class LeapSecondsList {

    private static final long SECONDS_PER_DAY = 86_400L;
    /** Seconds from 1900-01-01, where the list counts from, to 1970-01-01. */
    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

    /** The largest number of a list, in seconds since 1900: claims reach no further. */
    private static final long MOST_SECONDS = Claim.MOST_NANOS / 1_000_000_000L + SECONDS_1900_TO_1970;

    private static final int MOST_ENTRIES = 1_000;

    private final String origin;
    private final String text;
    private final List<long[]> entries = new ArrayList<>();
    private final StringBuilder hashed = new StringBuilder();
    private String update = "";
    private String expiry = "";
    private String hash = "";

    LeapSecondsList(String origin, String text) {
        this.origin = origin;
        this.text = text;
    }

    LeapSeconds parse() {
        for (String line : text.lines().toList()) {
            if (line.startsWith("#$")) {
                update = digits(line);
                number(update);
            } else if (line.startsWith("#@")) {
                expiry = digits(line);
            } else if (line.startsWith("#h")) {
                hash = line.substring(2).trim();
            } else if (!line.startsWith("#") && !line.isBlank()) {
                entry(line);
            }
        }
        if (expiry.isEmpty() || entries.isEmpty()) {
            throw bad("needs entries and an expiry line \"#@\"");
        }
        if (!hash.isEmpty()) {
            checkHash();
        }
        return new LeapSeconds(origin, entries, number(expiry) - SECONDS_1900_TO_1970);
    }

    private void entry(String line) {
        String[] fields = line.split("#", 2)[0].trim().split("\\s+");
        if (fields.length != 2) {
            throw bad("line is not \"seconds offset\": " + line);
        }
        long effective = number(fields[0]) - SECONDS_1900_TO_1970;
        long offset = number(fields[1]);
        if (entries.size() >= MOST_ENTRIES) {
            throw bad("more than " + MOST_ENTRIES + " entries");
        }
        if (entries.isEmpty()) {
            if (effective != LeapSeconds.FIRST_EFFECTIVE_SECONDS || offset != LeapSeconds.FIRST_OFFSET_SECONDS) {
                throw bad("the first entry must be 10 s at 1972-01-01: " + line);
            }
        } else {
            long[] last = entries.get(entries.size() - 1);
            if (effective <= last[0] || Math.abs(offset - last[1]) != 1 || effective % SECONDS_PER_DAY != 0) {
                throw bad("an entry must be later than the one before, at midnight, and change by 1 s: " + line);
            }
        }
        entries.add(new long[] {effective, offset});
        hashed.append(fields[0]).append(fields[1]);
    }

    private void checkHash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((update + expiry + hashed).getBytes(StandardCharsets.US_ASCII));
            StringBuilder actual = new StringBuilder();
            for (int i = 0; i < digest.length; i += 4) {
                int word = ByteBuffer.wrap(digest, i, 4).getInt();
                // Published files write the words without leading zeros in some years and with them in others.
                actual.append(i == 0 ? "" : " ").append(Integer.toHexString(word));
            }
            String stated = hash.replaceAll("\\b0+(?=[0-9a-f])", "");
            if (!stated.equals(actual.toString())) {
                throw bad("its hash does not fit: stated " + stated + ", actual " + actual);
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    private static String digits(String line) {
        return line.substring(2).trim().split("\\s+", 2)[0];
    }

    private long number(String digits) {
        if (!digits.matches("[0-9]{1,12}")) {
            throw bad("not a number of at most 12 digits: " + digits);
        }
        long number = Long.parseLong(digits);
        if (number > MOST_SECONDS) {
            throw bad("number must be at most " + MOST_SECONDS + ": " + digits);
        }
        return number;
    }

    private IllegalArgumentException bad(String why) {
        return new IllegalArgumentException("leap-seconds list " + origin + ": " + why);
    }
}
