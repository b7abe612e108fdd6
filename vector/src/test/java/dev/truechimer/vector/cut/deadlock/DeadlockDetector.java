package dev.truechimer.vector.cut.deadlock;

import dev.truechimer.vector.cut.EventLog.Message;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds deadlocks in the local states of sites: cycles of processes that wait for each other.
 *
 * <p>It believes what it is given. Whether what it finds ever was depends on where the states come from.
 */
final class DeadlockDetector {

    private DeadlockDetector() {}

    /**
     * The processes that wait in a cycle, or for somebody who does.
     *
     * @param queues for each resource who holds it, and behind who waits for it
     */
    static Set<Long> deadlocked(Map<String, List<Long>> queues) {
        Set<Long> stuck = new TreeSet<>();
        queues.values().forEach(stuck::addAll);
        boolean changed = true;
        while (changed) {
            Set<Long> waitForStuck = new TreeSet<>();
            for (List<Long> queue : queues.values()) {
                if (queue.size() > 1 && stuck.contains(queue.get(0))) {
                    waitForStuck.addAll(queue.subList(1, queue.size()));
                }
            }
            changed = stuck.retainAll(waitForStuck);
        }
        return stuck;
    }

    /**
     * The whole state on a consistent cut: that of the sites, and what the messages under way will make of it
     * whatever else happens.
     *
     * @param queues the local states of the sites on the cut
     * @param inFlight the messages in flight across it, those of each sender in order
     */
    static Map<String, List<Long>> withChannels(
            Map<String, List<Long>> queues, Collection<Message<LockMessage>> inFlight) {
        Map<String, Deque<Long>> delivered = new TreeMap<>();
        queues.forEach((resource, queue) -> delivered.put(resource, new ArrayDeque<>(queue)));
        for (Message<LockMessage> message : inFlight) {
            LockMessage lock = message.id();
            Deque<Long> queue = delivered.get(lock.resource());
            switch (lock.kind()) {
                case REQUEST -> queue.addLast(lock.process());
                case RELEASE -> {
                    if (queue.removeFirst() != lock.process()) {
                        throw new IllegalStateException("released by another than the holder: " + lock);
                    }
                }
                case GRANT -> {
                    // The site has it in its state already: the process is the first of the queue.
                }
            }
        }
        Map<String, List<Long>> result = new TreeMap<>();
        delivered.forEach((resource, queue) -> result.put(resource, List.copyOf(queue)));
        return result;
    }
}
