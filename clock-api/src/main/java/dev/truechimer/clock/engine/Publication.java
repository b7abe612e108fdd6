package dev.truechimer.clock.engine;

import dev.truechimer.clock.ClockEvent;
import dev.truechimer.clock.ClockStatus;

/**
 * What readers are told: the model in force, why, and what is kept of it from one round to the next.
 *
 * <p>Its status changes become events here, so that none is missed. <b>Threads:</b> confined. <b>Source:</b> error model,
 * sections 4 and 7.
 */
final class Publication {

    /** The estimated rate is left this long before its end, so that a model never ends with it. */
    private static final long RATE_LEAD_NANOS = 1_000_000_000L;

    private final EventLog events;
    private final long holdoverLimitNanos;
    private final long readMargin;
    private TaiModel model;
    private String detail = "no source has answered yet";
    private long lastQuorumTicks;
    private long notBeforeTicks;
    private int epoch;

    Publication(EngineSettings settings, EventLog events, RateSchedule schedule, long nowTicks) {
        this.events = events;
        this.holdoverLimitNanos = settings.holdoverLimitNanos();
        this.readMargin =
                settings.rates().undisciplined().readMargin(settings.rates().tickErrorNanos());
        this.lastQuorumTicks = nowTicks;
        this.notBeforeTicks = nowTicks;
        this.model = TaiModel.unbounded(nowTicks, nowTicks, schedule, ClockStatus.STARTING, epoch);
    }

    TaiModel model() {
        return model;
    }

    ClockStatus status() {
        return model.status();
    }

    /** Why the status is what it is, for an operator. */
    String detail() {
        return detail;
    }

    /** The published interval aged to now; nothing once the holdover limit is over. */
    Statement keptAt(long nowTicks) {
        boolean expired = nowTicks - (lastQuorumTicks + holdoverLimitNanos) >= 0;
        return model.isBounded() && !expired
                ? new Statement(model.lowerAt(nowTicks), model.upperAt(nowTicks))
                : Statement.NONE;
    }

    /** A quorum confirms what is published next: the holdover limit counts from here. */
    void confirmedAt(long nowTicks) {
        lastQuorumTicks = nowTicks;
    }

    /** Publishes an interval with both ends. */
    void bounded(Statement interval, ClockStatus status, String why, RateSchedule schedule, long nowTicks) {
        RateSchedule inForce =
                schedule.untilTicks() - nowTicks > RATE_LEAD_NANOS ? schedule : RateSchedule.only(schedule.wide());
        long until = lastQuorumTicks + holdoverLimitNanos;
        if (inForce.isEstimated() && inForce.untilTicks() - until < 0) {
            until = inForce.untilTicks();
        }
        Bound lower = interval.lower();
        Bound upper = interval.upper();
        announce(new TaiModel(nowTicks, lower, upper, inForce, until, notBeforeTicks, status, epoch, readMargin), why);
    }

    /** Publishes that nothing is known. */
    void unbounded(ClockStatus status, String why, RateSchedule schedule, long nowTicks) {
        announce(TaiModel.unbounded(nowTicks, notBeforeTicks, schedule, status, epoch), why);
    }

    /** Disowns all models so far; what is published next belongs to another epoch. */
    void newEpoch() {
        epoch++;
    }

    /** Readings before this one are from before a disruption: nothing is known of them. */
    void notBefore(long ticks) {
        notBeforeTicks = ticks;
    }

    /** The reading of the last disruption, or of the start. */
    long notBefore() {
        return notBeforeTicks;
    }

    private void announce(TaiModel next, String why) {
        ClockStatus before = status();
        model = next;
        detail = why;
        if (before != next.status()) {
            String change = before + " -> " + next.status() + ": " + why;
            events.add(new ClockEvent(ClockEvent.Kind.STATUS_CHANGED, "", next.status(), change));
        }
    }
}
