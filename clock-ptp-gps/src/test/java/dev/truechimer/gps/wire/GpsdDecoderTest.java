package dev.truechimer.gps.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that gpsd 3.22 wrote, and lines that it never should. */
class GpsdDecoderTest {

    private static GpsdDecoded decode(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return GpsdDecoder.decode(bytes, bytes.length);
    }

    @Test
    void readsTheGreeting() {
        assertEquals(
                new GpsdMessage.Version("3.22", 3),
                decode(
                        "{\"class\":\"VERSION\",\"release\":\"3.22\",\"rev\":\"3.22\",\"proto_major\":3,\"proto_minor\":14}"));
        assertEquals(
                new GpsdMessage.Devices(List.of("/dev/pts/0", "/dev/b")),
                decode("{\"class\":\"DEVICES\",\"devices\":[{\"class\":\"DEVICE\",\"path\":\"/dev/pts/0\",\"native\":0,"
                        + "\"x\":[{\"path\":\"no\"}]},[{\"path\":\"no\"}],{\"bps\":1},{\"path\":\"/dev/b\"}]}"));
        assertEquals(
                new GpsdMessage.Watch(true, true),
                decode("{\"class\":\"WATCH\",\"enable\":true,\"json\":true,\"nmea\":false,\"raw\":0,\"scaled\":false,"
                        + "\"timing\":true,\"split24\":false,\"pps\":true}"));
    }

    @Test
    void readsAFix() {
        assertEquals(
                new GpsdMessage.Tpv(
                        "/dev/pts/0",
                        3,
                        OptionalLong.of(1_795_149_211_000_000_000L),
                        OptionalLong.of(5_000_000),
                        OptionalInt.of(18)),
                decode("{\"class\":\"TPV\",\"device\":\"/dev/pts/0\",\"mode\":3,\"time\":\"2026-11-20T04:33:31.000Z\","
                        + "\"leapseconds\":18,\"ept\":0.005,\"lat\":48.117300000,\"rtime\": 1795149211.050692054}"));
        assertEquals(
                new GpsdMessage.Tpv("", 1, OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty()),
                decode("{\"class\":\"TPV\",\"mode\":1}"));
    }

    @Test
    void readsStamps() {
        assertEquals(
                new GpsdMessage.Toff("/dev/pts/0", 1_795_149_212_000_000_000L, 1_795_149_212_050_323_931L),
                decode("{\"class\":\"TOFF\",\"device\":\"/dev/pts/0\",\"real_sec\":1795149212, \"real_nsec\":0,"
                        + "\"clock_sec\":1795149212,\"clock_nsec\":50323931}"));
        assertEquals(
                new GpsdMessage.Pps("p", 1_795_149_283_000_000_000L, 1_795_149_283_000_074_295L, -20),
                decode("{\"precision\":-20,\"real_sec\":1795149283,\"real_nsec\":0,\"clock_sec\":1795149283,"
                        + "\"clock_nsec\":74295,\"device\":\"p\",\"class\":\"PPS\"} "));
    }

    @Test
    void textsCanBeShown() {
        String wild = "/dev/\\u001b[31m\\nx\\u2028\\u202e\\ud800";
        String tame = "/dev/?[31m?x???";
        assertEquals(
                new GpsdMessage.Devices(List.of(tame)),
                decode("{\"class\":\"DEVICES\",\"devices\":[{\"path\":\"" + wild + "\"}]}"));
        assertEquals(
                new GpsdMessage.Tpv(tame, 1, OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty()),
                decode("{\"class\":\"TPV\",\"mode\":1,\"device\":\"" + wild + "\"}"));
        assertEquals(new GpsdMessage.Other(tame), decode("{\"class\":\"" + wild + "\"}"));
        assertEquals(
                new GpsdMessage.Complaint("e".repeat(256)),
                decode("{\"class\":\"ERROR\",\"message\":\"" + "e".repeat(257) + "\"}"));
    }

    @Test
    void skipsWhatItDoesNotNeed() {
        assertEquals(
                new GpsdMessage.Other("SKY"),
                decode(
                        "{\"class\":\"SKY\",\"device\":\"d\",\"satellites\":[{\"PRN\":4,\"a\":[[1],{\"b\":2}]},{\"PRN\":5}]}"));
        assertEquals(
                new GpsdMessage.Complaint("Unrecognized request 'X'"),
                decode("{\"class\":\"ERROR\",\"message\":\"Unrecognized request 'X'\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "NOT_JSON | ``",
                "NOT_JSON | nonsense",
                "NOT_JSON | [1]",
                "NOT_JSON | {\"class\":\"SKY\"",
                "NOT_JSON | {\"class\":\"SKY\",\"a\":[",
                "NOT_JSON | {\"class\":\"DEVICES\",\"devices\":[{\"path\":\"a\"}",
                "NOT_JSON | {\"class\":\"SKY\"} {}",
                "NOT_JSON | {\"class\":\"SKY\",\"class\":\"TPV\"}",
                "NOT_JSON | {\"class\":\"SKY\",\"a\":{\"b\":1,\"b\":2}}",
                "NOT_JSON | {\"class\":\"TPV\",\"mode\":03}",
                "NOT_JSON | {\"class\":\"TPV\",\"mode\":NaN}",
                "NO_CLASS | {}",
                "NO_CLASS | {\"class\":1}",
                "NO_CLASS | {\"class\":null}",
                "MISSING_FIELD | {\"class\":\"TPV\"}",
                "MISSING_FIELD | {\"class\":\"PPS\",\"real_sec\":1,\"real_nsec\":0,\"clock_sec\":1,\"clock_nsec\":0}",
                "WRONG_TYPE | {\"class\":\"TPV\",\"mode\":\"3\"}",
                "WRONG_TYPE | {\"class\":\"TPV\",\"mode\":3,\"device\":5}",
                "WRONG_TYPE | {\"class\":\"TPV\",\"mode\":3,\"time\":1795149211}",
                "WRONG_TYPE | {\"class\":\"TPV\",\"mode\":3,\"ept\":\"0.005\"}",
                "WRONG_TYPE | {\"class\":\"WATCH\",\"enable\":1,\"pps\":true}",
                "OUT_OF_RANGE | {\"class\":\"TPV\",\"mode\":4}",
                "OUT_OF_RANGE | {\"class\":\"TPV\",\"mode\":-1}",
                "OUT_OF_RANGE | {\"class\":\"TPV\",\"mode\":3.0}",
                "OUT_OF_RANGE | {\"class\":\"TPV\",\"mode\":3,\"ept\":-0.001}",
                "OUT_OF_RANGE | {\"class\":\"TPV\",\"mode\":3,\"ept\":1000000.000000001}",
                "OUT_OF_RANGE | {\"class\":\"TPV\",\"mode\":3,\"ept\":1e999999999}",
                "OUT_OF_RANGE | {\"class\":\"TPV\",\"mode\":3,\"ept\":1e99999999999}",
                "OUT_OF_RANGE | {\"class\":\"TPV\",\"mode\":3,\"leapseconds\":1001}",
                "OUT_OF_RANGE | {\"class\":\"TOFF\",\"real_sec\":-1,\"real_nsec\":0,\"clock_sec\":1,\"clock_nsec\":0}",
                "OUT_OF_RANGE | {\"class\":\"TOFF\",\"real_sec\":1,\"real_nsec\":1000000000,\"clock_sec\":1,"
                        + "\"clock_nsec\":0}",
                "OUT_OF_RANGE | {\"class\":\"TOFF\",\"real_sec\":99999999999999999999,\"real_nsec\":0,\"clock_sec\":1,"
                        + "\"clock_nsec\":0}",
                "OUT_OF_RANGE | {\"class\":\"PPS\",\"real_sec\":1,\"real_nsec\":0,\"clock_sec\":1,\"clock_nsec\":0,"
                        + "\"precision\":17}",
                "WRONG_TIME | {\"class\":\"TPV\",\"mode\":3,\"time\":\"NaN\"}",
                "LEAP_SECOND | {\"class\":\"TPV\",\"mode\":3,\"time\":\"2016-12-31T23:59:60.000Z\"}",
            })
    void refuses(GpsdRejection expected, String line) {
        assertEquals(expected, decode(line));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.000, 0",
        "1e-999999999, 1",
        "0.0000000001, 1",
        "0.000000001, 1",
        "0.0000000011, 2",
        "1e6, 1000000000000000"
    })
    void roundsErrorsUp(String text, long nanos) {
        assertEquals(
                new GpsdMessage.Tpv("", 2, OptionalLong.empty(), OptionalLong.of(nanos), OptionalInt.empty()),
                decode("{\"class\":\"TPV\",\"mode\":2,\"ept\":" + text + "}"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T04:33:31Z, 1795149211000000000",
        "2026-11-20T04:33:31.5Z, 1795149211500000000",
        "2026-11-20T04:33:31.123456789Z, 1795149211123456789",
        "1970-01-01T00:00:00.000Z, 0",
        "2024-02-29T23:59:59.999Z, 1709251199999000000",
    })
    void readsTimes(String text, long nanos) {
        assertEquals(nanos, UtcText.nanos(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20 04:33:31Z",
        "2026-11-20T04:33:31",
        "2026-11-20T04:33:31.Z",
        "2026-11-20T04:33:31.1234567890Z",
        "2026-11-20T24:00:00Z",
        "2026-11-20T04:60:00Z",
        "2026-11-20T04:33:61Z",
        "2025-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "2223-01-01T00:00:00Z",
        "12026-11-20T04:33:31Z",
        "2026-11-20T04:33:31+00:00",
        "-026-11-20T04:33:31Z",
        "2026-02-30T23:59:60Z",
        "2026-00-01T00:00:00Z",
        "٢٠٢٦-11-20T04:33:31Z",
    })
    void refusesWhatIsNoTime(String text) {
        assertEquals(UtcText.WRONG, UtcText.nanos(text));
    }
}
