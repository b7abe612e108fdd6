package dev.truechimer.gps;

import dev.truechimer.clock.host.Errno;
import dev.truechimer.clock.host.NativeCallException;
import dev.truechimer.clock.host.NativeMemory;
import dev.truechimer.clock.host.RealtimeReading;
import dev.truechimer.clock.host.RealtimeTrail;
import dev.truechimer.clock.shell.BackOff;
import dev.truechimer.clock.shell.Measuring;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Waits for edges: reads the wall clock, sees that no edge has come since the last, waits for one, reads the wall clock
 * again. Where the driver can't wait it looks often.
 */
final class PpsMeasuring implements Measuring {

    private static final long WAIT_NANOS = 1_100_000_000L;
    private static final long LOOK_PAUSE_NANOS = 4_000_000;
    private static final long SILENCE_NANOS = 3_000_000_000L;
    private static final long FIRST_BACK_OFF_NANOS = 500_000_000L;
    private static final long LONGEST_BACK_OFF_NANOS = 16_000_000_000L;

    /** A counter that jumps by more than this was set back. */
    private static final long MOST_MISSED = 1_000_000;

    private final SourceContext context;
    private final PpsNamer namer;
    private final Path path;
    private final boolean isAssert;
    private final PpsJudge judge;
    private final RealtimeTrail trail;
    private final NativeMemory memory = new NativeMemory(PpsStamp.FETCH_BYTES);
    private final BackOff backOff = new BackOff(FIRST_BACK_OFF_NANOS, LONGEST_BACK_OFF_NANOS);
    private @Nullable PpsDevice device;
    private @Nullable PpsStamp known;
    private long newsTicks;

    /**
     * Opens nothing yet.
     *
     * @throws UnsupportedOperationException if JNA is missing; the message says what to do
     */
    PpsMeasuring(SourceContext context, PpsNamer namer, Path path, boolean isAssert, PpsJudge judge) {
        this.context = context;
        this.namer = namer;
        this.path = path;
        this.isAssert = isAssert;
        this.judge = judge;
        this.trail = new RealtimeTrail(context.hostSlewBoundPpm());
    }

    @Override
    public long turn() {
        try {
            PpsDevice current = device;
            if (current == null) {
                current = opened();
            }
            return watch(current);
        } catch (PpsDevice.UnusableException e) {
            return lost(Reason.UNREACHABLE, String.valueOf(e.getMessage()));
        } catch (NativeCallException e) {
            return failed(e);
        }
    }

    private PpsDevice opened() throws NativeCallException, PpsDevice.UnusableException {
        PpsDevice made = PpsDevice.open(path, isAssert, memory);
        device = made;
        known = null;
        judge.restart();
        newsTicks = context.ticks().nanos();
        return made;
    }

    private long watch(PpsDevice from) throws NativeCallException, PpsDevice.UnusableException {
        readWallClock();
        PpsStamp before = known;
        PpsStamp stamp = from.last();
        if (before == null) {
            from.checkParameters();
            known = stamp;
            return 0;
        }
        boolean isOld = stamp.sequence() == before.sequence();
        if (isOld && from.canWait()) {
            stamp = from.await(WAIT_NANOS);
            isOld = stamp.sequence() == before.sequence();
        }
        if (isOld) {
            checkSilence();
            return from.canWait() ? 0 : LOOK_PAUSE_NANOS;
        }
        readWallClock();
        from.checkParameters();
        known = stamp;
        newsTicks = context.ticks().nanos();
        backOff.reset();
        edge(stamp, stamp.edgesSince(before) - 1);
        return 0;
    }

    private void readWallClock() {
        RealtimeReading reading = RealtimeReading.take(context.ticks());
        judge.look(reading);
        trail.add(reading);
    }

    private void edge(PpsStamp stamp, long missed) {
        if (missed > MOST_MISSED) {
            judge.restart();
            fail(Reason.IMPLAUSIBLE, path + " has begun to count its edges anew");
            return;
        }
        if (missed > 0) {
            fail(Reason.NO_REPLY, missed + " edges of " + path + " came and went while this process was held up");
        }
        ReceiverOutcome outcome = judge.judge(stamp, trail.ticksOf(stamp.realtimeNanos()));
        if (outcome instanceof ReceiverOutcome.Claimed claimed) {
            namer.sayOfEdges(path + " pulses");
            namer.acceptEdge(claimed.claim());
        } else if (outcome instanceof ReceiverOutcome.Failed failed) {
            namer.sayOfEdges(path + " pulses, of no use: " + failed.failure().reason());
            context.failed(failed.failure());
        }
    }

    private void checkSilence() {
        long nowTicks = context.ticks().nanos();
        if (nowTicks - newsTicks > SILENCE_NANOS) {
            newsTicks = nowTicks;
            judge.restart();
            namer.sayOfEdges(path + " is silent");
            fail(
                    Reason.NO_REPLY,
                    "no edge at " + path
                            + " for 3 s: does the receiver have a fix, and is its pulse wired and switched on?");
        }
    }

    private long failed(NativeCallException e) {
        return switch (e.errno()) {
            case Errno.EINTR -> 0;
            case Errno.ETIMEDOUT -> {
                checkSilence();
                yield 0;
            }
            default -> lost(Reason.UNREACHABLE, String.valueOf(e.getMessage()));
        };
    }

    private long lost(Reason reason, String detail) {
        end();
        namer.sayOfEdges(path + " can't be used");
        fail(reason, detail);
        return backOff.nextNanos();
    }

    private void fail(Reason reason, String detail) {
        context.failed(new SourceFailure(reason, detail));
    }

    @Override
    public void end() {
        PpsDevice current = device;
        device = null;
        if (current != null) {
            current.close();
        }
    }
}
