package dev.truechimer.vector.broadcast;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * One random run of a group of 3 to 5 that broadcasts 6 to 20 messages, over a network that loses, repeats, delays and
 * reorders. Every answer of every member is compared with the one that the true relation demands.
 */
final class RandomGroup {

    private static final int[] ROOMS = {0, 1, 2, 3, 6, 4096};

    private final long seed;
    private final Random random;
    private final Tally tally;
    private final History history = new History();
    private final View view;
    private final int maxBuffered;
    private final int broadcasts;
    private final List<CausalDelivery<Integer>> members = new ArrayList<>();
    private final long[] ids;
    private final long[] broadcastsOf;
    /** What each has been given and took, its own broadcasts included. */
    private final long[] taken;
    /** What each has been given, taken or not. */
    private final long[] seen;

    private final long[] delivered;
    private final FifoOnly[] controls;
    /** Under way: the destination's index and the number of the broadcast. */
    private final List<int[]> network = new ArrayList<>();

    RandomGroup(long seed, Tally tally) {
        this.seed = seed;
        this.random = new Random(seed);
        this.tally = tally;
        int n = 3 + random.nextInt(3);
        ids = new long[n];
        TreeSet<Long> distinct = new TreeSet<>();
        while (distinct.size() < n) {
            distinct.add((long) random.nextInt(12) - 5);
        }
        Arrays.setAll(ids, index -> new ArrayList<>(distinct).get(index));
        view = View.first(ids);
        maxBuffered = ROOMS[random.nextInt(ROOMS.length)];
        broadcasts = 6 + random.nextInt(15);
        broadcastsOf = new long[n];
        taken = new long[n];
        seen = new long[n];
        delivered = new long[n];
        controls = new FifoOnly[n];
        for (int p = 0; p < n; p++) {
            members.add(CausalDelivery.join(ids[p], view, new DeliveryLimits(maxBuffered, 64, n)));
            controls[p] = new FifoOnly(history);
        }
    }

    /** Runs until everything has been taken everywhere. */
    void run() {
        while (history.size() < broadcasts || !network.isEmpty() || sendAgainWhatWasNotTaken()) {
            int dice = random.nextInt(100);
            if (dice < 25 && history.size() < broadcasts) {
                broadcast(random.nextInt(ids.length));
            } else if (dice < 30) {
                askForMissing(random.nextInt(ids.length));
            } else if (!network.isEmpty()) {
                transport();
            }
        }
        checkEnd();
        for (FifoOnly control : controls) {
            tally.count(control.hasViolated() ? "control: causality violated" : "control: causality kept");
        }
    }

    private void broadcast(int p) {
        int id = history.size();
        Broadcast<Integer> message = members.get(p).broadcast(id);
        history.add(message, delivered[p], ++broadcastsOf[p]);
        check(message.payload() == id && message.count() == broadcastsOf[p], "stamp", p, id);
        delivered[p] |= 1L << id;
        taken[p] |= 1L << id;
        seen[p] |= 1L << id;
        controls[p].sent(id);
        for (int to = 0; to < ids.length; to++) {
            if (to != p) {
                network.add(new int[] {to, id});
            }
        }
    }

    private void transport() {
        int chosen = random.nextInt(network.size());
        int[] packet = network.get(chosen);
        int fate = random.nextInt(10);
        if (fate > 0) {
            network.set(chosen, network.get(network.size() - 1));
            network.remove(network.size() - 1);
        }
        if (fate != 1) {
            receive(packet[0], packet[1]);
        }
    }

    private void receive(int p, int id) {
        Outcome expected = expectedOutcome(p, id);
        Receipt<Integer> receipt = members.get(p).receive(history.message(id));
        check(receipt.outcome() == expected, "outcome", p, id);
        seen[p] |= 1L << id;
        if (expected == Outcome.DELIVERED || expected == Outcome.BUFFERED) {
            taken[p] |= 1L << id;
        }
        long due = history.closed(taken[p]);
        long before = delivered[p];
        for (Broadcast<Integer> message : receipt.delivered()) {
            int now = message.payload();
            check((history.past(now) & ~delivered[p]) == 1L << now, "order", p, now);
            delivered[p] |= 1L << now;
        }
        check(delivered[p] == due, "what is delivered", p, id);
        check(receipt.delivered().size() == Long.bitCount(due & ~before), "how many", p, id);
        check(expected != Outcome.DELIVERED || receipt.delivered().get(0).payload() == id, "first", p, id);
        controls[p].receive(id);
        tally.count(expected.name());
        if (receipt.delivered().size() > 1) {
            tally.count("released by another");
        }
        if (receipt.delivered().size() > 4) {
            tally.count("released in a burst");
        }
    }

    private Outcome expectedOutcome(int p, int id) {
        long bit = 1L << id;
        if ((delivered[p] & bit) != 0) {
            return Outcome.DUPLICATE_OF_DELIVERED;
        }
        if ((taken[p] & bit) != 0) {
            return Outcome.DUPLICATE_OF_BUFFERED;
        }
        if ((history.past(id) & ~taken[p]) == bit) {
            return Outcome.DELIVERED;
        }
        return hasRoom(p, history.message(id).sender()) ? Outcome.BUFFERED : Outcome.REFUSED_FULL;
    }

    private boolean hasRoom(int p, long sender) {
        int share = maxBuffered / (2 * (ids.length - 1));
        int common = maxBuffered - share * (ids.length - 1);
        long waiting = taken[p] & ~delivered[p];
        int beyond = 0;
        for (long id : ids) {
            beyond += Math.max(0, Long.bitCount(waiting & history.of(id)) - share);
        }
        return Long.bitCount(waiting & history.of(sender)) < share || beyond < common;
    }

    private void askForMissing(int p) {
        long missing = history.pasts(seen[p]) & ~taken[p];
        List<Gap> gaps = members.get(p).missing();
        check(gaps.equals(history.gaps(missing, view.members())), "missing", p, -1);
        long asked = 0;
        for (Gap gap : gaps) {
            for (long order = gap.first(); order <= gap.last(); order++) {
                int id = history.find(0, gap.sender(), order);
                asked |= 1L << id;
                network.add(new int[] {p, id});
            }
        }
        check(asked == missing, "asked", p, -1);
        tally.count(missing == 0 ? "nothing is missing" : "something is missing");
    }

    /** @return whether there was something */
    private boolean sendAgainWhatWasNotTaken() {
        long all = history.closed(-1L >>> (64 - broadcasts));
        for (int p = 0; p < ids.length; p++) {
            for (long rest = all & ~taken[p]; rest != 0; rest &= rest - 1) {
                network.add(new int[] {p, Long.numberOfTrailingZeros(rest)});
            }
        }
        return !network.isEmpty();
    }

    private void checkEnd() {
        long all = -1L >>> (64 - broadcasts);
        for (int p = 0; p < ids.length; p++) {
            CausalDelivery<Integer> member = members.get(p);
            check(delivered[p] == all, "everything is delivered", p, -1);
            check(member.bufferedCount() == 0 && member.buffered().isEmpty(), "nothing waits", p, -1);
            check(member.missing().isEmpty(), "nothing is missing", p, -1);
            check(member.delivered().equals(members.get(0).delivered()), "same cut", p, -1);
            for (int q = 0; q < ids.length; q++) {
                check(member.delivered().get(ids[q]) == broadcastsOf[q], "cut", p, q);
            }
        }
    }

    private void check(boolean holds, String what, int p, int id) {
        if (!holds) {
            fail("seed " + seed + ": " + what + ", member " + p + ", message " + id);
        }
    }
}
