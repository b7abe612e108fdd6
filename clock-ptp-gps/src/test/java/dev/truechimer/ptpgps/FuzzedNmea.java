package dev.truechimer.ptpgps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.gps.wire.NmeaDecoded;
import dev.truechimer.gps.wire.NmeaDecoder;
import dev.truechimer.gps.wire.NmeaFramer;
import dev.truechimer.gps.wire.NmeaFramer.Event;
import dev.truechimer.gps.wire.NmeaMaker;
import dev.truechimer.gps.wire.NmeaRejection;
import dev.truechimer.gps.wire.NmeaSentence;
import java.util.Set;
import java.util.TreeSet;

/** A stream of bytes from a receiver, of which the first line counts. */
final class FuzzedNmea implements FuzzedDecoder {

    private static final String NO_LINE = "NO_LINE";

    @Override
    public String name() {
        return "nmea";
    }

    /** The sentences by their kinds, the reasons for a refusal, and that there is no line. */
    @Override
    public Set<String> outcomes() {
        Set<String> outcomes = new TreeSet<>(Set.of(NO_LINE));
        for (NmeaSentence.Kind kind : NmeaSentence.Kind.values()) {
            outcomes.add(kind.name());
        }
        for (NmeaRejection rejection : NmeaRejection.values()) {
            outcomes.add(rejection.name());
        }
        return outcomes;
    }

    @Override
    public String check(byte[] input) {
        byte[] original = input.clone();
        NmeaFramer framer = new NmeaFramer();
        String first = NO_LINE;
        for (byte each : input) {
            if (framer.add(each) == Event.LINE) {
                String outcome = line(framer.line());
                first = first.equals(NO_LINE) ? outcome : first;
            }
        }
        assertArrayEquals(original, input);
        return first;
    }

    private static String line(String line) {
        assertTrue(line.length() <= NmeaFramer.MOST_CHARACTERS, line);
        NmeaDecoded decoded = NmeaDecoder.decode(line);
        if (decoded instanceof NmeaSentence sentence) {
            assertEquals(sentence, NmeaDecoder.decode(NmeaMaker.encode(sentence)), line);
            return sentence.kind().name();
        }
        return decoded.toString();
    }
}
