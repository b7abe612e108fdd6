package dev.truechimer.gps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.NmeaOutcome.Named;
import dev.truechimer.gps.wire.NmeaDecoded;
import dev.truechimer.gps.wire.NmeaDecoder;
import dev.truechimer.gps.wire.NmeaRejection;
import dev.truechimer.gps.wire.NmeaSentence;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Sentences that real receivers have sent, against the times that gpsd reports for them.
 */
class ReceiverLogsTest {

    private static final Duration ROLLOVER = Duration.ofDays(1024L * 7);
    private static final long SECOND = 1_000_000_000L;

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ReceiverLogsTest.class.getResourceAsStream("receivers/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    private static List<Named> named(String receiver) throws IOException {
        byte[] bytes = resource(receiver + ".nmea");
        return new NmeaIntake(false)
                .add(bytes, bytes.length, new NmeaArrival(true, 0, 1)).stream()
                        .filter(Named.class::isInstance)
                        .map(Named.class::cast)
                        .toList();
    }

    private static Instant instant(Named named) {
        return Instant.ofEpochSecond(named.utcNanos() / SECOND, named.utcNanos() % SECOND);
    }

    /**
     * The last two columns are times of day: of epochs that gpsd leaves out, since it waits for a second one, or for the
     * sentence that its receiver sends last; and of those left out here, since their first sentence is not known, or no RMC
     * or ZDA gives them a date.
     */
    @ParameterizedTest
    @CsvSource({
        "polarx2, 1, '', 11:22:57",
        "quectellc79d-1, 0, '', 08:03:59",
        "gp-320fw-2019-04-06-overflow, 0, 23:57:26.020, ''",
        "ublox-neo-m9n-nmea, 0, '', 22:37:45",
        "sirfstarv-nmea, 0, '', 02:09:35",
        "beidou-bd, 1, 07:41:55.799, 07:41:57.799",
        "tr737a, 1, 07:17:36, 07:17:43",
        "garmin38, 1, '', ''",
        "com-1289, 1, '', 14:37:48.770",
        "skytraq-fix, 1, '', 23:27:12",
        "mt3339, 1, '', 20:26:40",
        "navika-100-fix, 1, '', 22:32:51",
        "bu353-glonass, 1, '', 08:14:11"
    })
    void namesTheTimesThatGpsdReports(String receiver, int rolloversOfGpsd, String onlyHere, String onlyByGpsd)
            throws IOException {
        List<Instant> reported = new String(resource(receiver + ".gpsd"), UTF_8)
                .lines()
                .map(Instant::parse)
                .toList();
        List<Instant> found = named(receiver).stream()
                .map(each -> instant(each).plus(ROLLOVER.multipliedBy(rolloversOfGpsd)))
                .toList();
        assertFalse(found.isEmpty());
        assertEquals(onlyHere, timesOfDay(found, reported), "only here");
        assertEquals(onlyByGpsd, timesOfDay(reported, found), "only by gpsd");
    }

    private static String timesOfDay(List<Instant> of, List<Instant> without) {
        return of.stream()
                .filter(each -> !without.contains(each))
                .map(each -> LocalTime.ofInstant(each, ZoneOffset.UTC).toString())
                .collect(Collectors.joining(" "));
    }

    /** Of a receiver that had just gone through a rollover: a date that is none, and one in 1999, which gpsd takes for 2019. */
    @Test
    void refusesTheDatesOfARollover() throws IOException {
        List<NmeaDecoded> decoded = new String(resource("april6-2019.nmea"), UTF_8)
                .lines()
                .map(NmeaDecoder::decode)
                .toList();
        assertEquals(NmeaRejection.WRONG_DATE, decoded.get(1));
        NmeaSentence sentence = assertInstanceOf(NmeaSentence.class, decoded.get(2));
        assertEquals(LocalDate.of(1999, 8, 22), sentence.date());
        Instant reported = Instant.parse(new String(resource("april6-2019.gpsd"), UTF_8).strip());
        long gpsdNanos = reported.toEpochMilli() * 1_000_000;
        long wrongNanos = gpsdNanos - ROLLOVER.toNanos();
        assertEquals(
                wrongNanos,
                Objects.requireNonNull(sentence.date()).toEpochDay() * 86_400 * SECOND
                        + Objects.requireNonNull(sentence.time()).nanosOfDay());
        for (long believedNanos : List.of(gpsdNanos, wrongNanos, 0L)) {
            ReceiverDate.Result result = ReceiverDate.check(wrongNanos, SECOND, believedNanos, LeapSeconds.bundled());
            assertEquals(
                    Reason.STALE_DATE,
                    assertInstanceOf(ReceiverDate.Refused.class, result)
                            .failure()
                            .reason());
        }
    }
}
