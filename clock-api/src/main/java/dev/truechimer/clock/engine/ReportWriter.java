package dev.truechimer.clock.engine;

import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockReport.EpsilonBudget;
import dev.truechimer.clock.ClockReport.Verdict;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import java.util.List;
import java.util.Optional;

/** Writes the report of one moment. <b>Threads:</b> confined. <b>Source:</b> error model, section 10. */
final class ReportWriter {

    /** Each end is rounded by at most 1 ns a step, and half a width up: together 2 ns of ε. */
    private static final long ROUNDING_NANOS = 2;

    private final EngineSettings settings;
    private final LeapSeconds leapSeconds;
    private final TimescaleMap utc;
    private final SourceSet sources;
    private final Agreement agreement;

    ReportWriter(
            EngineSettings settings,
            LeapSeconds leapSeconds,
            TimescaleMap utc,
            SourceSet sources,
            Agreement agreement) {
        this.settings = settings;
        this.leapSeconds = leapSeconds;
        this.utc = utc;
        this.sources = sources;
        this.agreement = agreement;
    }

    ClockReport write(TaiModel model, String detail, long disruptions, long nowTicks) {
        TimeInterval tai = model.intervalAt(nowTicks);
        TimeInterval shown = tai.isBounded() ? utc.map(tai) : TimeInterval.UNBOUNDED;
        RateBound rate = model.schedule().at(nowTicks);
        return new ClockReport(
                model.status(),
                detail,
                shown,
                tai,
                tai.isBounded() ? Optional.of(budget(model, tai, nowTicks)) : Optional.empty(),
                new ClockReport.Quorum(
                        sources.configured(),
                        sources.units().size(),
                        sources.liars(),
                        Math.max(0, sources.needed()),
                        agreement.speaking()),
                new ClockReport.Rate(
                        rate.loPpb(),
                        rate.hiPpb(),
                        model.schedule().isEstimated(),
                        settings.rates().slewable()),
                leapSeconds + leapExpiry(shown),
                disruptions,
                sources.all().stream()
                        .map(source -> source(source, model.schedule(), nowTicks))
                        .toList());
    }

    private String leapExpiry(TimeInterval shown) {
        boolean expired = shown.isBounded()
                && leapSeconds.expiryUtcNanos().isPresent()
                && shown.latestNanos() > leapSeconds.expiryUtcNanos().getAsLong();
        return expired ? ", expired" : "";
    }

    private ClockReport.SourceReport source(SourceTracker source, RateSchedule schedule, long nowTicks) {
        Statement statement = source.statement(schedule, nowTicks);
        return new ClockReport.SourceReport(
                source.name(),
                source.unit().shown(),
                verdict(source, agreement),
                statement.interval(),
                statement.epsilonNanos(),
                source.lastClaim(),
                source.reach(),
                source.polls(),
                source.claims(),
                source.contradictions(),
                source.statesNoError(),
                source.detail(),
                source.sameServer().stream().map(SourceTracker::name).sorted().toList(),
                source.failures(),
                source.lastFailure());
    }

    /** What the clock thinks of a source, given what the sources say together. */
    static Verdict verdict(SourceTracker source, Agreement agreement) {
        if (!source.isAdmitted()) {
            return Verdict.INCONSISTENT;
        }
        if (source.polls() > 0 && source.reach() == 0) {
            return silentVerdict(source);
        }
        if (!source.hasClaim() || agreement.verdict() != Fusion.Verdict.HULL) {
            return Verdict.WARMING_UP;
        }
        return agreement.falsetickers().contains(source.name()) ? Verdict.FALSETICKER : Verdict.TRUECHIMER;
    }

    /** Of a source whose last polls brought no claim: the last failure says what kind of silence that is. */
    private static Verdict silentVerdict(SourceTracker source) {
        return source.lastFailure()
                .map(failure -> switch (failure.reason()) {
                    case UNSYNCHRONIZED -> Verdict.WARMING_UP;
                    case STALE_DATE -> Verdict.FALSETICKER;
                    default -> Verdict.UNREACHABLE;
                })
                .orElse(Verdict.UNREACHABLE);
    }

    /** Half of what each end is away from where an errorless claim would put it; what is left is between the sources. */
    private EpsilonBudget budget(TaiModel model, TimeInterval tai, long nowTicks) {
        List<Claim> claims = List.of(claimOf(model.lower()), claimOf(model.upper()));
        long[] readings = {claims.get(0).lowerTicks(), claims.get(1).upperTicks()};
        long delayTwice = 0;
        long sourceTwice = 0;
        long bracketTwice = 0;
        long ageingTwice = 0;
        for (int end = 0; end < 2; end++) {
            var budget = claims.get(end).budget();
            delayTwice += budget.delayNanos() / 2;
            sourceTwice += budget.sourceErrorNanos();
            bracketTwice += budget.readErrorNanos();
            long most = model.schedule().ageUpper(0, readings[end], nowTicks);
            long least = model.schedule().ageLower(0, readings[end], nowTicks);
            ageingTwice += (most - least) / 2;
        }
        long epsilon = tai.epsilonNanos();
        long named = delayTwice / 2
                + sourceTwice / 2
                + ageingTwice / 2
                + bracketTwice / 2
                + model.readMargin()
                + ROUNDING_NANOS;
        long rest = epsilon - named;
        return new EpsilonBudget(
                epsilon,
                delayTwice / 2,
                sourceTwice / 2,
                ageingTwice / 2,
                model.readMargin(),
                bracketTwice / 2,
                Math.max(0, rest),
                0,
                ROUNDING_NANOS,
                Math.max(0, -rest));
    }

    private static Claim claimOf(Bound bound) {
        Claim claim = bound.claim();
        if (claim == null) {
            throw new IllegalStateException("a bounded model has a claim behind each end");
        }
        return claim;
    }
}
