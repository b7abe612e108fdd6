package dev.truechimer.clock.engine;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One source: its claim memory, its consistency with itself, and what is counted about it.
 *
 * <p>Its statement is the intersection of the half-claims in its memory, aged to now: the last {@value #MEMORY} claims,
 * none older than eight of its longest poll intervals. An empty intersection proves that the source lied or an
 * oscillator bound broke: the past is dropped and the newest kept. A source that does so again before {@value
 * #PROBATION} consistent claims have passed makes no statement until they have. <b>Threads:</b> confined.
 * <b>Source:</b> error model, section 3.
 */
final class SourceTracker {

    /** Claims remembered: the default of the error model. */
    static final int MEMORY = 8;

    /** Consistent claims that clear a source's record. */
    static final int PROBATION = 8;

    private static final int REACH_BITS = 8;

    /** A source that left its last four polls unanswered does not count as answering; its claims age on. */
    private static final int RECENT_POLLS = 0b1111;

    private static final int MOST_MARKS = 16;

    private final String name;
    private final UnitKey unit;
    private final EngineSettings.Rates rates;
    private final long readMargin;
    private long memoryNanos;
    private final RateWindow rateWindow;
    private final ArrayDeque<Claim> memory = new ArrayDeque<>();
    private final Map<SourceFailure.Reason, Long> failures = new EnumMap<>(SourceFailure.Reason.class);
    private final LinkedHashSet<String> marks = new LinkedHashSet<>();
    private final Set<SourceTracker> sameServer = new HashSet<>();
    private @Nullable SourceFailure lastFailure;
    private @Nullable Claim lastClaim;
    private boolean statesNoError;
    private String detail = "";
    private long claims;
    private long contradictions;
    private int strikes;
    private int consistentRun;
    private int reach;
    private long polls;

    SourceTracker(String name, UnitKey unit, EngineSettings.Rates rates, long longestPollNanos) {
        this.name = name;
        this.unit = unit;
        this.rates = rates;
        this.readMargin = rates.undisciplined().readMargin(rates.tickErrorNanos());
        this.rateWindow = new RateWindow(rates);
        longestPoll(longestPollNanos);
    }

    /** How far apart its polls may be: its memory reaches back eight of these. */
    void longestPoll(long nanos) {
        memoryNanos = nanos > Long.MAX_VALUE / MEMORY ? Long.MAX_VALUE : MEMORY * nanos;
    }

    /** What {@link #accept} did with a claim. */
    enum Acceptance {
        /** It fits the memory. */
        CONSISTENT,
        /** It contradicts the memory, which was dropped. */
        CONTRADICTED_MEMORY,
        /** Its own halves contradict each other; it was dropped. */
        CONTRADICTED_ITSELF,
        /** It fits the memory, but no rate of the oscillator fits its pairs, which were dropped. */
        CONTRADICTED_RATE
    }

    /** Takes a claim into memory. */
    Acceptance accept(Claim claim, RateSchedule schedule, long nowTicks) {
        polled(true);
        claims++;
        if (aged(claim, schedule, nowTicks).isEmpty()) {
            strike();
            return Acceptance.CONTRADICTED_ITSELF;
        }
        lastClaim = claim;
        forgetOld(nowTicks);
        memory.addLast(claim);
        if (memory.size() > MEMORY) {
            memory.removeFirst();
        }
        if (intersection(schedule, nowTicks).isEmpty()) {
            memory.clear();
            memory.addLast(claim);
            rateWindow.clear();
            strike();
            if (rates.estimates()) {
                rateWindow.add(claim);
            }
            return Acceptance.CONTRADICTED_MEMORY;
        }
        consistentRun++;
        if (consistentRun >= PROBATION) {
            strikes = 0;
        }
        return fitsARate(claim) ? Acceptance.CONSISTENT : Acceptance.CONTRADICTED_RATE;
    }

    /** Takes the claim for the rate; if no rate fits, the source's pairs start anew and it is marked. */
    private boolean fitsARate(Claim claim) {
        if (!rates.estimates()) {
            return true;
        }
        rateWindow.add(claim);
        if (rateWindow.bound().filter(RateWindow.Bound::isEmpty).isEmpty()) {
            return true;
        }
        rateWindow.clear();
        contradictions++;
        return false;
    }

    private void strike() {
        contradictions++;
        strikes++;
        consistentRun = 0;
    }

    /** Notes a failure. */
    void failed(SourceFailure failure) {
        failures.merge(failure.reason(), 1L, Long::sum);
        SourceFailure last = lastFailure;
        if (failure.reason().endsPoll() || last == null || !last.reason().endsPoll()) {
            // What is only dropped must not hide why there is no claim.
            lastFailure = failure;
        }
        if (failure.reason().endsPoll()) {
            polled(false);
        }
        if (failure.reason() == SourceFailure.Reason.DENIED) {
            // It will not be polled again: what it answered before says nothing about now.
            reach = 0;
        }
    }

    private void polled(boolean answered) {
        polls++;
        reach = (reach << 1 | (answered ? 1 : 0)) & (1 << REACH_BITS) - 1;
    }

    /** What this source says now; nothing if it has no claim or is not admitted. */
    Statement statement(RateSchedule schedule, long nowTicks) {
        forgetOld(nowTicks);
        if (!isAdmitted()) {
            return Statement.NONE;
        }
        Statement together = intersection(schedule, nowTicks);
        return together.isEmpty() ? Statement.NONE : together;
    }

    private Statement intersection(RateSchedule schedule, long nowTicks) {
        Statement together = Statement.NONE;
        for (Claim claim : memory) {
            together = together.intersect(aged(claim, schedule, nowTicks));
        }
        return together;
    }

    /** Both halves of a claim, aged to now; 2r is counted here, once. */
    Statement aged(Claim claim, RateSchedule schedule, long nowTicks) {
        Bound lower = Bound.NO_LOWER;
        Bound upper = Bound.NO_UPPER;
        if (claim.hasLower()) {
            long aged = schedule.ageLower(claim.lowerTaiNanos(), claim.lowerTicks(), nowTicks);
            lower = new Bound(Outward.addToLower(aged, -readMargin), name, claim);
        }
        if (claim.hasUpper()) {
            long aged = schedule.ageUpper(claim.upperTaiNanos(), claim.upperTicks(), nowTicks);
            upper = new Bound(Outward.addToUpper(aged, readMargin), name, claim);
        }
        return new Statement(lower, upper);
    }

    /** Forgets what is too old at a reading, and what was concluded from it. */
    void forgetOld(long nowTicks) {
        while (!memory.isEmpty() && nowTicks - memory.peekFirst().firstTicks() > memoryNanos) {
            memory.removeFirst();
        }
        if (rates.estimates()) {
            rateWindow.forgetBefore(nowTicks - rates.windowNanos());
        }
    }

    /** Forgets every claim and pair: after a disruption, or when another server answers. */
    void forgetClaims() {
        memory.clear();
        rateWindow.clear();
    }

    /** Another server from now on; returns whether that is news. */
    boolean moveTo(String address) {
        if (marks.contains(address)) {
            return false;
        }
        marks.clear();
        sameServer.forEach(other -> other.sameServer.remove(this));
        sameServer.clear();
        forgetClaims();
        lastClaim = null;
        marks.add(address);
        return true;
    }

    /** Remembers a mark of the server; the oldest but the address is forgotten beyond a limit. */
    void addMark(String mark) {
        if (marks.size() >= MOST_MARKS && !marks.contains(mark)) {
            marks.stream().skip(1).findFirst().ifPresent(marks::remove);
        }
        marks.add(mark);
    }

    /** Links the two if they share a mark; returns whether that is news. */
    boolean recognise(SourceTracker other) {
        if (other == this || sameServer.contains(other) || marks.stream().noneMatch(other.marks::contains)) {
            return false;
        }
        sameServer.add(other);
        other.sameServer.add(this);
        return true;
    }

    /** Cuts all links, before this source is removed. */
    void unlink() {
        sameServer.forEach(other -> other.sameServer.remove(this));
        sameServer.clear();
    }

    void statesNoError(boolean none) {
        statesNoError = none;
    }

    boolean statesNoError() {
        return statesNoError;
    }

    void detail(String text) {
        detail = text;
    }

    String detail() {
        return detail;
    }

    String name() {
        return name;
    }

    UnitKey unit() {
        return unit;
    }

    Set<SourceTracker> sameServer() {
        return sameServer;
    }

    boolean isAdmitted() {
        return strikes < 2;
    }

    /** Whether it answered one of its last polls, and not so long ago that it can't be polling any more. */
    boolean answers(long nowTicks) {
        Claim last = lastClaim;
        return (reach & RECENT_POLLS) != 0 && last != null && nowTicks - last.lastTicks() <= memoryNanos / 2;
    }

    boolean hasClaim() {
        return !memory.isEmpty();
    }

    Optional<RateWindow.Bound> rateBound() {
        return isAdmitted() ? rateWindow.bound() : Optional.empty();
    }

    List<Claim> rateClaims() {
        return rateWindow.claims();
    }

    Optional<Claim> lastClaim() {
        return Optional.ofNullable(lastClaim);
    }

    Optional<SourceFailure> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    Map<SourceFailure.Reason, Long> failures() {
        return Map.copyOf(failures);
    }

    long claims() {
        return claims;
    }

    long contradictions() {
        return contradictions;
    }

    int reach() {
        return reach;
    }

    long polls() {
        return polls;
    }
}
