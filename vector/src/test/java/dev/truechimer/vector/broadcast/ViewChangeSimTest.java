package dev.truechimer.vector.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Random runs with changes of the members: all who go on have delivered the same messages, and nothing is lost without
 * being told.
 */
class ViewChangeSimTest {

    private static final int EXECUTIONS = 50_000;

    @Test
    void allWhoGoOnHaveDeliveredTheSame() {
        Tally tally = new Tally();
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            new RandomViews(seed, tally).run();
        }
        for (String when : List.of("", " while held", " while prepared")) {
            for (Outcome outcome : EnumSet.range(Outcome.BUFFERED, Outcome.REFUSED_LATER_VIEW)) {
                tally.assertAtLeast(500, outcome + when);
            }
            tally.assertAtLeast(500, Outcome.REFUSED_FULL + when, Outcome.REFUSED_TOO_FAR_AHEAD + when);
        }
        assertEquals(0, tally.of("DELIVERED while held"));
        tally.assertAtLeast(50, "early in its share while the rest is full", "dropped as REFUSED_TOO_FAR_AHEAD");
        tally.assertAtLeast(
                500,
                "DELIVERED",
                "DELIVERED while prepared",
                "dropped",
                "early of a stranger",
                "refused early while others have shares",
                "installed",
                "installed with messages",
                "agreed again",
                "regained",
                "joined",
                "left",
                "put out",
                "crashed",
                "restart");
    }
}
