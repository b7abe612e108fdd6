package dev.truechimer.gps;

import dev.truechimer.clock.host.RealtimeTrail.Conversion;
import dev.truechimer.clock.host.RealtimeTrail.Converted;
import dev.truechimer.clock.host.RealtimeTrail.Stepped;
import dev.truechimer.clock.host.TicksRange;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.ErrorBudget;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.wire.GpsdMessage.Pps;
import dev.truechimer.gps.wire.GpsdMessage.Toff;
import dev.truechimer.gps.wire.GpsdMessage.Tpv;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What gpsd's reports prove about true time. Computation only.
 *
 * <p>A fix (TPV) says that the receiver knows the time, and how well. Where gpsd shares this host's clock, an edge (PPS)
 * with its stamp makes the best claim; while there are edges, the rest only checks them. Without edges, the arrival of a
 * message that gpsd stamped (TOFF) makes one, together with the fix that follows, whose time is free of the guessed delays
 * that gpsd adds for some receivers. Without usable stamps the arrival of the fix here does. <b>Threads:</b> confined to one.
 */
final class GpsdClaims {

    /** What is older than this says nothing about now: receivers report each second. */
    static final long FRESH_TICKS = 5_000_000_000L;

    /** What gpsd adds to a receiver's time in TOFF, as a guess of its delay, is at most this. */
    static final long MOST_GUESS_NANOS = 1_200_000_000L;

    /** gpsd prints the error and the time of a fix rounded to the nearest millisecond: half of one for each. */
    static final long ROUNDING_NANOS = 1_000_000L;

    /** How far an edge and the sentences may contradict each other by what the wall clock is slewed in between. */
    static final long SLEW_NANOS = 10_000_000L;

    /** TAI minus GPS time. */
    private static final int GPS_TO_TAI_SECONDS = 19;

    private static final int FIRST_MODE_WITH_FIX = 2;
    private static final int MOST_DEVICES = 64;

    private final GpsdSettings settings;
    private final boolean sharesClock;
    private final Map<String, Receiver> receivers = new HashMap<>();
    private @Nullable Receiver chosen;

    /** What is known of one receiver. */
    private static final class Receiver {
        final String path;
        final DelayWatch edges = new DelayWatch();
        final DelayWatch sentences = new DelayWatch();
        final DelayWatch arrivals = new DelayWatch();

        @Nullable
        Fix fix;

        @Nullable
        Toff waiting;

        /** One that was waiting when the next came. */
        @Nullable
        Toff passedOver;

        @Nullable
        Coarse coarse;

        boolean hasPulse;
        long pulseTicks;
        boolean hasStamp;
        long stampTicks;

        Receiver(String path) {
            this.path = path;
        }
    }

    /** The receiver knew the time: the latest fix. */
    private record Fix(int mode, long utcNanos, long errorNanos, long ticks) {}

    /** A second's name and when its sentence had arrived by the wall clock, to check edges with. */
    private record Coarse(long utcNanos, long clockNanos, long errorNanos) {}

    /**
     * Nothing is known yet.
     *
     * @param sharesClock whether gpsd's stamps are of this host's CLOCK_REALTIME
     */
    GpsdClaims(GpsdSettings settings, boolean sharesClock) {
        this.settings = settings;
        this.sharesClock = sharesClock;
    }

    /** The path of the receiver that claims are made of; empty before there is one. */
    String device() {
        return chosen == null ? "" : chosen.path;
    }

    /** One line about what is seen. */
    String detail(long nowTicks) {
        Receiver receiver = chosen;
        if (receiver == null) {
            return settings.device() == null ? "no receiver with a fix yet" : "no fix of " + settings.device() + " yet";
        }
        String how = sharesClock ? (hasPulse(receiver, nowTicks) ? "by its pulse" : "by its sentences") : "by arrival";
        String which = settings.device() == null && receivers.size() > 1
                ? " (the first of " + receivers.size() + " receivers with a fix)"
                : "";
        return fix(receiver, nowTicks) == null
                ? "no fix of " + receiver.path + which
                : "fix of " + receiver.path + which + ", " + how;
    }

    /** A fix, or the lack of one. */
    ReceiverOutcome on(Tpv tpv, GpsdArrival arrival) {
        Receiver receiver = receiver(tpv.device());
        if (receiver == null) {
            return ReceiverOutcome.SILENT;
        }
        SourceFailure refusal = refusal(tpv, arrival);
        if (refusal != null) {
            // A cycle may begin with a fix that has no time yet: it takes nothing back.
            if (tpv.mode() < FIRST_MODE_WITH_FIX || tpv.utcNanos().isPresent()) {
                receiver.fix = null;
                receiver.waiting = null;
            }
            return isOurs(receiver, arrival.afterTicks())
                    ? new ReceiverOutcome.Failed(refusal)
                    : ReceiverOutcome.SILENT;
        }
        Fix before = receiver.fix;
        Fix fix = new Fix(tpv.mode(), tpv.utcNanos().orElseThrow(), errorNanos(tpv), arrival.afterTicks());
        receiver.fix = fix;
        if (!isOurs(receiver, arrival.afterTicks())) {
            return ReceiverOutcome.SILENT;
        }
        return sharesClock ? byStamp(receiver, before, fix, arrival) : byArrival(receiver, before, fix, arrival);
    }

    /** The arrival of a receiver's message, stamped by gpsd: kept for the fix that follows. */
    ReceiverOutcome on(Toff toff, GpsdArrival arrival) {
        Receiver receiver = receiver(toff.device());
        if (receiver == null || !sharesClock) {
            return ReceiverOutcome.SILENT;
        }
        receiver.passedOver = receiver.waiting;
        receiver.waiting = toff;
        return ReceiverOutcome.SILENT;
    }

    /** An edge, stamped by gpsd. */
    ReceiverOutcome on(Pps pps, GpsdArrival arrival) {
        Receiver receiver = receiver(pps.device());
        if (receiver == null || !sharesClock || !isOurs(receiver, arrival.afterTicks())) {
            return ReceiverOutcome.SILENT;
        }
        Fix fix = fix(receiver, arrival.afterTicks());
        if (fix == null) {
            return failed(
                    Reason.UNSYNCHRONIZED, "a pulse of " + name(receiver) + " without a fix: its second has no name");
        }
        Coarse coarse = receiver.coarse;
        if (coarse == null || pps.clockNanos() - coarse.clockNanos > FRESH_TICKS) {
            return failed(
                    Reason.UNSYNCHRONIZED,
                    "a pulse of " + name(receiver)
                            + " before gpsd has stamped a sentence: its second can't be checked yet");
        }
        // What the edge implies about the delay of the sentence.
        long delayNanos = pps.realUtcNanos() - (pps.clockNanos() - coarse.clockNanos) - coarse.utcNanos;
        long slackNanos = Math.addExact(coarse.errorNanos, SLEW_NANOS + settings.pulseDelayNanos());
        if (delayNanos < settings.leastDelayNanos() - slackNanos
                || delayNanos > settings.pulseCheckNanos() + slackNanos) {
            return failed(
                    Reason.IMPLAUSIBLE,
                    "the pulse of " + name(receiver) + " would mean that its sentences take " + delayNanos
                            + " ns: gpsd names the wrong second, or takes the end of the pulse for its begin because a"
                            + " sentence comes before it; if they do take so long, declare it with delays(...)");
        }
        long errorNanos = Math.addExact(powerOfTwoSeconds(pps.precision()), settings.floorNanos());
        ReceiverOutcome outcome = stamped(
                receiver.edges,
                pps.realUtcNanos(),
                pps.clockNanos(),
                errorNanos,
                0,
                settings.pulseDelayNanos(),
                arrival);
        if (outcome instanceof ReceiverOutcome.Claimed) {
            receiver.hasPulse = true;
            receiver.pulseTicks = arrival.afterTicks();
        }
        return outcome;
    }

    /** The fix and the stamp of its first sentence; where gpsd gives no stamps, the fix alone. */
    private ReceiverOutcome byStamp(Receiver receiver, @Nullable Fix before, Fix fix, GpsdArrival arrival) {
        Toff toff = receiver.waiting;
        Toff passedOver = receiver.passedOver;
        receiver.waiting = null;
        receiver.passedOver = null;
        if (toff != null && passedOver != null && belongs(toff, fix) && belongs(passedOver, fix)) {
            // Which of the two stamps is that of this fix can't be told.
            return ReceiverOutcome.SILENT;
        }
        if (toff == null || !belongs(toff, fix)) {
            boolean stampsCome = receiver.hasStamp && arrival.afterTicks() - receiver.stampTicks <= FRESH_TICKS;
            return stampsCome || hasPulse(receiver, arrival.afterTicks())
                    ? ReceiverOutcome.SILENT
                    : byArrival(receiver, before, fix, arrival);
        }
        receiver.hasStamp = true;
        receiver.stampTicks = arrival.afterTicks();
        receiver.coarse = new Coarse(fix.utcNanos, toff.clockNanos(), fix.errorNanos);
        return hasPulse(receiver, arrival.afterTicks())
                ? ReceiverOutcome.SILENT
                : stamped(
                        receiver.sentences,
                        fix.utcNanos,
                        toff.clockNanos(),
                        fix.errorNanos,
                        settings.leastDelayNanos(),
                        settings.greatestDelayNanos(),
                        arrival);
    }

    private static boolean belongs(Toff toff, Fix fix) {
        long guessNanos = toff.realUtcNanos() - fix.utcNanos;
        return guessNanos >= -ROUNDING_NANOS && guessNanos <= MOST_GUESS_NANOS;
    }

    /**
     * The arrival of a fix here. The first of a connection, or a repeated one, may have been told late: it only starts the
     * count.
     */
    private ReceiverOutcome byArrival(Receiver receiver, @Nullable Fix before, Fix fix, GpsdArrival arrival) {
        if (before == null || fix.utcNanos <= before.utcNanos) {
            return ReceiverOutcome.SILENT;
        }
        ReceiverDate.Result date = date(fix.utcNanos, fix.errorNanos, arrival);
        if (date instanceof ReceiverDate.Refused refused) {
            return new ReceiverOutcome.Failed(refused.failure());
        }
        if (arrival.toTicks().apply(arrival.referenceUtcNanos()) instanceof Stepped) {
            // The host slept perhaps, and the line may have been waiting: readings did not go on meanwhile.
            return stepped();
        }
        long tai = ((ReceiverDate.Usable) date).taiNanos();
        long least = settings.leastDelayNanos();
        long greatest = settings.greatestDelayNanos();
        if (arrival.quietTicks().isPresent()) {
            long quietTicks = arrival.quietTicks().getAsLong();
            if (!receiver.arrivals.isPunctual(
                    quietTicks, arrival.afterTicks(), fix.utcNanos, fix.errorNanos, greatest - least)) {
                return late();
            }
            return new ReceiverOutcome.Claimed(Claim.ofEvent(
                    arrival.quietTicks().getAsLong(), tai, arrival.afterTicks(), fix.errorNanos, least, greatest, 0));
        }
        return new ReceiverOutcome.Claimed(new Claim(
                arrival.afterTicks(),
                tai - fix.errorNanos + least,
                arrival.afterTicks(),
                Long.MAX_VALUE,
                new ErrorBudget(greatest - least, fix.errorNanos, 0)));
    }

    /** A receiver's stamp and the wall clock's when it was seen. */
    private ReceiverOutcome stamped(
            DelayWatch delays,
            long utcNanos,
            long clockNanos,
            long errorNanos,
            long leastDelayNanos,
            long greatestDelayNanos,
            GpsdArrival arrival) {
        ReceiverDate.Result date = date(utcNanos, errorNanos, arrival);
        if (date instanceof ReceiverDate.Refused refused) {
            return new ReceiverOutcome.Failed(refused.failure());
        }
        Conversion conversion = arrival.toTicks().apply(clockNanos);
        if (conversion instanceof Stepped) {
            return stepped();
        }
        if (!(conversion instanceof Converted converted)) {
            return failed(
                    Reason.IMPLAUSIBLE,
                    "gpsd's stamp is not of the last seconds of this host's clock: if gpsd runs on another host, say"
                            + " sameHost(false)");
        }
        TicksRange range = converted.range();
        long spreadNanos = greatestDelayNanos - leastDelayNanos;
        if (!delays.isPunctual(range.earliestTicks(), range.latestTicks(), utcNanos, errorNanos, spreadNanos)) {
            return late();
        }
        return new ReceiverOutcome.Claimed(Claim.ofEvent(
                range.earliestTicks(),
                ((ReceiverDate.Usable) date).taiNanos(),
                range.latestTicks(),
                errorNanos,
                leastDelayNanos,
                greatestDelayNanos,
                range.widthNanos()));
    }

    /** Why a fix can't be used; null if it can. */
    private @Nullable SourceFailure refusal(Tpv tpv, GpsdArrival arrival) {
        String who = tpv.device().isEmpty() ? "the receiver" : tpv.device();
        if (tpv.mode() < FIRST_MODE_WITH_FIX) {
            return new SourceFailure(
                    Reason.UNSYNCHRONIZED, "no fix: " + who + " sees too few satellites; look at its antenna");
        }
        if (tpv.utcNanos().isEmpty()) {
            return new SourceFailure(Reason.UNSYNCHRONIZED, "no fix: " + who + " knows where it is, but no time yet");
        }
        if (tpv.errorNanos().isEmpty()) {
            return new SourceFailure(
                    Reason.UNSYNCHRONIZED,
                    "gpsd states no error (ept) for the time of " + who + ", so it bounds nothing");
        }
        long utcNanos = tpv.utcNanos().getAsLong();
        if (date(utcNanos, errorNanos(tpv), arrival) instanceof ReceiverDate.Refused refused) {
            return refused.failure();
        }
        int ours = arrival.leapSeconds().offsetSecondsAt(utcNanos) - GPS_TO_TAI_SECONDS;
        int theirs = tpv.leapSeconds().orElse(ours);
        return theirs == ours
                ? null
                : new SourceFailure(
                        Reason.TIMESCALE,
                        who + " takes GPS time to be " + theirs + " s ahead of UTC, our table of leap seconds says "
                                + ours
                                + " s: the receiver has not got its almanac yet (that takes up to 13 minutes), or the"
                                + " table is old");
    }

    private long errorNanos(Tpv tpv) {
        return Math.addExact(tpv.errorNanos().orElseThrow(), settings.floorNanos() + ROUNDING_NANOS);
    }

    private static ReceiverDate.Result date(long utcNanos, long errorNanos, GpsdArrival arrival) {
        return ReceiverDate.check(utcNanos, errorNanos, arrival.referenceUtcNanos(), arrival.leapSeconds());
    }

    /** What is known of a device; null if it is not the one that was asked for, or one too many. */
    private @Nullable Receiver receiver(String path) {
        String wanted = settings.device();
        if (wanted != null && !wanted.equals(path)) {
            return null;
        }
        Receiver known = receivers.get(path);
        if (known == null && receivers.size() < MOST_DEVICES) {
            known = new Receiver(path);
            receivers.put(path, known);
        }
        return known;
    }

    /** Whether claims are made of this one: the first with a fix, as long as it has one. */
    private boolean isOurs(Receiver receiver, long nowTicks) {
        Receiver current = chosen;
        if (current == null || (fix(current, nowTicks) == null && fix(receiver, nowTicks) != null)) {
            chosen = fix(receiver, nowTicks) == null && receivers.size() > 1 ? current : receiver;
        }
        return chosen == null || chosen == receiver;
    }

    private static @Nullable Fix fix(Receiver receiver, long nowTicks) {
        Fix fix = receiver.fix;
        return fix == null || nowTicks - fix.ticks > FRESH_TICKS ? null : fix;
    }

    private static boolean hasPulse(Receiver receiver, long nowTicks) {
        return receiver.hasPulse && nowTicks - receiver.pulseTicks <= FRESH_TICKS;
    }

    /** A power of two in seconds as nanoseconds, rounded up. */
    static long powerOfTwoSeconds(int exponent) {
        long second = 1_000_000_000L;
        if (exponent >= 0) {
            return second << exponent;
        }
        return exponent <= -30 ? 1 : (second + (1L << -exponent) - 1) >> -exponent;
    }

    private static String name(Receiver receiver) {
        return receiver.path.isEmpty() ? "the receiver" : receiver.path;
    }

    private static ReceiverOutcome late() {
        return failed(
                Reason.IMPLAUSIBLE,
                "it came later than the declared delays allow, by what came before it: gpsd, this host or the line was"
                        + " held up; if that is ordinary, declare longer delays");
    }

    private static ReceiverOutcome stepped() {
        return failed(
                Reason.WALL_CLOCK_STEPPED,
                "this host's wall clock was stepped, or it slept, in the last seconds: stamps are not used for a while");
    }

    private static ReceiverOutcome failed(Reason reason, String detail) {
        return new ReceiverOutcome.Failed(new SourceFailure(reason, detail));
    }
}
