package dev.truechimer.clock.ticks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.testkit.ManualTicks;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The header, value by value. */
class GrpcTimeoutTest {

    private final ManualTicks ticks = new ManualTicks(Long.MIN_VALUE);

    @ParameterizedTest
    @CsvSource({
        "-1, 0n",
        "0, 0n",
        "1, 1n",
        "99999999, 99999999n",
        "100000000, 100000u",
        "100000999, 100000u",
        "99999999999, 99999999u",
        "100000000000, 100000m",
        "99999999999999, 99999999m",
        "100000000000000, 100000S",
        "99999999999999999, 99999999S",
        "100000000000000000, 1666666M",
        "4611686018427387903, 76861433M",
    })
    void writesTheFinestUnitThatFitsAndRoundsDown(long remainingNanos, String value) {
        assertEquals(Optional.of(value), GrpcTimeout.format(Deadline.afterNanos(remainingNanos, ticks)));
    }

    @ParameterizedTest
    @CsvSource({
        "1H, PT1H",
        "1M, PT1M",
        "1S, PT1S",
        "1m, PT0.001S",
        "1u, PT0.000001S",
        "1n, PT0.000000001S",
        "0n, PT0S",
        "0H, PT0S",
        "00000001S, PT1S",
        "99999999n, PT0.099999999S",
        "99999999S, PT99999999S",
        "76861433M, PT76861433M",
        "1281023H, PT1281023H",
    })
    void readsEveryUnit(String value, Duration remaining) {
        assertEquals(remaining, GrpcTimeout.parse(value, ticks).remaining());
    }

    @ParameterizedTest
    @ValueSource(strings = {"76861434M", "99999999M", "1281024H", "2562048H", "99999999H"})
    void whatIsLongerThanAnyDeadlineIsNever(String value) {
        assertTrue(GrpcTimeout.parse(value, ticks).isNever());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "S",
                "1",
                "12",
                "123456789n",
                "000000001S",
                "1s",
                "1h",
                "1U",
                "1N",
                "1 S",
                " 1S",
                "1S ",
                "-1S",
                "+1S",
                "1.5S",
                "1SS",
                "S1",
                "0x1S",
                "1e3S",
                "1_0S",
                "1S,2S",
                "\u0661S",
                "1\uff33",
                "1\u03bc",
                "\ud83d\udd52S",
                "infinite",
                "\u0000S"
            })
    void refusesEverythingElse(String value) {
        assertThrows(MalformedTimeoutException.class, () -> GrpcTimeout.parse(value, ticks));
    }

    @Test
    void aRefusalQuotesLittleAndNothingThatIsNotPrintable() {
        assertEquals(
                "not a grpc-timeout: \"1?S\"; it must be 1 to 8 digits and a unit",
                assertThrows(MalformedTimeoutException.class, () -> GrpcTimeout.parse("1\nS"))
                        .getMessage());
        assertEquals(
                "not a grpc-timeout: \"1x\"; its unit must be one of H M S m u n",
                assertThrows(MalformedTimeoutException.class, () -> GrpcTimeout.parse("1x"))
                        .getMessage());
        String huge = "9".repeat(1_000_000);
        assertEquals(
                "not a grpc-timeout: \"" + "9".repeat(32) + "...\"; it must be 1 to 8 digits and a unit",
                assertThrows(MalformedTimeoutException.class, () -> GrpcTimeout.parse(huge))
                        .getMessage());
    }

    @Test
    void neverIsSentByNoHeader() {
        assertEquals(Optional.empty(), GrpcTimeout.format(Deadline.never()));
    }

    @Test
    void withoutAnOscillatorItIsTheSystems() {
        Deadline deadline = GrpcTimeout.parse("1H");
        assertTrue(deadline.countsSystemTicks());
        assertTrue(deadline.remaining().compareTo(Duration.ofHours(1)) <= 0);
    }
}
