package dev.truechimer.gps;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.gps.wire.NmeaMaker;
import dev.truechimer.testing.RecordingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A source on streams, which need no device: what can be known of their bytes, how they end, and what is refused. */
class NmeaSourceTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final long TAI = (DAY.toEpochDay() * 86_400 + 12 * 3600 + 37) * 1_000_000_000L;
    private static final Duration GREATEST = Duration.ofMillis(400);

    private final RecordingContext context = new RecordingContext();

    NmeaSourceTest() {
        context.currentTai = new TimeInterval(TAI - 1, TAI + 1);
    }

    private static byte[] sentences() {
        String text =
                NmeaMaker.rmc("GP", "115959", DAY, true) + "\r\n" + NmeaMaker.rmc("GP", "120000", DAY, true) + "\r\n";
        return text.getBytes(ISO_8859_1);
    }

    private static NmeaSource.Builder builder(InputStream stream) {
        return NmeaSource.builder(stream).delays(Duration.ZERO, GREATEST);
    }

    /** Says that nothing is there, once, and then has it all. */
    private static final class LateStream extends ByteArrayInputStream {

        private int looks;

        LateStream() {
            super(sentences());
        }

        @Override
        public synchronized int available() {
            return looks++ == 0 ? 0 : super.available();
        }
    }

    @Test
    void aStreamMakesLowerHalvesAndItsEndIsReported() {
        try (NmeaSource source = builder(new LateStream()).build()) {
            source.start(context);
            Claim claim = context.nextClaim();
            assertEquals(TAI, claim.lowerTaiNanos());
            assertFalse(claim.hasUpper());
            assertTrue(context.nextFailure(Reason.UNREACHABLE).detail().contains("ended"));
        }
    }

    @Test
    void aStreamThatIsExactMakesBothHalves() {
        long beforeTicks = context.ticks().nanos();
        try (NmeaSource source = builder(new LateStream()).exactAvailability().build()) {
            source.start(context);
            Claim claim = context.nextClaim();
            long afterTicks = context.ticks().nanos();
            assertEquals(TAI, claim.lowerTaiNanos());
            assertEquals(TAI + GREATEST.toNanos(), claim.upperTaiNanos());
            assertTrue(beforeTicks - claim.upperTicks() <= 0);
            assertTrue(claim.upperTicks() - claim.lowerTicks() < 0);
            assertTrue(claim.lowerTicks() - afterTicks <= 0);
        }
    }

    /** What had come before the first look has come at an unknown time. */
    @Test
    void whatWasThereBeforeMakesNoUpperHalf() {
        try (NmeaSource source = builder(new ByteArrayInputStream(sentences()))
                .exactAvailability()
                .build()) {
            source.start(context);
            assertFalse(context.nextClaim().hasUpper());
        }
    }

    /** A pipe that is full, since this process was held up, keeps its writer back: what that writes then is old. */
    @Test
    void whatComesBehindAFullBufferMakesNoUpperHalf() {
        String first = NmeaMaker.rmc("GP", "115959", DAY, true) + "\r\n";
        String filling = first.repeat(4_096 / first.length() + 1);
        String late = NmeaMaker.rmc("GP", "120000", DAY, true) + "\r\n";
        ByteArrayInputStream stream = new ByteArrayInputStream((filling + late).getBytes(ISO_8859_1)) {

            private boolean hasShownGap;

            @Override
            public synchronized int available() {
                int waiting = super.available();
                if (waiting > late.length()) {
                    return waiting - late.length();
                }
                boolean isGap = !hasShownGap;
                hasShownGap = true;
                return isGap ? 0 : waiting;
            }
        };
        try (NmeaSource source = builder(stream).exactAvailability().build()) {
            source.start(context);
            Claim claim = context.nextClaim();
            assertEquals(TAI, claim.lowerTaiNanos());
            assertFalse(claim.hasUpper());
        }
    }

    @Test
    void sentencesWithoutAnErrorFloorStateNoError() {
        try (NmeaSource source = builder(new LateStream()).build()) {
            source.start(context);
            context.nextClaim();
            assertTrue(context.statements.get(0));
        }
        RecordingContext another = new RecordingContext();
        another.currentTai = context.currentTai;
        try (NmeaSource source =
                builder(new LateStream()).errorFloor(Duration.ofNanos(100)).build()) {
            source.start(another);
            another.nextClaim();
            assertFalse(another.statements.get(0));
        }
    }

    @Test
    void aStreamThatFailsIsReported() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the far side has gone");
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return read();
            }
        };
        try (NmeaSource source = builder(broken).build()) {
            source.start(context);
            assertTrue(context.nextFailure(Reason.UNREACHABLE).detail().contains("the far side has gone"));
        }
    }

    @Test
    void closingEndsAReadThatWaits() throws InterruptedException {
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        InputStream waiting = new InputStream() {
            @Override
            public int read() throws IOException {
                waits.countDown();
                boolean isOver = false;
                while (!isOver) {
                    try {
                        isOver = closed.await(10, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        // As a read of a pipe, it does not care.
                        isOver = false;
                    }
                }
                ended.countDown();
                return -1;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                return read();
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
        NmeaSource source = builder(waiting).build();
        source.start(context);
        assertTrue(waits.await(10, TimeUnit.SECONDS));
        source.close();
        assertEquals(0, ended.getCount());
    }

    @Test
    void aDeviceThatIsNotThereIsReported() {
        try (NmeaSource source =
                NmeaSource.builder(Path.of("/dev/there-is-no-such-device")).build()) {
            assertEquals("/dev/there-is-no-such-device", source.name());
            source.start(context);
            assertTrue(context.nextFailure(Reason.UNREACHABLE).detail().contains("/dev/there-is-no-such-device"));
        }
    }

    @Test
    void startsOnce() {
        NmeaSource source = builder(new LateStream()).build();
        source.start(context);
        assertThrows(SourceInUseException.class, () -> source.start(context));
        source.close();
        source.close();
        assertThrows(SourceInUseException.class, () -> source.start(context));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        NmeaSource.Builder builder = NmeaSource.builder(Path.of("/dev/ttyS0"));
        assertThrows(IllegalArgumentException.class, () -> builder.name(" "));
        assertThrows(IllegalArgumentException.class, () -> builder.baud(299));
        assertThrows(IllegalArgumentException.class, () -> builder.baud(4_000_001));
        assertThrows(IllegalArgumentException.class, () -> builder.delays(Duration.ofNanos(-1), Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.delays(Duration.ofNanos(2), Duration.ofNanos(1)));
        assertThrows(
                IllegalArgumentException.class, () -> builder.delays(Duration.ZERO, Duration.ofNanos(10_000_000_001L)));
        assertThrows(IllegalArgumentException.class, () -> builder.errorFloor(Duration.ofNanos(-1)));
        assertThrows(IllegalArgumentException.class, () -> builder.errorFloor(Duration.ofHours(2)));
        assertThrows(NullPointerException.class, () -> NmeaSource.builder((Path) null));
        assertThrows(NullPointerException.class, () -> NmeaSource.builder((InputStream) null));
    }
}
