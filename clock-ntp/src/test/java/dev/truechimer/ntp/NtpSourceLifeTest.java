package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import dev.truechimer.testing.RecordingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starting and closing; nothing is left behind. */
@Timeout(60)
class NtpSourceLifeTest {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private final RecordingContext context = new RecordingContext();
    private final UdpWorld world = new UdpWorld();
    private final LoopbackNtpServer server = world.server();

    @AfterEach
    void closeWorldAndFindNoThread() {
        world.close();
        assertEquals(List.of(), Threads.survivors("truechimer-ntp"));
    }

    @Test
    void closesWithoutHavingStarted() {
        NtpSource source = NtpSource.of(server.address());
        source.close();
        source.close();
        assertEquals(List.of(), Threads.named(IoLoop.THREAD_NAME));
        assertThrows(IllegalStateException.class, () -> source.start(context));
    }

    @Test
    void startsOnce() {
        NtpSource source = world.start(UdpWorld.quick(server), context);
        assertThrows(IllegalStateException.class, () -> source.start(context));
        context.nextClaim();
    }

    @Test
    void theThreadEndsWithTheLastSource() {
        NtpSource one = world.start(UdpWorld.quick(server), context);
        NtpSource other = world.start(UdpWorld.quick(server), new RecordingContext());
        one.close();
        one.close();
        assertEquals(1, Threads.named(IoLoop.THREAD_NAME).size());
        assertTrue(Threads.named(IoLoop.THREAD_NAME).get(0).isDaemon());
        other.close();
        assertEquals(List.of(), Threads.named(IoLoop.THREAD_NAME));
    }

    @Test
    void startsAgainAfterAllWereClosed() {
        for (int i = 0; i < 20; i++) {
            RecordingContext own = new RecordingContext();
            try (NtpSource source = UdpWorld.quick(server).build()) {
                source.start(own);
                world.assertContainsTruth(own.nextClaim());
            }
        }
    }

    @Test
    void deliversNothingOnceClosed() {
        NtpSource source = world.start(UdpWorld.quick(server), context);
        context.nextClaim();
        source.close();
        int delivered = context.waiting();
        world.letTwentyPollsPass();
        assertEquals(delivered, context.waiting());
    }

    @Test
    void closesInTheMiddleOfAnExchange() {
        server.silent(true);
        for (int i = 0; i < 20; i++) {
            NtpSource source = world.start(UdpWorld.quick(server), context);
            source.close();
        }
        assertEquals(0, context.waiting());
    }

    @Test
    void canBeClosedByItsOwnResult() throws InterruptedException {
        NtpSource source = UdpWorld.quick(server).build();
        CountDownLatch closed = new CountDownLatch(1);
        context.onClaim = claim -> {
            source.close();
            closed.countDown();
        };
        source.start(context);
        assertTrue(closed.await(10, TimeUnit.SECONDS));
        assertEquals(List.of(), Threads.survivors(IoLoop.THREAD_NAME));
        context.nextClaim();
        assertEquals(0, context.waiting());
    }

    @Test
    void closesWhileInterruptedAndKeepsTheFlag() {
        NtpSource source = world.start(UdpWorld.quick(server), context);
        context.nextClaim();
        Thread.currentThread().interrupt();
        source.close();
        assertTrue(Thread.interrupted());
        assertEquals(List.of(), Threads.survivors(IoLoop.THREAD_NAME));
    }

    @Test
    void leavesNoSocketBehind() throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "only Linux tells which sockets are open");
        exchangeWithAll(5);
        long before = sockets();
        exchangeWithAll(50);
        assertEquals(before, sockets());
    }

    /** Answered, refused and unanswered exchanges, with open ones at the end. */
    private void exchangeWithAll(int claims) {
        List<NtpSource> sources = new ArrayList<>();
        RecordingContext answers = new RecordingContext();
        try (LoopbackNtpServer silent = LoopbackNtpServer.start().silent(true);
                LoopbackNtpServer refusing = LoopbackNtpServer.start().leap(3)) {
            for (LoopbackNtpServer asked : List.of(server, silent, refusing)) {
                NtpSource source = UdpWorld.quick(asked).build();
                sources.add(source);
                source.start(asked == server ? answers : new RecordingContext());
            }
            for (int i = 0; i < claims; i++) {
                answers.nextClaim();
            }
            sources.forEach(NtpSource::close);
        }
    }

    private static long sockets() throws IOException {
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.filter(NtpSourceLifeTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
