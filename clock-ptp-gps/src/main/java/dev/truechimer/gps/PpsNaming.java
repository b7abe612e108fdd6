package dev.truechimer.gps;

import dev.truechimer.clock.host.TicksRange;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Which whole second of TAI an edge is, by the claims of another source.
 *
 * <p>Each half-claim is aged to the edge with the oscillator's rate bound, and σ where the oscillator can be slewed; the
 * tightest of each side count. The second is named if the interval lies within 0.4 s of it, and it within the interval.
 * <b>Threads:</b> any. <b>Rounding:</b> outward. <b>Source:</b> error model, section 1.
 */
final class PpsNaming {

    /** How far from the whole second the interval may reach: with less than 0.5 s no other second comes near. */
    static final long REACH_NANOS = 400_000_000L;

    /** The rate bound of an oscillator that nobody has measured. */
    private static final int OSCILLATOR_PPM = 200;

    /** Both readings of a difference, with their resolution. */
    private static final long READING_NANOS = 200;

    private static final int MOST_CLAIMS = 16;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long MILLION = 1_000_000L;

    private final int slewPpm;
    private final long memoryNanos;
    private final Deque<Claim> claims = new ArrayDeque<>();

    /** What was found. */
    sealed interface Result {}

    /**
     * The edge is this second.
     *
     * @param taiNanos whole seconds of TAI
     */
    record Second(long taiNanos) implements Result {}

    /**
     * It can't be told.
     *
     * @param failure why, and what to do
     */
    record Unnamed(SourceFailure failure) implements Result {}

    /**
     * Nothing known.
     *
     * @param slewPpm by how much the oscillator's rate may be off besides, because it can be slewed; 0 if it can't
     * @param memoryNanos for how long a claim counts
     */
    PpsNaming(int slewPpm, long memoryNanos) {
        this.slewPpm = slewPpm;
        this.memoryNanos = memoryNanos;
    }

    /** Takes a claim of the source that names. */
    synchronized void add(Claim claim) {
        claims.addLast(claim);
        if (claims.size() > MOST_CLAIMS) {
            claims.removeFirst();
        }
    }

    /** Forgets all: the oscillator may not have counted all the time since. */
    synchronized void forget() {
        claims.clear();
    }

    private void forgetAllButNewest() {
        Claim newest = claims.removeLast();
        claims.clear();
        claims.add(newest);
    }

    /**
     * Names the second of an edge.
     *
     * @param stamped when the kernel stamped it
     * @param latencyNanos how long before that the edge may have been
     * @param afterSecondNanos how long after its whole second a true edge comes
     * @param errorNanos and how far from that it may be
     */
    synchronized Result name(TicksRange stamped, long latencyNanos, long afterSecondNanos, long errorNanos) {
        long earliest = Long.MIN_VALUE;
        long latest = Long.MAX_VALUE;
        for (Claim claim : claims) {
            if (claim.hasLower() && isRemembered(stamped.earliestTicks() - claim.lowerTicks())) {
                long aged = claim.lowerTaiNanos() + slowest(stamped.earliestTicks() - claim.lowerTicks());
                earliest = Math.max(earliest, aged - latencyNanos - afterSecondNanos);
            }
            if (claim.hasUpper() && isRemembered(stamped.latestTicks() - claim.upperTicks())) {
                long aged = claim.upperTaiNanos() + fastest(stamped.latestTicks() - claim.upperTicks());
                latest = Math.min(latest, aged - afterSecondNanos);
            }
        }
        if (earliest > latest) {
            forgetAllButNewest();
        }
        return second(earliest, latest, errorNanos);
    }

    private boolean isRemembered(long ageNanos) {
        return ageNanos <= memoryNanos;
    }

    private static Result second(long earliest, long latest, long errorNanos) {
        if (earliest == Long.MIN_VALUE || latest == Long.MAX_VALUE) {
            return unnamed(Reason.UNSYNCHRONIZED, "the source that names the seconds says nothing");
        }
        if (earliest > latest) {
            return unnamed(Reason.CONTRADICTORY, "the source that names the seconds contradicts itself");
        }
        // The only candidate: an interval within 0.4 s of a second has its middle there too.
        long middle = earliest + (latest - earliest) / 2;
        long candidate = Math.floorDiv(middle + NANOS_PER_SECOND / 2, NANOS_PER_SECOND) * NANOS_PER_SECOND;
        if (earliest < candidate - REACH_NANOS || latest > candidate + REACH_NANOS) {
            return unnamed(
                    Reason.UNSYNCHRONIZED,
                    "the source that names the seconds has the edge from " + millis(earliest - candidate)
                            + " to " + millis(latest - candidate)
                            + " ms after a whole second, and must be within 400 of one: declare"
                            + " narrower delays of it, or name by another");
        }
        if (candidate < earliest - errorNanos || candidate > latest + errorNanos) {
            return unnamed(
                    Reason.IMPLAUSIBLE,
                    "the edge is no whole second: the source that names the seconds has it from "
                            + millis(earliest - candidate) + " to " + millis(latest - candidate) + " ms after one");
        }
        return new Second(candidate);
    }

    private static Unnamed unnamed(Reason reason, String detail) {
        return new Unnamed(new SourceFailure(reason, detail));
    }

    private static String millis(long nanos) {
        return String.valueOf(Math.floorDiv(nanos, MILLION));
    }

    /** The least true time in a stretch of the oscillator, which may be negative. */
    private long slowest(long ticks) {
        return ticks - allowance(ticks);
    }

    /** The most. */
    private long fastest(long ticks) {
        return ticks + allowance(ticks);
    }

    /** By how much true time may differ from a stretch of the oscillator: (ρ + σ) / (1 − σ) of it, rounded up. */
    private long allowance(long ticks) {
        long sum = (Math.abs(ticks) / MILLION + 1) * (OSCILLATOR_PPM + slewPpm);
        return sum + (sum / (MILLION - slewPpm) + 1) * slewPpm + READING_NANOS;
    }
}
