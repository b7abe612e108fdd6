package dev.truechimer.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceInUseException;
import dev.truechimer.clock.source.TimeSource;
import dev.truechimer.clock.testkit.ManualTicks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shell around the engine: threads, sources, listeners. */
@Timeout(60)
class TimekeeperTest {

    private static final long TAI = 1_800_000_000_000_000_000L;
    private static final long UTC_BEHIND_TAI = 37_000_000_000L;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ManualTicks ticks = new ManualTicks(5_000);

    @Test
    void knowsNothingUntilTheFirstQuorumAndThenAtOnce() throws InterruptedException {
        ScriptedSource a = new ScriptedSource("a");
        ScriptedSource b = new ScriptedSource("b");
        ScriptedSource c = new ScriptedSource("c");
        try (Timekeeper timekeeper =
                Timekeeper.builder().source(a).source(b).source(c).ticks(ticks).start()) {
            IntervalClock clock = timekeeper.clock();
            assertEquals(ClockStatus.STARTING, clock.status());
            assertEquals(TimeInterval.UNBOUNDED, clock.now());
            assertFalse(clock.after(Long.MIN_VALUE + 1));
            assertFalse(clock.before(Long.MAX_VALUE - 1));
            a.claim(TAI, 1_000);
            assertFalse(timekeeper.awaitSynchronized(Duration.ofMillis(50)), "one of three is no quorum");
            assertEquals(TimeInterval.UNBOUNDED, clock.now());
            b.claim(TAI + 500, 1_000);
            assertTrue(timekeeper.awaitSynchronized(LONG));
            assertTrue(clock.now().contains(TAI - UTC_BEHIND_TAI));
            assertTrue(timekeeper.clock(Timescale.TAI).now().contains(TAI));
            assertEquals(ClockStatus.SYNCHRONIZED, clock.read().status());
            assertEquals(clock.now(), timekeeper.report().interval());
        }
    }

    @Test
    void showsWhatASourceSaysOfItselfUntilItSaysSomethingElse() {
        ScriptedSource a = new ScriptedSource("a");
        ScriptedSource b = new ScriptedSource("b");
        try (Timekeeper timekeeper =
                Timekeeper.builder().source(a).source(b).ticks(ticks).start()) {
            assertEquals(List.of("", ""), details(timekeeper));
            a.context().detail("follows 001b21.fffe.8f1c3a, domain 0");
            a.awaitHandled();
            assertEquals(List.of("follows 001b21.fffe.8f1c3a, domain 0", ""), details(timekeeper));
            a.claim(TAI, 1_000);
            a.awaitHandled();
            assertEquals(
                    "follows 001b21.fffe.8f1c3a, domain 0", details(timekeeper).get(0), "a claim changes nothing");
            a.context().detail("no master");
            a.awaitHandled();
            assertEquals(List.of("no master", ""), details(timekeeper));
        }
    }

    private static List<String> details(Timekeeper timekeeper) {
        return timekeeper.report().sources().stream()
                .map(ClockReport.SourceReport::detail)
                .toList();
    }

    @Test
    void tellsSourcesHowFastThisHostsClockMayBeSlewed() {
        ScriptedSource a = new ScriptedSource("a");
        try (Timekeeper timekeeper = Timekeeper.builder()
                .source(a)
                .ticks(ticks)
                .hostSlewBoundPpm(4_321)
                .start()) {
            assertEquals(4_321, a.context().hostSlewBoundPpm());
            ScriptedSource later = new ScriptedSource("later");
            timekeeper.addSource(later);
            assertEquals(4_321, later.context().hostSlewBoundPpm());
        }
    }

    @Test
    void closeEndsThreadAndSourcesAndWithdrawsTheReading() throws InterruptedException {
        ScriptedSource a = new ScriptedSource("a");
        long before = ownThreads();
        Timekeeper timekeeper = Timekeeper.builder().source(a).ticks(ticks).start();
        a.claim(TAI, 1_000);
        assertTrue(timekeeper.awaitSynchronized(LONG));
        assertEquals(before + 1, ownThreads());
        timekeeper.close();
        assertEquals(before, ownThreads());
        assertEquals(1, a.closes.get());
        assertEquals(TimeInterval.UNBOUNDED, timekeeper.clock().now());
        assertEquals(ClockStatus.CLOSED, timekeeper.clock().status());
        assertEquals(ClockStatus.CLOSED, timekeeper.report().status());
        assertFalse(timekeeper.awaitSynchronized(LONG), "a closed timekeeper never synchronises, and says so at once");
        a.claim(TAI, 1_000);
        timekeeper.close();
        assertEquals(1, a.closes.get());
        ClockUnavailableException refused =
                assertThrows(ClockUnavailableException.class, () -> timekeeper.addSource(new ScriptedSource("b")));
        assertTrue(refused.getMessage().contains("closed"), refused.getMessage());
    }

    @Test
    void aStartThatThrowsHalfWayClosesEverything() {
        ScriptedSource first = new ScriptedSource("first");
        ScriptedSource failing = new ScriptedSource("failing").failingWith(new IllegalStateException("no socket"));
        ScriptedSource never = new ScriptedSource("never");
        long before = ownThreads();
        IllegalStateException thrown = assertThrows(
                IllegalStateException.class,
                () -> Timekeeper.builder()
                        .source(first)
                        .source(failing)
                        .source(never)
                        .start());
        assertEquals("no socket", thrown.getMessage());
        assertEquals(before, ownThreads());
        assertEquals(List.of(1, 1), List.of(first.closes.get(), failing.closes.get()));
        assertEquals(0, never.closes.get(), "it was never started, so it may be used again");
    }

    /** N and f are declared as a whole: a liar that answers while the others are being started is one of three. */
    @Test
    void aLiarThatAnswersFirstIsNotBelievedAlone() {
        AtomicBoolean believed = new AtomicBoolean();
        ScriptedSource liar = liarThatClaimsWhileItStarts(believed);
        ScriptedSource a = new ScriptedSource("a");
        ScriptedSource b = new ScriptedSource("b");
        try (Timekeeper timekeeper = Timekeeper.builder()
                .source(liar)
                .source(a)
                .source(b)
                .ticks(ticks)
                .start()) {
            assertFalse(believed.get(), "one of three was believed");
            a.claim(TAI, 1_000);
            b.claim(TAI, 1_000);
            b.awaitHandled();
            assertTrue(timekeeper.clock(Timescale.TAI).now().contains(TAI));
        }
    }

    /** A source that lies before {@code start} returns, and notes whether that made the clock bounded. */
    private static ScriptedSource liarThatClaimsWhileItStarts(AtomicBoolean believed) {
        ScriptedSource liar = new ScriptedSource("liar");
        liar.onStart(() -> {
            liar.claim(TAI + 30_000_000, 1_000);
            liar.awaitHandled();
            believed.set(liar.context().currentTai().isBounded());
        });
        return liar;
    }

    @Test
    void sourcesAddedTogetherAreDeclaredTogether() {
        AtomicBoolean believed = new AtomicBoolean();
        ScriptedSource liar = liarThatClaimsWhileItStarts(believed);
        ScriptedSource idle = new ScriptedSource("idle");
        try (Timekeeper timekeeper =
                Timekeeper.builder().source(idle).ticks(ticks).start()) {
            timekeeper.addSources(liar, new ScriptedSource("b"));
            assertFalse(believed.get(), "one of three was believed");
        }
    }

    @Test
    void aRefusedAdditionLeavesNothingBehind() {
        ScriptedSource a = new ScriptedSource("a");
        try (Timekeeper timekeeper = Timekeeper.builder().source(a).ticks(ticks).start()) {
            ScriptedSource x = new ScriptedSource("x");
            assertThrows(IllegalArgumentException.class, () -> timekeeper.addSources(x, new ScriptedSource("x")));
            assertThrows(IllegalArgumentException.class, () -> timekeeper.addSources(x, new ScriptedSource("a")));
            ScriptedSource faulty = new ScriptedSource("faulty");
            faulty.failPollInterval();
            assertThrows(IllegalStateException.class, () -> timekeeper.addSources(x, faulty));
            assertEquals(1, timekeeper.report().quorum().configured());
            assertEquals(0, x.closes.get());
            timekeeper.addSource(x);
            assertEquals(2, timekeeper.report().quorum().configured());
        }
    }

    @Test
    void aSourceThatIsStartedWhileTheTimekeeperClosesIsClosedOnce() {
        ScriptedSource a = new ScriptedSource("a");
        Timekeeper timekeeper = Timekeeper.builder().source(a).ticks(ticks).start();
        ScriptedSource late = new ScriptedSource("late");
        late.onStart(timekeeper::close);
        assertThrows(ClockUnavailableException.class, () -> timekeeper.addSource(late));
        assertEquals(1, late.closes.get());
        assertEquals(1, a.closes.get());
    }

    @Test
    void aSourceThatIsRemovedWhileItStartsIsClosedOnce() {
        try (Timekeeper timekeeper = Timekeeper.builder()
                .source(new ScriptedSource("a"))
                .ticks(ticks)
                .start()) {
            ScriptedSource late = new ScriptedSource("late");
            late.onStart(() -> timekeeper.removeSource("late"));
            assertThrows(ClockUnavailableException.class, () -> timekeeper.addSource(late));
            assertEquals(1, late.closes.get());
            assertEquals(1, timekeeper.report().sources().size());
        }
    }

    @Test
    void aCloseThatThrowsAnErrorDoesNotKeepTheOthersOpen() {
        ScriptedSource first = new ScriptedSource("first");
        ScriptedSource second = new ScriptedSource("second");
        first.failClose();
        Timekeeper.builder().source(first).source(second).ticks(ticks).start().close();
        assertEquals(1, second.closes.get());
        assertEquals(0, ownThreads());
    }

    @Test
    void aSourceOfAnotherTimekeeperIsLeftAlone() {
        ScriptedSource shared = new ScriptedSource("shared");
        ScriptedSource own = new ScriptedSource("own");
        try (Timekeeper first = Timekeeper.builder().source(shared).ticks(ticks).start()) {
            Timekeeper.Builder second =
                    Timekeeper.builder().source(own).source(shared).ticks(ticks);
            assertThrows(SourceInUseException.class, second::start);
            assertEquals(0, shared.closes.get(), "it belongs to the first one");
            assertEquals(1, own.closes.get());
            assertThrows(SourceInUseException.class, () -> first.addSource(renamed(shared)));
            assertEquals(0, shared.closes.get());
            assertEquals(1, first.report().sources().size());
        }
        assertEquals(1, shared.closes.get());
    }

    private static TimeSource renamed(ScriptedSource source) {
        return new TimeSource() {
            @Override
            public String name() {
                return "another name";
            }

            @Override
            public void start(SourceContext context) {
                source.start(context);
            }

            @Override
            public void close() {
                source.close();
            }
        };
    }

    @Test
    void resultsOfARemovedSourceDoNotReachItsSuccessor() {
        ScriptedSource old = new ScriptedSource("a");
        ScriptedSource next = new ScriptedSource("a");
        ScriptedSource other = new ScriptedSource("b");
        try (Timekeeper timekeeper =
                Timekeeper.builder().source(old).source(other).ticks(ticks).start()) {
            timekeeper.removeSource("a");
            timekeeper.addSource(next);
            old.claim(TAI + 30_000_000, 1_000);
            old.context().failed(new SourceFailure(SourceFailure.Reason.NO_REPLY, "late"));
            other.awaitHandled();
            ClockReport.SourceReport successor = timekeeper.report().sources().get(1);
            assertEquals("a", successor.name());
            assertEquals(0, successor.claims());
            assertEquals(0, successor.polls());
        }
    }

    /** One faulty source of three is what f = 1 is for: it must not withdraw the interval of the others. */
    @Test
    void aSourceWhoseMethodsThrowHarmsNobodyElse() throws InterruptedException {
        ScriptedSource faulty = new ScriptedSource("faulty");
        ScriptedSource a = new ScriptedSource("a");
        ScriptedSource b = new ScriptedSource("b");
        try (Timekeeper timekeeper = Timekeeper.builder()
                .source(faulty)
                .source(a)
                .source(b)
                .ticks(ticks)
                .start()) {
            a.claim(TAI, 1_000);
            b.claim(TAI, 1_000);
            assertTrue(timekeeper.awaitSynchronized(LONG));
            faulty.failPollInterval();
            faulty.claim(TAI, 1_000);
            b.awaitHandled();
            ClockReport report = timekeeper.report();
            assertEquals(ClockStatus.SYNCHRONIZED, report.status());
            assertEquals(0, report.disruptions());
            assertEquals(1, report.sources().get(0).failures().get(SourceFailure.Reason.INTERNAL));
        }
    }

    @Test
    void theMostNegativeTimeoutAsksOnce() throws InterruptedException {
        try (Timekeeper timekeeper = Timekeeper.builder()
                .source(new ScriptedSource("a"))
                .ticks(ticks)
                .start()) {
            assertFalse(timekeeper.awaitSynchronized(Duration.ofSeconds(Long.MIN_VALUE)));
            assertFalse(timekeeper.awaitSynchronized(Duration.ofNanos(Long.MIN_VALUE)));
        }
    }

    @Test
    void sourcesComeAndGoAtRunTime() throws InterruptedException {
        ScriptedSource a = new ScriptedSource("a");
        ScriptedSource b = new ScriptedSource("b");
        ScriptedSource c = new ScriptedSource("c");
        try (Timekeeper timekeeper = Timekeeper.builder().source(a).ticks(ticks).start()) {
            a.claim(TAI, 1_000);
            assertTrue(timekeeper.awaitSynchronized(LONG));
            assertEquals(0, timekeeper.report().quorum().liars());
            timekeeper.addSource(b);
            timekeeper.addSource(c);
            assertEquals(3, timekeeper.report().quorum().configured());
            assertEquals(1, timekeeper.report().quorum().liars());
            assertThrows(IllegalArgumentException.class, () -> timekeeper.addSource(new ScriptedSource("b")));
            timekeeper.removeSource("a");
            assertEquals(1, a.closes.get());
            assertEquals(0, timekeeper.report().quorum().liars());
            IllegalArgumentException unknown =
                    assertThrows(IllegalArgumentException.class, () -> timekeeper.removeSource("a"));
            assertTrue(unknown.getMessage().contains("a"), unknown.getMessage());
        }
        assertEquals(List.of(1, 1, 1), List.of(a.closes.get(), b.closes.get(), c.closes.get()));
    }

    @Test
    void aSourceThatFailsToStartAtRunTimeIsTakenBack() {
        try (Timekeeper timekeeper = Timekeeper.builder()
                .source(new ScriptedSource("a"))
                .ticks(ticks)
                .start()) {
            ScriptedSource failing = new ScriptedSource("b").failingWith(new IllegalStateException("no device"));
            assertThrows(IllegalStateException.class, () -> timekeeper.addSource(failing));
            assertEquals(1, failing.closes.get());
            assertEquals(1, timekeeper.report().sources().size());
        }
    }

    @Test
    void aDeclaredFaultToleranceMustLeaveSomebodyToBelieve() {
        try (Timekeeper timekeeper = Timekeeper.builder()
                .source(new ScriptedSource("a"))
                .source(new ScriptedSource("b"))
                .faultTolerance(1)
                .start()) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> timekeeper.removeSource("a"));
            assertTrue(refused.getMessage().contains("faultTolerance"), refused.getMessage());
        }
    }

    @Test
    void listenersHearEventsInOrderEvenIfOneOfThemThrows() throws InterruptedException {
        ScriptedSource a = new ScriptedSource("a");
        BlockingQueue<ClockEvent> heard = new LinkedBlockingQueue<>();
        Timekeeper timekeeper = Timekeeper.builder()
                .source(a)
                .ticks(ticks)
                .listener(event -> {
                    throw new IllegalStateException("a listener's fault, on purpose");
                })
                .listener(heard::add)
                .start();
        a.claim(TAI, 1_000);
        assertEquals(ClockEvent.Kind.SOURCE_ADDED, next(heard).kind());
        ClockEvent synchronised = next(heard);
        assertEquals(ClockEvent.Kind.STATUS_CHANGED, synchronised.kind());
        assertEquals(ClockStatus.SYNCHRONIZED, synchronised.status());
        assertEquals(ClockEvent.Kind.VERDICT_CHANGED, next(heard).kind());
        timekeeper.close();
        ClockEvent last = next(heard);
        while (!heard.isEmpty()) {
            last = next(heard);
        }
        assertEquals(ClockStatus.CLOSED, last.status());
    }

    @Test
    void aListenerMayCloseTheTimekeeper() throws InterruptedException {
        ScriptedSource a = new ScriptedSource("a");
        CountDownLatch closed = new CountDownLatch(1);
        Timekeeper timekeeper = Timekeeper.builder().source(a).ticks(ticks).start();
        timekeeper.addListener(event -> {
            timekeeper.close();
            closed.countDown();
        });
        a.claim(TAI, 1_000);
        assertTrue(closed.await(LONG.toSeconds(), TimeUnit.SECONDS));
        assertEquals(ClockStatus.CLOSED, timekeeper.clock().status());
        assertEquals(1, a.closes.get());
    }

    @Test
    void closeWakesThoseWhoWait() throws InterruptedException {
        Timekeeper timekeeper = Timekeeper.builder()
                .source(new ScriptedSource("a"))
                .ticks(ticks)
                .start();
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicBoolean answer = new AtomicBoolean(true);
        Thread waiter = new Thread(() -> {
            try {
                waiting.countDown();
                answer.set(timekeeper.awaitSynchronized(Duration.ofDays(1)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiter.start();
        waiting.await();
        timekeeper.close();
        waiter.join();
        assertFalse(answer.get());
    }

    @Test
    void sourcesGetWhatTheyNeedAndTheirFailuresAreReported() throws InterruptedException {
        ScriptedSource a = new ScriptedSource("a");
        BlockingQueue<ClockEvent> heard = new LinkedBlockingQueue<>();
        try (Timekeeper timekeeper =
                Timekeeper.builder().source(a).ticks(ticks).listener(heard::add).start()) {
            assertSame(ticks, a.context().ticks());
            assertFalse(a.context().currentTai().isBounded());
            assertEquals(400_000, a.context().ageingNanosPerSecond(), "200 ppm to either side");
            a.context().statesNoError(true);
            a.context().failed(new SourceFailure(SourceFailure.Reason.NO_REPLY, "silence"));
            ClockEvent event = next(heard);
            while (event.kind() != ClockEvent.Kind.VERDICT_CHANGED) {
                event = next(heard);
            }
            ClockReport.SourceReport source = timekeeper.report().sources().get(0);
            assertEquals(ClockReport.Verdict.UNREACHABLE, source.verdict());
            assertEquals(1, source.failures().get(SourceFailure.Reason.NO_REPLY));
            assertTrue(source.claimsNoError());
            assertEquals("silence", source.lastFailure().orElseThrow().detail());
        }
    }

    private static ClockEvent next(BlockingQueue<ClockEvent> heard) throws InterruptedException {
        ClockEvent event = heard.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        assertTrue(event != null, "no event came");
        return event;
    }

    /** A timekeeper that its own thread closed ends a moment later: each test leaves none behind. */
    @AfterEach
    void noThreadIsLeft() throws InterruptedException {
        for (Thread thread : ownThreadsNow()) {
            thread.join(LONG.toMillis());
        }
        assertEquals(0, ownThreads());
    }

    private static long ownThreads() {
        return ownThreadsNow().size();
    }

    private static List<Thread> ownThreadsNow() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("truechimer-timekeeper"))
                .toList();
    }
}
