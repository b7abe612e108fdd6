package dev.truechimer.vector.snapshot;

import dev.truechimer.vector.snapshot.LaiYangOutput.SendCopy;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One snapshot by colours at its initiator: reports, copies, and what their counts say is missing. */
final class Accounting<S, M> {

    /** What the counts say. */
    enum Balance {
        /** A report or a copy is under way. */
        SOMETHING_MISSING,
        /** All that was sent is received or copied. */
        EVEN,
        /** On some channel more was received than sent. */
        CONTRADICTORY
    }

    private final SnapshotId id;
    private final int members;
    private final long startedNanos;
    private final Map<Long, SendReport<S, M>> reports = new TreeMap<>();

    /** By channel and by the place of the message in the order of arrival there. */
    private final Map<Channel, Map<Long, M>> copies = new TreeMap<>();

    private Phase phase = LaiYangEvent.next(Phase.ABSENT, LaiYangEvent.START, true);
    private int messages;

    /** Sent less received, of all channels of those who have reported. */
    private long underWay;

    Accounting(SnapshotId id, int members, long startedNanos) {
        this.id = id;
        this.members = members;
        this.startedNanos = startedNanos;
    }

    SnapshotId id() {
        return id;
    }

    Phase phase() {
        return phase;
    }

    void on(LaiYangEvent event) {
        phase = LaiYangEvent.next(phase, event, true);
    }

    /** Survives a wrap-around of the clock. */
    boolean isOlderThan(long timeoutNanos, long nowNanos) {
        return nowNanos - startedNanos >= timeoutNanos;
    }

    int messages() {
        return messages;
    }

    /** Keeps a report, unless there is one of the same process: then false. */
    boolean add(SendReport<S, M> report) {
        if (reports.putIfAbsent(report.process(), report) != null) {
            return false;
        }
        // Wraps for counts that no honest process gives, and then the channels don't agree one by one.
        underWay += sum(report.sent()) - sum(report.received());
        return true;
    }

    boolean has(SendCopy<S, M> copy) {
        Map<Long, M> ofChannel = copies.get(copy.channel());
        return ofChannel != null && ofChannel.containsKey(copy.index());
    }

    /** A copy that is not there yet. */
    void add(SendCopy<S, M> copy) {
        copies.computeIfAbsent(copy.channel(), channel -> new TreeMap<>()).put(copy.index(), copy.message());
        messages++;
    }

    /** Looks at single channels only where the totals are no longer short of something. */
    Balance balance() {
        if (reports.size() < members || underWay > messages) {
            return Balance.SOMETHING_MISSING;
        }
        for (Map.Entry<Channel, Long> channel : missing().entrySet()) {
            if (channel.getValue() != copiesOf(channel.getKey()).size()) {
                return Balance.CONTRADICTORY;
            }
        }
        return Balance.EVEN;
    }

    GlobalSnapshot<S, M> collected() {
        Map<Long, S> states = new LinkedHashMap<>();
        reports.forEach((process, report) -> states.put(process, report.state()));
        Map<Channel, List<M>> all = new LinkedHashMap<>();
        missing()
                .keySet()
                .forEach(channel ->
                        all.put(channel, new ArrayList<>(copiesOf(channel).values())));
        return new GlobalSnapshot<>(id, states, all);
    }

    /** For each channel how many messages were sent before the cut and not received before it. */
    private Map<Channel, Long> missing() {
        Map<Channel, Long> missing = new TreeMap<>();
        copies.keySet().forEach(channel -> missing.put(channel, 0L));
        reports.forEach((process, report) -> {
            report.sent().forEach((to, count) -> missing.merge(new Channel(process, to), count, Long::sum));
            report.received().forEach((from, count) -> missing.merge(new Channel(from, process), -count, Long::sum));
        });
        return missing;
    }

    private Map<Long, M> copiesOf(Channel channel) {
        return copies.getOrDefault(channel, Map.of());
    }

    private static long sum(Map<Long, Long> counts) {
        long sum = 0;
        for (long count : counts.values()) {
            sum += count;
        }
        return sum;
    }
}
