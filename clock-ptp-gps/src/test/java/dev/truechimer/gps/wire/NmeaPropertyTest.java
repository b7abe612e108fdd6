package dev.truechimer.gps.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.truechimer.gps.wire.NmeaFramer.Event;
import dev.truechimer.gps.wire.NmeaSentence.Fix;
import dev.truechimer.gps.wire.NmeaSentence.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a receiver writes is read as it was meant, among any bytes. */
class NmeaPropertyTest {

    private static final long[] UNITS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000};

    @Provide
    Arbitrary<NmeaTime> times() {
        Arbitrary<Long> seconds =
                Arbitraries.longs().between(0, 86_399).edgeCases(e -> e.add(0L, 59L, 3_599L, 86_399L));
        Arbitrary<Long> whole = Arbitraries.just(0L);
        Arbitrary<Long> fraction = Arbitraries.longs().between(1, 999_999_999);
        return Combinators.combine(seconds, Arbitraries.oneOf(whole, fraction), Arbitraries.of(0, 1, 2, 3, 6, 8))
                .as((second, nanos, unit) -> {
                    long cut = nanos / UNITS[unit] * UNITS[unit];
                    return new NmeaTime(second * 1_000_000_000 + cut, cut == 0 ? 0 : UNITS[unit]);
                });
    }

    @Provide
    Arbitrary<NmeaSentence> sentences() {
        Arbitrary<LocalDate> dates = Arbitraries.longs()
                .between(
                        LocalDate.of(1980, 1, 1).toEpochDay(),
                        LocalDate.of(2079, 12, 31).toEpochDay())
                .map(LocalDate::ofEpochDay);
        Arbitrary<String> talkers = Arbitraries.of("GP", "GN", "GL", "GA", "BD", "GB", "QZ");
        return Combinators.combine(
                        talkers,
                        Arbitraries.of(Kind.class),
                        times().injectNull(0.1),
                        dates,
                        Arbitraries.of(true, false))
                .as((talker, kind, time, date, hasFix) -> new NmeaSentence(
                        talker,
                        kind,
                        time,
                        time != null && (kind == Kind.RMC || kind == Kind.ZDA) ? date : null,
                        kind == Kind.ZDA ? Fix.UNSTATED : hasFix ? Fix.VALID : Fix.NONE));
    }

    @Property
    void decodesWhatWasEncoded(@ForAll("sentences") NmeaSentence sentence) {
        assertEquals(sentence, NmeaDecoder.decode(NmeaMaker.encode(sentence)));
    }

    @Property
    void lowerCaseChecksumsMeanTheSame(@ForAll("sentences") NmeaSentence sentence) {
        String line = NmeaMaker.encode(sentence);
        int star = line.indexOf('*');
        String lower = line.substring(0, star) + line.substring(star).toLowerCase(java.util.Locale.ROOT);
        assertEquals(sentence, NmeaDecoder.decode(lower));
    }

    /** An exclusive or tells every change of one character. */
    @Property
    void oneWrongCharacterIsNeverTaken(
            @ForAll("sentences") NmeaSentence sentence, @ForAll int place, @ForAll char wrong) {
        String line = NmeaMaker.encode(sentence);
        int at = 1 + Math.floorMod(place, line.indexOf('*') - 1);
        char other = (char) (' ' + wrong % 95);
        String changed = line.substring(0, at) + other + line.substring(at + 1);
        if (!changed.equals(line)) {
            assertInstanceOf(NmeaRejection.class, NmeaDecoder.decode(changed), changed);
        }
    }

    @Property
    void anyTextIsASentenceOrARejection(@ForAll String content) {
        NmeaDecoded bare = NmeaDecoder.decode(content);
        NmeaDecoded summed = NmeaDecoder.decode(NmeaMaker.line("GPRMC," + content));
        assertNotEquals(null, bare);
        assertNotEquals(null, summed);
    }

    /** The line ends of the sentence before, and its first character, are enough to find it again. */
    @Property
    void noiseBeforeASentenceDoesNotHideIt(@ForAll byte[] noise, @ForAll("sentences") NmeaSentence sentence) {
        NmeaFramer framer = new NmeaFramer();
        for (byte each : noise) {
            framer.add(each);
        }
        String line = NmeaMaker.encode(sentence);
        List<NmeaDecoded> found = new ArrayList<>();
        for (byte each : (line + "\r\n").getBytes(US_ASCII)) {
            if (framer.add(each) == Event.LINE) {
                found.add(NmeaDecoder.decode(framer.line()));
            }
        }
        // A "$" or more of noise may end in an open line, which this one cuts.
        assertEquals(List.of(sentence), found);
    }
}
