package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.host.TicksRange;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.ErrorBudget;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.testing.RecordingContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A pulse and the source that it contains: what goes through, what is kept back, who starts and closes whom. */
class PpsSourceTest {

    private static final Path MISSING = Path.of("/dev/there-is-no-such-device");
    private static final Claim CLAIM = new Claim(0, 5, 0, 6, new ErrorBudget(0, 0, 0));
    private static final long SECOND = 1_000_000_000L;

    private final RecordingContext context = new RecordingContext();
    private final AtomicLong now = new AtomicLong(-1);

    /** Does what the test says. */
    private static final class Namer implements TimeSource {

        private final Duration longestPoll;
        private @Nullable SourceContext context;
        private int closings;

        Namer(Duration longestPoll) {
            this.longestPoll = longestPoll;
        }

        @Override
        public String name() {
            return "namer";
        }

        @Override
        public void start(SourceContext given) {
            if (context != null) {
                throw new SourceInUseException("namer is in use");
            }
            context = given;
        }

        @Override
        public Duration longestPollInterval() {
            return longestPoll;
        }

        @Override
        public void close() {
            closings++;
        }
    }

    private static PpsSource source(TimeSource namer) {
        return PpsSource.builder(MISSING).namedBy(namer).build();
    }

    private PpsNamer namer() {
        context.ticks = now::get;
        return new PpsNamer(context, new PpsNaming(0, SECOND), "namer");
    }

    @Test
    void claimsOfTheNamerAreKeptBackWhileEdgesCome() {
        PpsNamer namer = namer();
        namer.accept(CLAIM);
        assertSame(CLAIM, context.nextClaim());
        Claim edge = new Claim(1, 5, 1, 6, new ErrorBudget(0, 0, 0));
        namer.acceptEdge(edge);
        assertSame(edge, context.nextClaim());
        now.addAndGet(5 * SECOND);
        namer.accept(CLAIM);
        assertEquals(0, context.waiting());
        now.addAndGet(1);
        namer.accept(CLAIM);
        assertSame(CLAIM, context.nextClaim());
    }

    @Test
    void everythingElseGoesThrough() {
        PpsNamer namer = namer();
        namer.acceptEdge(CLAIM);
        context.nextClaim();
        namer.failed(new SourceFailure(Reason.NO_REPLY, "nothing"));
        assertEquals("nothing", context.nextFailure(Reason.NO_REPLY).detail());
        namer.server("192.0.2.1:123");
        namer.fingerprint("mark");
        namer.statesNoError(true);
        assertEquals("192.0.2.1:123", context.servers.get(0));
        assertEquals("mark", context.fingerprints.get(0));
        assertTrue(context.statements.get(0));
        assertSame(context.ticks, namer.ticks());
        assertSame(context.leapSeconds, namer.leapSeconds());
        assertEquals(context.currentTai, namer.currentTai());
        assertEquals(context.ageingNanosPerSecond, namer.ageingNanosPerSecond());
        assertEquals(context.hostSlewBoundPpm, namer.hostSlewBoundPpm());
    }

    /** A receiver may go on pulsing without a fix. */
    @Test
    void aNamerThatDoesNotKnowTheTimeNamesNoSecond() {
        context.ticks = now::get;
        PpsNaming naming = new PpsNaming(0, 80 * SECOND);
        PpsNamer namer = new PpsNamer(context, naming, "namer");
        TicksRange edge = new TicksRange(SECOND, SECOND);
        namer.accept(CLAIM);
        namer.failed(new SourceFailure(Reason.MALFORMED, "noise"));
        assertInstanceOf(PpsNaming.Second.class, naming.name(edge, 0, 0, 1));
        namer.failed(new SourceFailure(Reason.UNSYNCHRONIZED, "no fix"));
        assertInstanceOf(PpsNaming.Unnamed.class, naming.name(edge, 0, 0, 1));
        namer.accept(CLAIM);
        assertInstanceOf(PpsNaming.Second.class, naming.name(edge, 0, 0, 1));
    }

    @Test
    void theDetailsOfBothAreOne() {
        PpsNamer namer = namer();
        namer.sayOfEdges("/dev/pps0 pulses");
        namer.sayOfEdges("/dev/pps0 pulses");
        namer.detail("a fix");
        assertEquals(2, context.details.size());
        assertEquals("/dev/pps0 pulses; named by namer", context.details.get(0));
        assertEquals("/dev/pps0 pulses; named by namer: a fix", context.details.get(1));
    }

    @Test
    void startsAndClosesTheNamer() {
        Namer namer = new Namer(Duration.ofSeconds(64));
        PpsSource source = source(namer);
        assertEquals(MISSING.toString(), source.name());
        assertEquals(Duration.ofSeconds(64), source.longestPollInterval());
        source.start(context);
        assertTrue(namer.context != null);
        SourceFailure failure = context.nextFailure(Reason.UNREACHABLE);
        assertTrue(failure.detail().contains(MISSING.toString()), failure::detail);
        assertThrows(SourceInUseException.class, () -> source.start(context));
        source.close();
        assertTrue(namer.closings > 0);
    }

    @Test
    void aNamerInUseIsRefused() {
        Namer namer = new Namer(Duration.ofSeconds(1));
        namer.start(context);
        PpsSource source = source(namer);
        assertEquals(Duration.ofSeconds(10), source.longestPollInterval());
        assertThrows(SourceInUseException.class, () -> source.start(context));
        assertEquals(0, context.waiting());
        source.close();
    }

    @Test
    void refusesWhatIsOutOfRange() {
        PpsSource.Builder builder = PpsSource.builder(MISSING);
        assertThrows(NullPointerException.class, () -> PpsSource.builder(null));
        assertThrows(NullPointerException.class, () -> builder.namedBy(null));
        assertThrows(IllegalArgumentException.class, () -> builder.name(""));
        assertThrows(IllegalArgumentException.class, () -> builder.latency(Duration.ofNanos(-1)));
        assertThrows(IllegalArgumentException.class, () -> builder.latency(Duration.ofMillis(101)));
        assertThrows(IllegalArgumentException.class, () -> builder.errorFloor(Duration.ofNanos(-1)));
        assertThrows(IllegalArgumentException.class, () -> builder.errorFloor(Duration.ofMillis(101)));
        assertThrows(IllegalArgumentException.class, () -> builder.clearEdge(Duration.ofNanos(-1)));
        assertThrows(IllegalArgumentException.class, () -> builder.clearEdge(Duration.ofSeconds(1)));
        String message =
                assertThrows(IllegalStateException.class, builder::build).getMessage();
        assertTrue(message.contains("namedBy(...)"), message);
    }
}
