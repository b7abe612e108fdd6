package dev.truechimer.clock.engine;

import java.util.List;
import java.util.Optional;

/**
 * From what the sources say of the oscillator's rate to one schedule that survives liars.
 *
 * <p>Each voting unit's bound is clamped to ρ, those without one count as [1 − ρ, 1 + ρ], and the hull of what N − f of
 * them support, widened by w once more for the ageing to come, is the narrow bound. It holds from the oldest claim in a
 * window to {@code horizon} after the newest one, whoever made it. <b>Threads:</b> pure. <b>Source:</b> error model,
 * section 5.
 */
final class RateEstimator {

    /** What came out: a schedule, or a contradiction. */
    record Outcome(RateSchedule schedule, boolean contradiction) {}

    private RateEstimator() {}

    /** Estimates from all voting units; f as in the fusion of time. */
    static Outcome estimate(EngineSettings.Rates rates, List<VotingUnit> units, int liars) {
        RateBound wide = rates.undisciplined();
        RateSchedule wideOnly = RateSchedule.only(wide);
        if (!rates.estimates()) {
            return new Outcome(wideOnly, false);
        }
        long limit = RateBound.ppbOfPpm(rates.rhoPpm());
        long[] lower = new long[units.size()];
        long[] upper = new long[units.size()];
        Span span = new Span();
        for (int i = 0; i < units.size(); i++) {
            RateWindow.Bound bound = boundOf(units.get(i), limit);
            lower[i] = bound.loPpb();
            upper[i] = bound.hiPpb();
            units.get(i).members().forEach(span::include);
        }
        Fusion.Result fused = Fusion.fuse(lower, upper, liars);
        return switch (fused.verdict()) {
            case CONTRADICTION -> new Outcome(wideOnly, true);
            case NO_QUORUM -> new Outcome(wideOnly, false);
            case HULL -> new Outcome(schedule(rates, wide, fused, span), false);
        };
    }

    private static RateSchedule schedule(EngineSettings.Rates rates, RateBound wide, Fusion.Result fused, Span span) {
        long wander = RateBound.ppbOfPpm(rates.wanderPpm());
        RateBound narrow =
                RateBound.ofPpb(fused.lower() - wander, fused.upper() + wander).clampedTo(wide);
        return span.isEmpty() || narrow.spreadPpb() >= wide.spreadPpb()
                ? RateSchedule.only(wide)
                : new RateSchedule(wide, narrow, span.first, span.last + rates.horizonNanos());
    }

    /** A unit's bound: the intersection of its members', the whole of ρ if that is empty or there is none. */
    private static RateWindow.Bound boundOf(VotingUnit unit, long limit) {
        long lo = -limit;
        long hi = limit;
        for (SourceTracker member : unit.members()) {
            Optional<RateWindow.Bound> bound = member.rateBound();
            if (bound.isPresent()) {
                lo = Math.max(lo, bound.get().loPpb());
                hi = Math.min(hi, bound.get().hiPpb());
            }
        }
        return lo <= hi ? new RateWindow.Bound(lo, hi) : new RateWindow.Bound(-limit, limit);
    }

    /** From the oldest to the newest claim in any window. */
    private static final class Span {
        private boolean any;
        private long first;
        private long last;

        void include(SourceTracker source) {
            source.rateClaims().forEach(claim -> {
                first = any && first - claim.firstTicks() < 0 ? first : claim.firstTicks();
                last = any && last - claim.lastTicks() > 0 ? last : claim.lastTicks();
                any = true;
            });
        }

        boolean isEmpty() {
            return !any;
        }
    }
}
