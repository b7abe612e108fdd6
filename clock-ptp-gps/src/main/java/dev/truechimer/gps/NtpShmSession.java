package dev.truechimer.gps;

import dev.truechimer.clock.host.Errno;
import dev.truechimer.clock.host.NativeCallException;
import dev.truechimer.clock.host.NativeMemory;
import dev.truechimer.clock.host.SharedMemory;
import dev.truechimer.clock.shell.Measuring;
import dev.truechimer.clock.shell.StatusLine;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.gps.wire.NtpShmSample;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at a segment again and again, and for the segment while there is none. */
final class NtpShmSession implements Measuring {

    private static final long SECOND = 1_000_000_000L;
    private static final long SILENCE_TICKS = 10 * SECOND;
    private static final long READING_EVERY_NANOS = 50_000_000L;
    private static final int MOST_TRIES = 3;

    private final NtpShmSettings settings;
    private final SourceContext context;
    private final StatusLine status;
    private final Ticks ticks;
    private final WallClock wallClock;
    private final NtpShmClaims claims;
    private final String subject;
    private @Nullable SharedMemory segment;
    private NtpShmWatch watch = new NtpShmWatch();
    private long checkedTicks;
    private long heardTicks;

    /**
     * Attaches nothing yet.
     *
     * @throws UnsupportedOperationException if JNA is missing; the message says what to do
     */
    NtpShmSession(NtpShmSettings settings, SourceContext context) {
        // Whether native memory can be had says whether segments can.
        requireNativeMemory();
        this.settings = settings;
        this.context = context;
        this.status = new StatusLine(context::detail);
        this.ticks = context.ticks();
        this.wallClock = new WallClock(context, READING_EVERY_NANOS);
        this.claims = new NtpShmClaims(settings);
        this.subject = "NTP shared memory, unit " + settings.unit();
        context.server(subject);
    }

    private static void requireNativeMemory() {
        new NativeMemory(Long.BYTES).clear();
    }

    @Override
    public long turn() {
        wallClock.keep();
        SharedMemory current = segment;
        if (current == null) {
            return attach();
        }
        long nowTicks = ticks.nanos();
        if (nowTicks - checkedTicks > SECOND) {
            checkedTicks = nowTicks;
            if (!current.isCurrent()) {
                detach();
                fail(Reason.NO_REPLY, "the segment was removed or replaced");
                return 0;
            }
        }
        look(current.bytes(), nowTicks);
        return settings.pollNanos();
    }

    @Override
    public void end() {
        detach();
    }

    private long attach() {
        try {
            segment = SharedMemory.attach(NtpShmSample.FIRST_KEY + settings.unit(), NtpShmSample.BYTES);
        } catch (NativeCallException e) {
            fail(Reason.UNREACHABLE, remedy(e));
            status.say("no segment");
            return SECOND;
        }
        watch = new NtpShmWatch();
        wallClock.readNow();
        checkedTicks = ticks.nanos();
        heardTicks = checkedTicks;
        status.say("attached, waiting for a new sample");
        return 0;
    }

    private String remedy(NativeCallException e) {
        String what = switch (e.errno()) {
            case Errno.ENOENT -> "start its writer, such as gpsd";
            case Errno.EACCES, Errno.EPERM ->
                "units 0 and 1 of gpsd are root's alone; run as root, or let gpsd start as another user and use unit 2";
            case Errno.EINVAL -> "it is smaller than " + NtpShmSample.BYTES + " bytes: its writer is of another kind";
            default -> "it is tried again";
        };
        return e.getMessage() + "; " + what;
    }

    private void look(ByteBuffer shared, long nowTicks) {
        NtpShmSample copy = copy(shared);
        if (copy != null) {
            Optional<NtpShmSample> whole = watch.look(copy);
            if (watch.hasCandidate()) {
                // Soon after the change, so that the stamp lies closely between two readings.
                wallClock.readNow();
            }
            whole.ifPresent(sample -> use(sample, nowTicks));
        }
        if (nowTicks - heardTicks > SILENCE_TICKS) {
            heardTicks = nowTicks;
            fail(Reason.NO_REPLY, "nothing new for 10 s: does its writer run, and does its receiver have a fix?");
            status.say("no new samples");
        }
    }

    private void use(NtpShmSample sample, long nowTicks) {
        heardTicks = nowTicks;
        ReceiverOutcome outcome =
                claims.on(sample, wallClock.believedUtcNanos(), context.leapSeconds(), wallClock::ticksOf);
        if (outcome instanceof ReceiverOutcome.Failed failed) {
            context.failed(failed.failure());
            status.say("samples that can't be used: " + failed.failure().reason());
        } else if (outcome instanceof ReceiverOutcome.Claimed claimed) {
            context.accept(claimed.claim());
            status.say("mode " + sample.mode() + ", precision 2^" + sample.precision() + " s"
                    + (sample.hasNanos() ? "" : ", microseconds only"));
        }
    }

    /** A copy during which the count did not change; null if there was none in a few tries. */
    private static @Nullable NtpShmSample copy(ByteBuffer shared) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int countBefore = shared.getInt(NtpShmSample.COUNT_AT);
            // What is read below is not older than this count; the writer counts up, then writes.
            VarHandle.acquireFence();
            NtpShmSample copy = NtpShmSample.decode(shared);
            VarHandle.acquireFence();
            int countAfter = shared.getInt(NtpShmSample.COUNT_AT);
            if (countBefore == copy.count() && countBefore == countAfter) {
                return copy;
            }
        }
        return null;
    }

    private void detach() {
        SharedMemory ending = segment;
        segment = null;
        if (ending != null) {
            ending.close();
        }
    }

    private void fail(Reason reason, String why) {
        context.failed(new SourceFailure(reason, subject + ": " + why));
    }
}
