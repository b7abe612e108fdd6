package dev.truechimer.vector.broadcast;

import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.vector.Causality;
import dev.truechimer.vector.VectorClock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One random run of a group whose members come, leave, restart and are lost in the middle of a broadcast, over a
 * network as in {@link RandomGroup}. Those who are lost may well be alive and go on in their old view.
 */
final class RandomViews {

    private static final int MAX_BROADCASTS = 60;

    private final long seed;
    private final Random random;
    private final Tally tally;
    private final DeliveryLimits limits;
    private final History history = new History();
    /** Members of the newest view, and of the one before where the newest isn't installed. */
    private final Map<Long, ModelMember> members = new TreeMap<>();
    /** Who was put out and doesn't know, or left. */
    private final List<ModelMember> outsiders = new ArrayList<>();
    /** Under way: the destination and the number of the broadcast. */
    private final List<Packet> network = new ArrayList<>();

    private View view;

    private record Packet(ModelMember to, int message) {}

    RandomViews(long seed, Tally tally) {
        this.seed = seed;
        this.random = new Random(seed);
        this.tally = tally;
        int maxBuffered = random.nextInt(3) == 0 ? random.nextInt(12) : 1000;
        int maxAhead = random.nextInt(4) == 0 ? 1 + random.nextInt(4) : 64;
        this.limits = new DeliveryLimits(maxBuffered, maxAhead, 12);
        int n = 2 + random.nextInt(4);
        long[] ids = new long[n];
        for (int i = 0; i < n; i++) {
            ids[i] = i - 1L;
        }
        view = View.first(ids);
        for (long id : ids) {
            members.put(id, new ModelMember(seed, tally, history, id, view, 0, limits));
        }
    }

    void run() {
        int changes = 1 + random.nextInt(3);
        for (int change = 0; change < changes; change++) {
            traffic(5 + random.nextInt(40));
            changeView();
        }
        traffic(20);
        settle();
    }

    private void traffic(int steps) {
        for (int step = 0; step < steps; step++) {
            int dice = random.nextInt(100);
            if (dice < 25) {
                broadcast(anyone());
            } else if (dice < 28) {
                anyone().restart(random.nextBoolean());
            } else if (dice < 35) {
                askForMissing(anyone());
            } else {
                transport();
            }
        }
    }

    private ModelMember anyone() {
        List<ModelMember> all = new ArrayList<>(members.values());
        all.addAll(outsiders);
        return all.get(random.nextInt(all.size()));
    }

    private void broadcast(ModelMember sender) {
        if (sender.isFlushing() || history.size() == MAX_BROADCASTS) {
            return;
        }
        int message = history.size();
        sender.broadcast();
        boolean interrupted = random.nextInt(8) == 0;
        for (ModelMember to : members.values()) {
            // Early and late messages go to those who are not of that view, too.
            if (to != sender && (!interrupted || random.nextBoolean())) {
                network.add(new Packet(to, message));
            }
        }
        for (ModelMember to : outsiders) {
            network.add(new Packet(to, message));
        }
    }

    private void transport() {
        if (network.isEmpty()) {
            return;
        }
        int chosen = random.nextInt(network.size());
        Packet packet = network.get(chosen);
        int fate = random.nextInt(10);
        if (fate > 0) {
            network.set(chosen, network.get(network.size() - 1));
            network.remove(network.size() - 1);
        }
        if (fate != 1) {
            packet.to().receive(packet.message());
        }
    }

    private void askForMissing(ModelMember member) {
        for (long rest = member.missing(); rest != 0; rest &= rest - 1) {
            network.add(new Packet(member, Long.numberOfTrailingZeros(rest)));
        }
    }

    private void changeView() {
        List<ModelMember> asked = new ArrayList<>(members.values());
        List<Long> staying = new ArrayList<>(members.keySet());
        lose(asked, staying);
        Map<Long, ModelMember> leavers = new HashMap<>();
        if (staying.size() > 1 && random.nextInt(3) == 0) {
            Long leaver = staying.remove(random.nextInt(staying.size()));
            leavers.put(leaver, members.get(leaver));
        }
        SortedSet<Long> joining = new TreeSet<>();
        for (int joiners = random.nextInt(3); joiners > 0; joiners--) {
            long joiner = random.nextInt(9) - 1L;
            if (!view.members().contains(joiner)) {
                joining.add(joiner);
            }
        }
        Agreement agreement = agree(asked, staying, joining);
        while (staying.size() > 1 && random.nextInt(4) == 0) {
            // Another one is lost when some have delivered more already.
            prepareSome(asked, staying, agreement);
            traffic(random.nextInt(10));
            lose(asked, staying);
            regain(asked, staying);
            agreement = agree(asked, staying, joining);
            tally.count("agreed again");
        }
        install(staying, joining, agreement);
        for (ModelMember leaver : leavers.values()) {
            outsiders.add(leaver);
            tally.count("left");
        }
    }

    private record Agreement(View view, long cut) {}

    /** Some stop to be asked; those who are alive don't know. */
    private void lose(List<ModelMember> asked, List<Long> staying) {
        for (int losses = random.nextInt(3); losses > 0 && staying.size() > 1; losses--) {
            ModelMember lost = members.get(staying.remove(random.nextInt(staying.size())));
            asked.remove(lost);
            members.remove(lost.id());
            boolean alive = random.nextBoolean();
            if (alive) {
                outsiders.add(lost);
            } else {
                network.removeIf(packet -> packet.to() == lost);
            }
            tally.count(alive ? "put out" : "crashed");
        }
    }

    /**
     * One who was put out shows that it is alive before another view has begun, and may have delivered more than the
     * others.
     */
    private void regain(List<ModelMember> asked, List<Long> staying) {
        for (ModelMember outsider : List.copyOf(outsiders)) {
            boolean ofThisView = outsider.view().equals(view);
            if (ofThisView && !members.containsKey(outsider.id()) && random.nextBoolean()) {
                outsiders.remove(outsider);
                members.put(outsider.id(), outsider);
                asked.add(outsider);
                staying.add(outsider.id());
                tally.count("regained");
            }
        }
    }

    private Agreement agree(List<ModelMember> asked, List<Long> staying, SortedSet<Long> joining) {
        Map<Long, VectorClock> reports = new HashMap<>();
        long cut = 0;
        for (ModelMember member : asked) {
            traffic(random.nextInt(4));
            member.flush();
            reports.put(member.id(), member.delivery().delivered());
            cut |= member.state();
        }
        List<Long> ids = new ArrayList<>(staying);
        ids.addAll(joining);
        View next = view.next(ids, reports);
        if (!joining.isEmpty() && random.nextBoolean()) {
            VectorClock more = VectorClock.of(Map.of(joining.first(), 7L));
            next = new View(next.number(), next.members(), next.start().merge(more));
        }
        for (long id : view.members()) {
            long ofMember = cut & history.of(id) & history.ofView(view.number());
            if (next.start().get(id) != view.start().get(id) + Long.bitCount(ofMember)) {
                fail("seed " + seed + ": start of view " + next.number() + ", member " + id);
            }
        }
        return new Agreement(next, cut);
    }

    private void prepareSome(List<ModelMember> asked, List<Long> staying, Agreement agreement) {
        for (ModelMember member : asked) {
            if (staying.contains(member.id()) && random.nextBoolean()) {
                member.prepare(agreement.view(), agreement.cut());
            }
        }
    }

    private void install(List<Long> staying, SortedSet<Long> joining, Agreement agreement) {
        List<ModelMember> waiting = new ArrayList<>();
        for (Long id : staying) {
            waiting.add(members.get(id));
        }
        for (ModelMember member : waiting) {
            traffic(random.nextInt(3));
            member.prepare(agreement.view(), agreement.cut());
        }
        List<ModelMember> donors = List.copyOf(members.values());
        List<Long> toJoin = new ArrayList<>(joining);
        while (!waiting.isEmpty()) {
            traffic(random.nextInt(5));
            ModelMember member = waiting.get(random.nextInt(waiting.size()));
            if (member.install()) {
                waiting.remove(member);
            } else {
                checkThatOthersHave(member.missing(), donors);
                askForMissing(member);
            }
            if (waiting.size() < staying.size() && !toJoin.isEmpty()) {
                long id = toJoin.remove(0);
                members.put(id, new ModelMember(seed, tally, history, id, agreement.view(), agreement.cut(), limits));
                tally.count("joined");
            }
        }
        for (Long id : toJoin) {
            members.put(id, new ModelMember(seed, tally, history, id, agreement.view(), agreement.cut(), limits));
        }
        view = agreement.view();
        members.keySet().retainAll(view.members());
    }

    private void checkThatOthersHave(long missing, List<ModelMember> donors) {
        long theirs = 0;
        for (ModelMember donor : donors) {
            theirs |= donor.state();
        }
        if ((missing & ~theirs) != 0) {
            fail("seed " + seed + ": nobody has what view " + (view.number() + 1) + " starts from");
        }
    }

    /** Sends everything of the last view until all have it. */
    private void settle() {
        long ofView = history.ofView(view.number());
        long start = 0;
        for (ModelMember member : members.values()) {
            start |= member.state();
        }
        while (!network.isEmpty() || sendAgainWhatWasNotDelivered()) {
            Packet packet = network.remove(random.nextInt(network.size()));
            packet.to().receive(packet.message());
        }
        long all = start | ofView;
        for (ModelMember member : members.values()) {
            member.checkAtRest(all);
        }
        checkRelation(all);
    }

    /** @return whether there was something */
    private boolean sendAgainWhatWasNotDelivered() {
        for (ModelMember member : members.values()) {
            for (long rest = ~member.state() & history.ofView(view.number()); rest != 0; rest &= rest - 1) {
                network.add(new Packet(member, Long.numberOfTrailingZeros(rest)));
            }
        }
        return !network.isEmpty();
    }

    private void checkRelation(long delivered) {
        for (long rest = delivered; rest != 0; rest &= rest - 1) {
            int a = Long.numberOfTrailingZeros(rest);
            for (long others = delivered; others != 0; others &= others - 1) {
                int b = Long.numberOfTrailingZeros(others);
                boolean before = (history.past(b) & 1L << a) != 0;
                boolean after = (history.past(a) & 1L << b) != 0;
                Causality truth = before
                        ? after ? Causality.EQUAL : Causality.BEFORE
                        : after ? Causality.AFTER : Causality.CONCURRENT;
                if (history.message(a).compareTo(history.message(b)) != truth) {
                    fail("seed " + seed + ": relation of " + a + " and " + b + " is " + truth);
                }
            }
        }
    }
}
