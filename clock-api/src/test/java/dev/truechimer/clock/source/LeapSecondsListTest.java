package dev.truechimer.clock.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A published list is read whole, anything else is refused. */
class LeapSecondsListTest {

    private static final String PUBLISHED = LeapTables.published();
    private static final String EXPIRY = "#@ 4007404800\n";
    private static final String FIRST = LeapTables.FIRST_LINE;

    @Test
    void readsAPublishedList() {
        LeapSeconds table = LeapSeconds.parse("leap-seconds.list", PUBLISHED);
        LeapSeconds bundled = LeapSeconds.bundled();
        assertEquals(bundled.size(), table.size());
        for (int i = 0; i < table.size(); i++) {
            assertEquals(bundled.effectiveUtcNanos(i), table.effectiveUtcNanos(i));
            assertEquals(bundled.offsetSeconds(i), table.offsetSeconds(i));
        }
        long expiry = Instant.parse("2026-12-28T00:00:00Z").getEpochSecond() * 1_000_000_000L;
        assertEquals(expiry, table.expiryUtcNanos().orElseThrow());
        assertEquals("leap-seconds.list", table.origin());
        assertEquals("leap-seconds.list, TAI-UTC 37 s", table.toString());
    }

    @Test
    void theHashMayBeWrittenWithLeadingZeros() {
        assertTrue(PUBLISHED.contains(" c2cfb24 "), "the list must have a word that begins with zero");
        LeapSeconds table = LeapSeconds.parse("list", PUBLISHED.replace(" c2cfb24 ", " 0c2cfb24 "));
        assertEquals(28, table.size());
    }

    @Test
    void lineEndsOfOtherSystemsAreFine() {
        assertEquals(
                28, LeapSeconds.parse("list", PUBLISHED.replace("\n", "\r\n")).size());
    }

    @Test
    void aListWithoutAHashIsRead() {
        LeapSeconds table = LeapTables.insertedAndLeftOut();
        assertEquals(3, table.size());
        assertEquals(10, table.offsetSeconds(2));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("empty", ""),
                Arguments.of("comments only", "# nothing\n#\n"),
                Arguments.of("no expiry", FIRST),
                Arguments.of("no entries", EXPIRY),
                Arguments.of("empty expiry", "#@\n" + FIRST),
                Arguments.of("expiry in letters", "#@ soon\n" + FIRST),
                Arguments.of("negative expiry", "#@ -5\n" + FIRST),
                Arguments.of("expiry of 13 digits", "#@ 1000000000000\n" + FIRST),
                Arguments.of("expiry beyond the range of nanoseconds", "#@ 999999999999\n" + FIRST),
                Arguments.of("update in letters", "#$ then\n" + EXPIRY + FIRST),
                Arguments.of("first entry not in 1972", EXPIRY + "2524521600 10\n"),
                Arguments.of("first offset not 10 s", EXPIRY + "2272060800 11\n"),
                Arguments.of("one field", EXPIRY + FIRST + "2524521600\n"),
                Arguments.of("three fields", EXPIRY + FIRST + "2524521600 11 12\n"),
                Arguments.of("letters", EXPIRY + FIRST + "2524521600 eleven\n"),
                Arguments.of("a negative offset", EXPIRY + FIRST + "2524521600 -11\n"),
                Arguments.of("a fraction", EXPIRY + FIRST + "2524521600.5 11\n"),
                Arguments.of("digits of another script", EXPIRY + FIRST + "2524521600 \u0661\u0661\n"),
                Arguments.of("indented comment", EXPIRY + FIRST + "  # comment\n"),
                Arguments.of("offset unchanged", EXPIRY + FIRST + "2524521600 10\n"),
                Arguments.of("offset up by two", EXPIRY + FIRST + "2524521600 12\n"),
                Arguments.of("offset down by two", EXPIRY + FIRST + "2524521600 8\n"),
                Arguments.of("not at midnight", EXPIRY + FIRST + "2524521601 11\n"),
                Arguments.of("out of order", EXPIRY + FIRST + "2840140800 11\n2524521600 12\n"),
                Arguments.of("twice", EXPIRY + FIRST + "2524521600 11\n2524521600 12\n"),
                Arguments.of("beyond the range of nanoseconds", EXPIRY + FIRST + "999999993600 11\n"),
                Arguments.of("more than 1000 entries", EXPIRY + FIRST + manyEntries()),
                Arguments.of("a hash digit changed", PUBLISHED.replace("c73a7f4f", "c73a7f4e")),
                Arguments.of("a hash word missing", PUBLISHED.replace(" 251ef401", "")),
                Arguments.of("a hash in capitals", PUBLISHED.replace("c73a7f4f", "C73A7F4F")),
                Arguments.of("an entry removed", PUBLISHED.replace("3692217600      37", "#")),
                Arguments.of("an entry moved by a day", PUBLISHED.replace("3692217600", "3692304000")),
                Arguments.of("another expiry", PUBLISHED.replace("#@\t4007404800", "#@\t4007404801")),
                Arguments.of("another update", PUBLISHED.replace("#$\t3976646400", "#$\t3976646401")),
                Arguments.of("a page of the web", "<!DOCTYPE html><title>404</title>"));
    }

    private static String manyEntries() {
        StringBuilder lines = new StringBuilder();
        for (int day = 1; day <= 1_000; day++) {
            lines.append(2_272_060_800L + day * 86_400L)
                    .append(' ')
                    .append(10 + day % 2)
                    .append('\n');
        }
        return lines.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void refuses(String what, String text) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> LeapSeconds.parse("somewhere", text), what);
        assertTrue(refused.getMessage().startsWith("leap-seconds list somewhere: "), refused.getMessage());
    }
}
