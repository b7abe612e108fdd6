package dev.truechimer.hlc;

import static dev.truechimer.hlc.Stamps.NOON;
import static dev.truechimer.hlc.Stamps.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.CharBuffer;
import org.junit.jupiter.api.Test;

/** The text form by example: one text for each timestamp, and nothing else is read. */
class TimestampTextTest {

    private static final String SHAPE = "it must look like 2026-11-20T12:00:00.123456Z/0007";
    private static final String NO_SUCH_TIME = "there is no such date or time of day";
    private static final String RANGE = "it must lie between 1970 and 2112-09-17T23:53:47.370495Z/2047";
    private static final String LOGICAL = "its logical part must be at most 2047";

    @Test
    void writesAndReadsTheExamples() {
        assertBoth("1970-01-01T00:00:00.000000Z/0000", 0);
        assertBoth("2026-11-20T12:00:00.123456Z/0007", at(NOON + 123_456, 7));
        assertBoth("2026-11-20T12:00:00.000009Z/2047", at(NOON + 9, 2_047));
        assertBoth(
                "2028-02-29T23:59:59.999999Z/0100", HybridTimestamp.parse("2028-03-01T00:00:00.000000Z/0100") - 2_048);
        assertBoth("2112-09-17T23:53:47.370495Z/2047", Long.MAX_VALUE);
    }

    private static void assertBoth(String text, long packed) {
        assertEquals(text, HybridTimestamp.format(packed));
        assertEquals(packed, HybridTimestamp.parse(text));
        assertEquals(packed, HybridTimestamp.parse(CharBuffer.wrap(text)));
    }

    @Test
    void thereIsNoLeapSecondAndNoOtherTimeThatCalendarsLack() {
        assertRefused("2016-12-31T23:59:60.000000Z/0000", NO_SUCH_TIME);
        assertRefused("2026-02-30T00:00:00.000000Z/0000", NO_SUCH_TIME);
        assertRefused("2026-02-29T00:00:00.000000Z/0000", NO_SUCH_TIME);
        assertRefused("2100-02-29T00:00:00.000000Z/0000", NO_SUCH_TIME);
        assertRefused("2026-11-31T00:00:00.000000Z/0000", NO_SUCH_TIME);
        assertRefused("2026-11-00T00:00:00.000000Z/0000", NO_SUCH_TIME);
        assertRefused("2026-00-20T00:00:00.000000Z/0000", NO_SUCH_TIME);
        assertRefused("2026-13-20T00:00:00.000000Z/0000", NO_SUCH_TIME);
        assertRefused("2026-11-20T24:00:00.000000Z/0000", NO_SUCH_TIME);
        assertRefused("2026-11-20T23:60:00.000000Z/0000", NO_SUCH_TIME);
    }

    @Test
    void whatThePackedFormCannotHoldIsRefused() {
        assertRefused("2112-09-17T23:53:47.370496Z/0000", RANGE);
        assertRefused("2113-01-01T00:00:00.000000Z/0000", RANGE);
        assertRefused("9999-12-31T23:59:59.999999Z/0000", RANGE);
        assertRefused("1969-12-31T23:59:59.999999Z/2047", RANGE);
        assertRefused("0000-01-01T00:00:00.000000Z/0000", RANGE);
        assertRefused("2026-11-20T12:00:00.123456Z/2048", LOGICAL);
        assertRefused("2026-11-20T12:00:00.123456Z/9999", LOGICAL);
    }

    @Test
    void otherWaysToWriteTheSameAreRefused() {
        assertRefused("", SHAPE);
        assertRefused("2026-11-20T12:00:00.123456Z/007", SHAPE);
        assertRefused("2026-11-20T12:00:00.123456Z/00007", SHAPE);
        assertRefused("2026-11-20T12:00:00.123456Z", SHAPE);
        assertRefused("2026-11-20t12:00:00.123456z/0007", SHAPE);
        assertRefused("2026-11-20 12:00:00.123456Z/0007", SHAPE);
        assertRefused("2026-11-20T12:00:00,123456Z/0007", SHAPE);
        assertRefused("2026-11-20T12:00:00.123456Z-0007", SHAPE);
        assertRefused("2026-11-20T12:00:00.123456Z/+007", SHAPE);
        assertRefused("2026-11-20T12:00:00.123456Z/-007", SHAPE);
        assertRefused("+026-11-20T12:00:00.123456Z/0007", SHAPE);
        assertRefused("-026-11-20T12:00:00.123456Z/0007", SHAPE);
        assertRefused(" 2026-11-20T12:00:00.123456Z/007", SHAPE);
        assertRefused("2026-11-20T12:00:00.123456Z/007 ", SHAPE);
        assertRefused("2026-11-20T12:00:00.123456Z/007\n", SHAPE);
        assertRefused("2026-11-20T13:00:00.1234+01:00/7", SHAPE);
    }

    /** Digits of other scripts, for which {@code Character.isDigit} is true. */
    @Test
    void onlyAsciiDigitsAreDigits() {
        for (char zero : new char[] {'\u0660', '\u06F0', '\u0966', '\uFF10'}) {
            assertTrue(Character.isDigit(zero));
            assertRefused("2026-11-2" + zero + "T12:00:00.123456Z/0007", SHAPE);
            assertRefused("2026-11-20T12:00:00.123456Z/000" + (char) (zero + 7), SHAPE);
        }
        // The neighbours of the digits in ASCII.
        assertRefused("2026-11-20T12:00:00.12345/Z/0007", SHAPE);
        assertRefused("2026-11-20T12:00:00.12345:Z/0007", SHAPE);
    }

    @Test
    void aLongTextIsQuotedInPart() {
        String text = "x".repeat(100_000);
        MalformedTimestampException refusal =
                assertThrows(MalformedTimestampException.class, () -> HybridTimestamp.parse(text));
        assertEquals("not a timestamp: \"" + "x".repeat(64) + "...\"; " + SHAPE, refusal.getMessage());
    }

    private static void assertRefused(String text, String rule) {
        MalformedTimestampException refusal =
                assertThrows(MalformedTimestampException.class, () -> HybridTimestamp.parse(text), text);
        String printable = text.replaceAll("[^ -~]", "?");
        assertEquals("not a timestamp: \"" + printable + "\"; " + rule, refusal.getMessage());
        assertThrows(MalformedTimestampException.class, () -> HybridTimestamp.of(text));
    }
}
