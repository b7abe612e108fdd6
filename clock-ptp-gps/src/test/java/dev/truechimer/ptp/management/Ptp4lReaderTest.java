package dev.truechimer.ptp.management;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ptp.device.ErrorBound;
import dev.truechimer.ptp.wire.PtpHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a ptp4l vouches for, over real sockets. */
@EnabledOnOs(OS.LINUX)
class Ptp4lReaderTest {

    @TempDir
    private Path folder;

    private final AtomicReference<Ptp4lState> state = new AtomicReference<>();

    @Test
    void vouchesForTheClockThatItDisciplines() throws Exception {
        Path clients = Files.createDirectory(folder.resolve("clients"));
        Path socket = folder.resolve("ptp4l");
        Ptp4lOptions options = new Ptp4lOptions(socket, clients, 0, 0, 0, OptionalLong.of(40), 0, 0);
        StateMaker hardware = new StateMaker().timestamping(1).flags(PtpHeader.PTP_TIMESCALE);
        FakePtp4l fake = new FakePtp4l(socket, clients, question -> FakePtp4l.honest(question, state.get()));
        try (Ptp4lReader reader = new Ptp4lReader(options, Ticks.system(), failure -> {})) {
            state.set(hardware.make());
            assertRefused("waiting for a Sync", reader.ask());
            state.set(hardware.ingress(1).make());
            Vouching.Vouched vouched = assertInstanceOf(Vouching.Vouched.class, reader.ask());
            assertEquals(100 + 40 + 1, vouched.errorNanos());
            assertEquals(new Vouching.Clock(true, "eth0", ErrorBound.Scale.TAI), vouched.clock());
            assertTrue(vouched.detail().startsWith("SLAVE on eth0, grandmaster "), vouched::toString);
            state.set(hardware.timestamping(0).make());
            vouched = assertInstanceOf(Vouching.Vouched.class, reader.ask());
            assertFalse(vouched.clock().hardware());
        } finally {
            fake.stop();
        }
    }

    private static void assertRefused(String text, Vouching vouching) {
        Vouching.Refused refused = assertInstanceOf(Vouching.Refused.class, vouching);
        assertEquals(Reason.UNSYNCHRONIZED, refused.failure().reason());
        assertTrue(refused.failure().detail().contains(text), refused::toString);
    }
}
