package dev.truechimer.vector.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.vector.snapshot.LaiYangOutput.SendColour;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendCopy;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendReport;
import dev.truechimer.vector.snapshot.Ledger.State;
import dev.truechimer.vector.snapshot.Ledger.Transfer;
import dev.truechimer.vector.snapshot.Outcomes.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** One random execution of snapshots by colours, of one or two initiators: nothing arrives in any particular order. */
final class ColourWorld {

    /** What is done otherwise than {@link LaiYangSnapshot} demands. */
    enum Misuse {
        NONE,
        /** Messages are applied before the machine is told of them. */
        APPLIED_BEFORE,
        /** Messages are applied once what comes out of the machine is acted on. */
        APPLIED_AFTER,
        /** Messages arrive twice, and are applied once; the machine is told twice. */
        TOLD_TWICE
    }

    private static final long STRANGER = 99;

    /** A message on its way, with a colour for each initiator. */
    private record Envelope(Transfer transfer, List<Long> colours) {}

    /** Of an instance: a colour to a process, or something to the initiator. */
    private record Control(int instance, int to, Object what) {}

    private final long seed;
    private final Misuse misuse;
    private final Outcomes outcomes;
    private final SplittableRandom random;
    private final int processes;
    private final int initiators;
    private final boolean faulty;
    private final boolean limited;
    private final Ledger ledger;
    private final List<Channel> channels = new ArrayList<>();

    /** By initiator, who is the process of that number, and by process. */
    private final List<List<LaiYangSnapshot<State, Transfer>>> instances = new ArrayList<>();

    private final List<Envelope> underWay = new ArrayList<>();
    private final List<Control> controls = new ArrayList<>();
    private final Map<Channel, Integer> lastArrived = new HashMap<>();
    private final Set<SnapshotId> open = new HashSet<>();
    private final Set<SnapshotId> overlapped = new HashSet<>();
    private final Set<SnapshotId> lossy = new HashSet<>();
    private final long[] begun;
    private boolean messageLost;
    private boolean isOver;
    private long nowNanos;

    private ColourWorld(long seed, Misuse misuse, Outcomes outcomes) {
        this.seed = seed;
        this.misuse = misuse;
        this.outcomes = outcomes;
        this.random = new SplittableRandom(seed);
        this.processes = 2 + random.nextInt(4);
        this.initiators = 1 + random.nextInt(2);
        this.begun = new long[initiators];
        this.faulty = misuse == Misuse.NONE && random.nextInt(3) == 0;
        this.limited = misuse == Misuse.NONE && random.nextInt(4) == 0;
        this.ledger = new Ledger(processes, 100);
        this.nowNanos = random.nextInt(8) == 0 ? Long.MAX_VALUE - 20 : random.nextLong();
        build();
    }

    static void run(long seed, Misuse misuse, Outcomes outcomes) {
        try {
            new ColourWorld(seed, misuse, outcomes).run();
        } catch (RuntimeException failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }

    /** Any channels: the initiator's colours reach everybody without them. */
    private void build() {
        Set<Long> members = new TreeSet<>();
        for (int from = 0; from < processes; from++) {
            members.add((long) from);
            for (int to = 0; to < processes; to++) {
                if (random.nextInt(from == to ? 12 : 2) == 0) {
                    channels.add(new Channel(from, to));
                }
            }
        }
        if (channels.isEmpty()) {
            channels.add(new Channel(0, 1));
        }
        SnapshotLimits limits = limited
                ? new SnapshotLimits(1 + random.nextInt(2), random.nextInt(4), 20 + random.nextInt(60))
                : new SnapshotLimits(1000, 1000, 1_000_000);
        for (int initiator = 0; initiator < initiators; initiator++) {
            List<LaiYangSnapshot<State, Transfer>> machines = new ArrayList<>();
            for (int i = 0; i < processes; i++) {
                int process = i;
                Set<Long> senders = new TreeSet<>();
                Set<Long> receivers = new TreeSet<>();
                for (Channel channel : channels) {
                    if (channel.to() == process) {
                        senders.add(channel.from());
                    }
                    if (channel.from() == process) {
                        receivers.add(channel.to());
                    }
                }
                Topology topology = new Topology(process, members, senders, receivers);
                machines.add(new LaiYangSnapshot<>(topology, initiator, limits, () -> ledger.state(process)));
            }
            instances.add(machines);
        }
    }

    private void run() {
        int steps = 30 + random.nextInt(70);
        for (int step = 0; step < steps; step++) {
            nowNanos++;
            step(random.nextInt(100));
        }
        while (deliver() || deliverControl()) {
            nowNanos++;
        }
        if (!faulty && !limited && misuse == Misuse.NONE && !open.isEmpty()) {
            fail("seed " + seed + ": nothing was lost, and not completed are " + open);
        }
        isOver = true;
        nowNanos += 1_000_000;
        for (int instance = 0; instance < initiators; instance++) {
            for (int process = 0; process < processes; process++) {
                LaiYangSnapshot<State, Transfer> machine =
                        instances.get(instance).get(process);
                act(instance, process, machine.tick(nowNanos));
                outcomes.count(machine.counters());
                assertEquals(0, machine.underWay(), () -> "seed " + seed);
            }
        }
        if (!open.isEmpty()) {
            fail("seed " + seed + ": neither completed nor aborted are " + open);
        }
    }

    private void step(int dice) {
        int instance = random.nextInt(initiators);
        if (dice < 42) {
            send(channels.get(random.nextInt(channels.size())));
        } else if (dice < 70) {
            deliver();
        } else if (dice < 77) {
            start(instance);
        } else if (dice < 97) {
            deliverControl();
        } else if (dice < 98) {
            act(instance, instance, instances.get(instance).get(instance).tick(nowNanos));
        } else if (faulty) {
            strange(instance);
        }
    }

    private void send(Channel channel) {
        int from = (int) channel.from();
        if (ledger.balance(from) == 0) {
            return;
        }
        List<Long> colours = new ArrayList<>();
        for (int instance = 0; instance < initiators; instance++) {
            colours.add(instances.get(instance).get(from).beforeSend(channel.to()));
        }
        long amount = 1 + random.nextLong(ledger.balance(from));
        underWay.add(new Envelope(ledger.send(from, (int) channel.to(), amount), colours));
    }

    private boolean deliver() {
        if (underWay.isEmpty()) {
            return false;
        }
        Envelope envelope = underWay.remove(random.nextInt(underWay.size()));
        if (faulty && random.nextInt(60) == 0) {
            messageLost = true;
            return true;
        }
        Transfer transfer = envelope.transfer();
        int last = lastArrived.merge(new Channel(transfer.from(), transfer.to()), transfer.number(), Math::max);
        if (last > transfer.number()) {
            outcomes.count(Outcome.OVERTAKEN);
        }
        switch (misuse) {
            case NONE, TOLD_TWICE -> tell(envelope, () -> ledger.receive(transfer));
            case APPLIED_BEFORE -> {
                ledger.receive(transfer);
                tell(envelope, () -> {});
            }
            case APPLIED_AFTER -> {
                tell(envelope, () -> {});
                ledger.receive(transfer);
            }
        }
        if (misuse == Misuse.TOLD_TWICE && random.nextInt(3) == 0) {
            tell(envelope, () -> {});
        }
        return true;
    }

    /** Tells all instances, one within the other, and acts on what comes out once all are told. */
    private void tell(Envelope envelope, Runnable apply) {
        int to = envelope.transfer().to();
        List<List<LaiYangOutput<State, Transfer>>> outputs = new ArrayList<>();
        tell(envelope, 0, apply, outputs);
        for (int i = 0; i < initiators; i++) {
            // The innermost is the first that is done.
            act(initiators - 1 - i, to, outputs.get(i));
        }
    }

    private void tell(
            Envelope envelope, int instance, Runnable apply, List<List<LaiYangOutput<State, Transfer>>> outputs) {
        Transfer transfer = envelope.transfer();
        boolean isLast = instance == initiators - 1;
        outputs.add(instances
                .get(instance)
                .get(transfer.to())
                .messageReceived(
                        transfer.from(),
                        envelope.colours().get(instance),
                        transfer,
                        isLast ? apply : () -> tell(envelope, instance + 1, apply, outputs)));
    }

    private void start(int instance) {
        SnapshotId id = new SnapshotId(instance, ++begun[instance]);
        if (!open.isEmpty()) {
            overlapped.add(id);
            overlapped.addAll(open);
            if (open.stream().anyMatch(other -> other.initiator() != instance)) {
                outcomes.count(Outcome.SEVERAL_INITIATORS);
            }
        }
        open.add(id);
        act(instance, instance, instances.get(instance).get(instance).start(nowNanos));
    }

    private boolean deliverControl() {
        if (controls.isEmpty()) {
            return false;
        }
        Control control = controls.remove(random.nextInt(controls.size()));
        int fate = faulty ? random.nextInt(12) : 2;
        if (fate == 0) {
            outcomes.count(Outcome.MARKER_LOST);
            open.stream().filter(id -> id.initiator() == control.instance()).forEach(lossy::add);
            return true;
        }
        take(control);
        if (fate == 1) {
            take(control);
        }
        return true;
    }

    private void take(Control control) {
        LaiYangSnapshot<State, Transfer> machine =
                instances.get(control.instance()).get(control.to());
        if (control.what() instanceof Long colour) {
            act(control.instance(), control.to(), machine.colourReceived(colour));
        } else if (control.what() instanceof SendReport<?, ?>) {
            act(control.instance(), control.to(), machine.reportReceived(report(control.what())));
        } else {
            act(control.instance(), control.to(), machine.copyReceived(copy(control.what())));
        }
    }

    @SuppressWarnings("unchecked")
    private static SendReport<State, Transfer> report(Object what) {
        return (SendReport<State, Transfer>) what;
    }

    @SuppressWarnings("unchecked")
    private static SendCopy<State, Transfer> copy(Object what) {
        return (SendCopy<State, Transfer>) what;
    }

    /** What no machine asked for. */
    private void strange(int instance) {
        LaiYangSnapshot<State, Transfer> machine = instances.get(instance).get(instance);
        State state = ledger.state(instance);
        Transfer transfer = new Transfer(-1, instance, instance, 1);
        switch (random.nextInt(4)) {
            case 0 -> act(instance, instance, machine.colourReceived(random.nextBoolean() ? -1 : 1000));
            case 1 -> {
                SnapshotId id = new SnapshotId(instance, Math.max(1, begun[instance]));
                lossy.add(id);
                act(instance, instance, machine.giveUp(id));
            }
            case 2 ->
                act(
                        instance,
                        instance,
                        machine.reportReceived(new SendReport<>(instance, STRANGER, 0, 1, state, Map.of(), Map.of())));
            default ->
                act(
                        instance,
                        instance,
                        machine.copyReceived(
                                new SendCopy<>(instance, new Channel(STRANGER, STRANGER), 1, 0, 1, transfer)));
        }
    }

    private void act(int instance, int process, List<LaiYangOutput<State, Transfer>> outputs) {
        for (LaiYangOutput<State, Transfer> output : outputs) {
            if (output instanceof SendColour<State, Transfer> send) {
                send.receivers().forEach(to -> controls.add(new Control(instance, (int) (long) to, send.colour())));
            } else if (output instanceof SendReport<State, Transfer> report) {
                if (report.colour() - report.afterColour() > 1) {
                    outcomes.count(Outcome.COLOUR_JUMPED);
                }
                controls.add(new Control(instance, instance, report));
            } else if (output instanceof SendCopy<State, Transfer> copy) {
                controls.add(new Control(instance, instance, copy));
            } else if (output instanceof SnapshotCompleted<State, Transfer> completed) {
                completed(completed.snapshot());
                startAnother(instance);
            } else if (output instanceof SnapshotAborted<State, Transfer> aborted) {
                aborted(process, aborted);
                startAnother(instance);
            }
        }
    }

    /** At once, from within the handling of an output. */
    private void startAnother(int instance) {
        if (!isOver && random.nextInt(3) == 0) {
            outcomes.count(Outcome.STARTED_BY_OUTPUT);
            start(instance);
        }
    }

    private void completed(GlobalSnapshot<State, Transfer> snapshot) {
        if (!open.remove(snapshot.id())) {
            fail("seed " + seed + ": ended before: " + snapshot.id());
        }
        outcomes.count(Outcome.COMPLETED);
        if (overlapped.contains(snapshot.id())) {
            outcomes.count(Outcome.OVERLAPPING);
        }
        for (List<Transfer> messages : snapshot.channels().values()) {
            outcomes.count(messages.isEmpty() ? Outcome.EMPTY_CHANNEL : Outcome.MESSAGES_IN_CHANNEL);
        }
        Optional<String> violation = ledger.violation(snapshot);
        if (violation.isEmpty()) {
            return;
        }
        if (misuse == Misuse.NONE) {
            fail("seed " + seed + ", " + snapshot.id() + ": " + violation.get());
        }
        outcomes.count(Outcome.VIOLATION);
        if (Ledger.totalOf(snapshot) != ledger.total()) {
            outcomes.count(Outcome.WRONG_TOTAL);
        }
    }

    private void aborted(int process, SnapshotAborted<State, Transfer> aborted) {
        if (aborted.id().initiator() != process || !open.remove(aborted.id())) {
            fail("seed " + seed + ": ended before: " + aborted.id());
        }
        if (messageLost || lossy.contains(aborted.id())) {
            outcomes.count(Outcome.LOSS_ABORTED);
        }
    }
}
