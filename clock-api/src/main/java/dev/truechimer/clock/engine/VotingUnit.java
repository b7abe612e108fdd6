package dev.truechimer.clock.engine;

import java.util.List;

/**
 * What has one vote in the fusion: a source, a group of sources, or several that turned out to be one server. Its claim
 * is the intersection of its members', and it counts as false if any of theirs is.
 *
 * @param name the group's name, or the source's
 * @param members its sources, at least one
 */
record VotingUnit(String name, List<SourceTracker> members) {

    VotingUnit {
        members = List.copyOf(members);
    }

    /** Whether one of its members answered one of its last polls. */
    boolean answers(long nowTicks) {
        return members.stream().anyMatch(member -> member.answers(nowTicks));
    }

    /** The members' intersection at a reading; the whole line if it is empty or none of them has a claim. */
    Statement statement(RateSchedule schedule, long nowTicks) {
        Statement together = Statement.NONE;
        for (SourceTracker member : members) {
            together = together.intersect(member.statement(schedule, nowTicks));
        }
        return together.isEmpty() ? Statement.NONE : together;
    }
}
