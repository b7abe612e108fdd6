package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.clock.Timescale;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and tables for people. */
class TextTest {

    @ParameterizedTest
    @CsvSource({
        "0,0 ns",
        "999,999 ns",
        "-1,-1 ns",
        "1000,1.000 us",
        "1234567,1.235 ms",
        "-1234567,-1.235 ms",
        "999999999,1000.000 ms",
        "1000000000,1.000 s",
        "9223372036854775806,9223372036.855 s",
        "9223372036854775807,unbounded",
    })
    void lengthsAreRoundedAwayFromZero(long nanos, String expected) {
        assertEquals(expected, Nanos.length(nanos));
    }

    @Test
    void instantsHaveNineDecimalsAndTheirScale() {
        assertEquals("1970-01-01T00:00:00.000000001Z", Nanos.instant(1, Timescale.UTC));
        assertEquals("1969-12-31T23:59:59.999999999Z", Nanos.instant(-1, Timescale.UTC));
        assertEquals("1970-01-01T00:00:01.000000000 TAI", Nanos.instant(1_000_000_000L, Timescale.TAI));
        assertEquals("1970-01-01T00:00:01.000000000Z (smeared)", Nanos.instant(1_000_000_000L, Timescale.SMEARED_UTC));
    }

    @Test
    void ratesHaveASign() {
        assertEquals("+0.050 ppm", Nanos.ppm(50));
        assertEquals("-200.000 ppm", Nanos.ppm(-200_000));
    }

    @Test
    void columnsAreAligned() {
        assertEquals(
                List.of("a    bb", "ccc  d", "     e"),
                new TextTable().row("a", "bb").row("ccc", "d").row("", "e").lines());
    }

    @Test
    void cellsControlNoTerminal() {
        assertEquals(List.of("a?b?[1m"), new TextTable().row("a\nb\u001b[1m").lines());
    }

    @Test
    void rowsOfOneTableHaveTheSameLength() {
        TextTable table = new TextTable().row("a", "b");
        assertThrows(IllegalArgumentException.class, () -> table.row("a"));
    }

    @Test
    void sparklineScalesToItsLargest() {
        assertEquals("_+#?  largest 1.000 us", Sparkline.of(List.of(0L, 500L, 1000L, Long.MAX_VALUE)));
        assertEquals("", Sparkline.of(List.of()));
    }

    @Test
    void barIsFullAtTheEnd() {
        assertEquals("[" + "#".repeat(25) + ".".repeat(25) + "]", Sparkline.bar(500, 1000));
        assertEquals("[" + "#".repeat(50) + "]", Sparkline.bar(1000, 1000));
    }
}
