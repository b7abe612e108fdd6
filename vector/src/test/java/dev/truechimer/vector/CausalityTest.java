package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CausalityTest {

    @ParameterizedTest
    @CsvSource({"EQUAL, EQUAL", "BEFORE, AFTER", "AFTER, BEFORE", "CONCURRENT, CONCURRENT"})
    void reversedExchangesTheSides(Causality causality, Causality reversed) {
        assertSame(reversed, causality.reversed());
    }

    @ParameterizedTest
    @EnumSource
    void reversedTwiceIsTheSame(Causality causality) {
        assertSame(causality, causality.reversed().reversed());
    }

    @ParameterizedTest
    @CsvSource({"true, true, EQUAL", "true, false, BEFORE", "false, true, AFTER", "false, false, CONCURRENT"})
    void followsFromBothDirections(boolean firstWithinSecond, boolean secondWithinFirst, Causality expected) {
        assertSame(expected, Causality.of(firstWithinSecond, secondWithinFirst));
        assertSame(expected.reversed(), Causality.of(secondWithinFirst, firstWithinSecond));
    }

    /** Callers store names and switch over all of them. */
    @Test
    void thereAreFourAnswers() {
        assertArrayEquals(
                new Causality[] {Causality.EQUAL, Causality.BEFORE, Causality.AFTER, Causality.CONCURRENT},
                Causality.values());
    }
}
