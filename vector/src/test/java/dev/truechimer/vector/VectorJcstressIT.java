package dev.truechimer.vector;

import dev.truechimer.testing.Races;
import org.junit.jupiter.api.Test;

/** All races of this module. */
class VectorJcstressIT {

    @Test
    void noRaceEndsInAForbiddenOutcome() throws Exception {
        Races.assertNoneEndsInAForbiddenOutcome();
    }
}
