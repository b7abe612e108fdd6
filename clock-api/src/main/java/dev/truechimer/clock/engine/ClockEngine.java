package dev.truechimer.clock.engine;

import dev.truechimer.clock.ClockEvent;
import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.Timescale;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clock without its hands: takes claims and the passing of time, gives the model to publish, the events to tell and
 * the report.
 *
 * <p>Each call carries the oscillator reading at which it happens; readings must not decrease by more than 2r, else the
 * oscillator jumped and everything is discarded. <b>Threads:</b> confined to one, the timekeeper's. <b>Source:</b> error
 * model, sections 3 to 7.
 */
public final class ClockEngine {

    /** No exchange lasts longer than this. */
    private static final long LONGEST_EXCHANGE_NANOS = 60_000_000_000L;

    private final EngineSettings settings;
    private final LeapSeconds leapSeconds;
    private final TimescaleMap utc;
    private final SourceSet sources;
    private final EventLog events = new EventLog();
    private final Publication publication;
    private final Probation probation;

    private RateSchedule schedule;
    private Agreement agreement = Agreement.NONE;
    private long lastTicks;
    private long disruptions;
    private String disruptedBecause = "";

    /**
     * Makes one that knows nothing.
     *
     * @param settings what the user configured
     * @param leapSeconds the leap seconds in force
     * @param nowTicks the oscillator now
     */
    public ClockEngine(EngineSettings settings, LeapSeconds leapSeconds, long nowTicks) {
        this.settings = settings;
        this.leapSeconds = leapSeconds;
        this.utc = TimescaleMap.of(Timescale.UTC, leapSeconds);
        this.sources = new SourceSet(settings.faultTolerance());
        this.schedule = RateSchedule.only(settings.rates().undisciplined());
        this.lastTicks = nowTicks;
        this.probation = new Probation(settings.readoptionRounds());
        this.publication = new Publication(settings, events, schedule, nowTicks);
    }

    /**
     * A source to be added.
     *
     * @param name unique
     * @param group the group it votes with, or null
     * @param longestPollNanos claims older than eight of these are forgotten
     */
    public record NewSource(String name, @Nullable String group, long longestPollNanos) {}

    /**
     * Adds a source.
     *
     * @param name unique
     * @param group the group it votes with, or null
     * @param longestPollNanos claims older than eight of these are forgotten
     * @param nowTicks the oscillator now
     * @throws IllegalArgumentException if the name is taken
     */
    public void addSource(String name, @Nullable String group, long longestPollNanos, long nowTicks) {
        addSources(List.of(new NewSource(name, group, longestPollNanos)), nowTicks);
    }

    /**
     * Adds sources, all in one step: N and f change once.
     *
     * @throws IllegalArgumentException if a name is taken
     */
    public void addSources(List<NewSource> together, long nowTicks) {
        for (NewSource added : together) {
            UnitKey unit = UnitKey.of(added.name(), added.group());
            sources.add(new SourceTracker(added.name(), unit, settings.rates(), added.longestPollNanos()));
        }
        together.forEach(added -> tell(ClockEvent.Kind.SOURCE_ADDED, added.name(), howMany()));
        probation.restartRound();
        judge(nowTicks);
    }

    /**
     * Removes a source: its claims count no more, and N and f follow the new set.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public void removeSource(String name, long nowTicks) {
        removeSources(List.of(name), nowTicks);
    }

    /**
     * Removes sources, all in one step: N and f change once.
     *
     * @throws IllegalArgumentException if there is none of a name
     */
    public void removeSources(List<String> names, long nowTicks) {
        names.stream().map(this::require).toList().forEach(sources::remove);
        names.forEach(name -> tell(ClockEvent.Kind.SOURCE_REMOVED, name, howMany()));
        probation.restartRound();
        if (!isClosed()) {
            estimateRate(nowTicks);
            judge(nowTicks);
        }
    }

    private String howMany() {
        return sources.configured() + " sources, " + sources.liars() + " may lie";
    }

    /** Whether removing a source would leave no more sources than a declared f. */
    public boolean removalLeavesNoQuorum(String name) {
        SourceTracker leaving = require(name);
        boolean unitStays =
                sources.all().stream().anyMatch(s -> s != leaving && s.unit().equals(leaving.unit()));
        int left = sources.configured() - (unitStays ? 0 : 1);
        return settings.faultTolerance().isPresent()
                && left <= settings.faultTolerance().getAsInt();
    }

    private SourceTracker require(String name) {
        SourceTracker source = sources.find(name);
        if (source == null) {
            throw new IllegalArgumentException("no source has the name " + name);
        }
        return source;
    }

    /** How far apart the polls of a source may be from now on. Unknown sources are ignored: they were removed meanwhile. */
    public void longestPoll(String name, long nanos) {
        SourceTracker source = sources.find(name);
        if (source != null) {
            source.longestPoll(nanos);
        }
    }

    /** Which server a source asks from now on. Unknown sources are ignored: they were removed meanwhile. */
    public void server(String name, String address) {
        SourceTracker source = sources.find(name);
        if (source != null) {
            if (source.moveTo(address)) {
                regroup();
            }
            recognise(source);
        }
    }

    /** Another mark of the server that a source asks. Unknown sources are ignored. */
    public void fingerprint(String name, String mark) {
        SourceTracker source = sources.find(name);
        if (source != null) {
            source.addMark(mark);
            recognise(source);
        }
    }

    private void recognise(SourceTracker source) {
        boolean isNews = false;
        for (SourceTracker other : sources.all()) {
            if (source.recognise(other)) {
                isNews = true;
                tell(
                        ClockEvent.Kind.SAME_SERVER,
                        source.name(),
                        source.name() + " and " + other.name() + " are one server: they count once");
            }
        }
        if (isNews) {
            regroup();
        }
    }

    /** Units change together with what was counted of them. */
    private void regroup() {
        sources.regroup();
        probation.restartRound();
    }

    /** Whether a source says that its server states no error of its own. Unknown sources are ignored. */
    public void statesNoError(String name, boolean none) {
        SourceTracker source = sources.find(name);
        if (source != null) {
            source.statesNoError(none);
        }
    }

    /** What a source says of itself. Unknown sources are ignored. */
    public void detail(String name, String text) {
        SourceTracker source = sources.find(name);
        if (source != null) {
            source.detail(text);
        }
    }

    /** Takes a failure. Unknown sources are ignored. */
    public void failed(String name, SourceFailure failure, long nowTicks) {
        SourceTracker source = sources.find(name);
        if (source != null) {
            source.failed(failure);
            judge(nowTicks);
        }
    }

    /** Takes a claim. Unknown sources are ignored. */
    public void accept(String name, Claim claim, long nowTicks) {
        SourceTracker source = sources.find(name);
        if (source == null || isClosed()) {
            return;
        }
        if (claim.lastTicks() - nowTicks > 2 * settings.rates().tickErrorNanos()) {
            failed(
                    name,
                    new SourceFailure(
                            SourceFailure.Reason.INTERNAL,
                            "claim stamped " + (claim.lastTicks() - nowTicks) + " ns ahead of the oscillator"),
                    nowTicks);
            return;
        }
        long sinceDisruption = claim.firstTicks() - publication.notBefore();
        if (disruptions > 0 && sinceDisruption <= 2 * settings.rates().tickErrorNanos()) {
            // Its first reading precedes the disruption: what lies between is unknown.
            return;
        }
        // The anchor of what is published must not read earlier than a claim that it rests on, see notBefore.
        long anchorTicks = notBefore(claim.lastTicks(), nowTicks);
        switch (source.accept(claim, schedule, anchorTicks)) {
            case CONSISTENT -> heard(source);
            case CONTRADICTED_MEMORY, CONTRADICTED_ITSELF ->
                tell(
                        ClockEvent.Kind.INCONSISTENT,
                        name,
                        "its claims contradict each other: it lied, or the oscillator left its bounds");
            case CONTRADICTED_RATE ->
                tell(
                        ClockEvent.Kind.INCONSISTENT,
                        name,
                        "no steady rate of the oscillator fits its claims: it drifts, or wanderBoundPpm is too small");
        }
        estimateRate(anchorTicks);
        judge(anchorTicks);
    }

    private void heard(SourceTracker source) {
        for (VotingUnit unit : sources.units()) {
            if (unit.members().contains(source)) {
                probation.heard(unit);
            }
        }
    }

    /** Lets time pass: old claims fade, limits are reached, an estimated rate ends. */
    public void tick(long nowTicks) {
        judge(nowTicks);
    }

    /** Discards everything because the host says so, for example after a suspension. */
    public void disrupt(String why, long nowTicks) {
        if (!isClosed()) {
            discardEverything(why, nowTicks);
        }
    }

    /** Discards everything because of a fault of the library itself. */
    public void fault(String what, long nowTicks) {
        if (!isClosed()) {
            tell(ClockEvent.Kind.INTERNAL_FAULT, "", what);
            discardEverything("internal fault: " + what, nowTicks);
        }
    }

    /** Ends it: readings are unbounded for good. */
    public void close(long nowTicks) {
        publication.newEpoch();
        publication.unbounded(after(StatusMachine.Event.CLOSE), "the timekeeper was closed", schedule, nowTicks);
    }

    /** What readers are to use from now on. */
    public TaiModel published() {
        return publication.model();
    }

    /** The status now. */
    public ClockStatus status() {
        return publication.status();
    }

    /** How fast the whole width grows, in nanoseconds per second. */
    public long ageingNanosPerSecond() {
        TaiModel model = publication.model();
        return model.schedule().at(model.anchorTicks()).spreadPpb();
    }

    /** Events since the last call, in order. */
    public List<ClockEvent> drainEvents() {
        return events.drain();
    }

    /** One consistent picture at a reading. */
    public ClockReport report(long nowTicks) {
        judge(nowTicks);
        return new ReportWriter(settings, leapSeconds, utc, sources, agreement)
                .write(publication.model(), publication.detail(), disruptions, nowTicks);
    }

    private ClockStatus after(StatusMachine.Event event) {
        return StatusMachine.next(status(), event);
    }

    private boolean isClosed() {
        return status() == ClockStatus.CLOSED;
    }

    private void estimateRate(long nowTicks) {
        // A rate is a statement about one window: claims that have left it since the last look must not stretch it.
        sources.all().forEach(source -> source.forgetOld(nowTicks));
        RateEstimator.Outcome outcome = RateEstimator.estimate(settings.rates(), sources.units(), sources.liars());
        if (outcome.contradiction()) {
            discardEverything("no rate of the oscillator fits enough sources", nowTicks);
        } else {
            schedule = outcome.schedule();
        }
    }

    /**
     * The later of two readings. Readings of different cores may come out of order by up to 2r. An anchor that reads earlier
     * than something it rests on would be aged over that stretch twice, and again at each step back; 2r covers it once.
     */
    private static long notBefore(long ticks, long nowTicks) {
        return nowTicks - ticks >= 0 ? nowTicks : ticks;
    }

    /** One round: fuse, intersect with what was published, judge, publish. */
    private void judge(long readTicks) {
        if (isClosed()) {
            return;
        }
        long back = lastTicks - readTicks;
        if (back > 2 * settings.rates().tickErrorNanos()) {
            jumpedBack(back, readTicks);
            return;
        }
        long nowTicks = notBefore(lastTicks, readTicks);
        lastTicks = nowTicks;
        agreement = Agreement.of(sources, schedule, nowTicks);
        switch (agreement.verdict()) {
            case CONTRADICTION ->
                discardEverything(
                        "no instant is supported by " + sources.needed() + " of "
                                + sources.units().size() + " sources: more than " + sources.liars()
                                + " lie, or the oscillator left its bounds",
                        nowTicks);
            case NO_QUORUM -> coast(publication.keptAt(nowTicks), nowTicks);
            case HULL -> adopt(agreement.hull(), nowTicks);
        }
        events.verdicts(sources, agreement, status());
        checkLeapTable(nowTicks);
    }

    /**
     * Readings from before a jump back look as if they came after it, so for as long as an exchange lasts nothing is believed
     * that began before. Exchanges that began further ahead end with a negative duration, or ahead of the oscillator.
     */
    private void jumpedBack(long back, long readTicks) {
        lastTicks = readTicks;
        discardEverything("the oscillator went back by " + back + " ns", readTicks);
        publication.notBefore(readTicks + LONGEST_EXCHANGE_NANOS);
    }

    private void adopt(Statement hull, long nowTicks) {
        if (status() == ClockStatus.DISRUPTED && !probation.isOver(sources.needed())) {
            ClockStatus next = after(StatusMachine.Event.PROBATION);
            publication.unbounded(next, "on probation: " + probation + afterDisruption(next), schedule, nowTicks);
            return;
        }
        Statement both = hull.intersect(publication.keptAt(nowTicks));
        if (both.isEmpty()) {
            discardEverything(
                    "what " + sources.needed() + " sources support now contradicts what was published before by "
                            + (both.lower().taiNanos() - both.upper().taiNanos())
                            + " ns: a suspension, a slew beyond its bound, or more than " + sources.liars() + " liars",
                    nowTicks);
            return;
        }
        if (hull.lower().isAbsent() || hull.upper().isAbsent() || answering(nowTicks) < sources.needed()) {
            coast(both, nowTicks);
            return;
        }
        publication.confirmedAt(nowTicks);
        long epsilon = both.epsilonNanos();
        boolean tooWide = epsilon > settings.maxEpsilonNanos();
        StatusMachine.Event event = tooWide ? StatusMachine.Event.QUORUM_TOO_WIDE : StatusMachine.Event.QUORUM;
        String why = tooWide
                ? "epsilon " + epsilon + " ns is beyond the limit of " + settings.maxEpsilonNanos() + " ns"
                : agreement.speaking() + " of " + sources.units().size() + " sources make a statement";
        if (tooWide && !events.epsilonExceeded()) {
            tell(ClockEvent.Kind.EPSILON_EXCEEDED, "", why);
        }
        events.epsilonExceeded(tooWide);
        publication.bounded(both, after(event), why, schedule, nowTicks);
    }

    private long answering(long nowTicks) {
        return sources.units().stream().filter(unit -> unit.answers(nowTicks)).count();
    }

    /** Too few sources: what is kept ages on, if an interval was adopted at all. */
    private void coast(Statement kept, long nowTicks) {
        ClockStatus next = after(StatusMachine.Event.NO_QUORUM);
        String why = "no quorum: of " + sources.units().size() + " sources " + answering(nowTicks) + " answer and "
                + agreement.speaking() + " make a statement; " + Math.max(0, sources.needed()) + " must agree"
                + (sources.needed() <= 0 ? ": f = " + sources.liars() + " leaves nobody to believe" : "")
                + afterDisruption(next);
        probation.restartRounds();
        boolean adopted = next == ClockStatus.HOLDOVER;
        if (!adopted || kept.lower().isAbsent() || kept.upper().isAbsent()) {
            publication.unbounded(next, why, schedule, nowTicks);
        } else {
            publication.bounded(kept, next, why, schedule, nowTicks);
        }
    }

    /** The reason stays in the detail for as long as the status does. */
    private String afterDisruption(ClockStatus next) {
        return next == ClockStatus.DISRUPTED ? " after a disruption: " + disruptedBecause : "";
    }

    /** An assumption is broken: nothing that was measured or derived before now is believed any more. */
    private void discardEverything(String why, long nowTicks) {
        disruptions++;
        disruptedBecause = why;
        probation.restartRound();
        probation.restartRounds();
        sources.all().forEach(SourceTracker::forgetClaims);
        schedule = RateSchedule.only(settings.rates().undisciplined());
        agreement = Agreement.NONE;
        publication.newEpoch();
        publication.notBefore(notBefore(publication.notBefore(), nowTicks));
        publication.unbounded(after(StatusMachine.Event.CONTRADICTION), why, schedule, nowTicks);
        tell(ClockEvent.Kind.DISRUPTED, "", why);
    }

    private void checkLeapTable(long nowTicks) {
        TaiModel model = publication.model();
        if (!model.isBounded() || leapSeconds.expiryUtcNanos().isEmpty()) {
            return;
        }
        long expiry = leapSeconds.expiryUtcNanos().getAsLong();
        if (utc.ceil(model.upperAt(nowTicks).taiNanos()) > expiry && events.leapTableExpired()) {
            tell(
                    ClockEvent.Kind.LEAP_TABLE_EXPIRED,
                    "",
                    "the leap-second table (" + leapSeconds + ") has expired: give the timekeeper a newer one");
        }
    }

    private void tell(ClockEvent.Kind kind, String source, String what) {
        events.add(new ClockEvent(kind, source, status(), what));
    }
}
