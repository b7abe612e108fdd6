package dev.truechimer.gps;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.NmeaOutcome.Named;
import dev.truechimer.gps.NmeaOutcome.Refused;
import dev.truechimer.gps.wire.NmeaMaker;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From bytes to named instants: what belongs together, when it came, and when it proves nothing. */
class NmeaEpochsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    private NmeaIntake intake = new NmeaIntake(false);
    private long ticks;

    private static long utcNanos(LocalDate date, int hour, int minute, int second) {
        return LocalDateTime.of(date.getYear(), date.getMonth(), date.getDayOfMonth(), hour, minute, second)
                        .toEpochSecond(ZoneOffset.UTC)
                * 1_000_000_000L;
    }

    /** Hands in lines, 10 ms of ticks apart: each was not there at the tens, and was there 1 later. */
    private List<NmeaOutcome> hear(String... lines) {
        List<NmeaOutcome> outcomes = new ArrayList<>();
        for (String line : lines) {
            ticks += 10;
            byte[] bytes = (line + "\r\n").getBytes(ISO_8859_1);
            outcomes.addAll(intake.add(bytes, bytes.length, new NmeaArrival(true, ticks, ticks + 1)));
        }
        return outcomes;
    }

    private static List<Long> instants(List<NmeaOutcome> outcomes) {
        return outcomes.stream()
                .filter(Named.class::isInstance)
                .map(each -> ((Named) each).utcNanos())
                .toList();
    }

    private static List<Reason> reasons(List<NmeaOutcome> outcomes) {
        return outcomes.stream()
                .filter(Refused.class::isInstance)
                .map(each -> ((Refused) each).failure().reason())
                .toList();
    }

    private static Named only(List<NmeaOutcome> outcomes) {
        assertEquals(1, outcomes.size(), outcomes::toString);
        return (Named) outcomes.get(0);
    }

    private void begin() {
        assertEquals(
                List.of(), hear(NmeaMaker.rmc("GP", "115959", DAY, true)), "the first epoch is not known to be whole");
    }

    @Test
    void namesAnEpochOnce() {
        begin();
        Named named = only(hear(
                NmeaMaker.rmc("GP", "120000", DAY, true),
                NmeaMaker.gga("GP", "120000", 1),
                NmeaMaker.zda("GP", "120000", DAY)));
        assertEquals(utcNanos(DAY, 12, 0, 0), named.utcNanos());
        assertEquals(new NmeaArrival(true, 20, 21), named.arrival());
    }

    @Test
    void arrivalIsThatOfTheFirstSentence() {
        begin();
        Named named = only(hear(NmeaMaker.gga("GP", "120000", 1), NmeaMaker.rmc("GP", "120000.00", DAY, true)));
        assertEquals(new NmeaArrival(true, 20, 21), named.arrival());
    }

    /** The byte that counts is the first one: the rest of the line may come later. */
    @Test
    void arrivalIsThatOfTheFirstCharacter() {
        begin();
        String line = NmeaMaker.rmc("GP", "120000", DAY, true);
        byte[] first = line.substring(0, 1).getBytes(ISO_8859_1);
        byte[] rest = (line.substring(1) + "\r\n").getBytes(ISO_8859_1);
        assertEquals(List.of(), intake.add(first, 1, new NmeaArrival(true, 100, 101)));
        Named named = only(intake.add(rest, rest.length, new NmeaArrival(true, 200, 201)));
        assertEquals(new NmeaArrival(true, 100, 101), named.arrival());
    }

    @Test
    void midnightBetweenTwoSentencesMakesTwoEpochs() {
        begin();
        List<NmeaOutcome> outcomes = hear(
                NmeaMaker.rmc("GP", "235959", DAY, true),
                NmeaMaker.gga("GP", "235959", 1),
                NmeaMaker.gga("GP", "000000", 1),
                NmeaMaker.rmc("GP", "000000", DAY.plusDays(1), true));
        assertEquals(List.of(utcNanos(DAY, 23, 59, 59), utcNanos(DAY.plusDays(1), 0, 0, 0)), instants(outcomes));
    }

    @Test
    void aDateIsNotCarriedOver() {
        begin();
        assertEquals(
                List.of(Reason.UNSYNCHRONIZED),
                reasons(hear(
                        NmeaMaker.rmc("GP", "235959", DAY, true),
                        NmeaMaker.gga("GP", "000000", 1),
                        NmeaMaker.gga("GP", "000001", 1))));
    }

    @Test
    void aDeniedFixOutweighsOne() {
        begin();
        List<NmeaOutcome> outcomes = hear(
                NmeaMaker.gga("GP", "120000", 0),
                NmeaMaker.rmc("GP", "120000", DAY, true),
                NmeaMaker.rmc("GP", "120001", DAY, false));
        assertEquals(List.of(Reason.UNSYNCHRONIZED), reasons(outcomes));
        assertEquals(List.of(), instants(outcomes));
    }

    @Test
    void aReceiverWithoutTimeHasNoFix() {
        begin();
        String empty = NmeaMaker.line("GPRMC,,V,,,,,,,,,,N");
        assertEquals(List.of(Reason.UNSYNCHRONIZED, Reason.UNSYNCHRONIZED), reasons(hear(empty, empty)));
        assertEquals(1, hear(NmeaMaker.rmc("GP", "120000", DAY, true)).size());
    }

    @Test
    void timeWithoutAWordAboutAFixCountsOnlyIfDeclared() {
        begin();
        List<NmeaOutcome> silent = hear(NmeaMaker.zda("GP", "120000", DAY), NmeaMaker.zda("GP", "120001", DAY));
        assertEquals(List.of(Reason.UNSYNCHRONIZED), reasons(silent));
        assertEquals(List.of(), instants(silent));
        intake = new NmeaIntake(true);
        List<NmeaOutcome> declared = hear(NmeaMaker.zda("GP", "120000", DAY), NmeaMaker.zda("GP", "120001", DAY));
        assertEquals(List.of(utcNanos(DAY, 12, 0, 1)), instants(declared));
        List<NmeaOutcome> denied = hear(NmeaMaker.gga("GP", "120002", 0), NmeaMaker.zda("GP", "120002", DAY));
        assertEquals(List.of(), instants(denied));
    }

    @Test
    void anEpochWhoseFirstSentenceMayBeLostIsLeftOut() {
        begin();
        List<NmeaOutcome> outcomes = hear(
                NmeaMaker.gga("GP", "120000", 1).replace("GPGGA", "GPGGB"),
                NmeaMaker.rmc("GP", "120000", DAY, true),
                NmeaMaker.rmc("GP", "120001", DAY, true));
        assertEquals(List.of(Reason.MALFORMED), reasons(outcomes));
        assertEquals(List.of(utcNanos(DAY, 12, 0, 1)), instants(outcomes));
    }

    @Test
    void damageWithinAnEpochDoesNotSpoilIt() {
        begin();
        List<NmeaOutcome> outcomes = hear(
                NmeaMaker.gga("GP", "120000", 1),
                NmeaMaker.rmc("GP", "120000", DAY, true),
                "$GPGSV,1,noise",
                NmeaMaker.zda("GP", "120000", DAY),
                NmeaMaker.rmc("GP", "120001", DAY, true),
                NmeaMaker.rmc("GP", "120002", DAY, true));
        // The epoch after the damage may have lost its first sentence.
        assertEquals(List.of(utcNanos(DAY, 12, 0, 0), utcNanos(DAY, 12, 0, 2)), instants(outcomes));
    }

    @Test
    void aRepeatedTimeNamesNothingNew() {
        begin();
        String line = NmeaMaker.rmc("GP", "120000", DAY, true);
        assertEquals(1, hear(line, line, line).size());
    }

    /** Some send the position of the epoch before between the sentences of this one. */
    @Test
    void aTimeThatIsOverBeginsNothing() {
        begin();
        hear(NmeaMaker.rmc("GP", "120000", DAY, true));
        Named named = only(hear(
                NmeaMaker.gga("GP", "120001", 1),
                NmeaMaker.gga("GP", "120000", 0),
                NmeaMaker.rmc("GP", "120001", DAY, true)));
        assertEquals(utcNanos(DAY, 12, 0, 1), named.utcNanos());
        assertEquals(new NmeaArrival(true, 30, 31), named.arrival());
        assertEquals(
                List.of(), hear(NmeaMaker.rmc("GP", "120000", DAY, true), NmeaMaker.rmc("GP", "120001", DAY, true)));
    }

    @Test
    void tellsWhatIsMalformedAndNotWhatItDoesNotUse() {
        begin();
        assertEquals(
                List.of(Reason.MALFORMED, Reason.MALFORMED, Reason.LEAP_SECOND, Reason.MALFORMED),
                reasons(hear(
                        NmeaMaker.line("GPGSV,1,1,00"),
                        "$GPRMC,120000,A",
                        "garbage",
                        NmeaMaker.line("GPRMC,235960,A,,,,,,,311226,,"),
                        NmeaMaker.line("GPRMC,120000,A,,,,,,,2208-1,,"),
                        NmeaMaker.line("PUBX,00"))));
        assertTrue(intake.sentenceCount() > 0);
    }

    @Test
    void theResolutionOfDecimalsIsPassedOn() {
        begin();
        Named named = only(hear(NmeaMaker.rmc("GP", "120000.48", DAY, true)));
        assertEquals(utcNanos(DAY, 12, 0, 0) + 480_000_000, named.utcNanos());
        assertEquals(10_000_000, named.resolutionNanos());
    }
}
