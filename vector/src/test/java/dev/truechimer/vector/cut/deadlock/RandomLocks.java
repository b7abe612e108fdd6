package dev.truechimer.vector.cut.deadlock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Processes that lock and release at random: the same seed gives the same run, which can be replayed to any moment. */
final class RandomLocks {

    private static final long FIRST_SITE = 100;

    private final Random random;
    private final boolean inOrder;
    private final LockSystem system;
    private final List<String> resources = new ArrayList<>();
    private final List<Long> processes = new ArrayList<>();
    /** How many requests each process still makes. */
    private final Map<Long, Integer> requestsLeft = new HashMap<>();

    /**
     * @param seed the same one gives the same run
     * @param recorded whether the run can be asked for more than who waits
     */
    RandomLocks(long seed, boolean recorded) {
        inOrder = isOrdered(seed);
        random = new Random(seed);
        int sites = 2 + random.nextInt(2);
        Map<String, Long> siteOfResource = new HashMap<>();
        for (int resource = 0, count = 2 + random.nextInt(3); resource < count; resource++) {
            resources.add("r" + resource);
            siteOfResource.put("r" + resource, FIRST_SITE + resource % sites);
        }
        for (long process = 1, count = 3L + random.nextInt(3); process <= count; process++) {
            processes.add(process);
            requestsLeft.put(process, 5 + random.nextInt(11));
        }
        system = new LockSystem(siteOfResource, recorded);
    }

    /**
     * Whether processes ask only for resources that come after all that they have, so that there can be no deadlock:
     * every other run.
     */
    static boolean isOrdered(long seed) {
        return seed % 2 == 0;
    }

    LockSystem system() {
        return system;
    }

    /** Runs on until a moment, or until nothing moves any more. */
    RandomLocks runUntil(int moment) {
        boolean moved = true;
        while (moved && system.moment() < moment) {
            moved = step();
        }
        return this;
    }

    /** The truth, which needs no graph: who still waits after the kindest future from here. */
    Set<Long> deadlocked() {
        LockSystem future = system.copy();
        future.finish(processes);
        return future.waiting();
    }

    /** One event, drawn from all that can happen next. */
    private boolean step() {
        List<long[]> channels = system.busyChannels();
        List<Long> active = new ArrayList<>(processes);
        active.removeIf(process -> system.isWaiting(process)
                || (requestsLeft.get(process) == 0 && system.held(process).isEmpty()));
        if (channels.isEmpty() && active.isEmpty()) {
            return false;
        }
        int drawn = random.nextInt(channels.size() + active.size());
        if (drawn < channels.size()) {
            system.deliver(channels.get(drawn)[0], channels.get(drawn)[1]);
        } else {
            act(active.get(drawn - channels.size()));
        }
        return true;
    }

    private void act(long process) {
        List<String> held = List.copyOf(system.held(process));
        List<String> free = new ArrayList<>(resources);
        free.removeAll(held);
        free.removeIf(resource -> inOrder && !held.isEmpty() && resource.compareTo(held.get(held.size() - 1)) < 0);
        boolean canRequest = requestsLeft.get(process) > 0 && !free.isEmpty();
        if (canRequest && (held.isEmpty() || random.nextInt(inOrder ? 2 : 4) == 0)) {
            requestsLeft.merge(process, -1, Integer::sum);
            system.request(process, free.get(random.nextInt(free.size())));
        } else {
            system.release(process, held.get(random.nextInt(held.size())));
        }
    }
}
