package dev.truechimer.gps;

import dev.truechimer.clock.host.RealtimeReading;
import dev.truechimer.clock.host.RealtimeTrail;
import dev.truechimer.clock.host.RealtimeTrail.Conversion;
import dev.truechimer.clock.host.RealtimeTrail.Converted;
import dev.truechimer.clock.host.TicksRange;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an edge proves.
 *
 * <p>An edge counts if it lies whole seconds after the one before it, so that a pulse from noise spoils two edges and
 * makes no claim. <b>Threads:</b> confined to one; reads no clock.
 */
final class PpsJudge {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** An edge longer ago proves nothing about the spacing: by then the rates of two clocks may add up. */
    private static final long FARTHEST_NANOS = 100 * NANOS_PER_SECOND;

    /** The rate bounds of the oscillator and of what slews it, and much more. */
    private static final long SPACING_PPM = 2_000;

    private static final long MILLION = 1_000_000L;

    private final PpsEdge edge;
    private final long latencyNanos;
    private final long errorNanos;
    private final PpsNaming naming;
    private @Nullable TicksRange previous;
    private @Nullable RealtimeReading looked;
    private boolean wasStepped;

    /**
     * A judge who has seen no edge.
     *
     * @param latencyNanos from a true edge until the kernel reads its clock, at most
     * @param errorNanos how far a true edge may be from where it should, on each side
     */
    PpsJudge(PpsEdge edge, long latencyNanos, long errorNanos, PpsNaming naming) {
        this.edge = edge;
        this.latencyNanos = latencyNanos;
        this.errorNanos = errorNanos;
        this.naming = naming;
    }

    /** Forgets the last edge: the device was opened anew. */
    void restart() {
        previous = null;
    }

    /**
     * Looks for steps of the wall clock while no edge comes: by the next one, a step may be forgotten that made all useless
     * that was known before it.
     *
     * @param reading later than that of the last call
     */
    void look(RealtimeReading reading) {
        RealtimeReading last = looked;
        looked = reading;
        if (last != null && (isBehind(last, reading) || isBehind(reading, last))) {
            naming.forget();
        }
    }

    /** Whether the wall clock was less ahead of CLOCK_MONOTONIC at one reading than at the other. */
    private static boolean isBehind(RealtimeReading one, RealtimeReading other) {
        return one.realtimeNanos() - one.monotonicBefore() - (other.realtimeNanos() - other.monotonicAfter()) < 0;
    }

    /**
     * Judges an edge. The first says nothing: it is the one to which the distance of the next is measured.
     *
     * @param stamp of the kernel, new since the last one
     * @param conversion what became of its CLOCK_REALTIME
     */
    ReceiverOutcome judge(PpsStamp stamp, Conversion conversion) {
        boolean isStepped = conversion instanceof RealtimeTrail.Stepped;
        if (isStepped && !wasStepped) {
            // A wall clock that jumps may mean that the host slept, and the oscillator with it.
            naming.forget();
        }
        wasStepped = isStepped;
        if (!stamp.isValid() || !(conversion instanceof Converted converted)) {
            previous = null;
            return refused(stamp, isStepped);
        }
        TicksRange last = previous;
        previous = converted.range();
        if (last == null || converted.range().earliestTicks() - last.latestTicks() > FARTHEST_NANOS) {
            return ReceiverOutcome.SILENT;
        }
        return isWholeSecondsAfter(last, converted.range())
                ? named(converted.range())
                : refuse(
                        Reason.IMPLAUSIBLE,
                        "two edges are " + (converted.range().earliestTicks() - last.earliestTicks())
                                + " ns apart, which is not whole seconds: noise, or not a pulse per second");
    }

    private static ReceiverOutcome refused(PpsStamp stamp, boolean isStepped) {
        if (!stamp.isValid()) {
            return refuse(Reason.IMPLAUSIBLE, "the driver gives no valid stamp");
        }
        return isStepped
                ? refuse(Reason.WALL_CLOCK_STEPPED, "the wall clock was stepped, or the host slept, near an edge")
                : refuse(
                        Reason.IMPLAUSIBLE,
                        "the stamp of an edge is not within the readings of the wall clock around it");
    }

    private boolean isWholeSecondsAfter(TicksRange last, TicksRange next) {
        long least = next.earliestTicks() - last.latestTicks();
        long most = next.latestTicks() - last.earliestTicks();
        long tolerance = latencyNanos + 2 * errorNanos + Math.abs(most) / MILLION * SPACING_PPM + SPACING_PPM;
        long wholeSeconds = Math.floorDiv(most + tolerance, NANOS_PER_SECOND);
        return wholeSeconds >= 1 && wholeSeconds * NANOS_PER_SECOND >= least - tolerance;
    }

    private ReceiverOutcome named(TicksRange range) {
        PpsNaming.Result result = naming.name(range, latencyNanos, edge.afterSecondNanos(), errorNanos);
        if (result instanceof PpsNaming.Second second) {
            return new ReceiverOutcome.Claimed(Claim.ofEvent(
                    range.earliestTicks(),
                    second.taiNanos() + edge.afterSecondNanos(),
                    range.latestTicks(),
                    errorNanos,
                    0,
                    latencyNanos,
                    range.widthNanos()));
        }
        return new ReceiverOutcome.Failed(((PpsNaming.Unnamed) result).failure());
    }

    private static ReceiverOutcome refuse(Reason reason, String detail) {
        return new ReceiverOutcome.Failed(new SourceFailure(reason, detail));
    }
}
