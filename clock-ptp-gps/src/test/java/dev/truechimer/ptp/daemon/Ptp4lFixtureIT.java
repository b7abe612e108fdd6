package dev.truechimer.ptp.daemon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.NetworkBridge;
import dev.truechimer.testing.NetworkNamespace;
import dev.truechimer.testing.Requires;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The daemon by itself: what the other tests take for granted. */
@Requires(NeedsPtp4l.class)
@Timeout(120)
final class Ptp4lFixtureIT {

    @Test
    void aGrandmasterServesUtcOnNoAgreedScale() throws InterruptedException {
        try (NetworkNamespace namespace = NetworkNamespace.create();
                Ptp4l master = Ptp4l.grandmaster("master", namespace).startUntil("MASTER")) {
            String properties = master.manage("GET TIME_PROPERTIES_DATA_SET");
            assertTrue(properties.matches("(?s).*ptpTimescale\\s+0.*"), properties);
            assertTrue(properties.matches("(?s).*currentUtcOffset\\s+37.*"), properties);
            assertTrue(master.identity().matches("[0-9a-f]{6}\\.[0-9a-f]{4}\\.[0-9a-f]{6}"), master::identity);
        }
    }

    @Test
    void ofTwoMastersBehindABridgeTheBetterOneServes() throws InterruptedException {
        try (NetworkBridge bridge = NetworkBridge.create(2);
                Ptp4l better = Ptp4l.grandmaster("better", bridge.namespace(0)).start();
                Ptp4l worse = Ptp4l.grandmaster("worse", bridge.namespace(1))
                        .option("priority1", "110")
                        .option("clockClass", "7")
                        .start()) {
            better.awaitState("MASTER");
            worse.awaitState("PASSIVE");
            better.stop();
            worse.awaitState("MASTER");
        }
    }
}
