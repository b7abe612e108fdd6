package dev.truechimer.hlc.carry;

import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.MalformedTimestampException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code hlc} of a W3C {@code baggage} header: for ways on which a tracing context is all that is passed on.
 *
 * <p><b>Shape:</b> members {@code key=value;property;property} separated by commas, with spaces and tabs around each part. Our
 * value is the text form of the timestamp, which needs no percent-encoding; where somebody on the way has encoded it, it is
 * decoded. Members of others are neither checked nor changed. <b>Range:</b> {@value #MAX_MEMBERS} members and {@value
 * #MAX_BYTES} bytes, counted as UTF-8: what everybody who follows the recommendation passes on whole. <b>Threads:</b> any.
 * <b>Hazard:</b> who passes a baggage on without a clock passes an old timestamp on: the receiver is ordered after whoever wrote
 * it, not after those between. <b>Source:</b> W3C, "Propagation format for distributed context: Baggage", header content and
 * limits.
 */
@SuppressWarnings("exports") // Of @Nullable, which users need neither to compile nor to run.
public final class HlcBaggage {

    /** The name of the header. */
    public static final String HEADER = "baggage";

    /** The key of our member; keys are case-sensitive. */
    public static final String KEY = HlcHeader.NAME;

    /** How many members a header may have. */
    public static final int MAX_MEMBERS = 64;

    /** How long a header may be, in bytes. */
    public static final int MAX_BYTES = 8192;

    /** The longest of our values: each character of the text form encoded as three. */
    private static final int MAX_VALUE_CHARS = 3 * HybridTimestamp.format(0).length();

    private HlcBaggage() {}

    /**
     * Writes our member at the end, instead of any that was there. Every other member stays byte for byte as it is, in the same
     * order; empty ones, which stand for nothing, are left out.
     *
     * @param baggage the header so far, several of them joined by commas; null if there is none
     * @param timestamp packed
     * @return the header to send
     * @throws IllegalArgumentException if there is no room: the result would have more than {@value #MAX_MEMBERS} members or
     *     {@value #MAX_BYTES} bytes. Nothing is dropped to make room; the header {@value HlcHeader#NAME} needs none
     * @throws MalformedTimestampException if the timestamp is negative
     */
    public static String put(@Nullable String baggage, long timestamp) {
        StringJoiner members = new StringJoiner(",");
        int count = 1;
        for (String member : baggage == null ? new String[0] : membersOf(baggage)) {
            if (!isEmpty(member) && !isOurs(member)) {
                members.add(member);
                count++;
            }
        }
        String result =
                members.add(KEY + '=' + HybridTimestamp.format(timestamp)).toString();
        if (count > MAX_MEMBERS || isTooLong(result)) {
            throw new IllegalArgumentException("no room in the baggage: with a timestamp it would have " + count
                    + " members and " + result.length() + " characters; at most " + MAX_MEMBERS + " members and "
                    + MAX_BYTES + " bytes are passed on; send the header " + HlcHeader.NAME + " instead");
        }
        return result;
    }

    /**
     * Reads our member.
     *
     * @param baggage the header, several of them joined by commas
     * @return the packed timestamp, of several the largest; empty if there is none
     * @throws MalformedTimestampException if one of our members is no timestamp, or the header has more than {@value
     *     #MAX_MEMBERS} members or {@value #MAX_BYTES} bytes
     */
    public static OptionalLong find(String baggage) {
        if (isTooLong(baggage)) {
            throw new MalformedTimestampException(
                    "a baggage must have at most " + MAX_BYTES + " bytes; it has " + baggage.length() + " characters");
        }
        long largest = -1;
        int count = 0;
        for (String member : membersOf(baggage)) {
            if (isEmpty(member)) {
                continue;
            }
            count++;
            if (count > MAX_MEMBERS) {
                throw new MalformedTimestampException("a baggage must have at most " + MAX_MEMBERS + " members");
            }
            if (isOurs(member)) {
                largest = Math.max(largest, HybridTimestamp.parse(decoded(valueOf(member))));
            }
        }
        return largest < 0 ? OptionalLong.empty() : OptionalLong.of(largest);
    }

    private static boolean isTooLong(String baggage) {
        return baggage.length() > MAX_BYTES || baggage.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }

    private static String[] membersOf(String baggage) {
        return baggage.split(",", -1);
    }

    private static boolean isEmpty(String member) {
        return trimmed(member).isEmpty();
    }

    private static boolean isOurs(String member) {
        String pair = withoutProperties(member);
        int equals = pair.indexOf('=');
        return trimmed(equals < 0 ? pair : pair.substring(0, equals)).equals(KEY);
    }

    /** The value of a member; empty if it has none. */
    private static String valueOf(String member) {
        String pair = withoutProperties(member);
        int equals = pair.indexOf('=');
        return equals < 0 ? "" : trimmed(pair.substring(equals + 1));
    }

    private static String withoutProperties(String member) {
        int semicolon = member.indexOf(';');
        return semicolon < 0 ? member : member.substring(0, semicolon);
    }

    /** Without the spaces and tabs around it, and nothing else: other white space is not allowed there. */
    private static String trimmed(String part) {
        int start = 0;
        int end = part.length();
        while (start < end && isSpace(part.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(part.charAt(end - 1))) {
            end--;
        }
        return part.substring(start, end);
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /** Decodes percent-encoded ASCII. What can't be decoded, or is too long to be ours, stays as it is: it is no timestamp. */
    private static String decoded(String value) {
        if (value.indexOf('%') < 0 || value.length() > MAX_VALUE_CHARS) {
            return value;
        }
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            if (isEncoded(value, i)) {
                plain.append((char) HexFormat.fromHexDigits(value, i + 1, i + 3));
                i += 2;
            } else {
                plain.append(value.charAt(i));
            }
        }
        return plain.toString();
    }

    private static boolean isEncoded(String value, int at) {
        return value.charAt(at) == '%'
                && at + 2 < value.length()
                && HexFormat.isHexDigit(value.charAt(at + 1))
                && HexFormat.isHexDigit(value.charAt(at + 2));
    }
}
