package dev.truechimer.gps.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.truechimer.gps.wire.NmeaSentence.Fix;
import dev.truechimer.gps.wire.NmeaSentence.Kind;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The time in sentences: each kind, each reason to refuse one. */
class NmeaDecoderTest {

    private static final LocalDate DATE = LocalDate.of(2026, 11, 20);
    private static final long SECOND = 1_000_000_000L;

    /** hh:mm:ss of 12:34:56. */
    private static final long TIME = (12 * 3600 + 34 * 60 + 56) * SECOND;

    private static NmeaSentence sentence(String content) {
        return assertInstanceOf(NmeaSentence.class, NmeaDecoder.decode(NmeaMaker.line(content)), content);
    }

    private static NmeaDecoded decoded(String content) {
        return NmeaDecoder.decode(NmeaMaker.line(content));
    }

    private static void assertTime(long nanosOfDay, long resolutionNanos, NmeaSentence sentence) {
        assertEquals(new NmeaTime(nanosOfDay, resolutionNanos), sentence.time());
    }

    @Test
    void readsTimeDateAndStatusOfRmc() {
        NmeaSentence read = sentence("GPRMC,123456,A,4807.038,N,01131.000,E,022.4,084.4,201126,003.1,W");
        assertEquals(new NmeaSentence("GP", Kind.RMC, new NmeaTime(TIME, 0), DATE, Fix.VALID), read);
    }

    @Test
    void readsTimeAndDateOfZdaAndNoFix() {
        NmeaSentence read = sentence("GNZDA,123456.00,20,11,2026,05,30");
        assertEquals(new NmeaSentence("GN", Kind.ZDA, new NmeaTime(TIME, 0), DATE, Fix.UNSTATED), read);
    }

    @Test
    void readsTimeAndFixOfTheOthersAndNoDate() {
        NmeaTime time = new NmeaTime(TIME, 0);
        assertEquals(
                new NmeaSentence("GP", Kind.GGA, time, null, Fix.VALID),
                sentence("GPGGA,123456,4807.038,N,01131.000,E,2,08,0.9,545.4,M,46.9,M,,"));
        assertEquals(
                new NmeaSentence("GN", Kind.GNS, time, null, Fix.VALID),
                sentence("GNGNS,123456,4807.038,N,01131.000,E,NNA,08,0.9,545.4,46.9,,"));
        assertEquals(
                new NmeaSentence("GL", Kind.GLL, time, null, Fix.VALID),
                sentence("GLGLL,4807.038,N,01131.000,E,123456,A,D"));
    }

    @ParameterizedTest
    @CsvSource({"GP", "GN", "GL", "GA", "BD", "GB", "QZ", "GQ", "GI", "IN", "II"})
    void takesEveryTalker(String talker) {
        assertEquals(talker, sentence(talker + "GGA,123456,,,,,1,,").talker());
    }

    @ParameterizedTest
    @CsvSource({"A,VALID", "D,VALID", "F,VALID", "P,VALID", "R,VALID", "E,NONE", "M,NONE", "N,NONE", "S,NONE", "X,NONE"
    })
    void believesTheModeOfRmc(String mode, Fix fix) {
        assertEquals(fix, sentence("GPRMC,123456,A,,,,,,,201126,,," + mode).fix());
        assertEquals(Fix.NONE, sentence("GPRMC,123456,V,,,,,,,201126,,," + mode).fix());
        assertEquals(fix, sentence("GPGLL,,,,,123456,A," + mode).fix());
        assertEquals(fix, sentence("GPGNS,123456,,,,," + mode + "N,08").fix());
    }

    @ParameterizedTest
    @CsvSource({"0,NONE", "1,VALID", "2,VALID", "3,VALID", "4,VALID", "5,VALID", "6,NONE", "7,NONE", "8,NONE", "12,NONE"
    })
    void believesTheQualityOfGga(String quality, Fix fix) {
        assertEquals(fix, sentence("GPGGA,123456,,,,," + quality + ",08").fix());
    }

    @Test
    void emptyStatusIsNoFixAndEmptyQualitySaysNothing() {
        assertEquals(Fix.NONE, sentence("GPRMC,123456,,,,,,,,201126,,").fix());
        assertEquals(Fix.UNSTATED, sentence("GPGGA,123456,,,,,,08").fix());
        assertEquals(Fix.NONE, sentence("GPGNS,123456,,,,,,08").fix());
    }

    @Test
    void readsDecimalsOfAnyLengthExactly() {
        assertTime(TIME + 100_000_000, 100_000_000, sentence("GPGGA,123456.1,,,,,1,"));
        assertTime(TIME + 70_000_000, 10_000_000, sentence("GPGGA,123456.07,,,,,1,"));
        assertTime(TIME + 123_456_789, 1, sentence("GPGGA,123456.123456789,,,,,1,"));
        assertTime(TIME + 123_456_789, 1, sentence("GPGGA,123456.1234567899999,,,,,1,"));
        assertTime(TIME, 1, sentence("GPGGA,123456.0000000000001,,,,,1,"));
        assertTime(TIME, 0, sentence("GPGGA,123456.000,,,,,1,"));
    }

    @Test
    void readsTheEndsOfTheDay() {
        assertTime(0, 0, sentence("GPGGA,000000,,,,,1,"));
        assertTime(86_399_999_999_999L, 1, sentence("GPGGA,235959.999999999,,,,,1,"));
    }

    @Test
    void twoDigitsOfAYearAreFrom1980To2079() {
        assertEquals(
                LocalDate.of(1980, 1, 6),
                sentence("GPRMC,123456,A,,,,,,,060180,,").date());
        assertEquals(
                LocalDate.of(1999, 8, 22),
                sentence("GPRMC,123456,A,,,,,,,220899,,").date());
        assertEquals(
                LocalDate.of(2000, 2, 29),
                sentence("GPRMC,123456,A,,,,,,,290200,,").date());
        assertEquals(
                LocalDate.of(2079, 12, 31),
                sentence("GPRMC,123456,A,,,,,,,311279,,").date());
    }

    @Test
    void emptyTimeAndDateAreNone() {
        assertEquals(new NmeaSentence("GP", Kind.RMC, null, null, Fix.NONE), sentence("GPRMC,,V,,,,,,,,,,N"));
        assertEquals(new NmeaSentence("GP", Kind.ZDA, null, null, Fix.UNSTATED), sentence("GPZDA,,,,,,"));
        assertEquals(new NmeaSentence("GP", Kind.GLL, null, null, Fix.UNSTATED), sentence("GPGLL,1,N,1,E"));
    }

    @ParameterizedTest
    @CsvSource({
        "240000",
        "126000",
        "123461",
        "12345",
        "1234567",
        "12345a",
        "+23456",
        "123456.",
        "123456.1a",
        "123456..1",
        "-123456",
        "１２３４５６"
    })
    void refusesWhatIsNoTime(String time) {
        NmeaDecoded read = decoded("GPRMC," + time + ",A,,,,,,,201126,,");
        assertEquals(NmeaRejection.WRONG_TIME, read, time);
    }

    @ParameterizedTest
    @CsvSource({
        "300226", "310426", "290226", "320126", "000126", "011326", "010026", "2208-1", "20112", "2011226", "a01126"
    })
    void refusesWhatIsNoDate(String date) {
        assertEquals(NmeaRejection.WRONG_DATE, decoded("GPRMC,123456,A,,,,,,," + date + ",,"), date);
    }

    @ParameterizedTest
    @CsvSource({
        "20/11/26",
        "30/02/2026",
        "20/11/1969",
        "20/11/2200",
        "20//2026",
        "00/00/0000",
        "020/11/2026",
        "20/11/+026"
    })
    void refusesWhatIsNoDateInZda(String date) {
        assertEquals(NmeaRejection.WRONG_DATE, decoded("GPZDA,123456," + date.replace('/', ',') + ",00,00"), date);
    }

    @Test
    void refusesALeapSecondByName() {
        assertEquals(NmeaRejection.LEAP_SECOND, decoded("GPRMC,235960,A,,,,,,,311226,,"));
        assertEquals(NmeaRejection.LEAP_SECOND, decoded("GPZDA,235960.50,31,12,2026,00,00"));
    }

    @ParameterizedTest
    @CsvSource({"GPRMC", "GPZDA", "GPGGA", "GPGNS", "GPGLL"})
    void refusesTooFewFields(String address) {
        assertEquals(NmeaRejection.TOO_SHORT, decoded(address + ",123456"));
        assertEquals(NmeaRejection.TOO_SHORT, decoded(address));
    }

    @ParameterizedTest
    @CsvSource({"GPGSV", "PMGNS", "PUBX", "PGRME", "GPRM", "GPRMCX", "GPrmc", "P"})
    void leavesOtherKindsAlone(String address) {
        assertEquals(NmeaRejection.UNUSED_KIND, decoded(address + ",123456,A,,,,,,,201126,,"));
    }

    @Test
    void encapsulatedDataIsOfNoUse() {
        String line = NmeaMaker.line("AIVDM,1,1,,A,14eG,0");
        assertEquals(NmeaRejection.UNUSED_KIND, NmeaDecoder.decode("!" + line.substring(1)));
    }

    @Test
    void checksumIsHexadecimalOfEitherCase() {
        String line = NmeaMaker.line("GPGGA,123457,,,,,1,,J");
        assertEquals("2B", line.substring(line.length() - 2), "the test needs a letter");
        assertInstanceOf(NmeaSentence.class, NmeaDecoder.decode(line));
        assertInstanceOf(NmeaSentence.class, NmeaDecoder.decode(line.replace("*2B", "*2b")));
        assertEquals(NmeaRejection.WRONG_CHECKSUM, NmeaDecoder.decode(line.replace("*2B", "*2C")));
        assertEquals(NmeaRejection.WRONG_CHECKSUM, NmeaDecoder.decode(line.replace("*2B", "*2G")));
        assertEquals(NmeaRejection.WRONG_CHECKSUM, NmeaDecoder.decode(line.replace("*2B", "*-5")));
    }

    @ParameterizedTest
    @CsvSource({"$GPGGA", "$", "$*", "$*0", "$GPGGA*4", "$GPGGA*2B1", "*00"})
    void refusesALineWithoutChecksum(String line) {
        assertEquals(NmeaRejection.NO_CHECKSUM, NmeaDecoder.decode(line));
    }

    @Test
    void anEmptySentenceIsOfNoKind() {
        assertEquals(NmeaRejection.UNUSED_KIND, NmeaDecoder.decode("$*00"));
        assertEquals(NmeaRejection.NO_CHECKSUM, NmeaDecoder.decode(""));
    }
}
