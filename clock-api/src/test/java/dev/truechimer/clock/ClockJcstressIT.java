package dev.truechimer.clock;

import dev.truechimer.testing.Races;
import org.junit.jupiter.api.Test;

/** All races of this module. */
class ClockJcstressIT {

    @Test
    void noRaceEndsInAForbiddenOutcome() throws Exception {
        Races.assertNoneEndsInAForbiddenOutcome();
    }
}
