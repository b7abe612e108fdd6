package dev.truechimer.gps;

import dev.truechimer.clock.shell.BackOff;
import dev.truechimer.clock.shell.Measuring;
import dev.truechimer.clock.shell.StatusLine;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.NmeaOutcome.Named;
import dev.truechimer.gps.NmeaOutcome.Refused;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Listens to a receiver: opens it, looks often whether something has come, and hands over what that came to. Each look is
 * preceded by a reading of the oscillator, so that a look which finds nothing leaves a reading that precedes all that comes.
 *
 * <p>A terminal of the kernel has a second buffer behind the one that is looked at. What was written to it while nobody had it
 * open, or while this process was held up for long, can come out after a look that found nothing. So a look proves nothing
 * until some seconds after the first bytes of a device that was opened, or of a buffer that was half full.
 */
final class NmeaMeasuring implements Measuring {

    /** Opens the input, when it is time to. */
    @FunctionalInterface
    interface Opening {
        NmeaInput open() throws IOException;
    }

    private static final long POLL_PAUSE_NANOS = 1_500_000;
    private static final long SILENCE_NANOS = 5_000_000_000L;
    private static final long FIRST_BACK_OFF_NANOS = 500_000_000L;
    private static final long LONGEST_BACK_OFF_NANOS = 16_000_000_000L;
    private static final long IDLE_NANOS = 1_000_000_000L;
    private static final int MOST_BYTES = 4096;

    /** Half of what the kernel's buffer of a terminal holds: more than receivers send at once. */
    private static final int HALF_FULL_BYTES = 2048;

    /** For how long bytes may come out of the buffer behind it. */
    private static final long SETTLING_NANOS = 3_000_000_000L;

    private final SourceContext context;
    private final StatusLine status;
    private final Opening opening;
    private final NmeaTrust trust;
    private final boolean isFixImplied;
    private final byte[] buffer = new byte[MOST_BYTES];
    private final BackOff backOff = new BackOff(FIRST_BACK_OFF_NANOS, LONGEST_BACK_OFF_NANOS);
    private volatile @Nullable NmeaInput input;
    private NmeaIntake intake;
    private boolean hasEmpty;
    private long emptyTicks;
    private boolean isSettling;
    private boolean hasBytes;
    private long firstBytesTicks;
    private int bytesAtOnce;
    private long newsTicks;
    private boolean isOver;
    private volatile boolean isWoken;

    NmeaMeasuring(SourceContext context, Opening opening, NmeaTrust trust, boolean isFixImplied) {
        this.context = context;
        this.status = new StatusLine(context::detail);
        this.opening = opening;
        this.trust = trust;
        this.isFixImplied = isFixImplied;
        this.intake = new NmeaIntake(isFixImplied);
    }

    @Override
    public long turn() {
        NmeaInput current = input;
        if (isOver || isWoken) {
            return IDLE_NANOS;
        }
        try {
            if (current == null) {
                current = opened();
            }
            return current.isExact() ? look(current) : waitFor(current);
        } catch (IOException e) {
            return isWoken ? 0 : lost(String.valueOf(e.getMessage()));
        }
    }

    private NmeaInput opened() throws IOException {
        NmeaInput made = opening.open();
        intake = new NmeaIntake(isFixImplied);
        hasEmpty = false;
        // What was here before is told by its first look, where a stream was declared to be exact.
        isSettling = made.canReopen();
        hasBytes = false;
        newsTicks = context.ticks().nanos();
        input = made;
        if (isWoken) {
            throw new IOException("closed meanwhile");
        }
        context.statesNoError(trust.errorFloorNanos() == 0);
        status.say("listening to " + made);
        return made;
    }

    private long look(NmeaInput from) throws IOException {
        long beforeTicks = context.ticks().nanos();
        int count = from.available();
        if (count == 0) {
            empty(beforeTicks);
            checkSilence(from, beforeTicks);
            return POLL_PAUSE_NANOS;
        }
        long seenTicks = context.ticks().nanos();
        bytesAtOnce = Math.min(bytesAtOnce + Math.min(count, MOST_BYTES), HALF_FULL_BYTES);
        if (bytesAtOnce == HALF_FULL_BYTES) {
            settle();
        }
        if (!hasBytes) {
            hasBytes = true;
            firstBytesTicks = seenTicks;
        }
        return take(from, from.read(buffer, Math.min(count, MOST_BYTES)), seenTicks);
    }

    /** A look that found nothing: what comes later came later, unless the device has more than it shows. */
    private void empty(long beforeTicks) {
        bytesAtOnce = 0;
        if (isSettling && hasBytes && beforeTicks - firstBytesTicks > SETTLING_NANOS) {
            isSettling = false;
        }
        if (!isSettling) {
            hasEmpty = true;
            emptyTicks = beforeTicks;
        }
    }

    /**
     * Looks prove nothing for a while; the last one that did still does. Behind a buffer that was full, of a terminal or of
     * a pipe, is what did not fit.
     */
    private void settle() {
        isSettling = true;
        hasBytes = false;
    }

    private long waitFor(NmeaInput from) throws IOException {
        int length = from.read(buffer, MOST_BYTES);
        return take(from, length, context.ticks().nanos());
    }

    private long take(NmeaInput from, int length, long seenTicks) {
        if (length < 0) {
            return lost(from + " has ended");
        }
        for (NmeaOutcome outcome : intake.add(buffer, length, new NmeaArrival(hasEmpty, emptyTicks, seenTicks))) {
            hand(from, outcome);
        }
        return length == 0 ? POLL_PAUSE_NANOS : 0;
    }

    private void hand(NmeaInput from, NmeaOutcome outcome) {
        if (outcome instanceof Named named) {
            ReceiverOutcome judged = trust.judge(named, HostBelief.utcNanos(context), context.leapSeconds());
            backOff.reset();
            newsTicks = context.ticks().nanos();
            if (judged instanceof ReceiverOutcome.Claimed claimed) {
                status.say(from + ": a fix, by sentences of " + named.talker());
                context.accept(claimed.claim());
            } else if (judged instanceof ReceiverOutcome.Failed failed) {
                status.say(from + ": a fix, but a date that can't be used");
                context.failed(failed.failure());
            }
        } else if (outcome instanceof Refused refused) {
            if (refused.failure().reason().endsPoll()) {
                newsTicks = context.ticks().nanos();
                status.say(from + ": no usable time");
            }
            context.failed(refused.failure());
        }
    }

    private void checkSilence(NmeaInput from, long nowTicks) {
        if (nowTicks - newsTicks > SILENCE_NANOS) {
            newsTicks = nowTicks;
            status.say(from + ": silent");
            context.failed(new SourceFailure(
                    Reason.NO_REPLY,
                    intake.sentenceCount() == 0
                            ? "no sentence that says the time from " + from
                                    + " for 5 s: is the baud rate right, does the receiver send RMC, and NMEA at all?"
                            : "no new time from " + from + " for 5 s"));
        }
    }

    private long lost(String detail) {
        NmeaInput current = input;
        boolean canReopen = current == null || current.canReopen();
        closeInput();
        isOver = !canReopen;
        status.say(canReopen ? "not open: " + detail : detail);
        context.failed(new SourceFailure(Reason.UNREACHABLE, detail));
        return backOff.nextNanos();
    }

    private void closeInput() {
        NmeaInput current = input;
        input = null;
        if (current != null) {
            current.close();
        }
    }

    /** A stream that waits is ended by closing it; a device never waits. */
    @Override
    public void wake() {
        isWoken = true;
        NmeaInput current = input;
        if (current != null && !current.isExact()) {
            current.close();
        }
    }

    @Override
    public void end() {
        closeInput();
    }
}
