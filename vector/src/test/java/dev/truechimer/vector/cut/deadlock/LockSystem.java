package dev.truechimer.vector.cut.deadlock;

import dev.truechimer.vector.VectorClock;
import dev.truechimer.vector.cut.EventLog;
import dev.truechimer.vector.cut.EventLogRecorder;
import dev.truechimer.vector.cut.deadlock.LockMessage.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Processes that lock resources at sites, by messages over FIFO channels, one event after the other.
 *
 * <p>A process waits for one resource at a time and does nothing meanwhile; a resource has one holder, and the others
 * queue. Nobody takes a resource away from its holder, so a deadlock stays for ever. Every event has a vector clock,
 * and is recorded.
 */
final class LockSystem {

    private record Channel(long from, long to) {}

    private record Carried(LockMessage message, VectorClock clock) {}

    private final Map<String, Long> siteOfResource;
    /** For each resource who holds it, and behind who waits for it. */
    private final Map<String, Deque<Long>> queues = new TreeMap<>();
    /** For each site, after each number of events, the queues of its resources: its local state. */
    private final Map<Long, List<Map<String, List<Long>>>> statesOfSite = new TreeMap<>();

    private final Map<Long, Set<String>> heldBy = new HashMap<>();
    private final Set<Long> waiting = new TreeSet<>();
    private final Map<Channel, Deque<Carried>> channels = new LinkedHashMap<>();
    private final Map<Long, VectorClock> clocks = new HashMap<>();
    private final EventLogRecorder<LockMessage> recorder = new EventLogRecorder<>();
    /** What has happened after each moment: moments are counted in events of the whole system. */
    private final List<VectorClock> happened = new ArrayList<>(List.of(VectorClock.ZERO));

    private final boolean recorded;
    private int messages;
    private int moment;

    /**
     * @param siteOfResource where each resource is
     * @param recorded whether clocks, log and states are kept; without them only what processes know themselves can
     *     be asked
     */
    LockSystem(Map<String, Long> siteOfResource, boolean recorded) {
        this.recorded = recorded;
        this.siteOfResource = new TreeMap<>(siteOfResource);
        this.siteOfResource.forEach((resource, site) -> queues.put(resource, new ArrayDeque<>()));
        this.siteOfResource.values().forEach(site -> statesOfSite.put(site, new ArrayList<>()));
        statesOfSite.forEach((site, states) -> states.add(stateOf(site)));
    }

    /** What can happen from here happens to the copy, which is not recorded. */
    private LockSystem(LockSystem original) {
        this(original.siteOfResource, false);
        original.queues.forEach((resource, queue) -> queues.put(resource, new ArrayDeque<>(queue)));
        original.heldBy.forEach((process, held) -> heldBy.put(process, new TreeSet<>(held)));
        original.channels.forEach((channel, carried) -> channels.put(channel, new ArrayDeque<>(carried)));
        waiting.addAll(original.waiting);
        messages = original.messages;
    }

    LockSystem copy() {
        return new LockSystem(this);
    }

    /** A process asks for a resource, and waits. */
    void request(long process, String resource) {
        waiting.add(process);
        event(process, List.of(), List.of(message(Kind.REQUEST, process, resource)));
    }

    /** A process gives a resource back. */
    void release(long process, String resource) {
        if (waiting.contains(process) || !held(process).remove(resource)) {
            throw new IllegalStateException(process + " can't release " + resource);
        }
        event(process, List.of(), List.of(message(Kind.RELEASE, process, resource)));
    }

    /** The oldest message of a channel arrives; a site answers in the same event. */
    void deliver(long from, long to) {
        Carried carried = channels.get(new Channel(from, to)).removeFirst();
        LockMessage message = carried.message();
        List<LockMessage> answers = new ArrayList<>();
        if (message.kind() == Kind.GRANT) {
            waiting.remove(to);
            held(to).add(message.resource());
        } else {
            Deque<Long> queue = queues.get(message.resource());
            Long holder = queue.peekFirst();
            if (message.kind() == Kind.REQUEST) {
                queue.addLast(message.process());
            } else {
                queue.removeFirst();
            }
            if (!queue.isEmpty() && !queue.peekFirst().equals(holder)) {
                answers.add(message(Kind.GRANT, queue.peekFirst(), message.resource()));
            }
        }
        event(to, List.of(carried), answers);
    }

    /** A process asks for a resource that is free, and gets it. */
    void acquire(long process, String resource) {
        long site = siteOfResource.get(resource);
        request(process, resource);
        deliver(process, site);
        deliver(site, process);
    }

    /**
     * The kindest future: all messages arrive, and whoever does not wait gives back all that it has and asks for
     * nothing more, until nothing moves. Who still waits then was in a deadlock before.
     */
    void finish(Collection<Long> processes) {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (long[] channel : busyChannels()) {
                deliver(channel[0], channel[1]);
                moved = true;
            }
            for (long process : processes) {
                if (!waiting.contains(process) && !held(process).isEmpty()) {
                    release(process, held(process).iterator().next());
                    moved = true;
                }
            }
        }
    }

    /** The channels that have a message under way, as pairs from, to. */
    List<long[]> busyChannels() {
        List<long[]> busy = new ArrayList<>();
        channels.forEach((channel, carried) -> {
            if (!carried.isEmpty()) {
                busy.add(new long[] {channel.from(), channel.to()});
            }
        });
        return busy;
    }

    /** What a process has, as it knows itself. */
    Set<String> held(long process) {
        return heldBy.computeIfAbsent(process, first -> new TreeSet<>());
    }

    /** Whether a process has asked and not got. */
    boolean isWaiting(long process) {
        return waiting.contains(process);
    }

    /** The processes that have asked and not got. */
    Set<Long> waiting() {
        return Set.copyOf(waiting);
    }

    /** How many events have happened. */
    int moment() {
        return moment;
    }

    /** What had happened at a moment: the cut of an observer who sees everything at once. */
    VectorClock happenedAt(int moment) {
        return happened.get(moment);
    }

    EventLog<LockMessage> log() {
        return recorder.build();
    }

    /**
     * The local states of all sites at a frontier, put together: for each resource its holder, and behind who waits.
     */
    Map<String, List<Long>> queuesAt(VectorClock frontier) {
        Map<String, List<Long>> all = new TreeMap<>();
        statesOfSite.forEach((site, states) -> all.putAll(states.get((int) frontier.get(site))));
        return all;
    }

    private LockMessage message(Kind kind, long process, String resource) {
        return new LockMessage(messages++, kind, process, resource, siteOfResource.get(resource));
    }

    private void event(long node, List<Carried> received, List<LockMessage> sent) {
        moment++;
        VectorClock clock = recorded ? record(node, received, sent) : VectorClock.ZERO;
        for (LockMessage message : sent) {
            channels.computeIfAbsent(new Channel(node, message.receiver()), first -> new ArrayDeque<>())
                    .addLast(new Carried(message, clock));
        }
    }

    private VectorClock record(long node, List<Carried> received, List<LockMessage> sent) {
        VectorClock clock = clocks.getOrDefault(node, VectorClock.ZERO);
        for (Carried carried : received) {
            clock = clock.merge(carried.clock());
        }
        VectorClock ticked = clock.tick(node);
        clocks.put(node, ticked);
        recorder.event(node, ticked, received.stream().map(Carried::message).toList(), sent);
        happened.add(happened.get(happened.size() - 1).tick(node));
        if (statesOfSite.containsKey(node)) {
            statesOfSite.get(node).add(stateOf(node));
        }
        return ticked;
    }

    private Map<String, List<Long>> stateOf(long site) {
        Map<String, List<Long>> state = new TreeMap<>();
        queues.forEach((resource, queue) -> {
            if (siteOfResource.get(resource) == site) {
                state.put(resource, List.copyOf(queue));
            }
        });
        return state;
    }
}
