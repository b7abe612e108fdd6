package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Names and refusals of the two sources that others feed. */
class ReceiverSourcesBuilderTest {

    private static final Duration NEGATIVE = Duration.ofNanos(-1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(61);

    private static void refuses(String what, Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.startsWith(what), message);
    }

    @Test
    void namesTellTheEndpoint() {
        assertEquals(
                "gpsd 127.0.0.1:2947",
                GpsdSource.builder("127.0.0.1", 2947).build().name());
        assertEquals("gpsd [::1]:2947", GpsdSource.builder("::1", 2947).build().name());
        assertEquals(
                "roof", GpsdSource.builder("::1", 2947).name("roof").build().name());
        assertEquals("shm2", NtpShmSource.builder(2).build().name());
        assertEquals("roof", NtpShmSource.builder(2).name("roof").build().name());
    }

    @Test
    void refusesWhatIsOutOfRange() {
        refuses("host", () -> GpsdSource.builder(" ", 2947));
        refuses("port", () -> GpsdSource.builder("h", 0));
        refuses("port", () -> GpsdSource.builder("h", 65_536));
        GpsdSource.Builder gpsd = GpsdSource.builder("h", 1);
        refuses("name", () -> gpsd.name(""));
        refuses("device", () -> gpsd.device(" "));
        refuses("delays least", () -> gpsd.delays(NEGATIVE, SECOND));
        refuses("delays greatest", () -> gpsd.delays(SECOND, Duration.ZERO));
        refuses("delays greatest", () -> gpsd.delays(SECOND, LONG));
        refuses("pulseDelay", () -> gpsd.pulseDelay(LONG));
        refuses("errorFloor", () -> gpsd.errorFloor(NEGATIVE));
        refuses("unit", () -> NtpShmSource.builder(-1));
        refuses("unit", () -> NtpShmSource.builder(256));
        NtpShmSource.Builder shm = NtpShmSource.builder(255);
        refuses("name", () -> shm.name(""));
        refuses("delays least", () -> shm.delays(LONG, LONG));
        refuses("delays greatest", () -> shm.delays(SECOND, Duration.ZERO));
        refuses("errorFloor", () -> shm.errorFloor(NEGATIVE));
        refuses("poll", () -> shm.poll(Duration.ZERO));
    }
}
