package dev.truechimer.vector.store;

import dev.truechimer.vector.Causality;
import dev.truechimer.vector.DottedVersionVectorSet;
import dev.truechimer.vector.VersionVector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * One random run of a replicated store with one key, whose every state is compared with the causal histories.
 *
 * <p>Clients read at one replica or two, and write or delete with what they have just read, with what they read long
 * ago, or with nothing. Replicas send each other their states, which come at once, late, or twice; they restart, lose
 * what they stored since their last backup, retire, and forget the retired.
 */
public final class StoreRun {

    /** Ids of both signs and any size; a run takes them from the left. */
    private static final long[] IDS = {
        7, -3, Long.MAX_VALUE, 0, Long.MIN_VALUE, 1, 1L << 40, -(1L << 50), 2, 300, -1, 5, 6, 70_000, -9, 8
    };

    private static final int CLIENTS = 4;
    private static final int MOST_MESSAGES = 6;

    private final Random random;
    private final StoreRules rules;
    private final Map<StoreOutcome, Long> outcomes;
    private final CausalHistories truth = new CausalHistories();
    private final StringBuilder trace = new StringBuilder();
    private final boolean traced;

    private final List<Long> ids = new ArrayList<>();
    private final List<StoreState> states = new ArrayList<>();
    private final List<StoreState> backups = new ArrayList<>();
    private final List<StoreState> messages = new ArrayList<>();
    private final Set<StoreState> arrivedOnce = new HashSet<>();
    private final List<Long> retired = new ArrayList<>();
    private final Set<Long> forgotten = new HashSet<>();
    private int usedIds;

    private final VersionVector[] contexts = new VersionVector[CLIENTS];
    private final long[] seenByClients = new long[CLIENTS];
    private StoreVerdict verdict = StoreVerdict.RIGHT;

    private StoreRun(long seed, StoreRules rules, Map<StoreOutcome, Long> outcomes, boolean traced) {
        this.random = new Random(seed);
        this.rules = rules;
        this.outcomes = outcomes;
        this.traced = traced;
        for (int client = 0; client < CLIENTS; client++) {
            contexts[client] = VersionVector.EMPTY;
        }
    }

    /**
     * Runs until the end, or until something is wrong.
     *
     * @param seed the same seed gives the same run
     * @param outcomes where is counted what happened
     */
    public static StoreVerdict run(long seed, StoreRules rules, Map<StoreOutcome, Long> outcomes) {
        StoreRun run = new StoreRun(seed, rules, outcomes, false);
        run.run();
        return run.verdict;
    }

    /** For a person who looks at a failure: the same run, step by step. */
    public static String trace(long seed, StoreRules rules) {
        StoreRun run = new StoreRun(seed, rules, new EnumMap<>(StoreOutcome.class), true);
        run.run();
        return run.trace.append(run.verdict).append('\n').append(run.truth).toString();
    }

    private void run() {
        int replicas = 1 + random.nextInt(4);
        for (int i = 0; i < replicas; i++) {
            ids.add(IDS[usedIds++]);
            states.add(StoreState.EMPTY);
            backups.add(StoreState.EMPTY);
        }
        int steps = 8 + random.nextInt(40);
        for (int step = 0; step < steps && verdict == StoreVerdict.RIGHT; step++) {
            int replica = random.nextInt(states.size());
            step(replica, random.nextInt(100));
            note(replica);
        }
        if (rules.areKept() && forgotten.isEmpty() && verdict == StoreVerdict.RIGHT) {
            compareAll();
        }
    }

    private void step(int replica, int dice) {
        if (dice < 10) {
            read(random.nextInt(CLIENTS), replica);
        } else if (dice < 50) {
            write(replica);
        } else if (dice < 57) {
            delete(replica);
        } else if (dice < 70) {
            receive(replica, states.get(random.nextInt(states.size())));
        } else if (dice < 77) {
            if (messages.size() < MOST_MESSAGES) {
                messages.add(states.get(replica));
            }
        } else if (dice < 87) {
            receiveMessage(replica);
        } else if (dice < 90) {
            backups.set(replica, states.get(replica));
        } else if (dice < 92) {
            restart(replica);
        } else if (dice < 94) {
            restartWithLoss(replica);
        } else if (dice < 96) {
            retire(replica);
        } else {
            forget(replica);
        }
    }

    private void read(int client, int replica) {
        StoreState read = states.get(replica);
        contexts[client] = read.set().context();
        seenByClients[client] = truth.seen(read.received());
        if (random.nextInt(4) == 0) {
            StoreState second = states.get(random.nextInt(states.size()));
            contexts[client] = contexts[client].merge(second.set().context());
            seenByClients[client] |= truth.seen(second.received());
            count(StoreOutcome.READ_OF_TWO_REPLICAS);
        }
    }

    /** Gives a client whose context is fresh, what it was, or nothing. */
    private int clientAt(int replica) {
        int client = random.nextInt(CLIENTS);
        int dice = random.nextInt(10);
        if (dice < 3) {
            read(client, replica);
        } else if (dice < 5) {
            contexts[client] = VersionVector.EMPTY;
            seenByClients[client] = 0;
        }
        return client;
    }

    private void write(int replica) {
        int client = clientAt(replica);
        StoreState before = states.get(replica);
        int write = truth.write(seenByClients[client], ids.get(replica));
        DottedVersionVectorSet<Integer> set;
        try {
            set = before.set().write(contexts[client], ids.get(replica), write);
        } catch (IllegalArgumentException refusal) {
            verdict = StoreVerdict.REFUSED;
            return;
        }
        become(replica, new StoreState(set, before.received() | 1L << write));
        countWrite(before, client, set.siblings());
        check(replica);
    }

    private void countWrite(StoreState before, int client, int siblings) {
        int siblingsBefore = before.set().siblings();
        if (siblingsBefore == 0) {
            count(StoreOutcome.FIRST_WRITE);
        } else if (siblings > 1) {
            count(contexts[client].isEmpty() ? StoreOutcome.BLIND_WRITE_BESIDE_VALUES : StoreOutcome.SIBLING_CREATED);
        } else {
            count(siblingsBefore == 1 ? StoreOutcome.OVERWRITE : StoreOutcome.SIBLINGS_RESOLVED);
        }
        long seenByReplica = truth.seen(before.received());
        if ((seenByReplica & ~seenByClients[client]) != 0) {
            count(StoreOutcome.STALE_CONTEXT);
        }
        if ((truth.writesIn(seenByClients[client]) & ~seenByReplica) != 0) {
            count(StoreOutcome.CONTEXT_AHEAD_OF_REPLICA);
        }
    }

    private void delete(int replica) {
        int client = clientAt(replica);
        StoreState before = states.get(replica);
        DottedVersionVectorSet<Integer> set;
        try {
            set = before.set().delete(contexts[client], ids.get(replica));
        } catch (IllegalArgumentException refusal) {
            verdict = StoreVerdict.REFUSED;
            return;
        }
        int delete = truth.delete(seenByClients[client]);
        become(replica, new StoreState(set, before.received() | 1L << delete));
        if (set.siblings() == before.set().siblings()) {
            count(StoreOutcome.DELETED_NOTHING);
        } else {
            count(set.isEmpty() ? StoreOutcome.DELETED_ALL : StoreOutcome.DELETED_SOME);
        }
        check(replica);
    }

    private void receive(int replica, StoreState arriving) {
        StoreState before = states.get(replica);
        become(replica, before.merge(arriving));
        boolean bringsNothing = truth.isWithin(arriving.received(), before.received());
        boolean findsNothing = truth.isWithin(before.received(), arriving.received());
        if (bringsNothing) {
            count(StoreOutcome.SYNC_BROUGHT_NOTHING);
        } else {
            count(findsNothing ? StoreOutcome.SYNC_REPLACED_ALL : StoreOutcome.SYNC_MERGED_BOTH);
        }
        check(replica);
    }

    private void receiveMessage(int replica) {
        if (messages.isEmpty()) {
            return;
        }
        int chosen = random.nextInt(messages.size());
        StoreState message = messages.get(chosen);
        if (!arrivedOnce.add(message)) {
            count(StoreOutcome.MESSAGE_CAME_AGAIN);
        } else if (!states.contains(message)) {
            // The sender has gone on.
            count(StoreOutcome.MESSAGE_CAME_LATE);
        }
        if (random.nextInt(3) != 0) {
            messages.remove(chosen);
        }
        receive(replica, message);
    }

    private void become(int replica, StoreState after) {
        for (long id : forgotten) {
            if (states.get(replica).set().context().get(id) == 0
                    && after.set().context().get(id) != 0) {
                count(StoreOutcome.FORGOTTEN_CAME_BACK);
            }
        }
        states.set(replica, after);
    }

    /** With all that it knew: from bytes. */
    private void restart(int replica) {
        StoreState before = states.get(replica);
        byte[] bytes = before.set().encode(value -> new byte[] {value.byteValue()});
        DottedVersionVectorSet<Integer> set = DottedVersionVectorSet.decode(
                bytes, value -> (int) ByteBuffer.wrap(value).get());
        if (!set.equals(before.set())) {
            verdict = StoreVerdict.WRONG_BYTES;
            return;
        }
        states.set(replica, new StoreState(set, before.received()));
        count(StoreOutcome.RESTARTED);
        check(replica);
    }

    /** With its backup, or with nothing. */
    private void restartWithLoss(int replica) {
        if (usedIds == IDS.length) {
            return;
        }
        states.set(replica, backups.get(replica));
        if (rules.newIdAfterLoss()) {
            retired.add(ids.get(replica));
            ids.set(replica, IDS[usedIds++]);
        }
        count(StoreOutcome.RESTARTED_WITH_LOSS);
        check(replica);
    }

    /** For good, after it has given what it knows to another. */
    private void retire(int replica) {
        if (states.size() < 3) {
            return;
        }
        int heir = (replica + 1) % states.size();
        states.set(heir, states.get(heir).merge(states.get(replica)));
        check(heir);
        retired.add(ids.remove(replica));
        states.remove(replica);
        backups.remove(replica);
        count(StoreOutcome.RETIRED);
    }

    private void forget(int replica) {
        if (retired.isEmpty()) {
            return;
        }
        long gone = retired.get(random.nextInt(retired.size()));
        StoreState before = states.get(replica);
        if (before.holdsValueOf(gone) || (rules.forgetsInTime() && isHeldAnywhere(gone))) {
            return;
        }
        long counted = before.set().context().get(gone);
        if (counted != 0) {
            count(forgotten.add(gone) ? StoreOutcome.FORGOTTEN : StoreOutcome.FORGOTTEN_ELSEWHERE_OR_AGAIN);
            states.set(replica, new StoreState(before.set().forget(gone), before.received()));
            check(replica);
        }
    }

    private boolean isHeldAnywhere(long id) {
        return holds(states, id) || holds(messages, id) || holds(backups, id);
    }

    private static boolean holds(List<StoreState> states, long id) {
        return states.stream().anyMatch(state -> state.holdsValueOf(id));
    }

    private void count(StoreOutcome outcome) {
        outcomes.merge(outcome, 1L, Long::sum);
    }

    private void check(int replica) {
        verdict = new StoreCheck(truth, states.get(replica), forgotten).verdict(rules.areKept());
    }

    private void compareAll() {
        List<StoreState> all = new ArrayList<>(states);
        all.addAll(messages);
        for (StoreState first : all) {
            for (StoreState second : all) {
                boolean within = truth.isWithin(first.received(), second.received());
                boolean around = truth.isWithin(second.received(), first.received());
                Causality relation = within
                        ? (around ? Causality.EQUAL : Causality.BEFORE)
                        : (around ? Causality.AFTER : Causality.CONCURRENT);
                count(StoreOutcome.valueOf("COMPARED_" + relation));
                boolean sameSets = first.set().equals(second.set());
                if (first.set().compareTo(second.set()) != relation || sameSets != (relation == Causality.EQUAL)) {
                    verdict = StoreVerdict.WRONG_ORDER;
                }
            }
        }
    }

    private void note(int replica) {
        if (traced && replica < states.size()) {
            trace.append(ids.get(replica))
                    .append(' ')
                    .append(states.get(replica))
                    .append('\n');
        }
    }
}
