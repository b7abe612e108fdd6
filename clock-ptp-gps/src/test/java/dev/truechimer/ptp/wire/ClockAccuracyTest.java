package dev.truechimer.ptp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockAccuracyTest {

    @ParameterizedTest
    @CsvSource({
        "0x17, 1",
        "0x18, 1",
        "0x1C, 1",
        "0x1D, 1",
        "0x1E, 3",
        "0x1F, 10",
        "0x20, 25",
        "0x21, 100",
        "0x22, 250",
        "0x23, 1000",
        "0x24, 2500",
        "0x25, 10000",
        "0x26, 25000",
        "0x27, 100000",
        "0x28, 250000",
        "0x29, 1000000",
        "0x2A, 2500000",
        "0x2B, 10000000",
        "0x2C, 25000000",
        "0x2D, 100000000",
        "0x2E, 250000000",
        "0x2F, 1000000000",
        "0x30, 10000000000"
    })
    void isThatOfTheTableRoundedUp(String accuracy, long nanos) {
        assertEquals(OptionalLong.of(nanos), ClockAccuracy.errorNanos(Integer.decode(accuracy)));
    }

    @Test
    void isNotKnownElsewhere() {
        for (int accuracy = 0; accuracy < 0x100; accuracy++) {
            if (accuracy < 0x17 || accuracy > 0x30) {
                assertEquals(OptionalLong.empty(), ClockAccuracy.errorNanos(accuracy));
            }
        }
    }
}
