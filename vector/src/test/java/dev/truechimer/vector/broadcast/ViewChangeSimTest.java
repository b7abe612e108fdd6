package dev.truechimer.vector.broadcast;

import org.junit.jupiter.api.Test;

/** Random runs with changes of the members: all who go on have delivered the same messages, and nothing is lost without being told. */
class ViewChangeSimTest {

    private static final int EXECUTIONS = 20_000;

    @Test
    void allWhoGoOnHaveDeliveredTheSame() {
        Tally tally = new Tally();
        for (long seed = 0; seed < EXECUTIONS; seed++) {
            new RandomViews(seed, tally).run();
        }
        System.err.println(tally);
        tally.assertAtLeast(1_000, "DELIVERED");
    }
}
