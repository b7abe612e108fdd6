package dev.truechimer.hlc;

import dev.truechimer.testing.Races;
import org.junit.jupiter.api.Test;

/** All races of this module. */
class HlcJcstressIT {

    @Test
    void noRaceEndsInAForbiddenOutcome() throws Exception {
        Races.assertNoneEndsInAForbiddenOutcome();
    }
}
