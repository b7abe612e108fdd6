package dev.truechimer.gps.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.gps.wire.NmeaFramer.Event;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines in a stream of bytes, and how the framer finds the next one after what is none. */
class NmeaFramerTest {

    private final NmeaFramer framer = new NmeaFramer();

    /** Each event but NONE; a line by its text. */
    private List<String> events(String bytes) {
        List<String> events = new ArrayList<>();
        for (byte each : bytes.getBytes(ISO_8859_1)) {
            Event event = framer.add(each);
            if (event == Event.LINE) {
                events.add(framer.line());
            } else if (event != Event.NONE) {
                events.add(event.name());
            }
        }
        return events;
    }

    @Test
    void findsLines() {
        assertEquals(List.of("START", "$A", "START", "$B", "START", "!C"), events("$A\r\n$B\n!C\r"));
    }

    @Test
    void beginsInTheMiddleOfALineWithoutComplaint() {
        assertEquals(List.of("START", "$A"), events("A,1,2*33\r\n$A\r\n"));
    }

    @Test
    void tellsWhatIsBetweenLinesOnce() {
        assertEquals(List.of("START", "$A", "DAMAGE", "START", "$B"), events("$A\r\nxyz\r\nxyz\r\n$B\r\n"));
    }

    @Test
    void aLineThatIsCutByTheNextIsDamage() {
        assertEquals(List.of("START", "DAMAGE_AND_START", "$B"), events("$A,1$B\r\n"));
    }

    @Test
    void whatIsNotPrintableEndsALine() {
        for (String noise : List.of("\u0000", "\u001f", "\u007f", "\u0080", "\u00ff")) {
            assertEquals(
                    List.of("START", "DAMAGE", "START", "$B"),
                    events("$A" + noise + "1\r\n$B\r\n"),
                    () -> "character " + (int) noise.charAt(0));
        }
    }

    @Test
    void takesTheLongestLineAndNoLonger() {
        String longest = "$" + "a".repeat(NmeaFramer.MOST_CHARACTERS - 1);
        assertEquals(List.of("START", longest), events(longest + "\r\n"));
        assertEquals(List.of("START", "DAMAGE", "START", "$B"), events(longest + "a\r\n$B\r\n"));
    }

    @Test
    void binaryOfAnyLengthIsOneDamage() {
        assertEquals(List.of("START", "$A", "DAMAGE"), events("$A\r\n" + "\u00b5b\u0001\u0002".repeat(10_000)));
    }
}
