package dev.truechimer.vector.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.vector.snapshot.ChandyLamportOutput.SendMarkers;
import dev.truechimer.vector.snapshot.ChandyLamportOutput.SendPiece;
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

/**
 * One random execution of snapshots by markers: a network of channels, money that moves, and what the oracle says of
 * each result.
 */
final class MarkerWorld {

    /** What is done otherwise than {@link ChandyLamportSnapshot} demands. */
    enum Misuse {
        NONE,
        /** Channels that don't keep the order. */
        ANY_ORDER,
        /** Markers leave after the next message of the application. */
        MARKERS_LATE,
        /** Messages are applied and not told to the machine. */
        MESSAGES_UNTOLD,
        /** Messages are applied once what comes out of the machine is acted on. */
        APPLIED_AFTER
    }

    private static final long STRANGER = 99;

    private final long seed;
    private final Misuse misuse;
    private final Outcomes outcomes;
    private final SplittableRandom random;
    private final int processes;
    private final boolean faulty;
    private final boolean limited;
    private final Ledger ledger;
    private final List<ChandyLamportSnapshot<State, Transfer>> machines = new ArrayList<>();
    private final List<Topology> topologies = new ArrayList<>();

    /** By channel: transfers and markers, in the order of sending. */
    private final Map<Channel, List<Object>> channels = new HashMap<>();

    private final List<Channel> channelList = new ArrayList<>();
    private final List<Piece<State, Transfer>> pieces = new ArrayList<>();

    /** Markers that leave too late. */
    private final List<Map.Entry<Channel, SnapshotId>> heldBack = new ArrayList<>();

    /** Begun and not ended at their initiators. */
    private final Set<SnapshotId> open = new HashSet<>();

    /** By process: how many snapshots it has begun. */
    private final long[] begun;

    private final Set<SnapshotId> overlapped = new HashSet<>();
    private final Set<SnapshotId> lossy = new HashSet<>();
    private boolean isOver;
    private long nowNanos;

    private MarkerWorld(long seed, Misuse misuse, Outcomes outcomes) {
        this.seed = seed;
        this.misuse = misuse;
        this.outcomes = outcomes;
        this.random = new SplittableRandom(seed);
        this.processes = 2 + random.nextInt(4);
        this.begun = new long[processes];
        this.faulty = misuse == Misuse.NONE && random.nextInt(3) == 0;
        // What comes out of a message is that a limit is exceeded.
        this.limited = misuse == Misuse.APPLIED_AFTER || (misuse == Misuse.NONE && random.nextInt(4) == 0);
        this.ledger = new Ledger(processes, 100);
        // Anywhere, so that it also passes from the greatest to the smallest number.
        this.nowNanos = random.nextInt(8) == 0 ? Long.MAX_VALUE - 20 : random.nextLong();
        build();
    }

    static void run(long seed, Misuse misuse, Outcomes outcomes) {
        try {
            new MarkerWorld(seed, misuse, outcomes).run();
        } catch (RuntimeException failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }

    /** A ring, so that everybody is reached, and some more channels. */
    private void build() {
        Set<Channel> all = new TreeSet<>();
        for (int from = 0; from < processes; from++) {
            all.add(new Channel(from, (from + 1) % processes));
            for (int to = 0; to < processes; to++) {
                if (random.nextInt(from == to ? 12 : 2) == 0) {
                    all.add(new Channel(from, to));
                }
            }
        }
        channelList.addAll(all);
        all.forEach(channel -> channels.put(channel, new ArrayList<>()));
        SnapshotLimits limits = limited
                ? new SnapshotLimits(1 + random.nextInt(2), random.nextInt(3), 20 + random.nextInt(60))
                : new SnapshotLimits(1000, 1000, 1_000_000);
        Set<Long> members = new TreeSet<>();
        for (long process = 0; process < processes; process++) {
            members.add(process);
        }
        for (int i = 0; i < processes; i++) {
            int process = i;
            Set<Long> senders = new TreeSet<>();
            Set<Long> receivers = new TreeSet<>();
            for (Channel channel : all) {
                if (channel.to() == process) {
                    senders.add(channel.from());
                }
                if (channel.from() == process) {
                    receivers.add(channel.to());
                }
            }
            topologies.add(new Topology(process, members, senders, receivers));
            machines.add(new ChandyLamportSnapshot<>(topologies.get(i), limits, () -> ledger.state(process)));
        }
    }

    private void run() {
        int steps = 30 + random.nextInt(70);
        for (int step = 0; step < steps; step++) {
            nowNanos++;
            step(random.nextInt(100));
        }
        releaseHeldBack();
        while (deliver() || deliverPiece()) {
            nowNanos++;
        }
        if (!faulty && !limited && misuse == Misuse.NONE && !open.isEmpty()) {
            fail("seed " + seed + ": nothing was lost, and not completed are " + open);
        }
        isOver = true;
        nowNanos += 1_000_000;
        for (int process = 0; process < processes; process++) {
            act(process, machines.get(process).tick(nowNanos));
            outcomes.count(machines.get(process).counters());
            assertEquals(0, machines.get(process).underWay(), () -> "seed " + seed);
        }
        if (!open.isEmpty()) {
            fail("seed " + seed + ": neither completed nor aborted are " + open);
        }
    }

    private void step(int dice) {
        int process = random.nextInt(processes);
        if (dice < 40) {
            send(channelList.get(random.nextInt(channelList.size())));
        } else if (dice < 84) {
            deliver();
        } else if (dice < 90) {
            start(process);
        } else if (dice < 97) {
            deliverPiece();
        } else if (dice < 98) {
            act(process, machines.get(process).tick(nowNanos));
        } else if (faulty) {
            strange(process);
        }
    }

    private void send(Channel channel) {
        int from = (int) channel.from();
        if (ledger.balance(from) == 0) {
            return;
        }
        long amount = 1 + random.nextLong(ledger.balance(from));
        channels.get(channel).add(ledger.send(from, (int) channel.to(), amount));
        releaseHeldBack();
    }

    private void start(int process) {
        SnapshotId id = new SnapshotId(process, ++begun[process]);
        boolean alone = open.isEmpty();
        if (!alone) {
            overlapped.add(id);
            overlapped.addAll(open);
            if (open.stream().anyMatch(other -> other.initiator() != process)) {
                outcomes.count(Outcome.SEVERAL_INITIATORS);
            }
        }
        open.add(id);
        act(process, machines.get(process).start(nowNanos));
    }

    private boolean deliver() {
        int first = random.nextInt(channelList.size());
        for (int i = 0; i < channelList.size(); i++) {
            Channel channel = channelList.get((first + i) % channelList.size());
            List<Object> queue = channels.get(channel);
            if (!queue.isEmpty()) {
                deliver(channel, queue);
                return true;
            }
        }
        return false;
    }

    private void deliver(Channel channel, List<Object> queue) {
        int index = misuse == Misuse.ANY_ORDER ? random.nextInt(queue.size()) : 0;
        if (index > 0) {
            outcomes.count(Outcome.OVERTAKEN);
        }
        Object item = queue.remove(index);
        int to = (int) channel.to();
        ChandyLamportSnapshot<State, Transfer> machine = machines.get(to);
        if (item instanceof SnapshotId marker) {
            act(to, machine.markerReceived(channel.from(), marker, nowNanos));
        } else {
            receive((Transfer) item, machine);
        }
    }

    private void receive(Transfer transfer, ChandyLamportSnapshot<State, Transfer> machine) {
        int to = transfer.to();
        switch (misuse) {
            case MESSAGES_UNTOLD -> ledger.receive(transfer);
            case APPLIED_AFTER -> {
                act(to, machine.messageReceived(transfer.from(), transfer, () -> {}));
                ledger.receive(transfer);
            }
            case NONE, ANY_ORDER, MARKERS_LATE ->
                act(to, machine.messageReceived(transfer.from(), transfer, () -> ledger.receive(transfer)));
        }
    }

    private boolean deliverPiece() {
        if (pieces.isEmpty()) {
            return false;
        }
        Piece<State, Transfer> piece = pieces.remove(random.nextInt(pieces.size()));
        int fate = faulty ? random.nextInt(12) : 2;
        if (fate == 0) {
            lossy.add(piece.id());
            return true;
        }
        int to = (int) piece.id().initiator();
        act(to, machines.get(to).pieceReceived(piece));
        if (fate == 1) {
            act(to, machines.get(to).pieceReceived(piece));
        }
        return true;
    }

    /** What no machine asked for. */
    private void strange(int process) {
        Topology topology = topologies.get(process);
        long from = topology.senders().iterator().next();
        ChandyLamportSnapshot<State, Transfer> machine = machines.get(process);
        switch (random.nextInt(4)) {
            case 0 -> act(process, machine.markerReceived(from, new SnapshotId(STRANGER, 1), nowNanos));
            case 1 -> act(process, machine.markerReceived(from, new SnapshotId(process, 1000), nowNanos));
            case 2 -> {
                SnapshotId id = open.stream().findFirst().orElse(new SnapshotId(process, 1000));
                lossy.add(id);
                act((int) id.initiator(), machines.get((int) id.initiator()).giveUp(id));
            }
            default ->
                act(
                        process,
                        machine.pieceReceived(
                                new Piece<>(new SnapshotId(STRANGER, 1), from, ledger.state(process), Map.of())));
        }
    }

    private void act(int process, List<ChandyLamportOutput<State, Transfer>> outputs) {
        for (ChandyLamportOutput<State, Transfer> output : outputs) {
            if (output instanceof SendMarkers<State, Transfer> markers) {
                markers.receivers().forEach(to -> sendMarker(new Channel(process, to), markers.id()));
            } else if (output instanceof SendPiece<State, Transfer> send) {
                pieces.add(send.piece());
            } else if (output instanceof SnapshotCompleted<State, Transfer> completed) {
                completed(completed.snapshot());
                startAnother(process);
            } else if (output instanceof SnapshotAborted<State, Transfer> aborted) {
                aborted(process, aborted);
                startAnother(process);
            }
        }
    }

    /** At once, from within the handling of an output. */
    private void startAnother(int process) {
        if (!isOver && random.nextInt(3) == 0) {
            outcomes.count(Outcome.STARTED_BY_OUTPUT);
            start(process);
        }
    }

    private void sendMarker(Channel channel, SnapshotId id) {
        if (misuse == Misuse.MARKERS_LATE) {
            heldBack.add(Map.entry(channel, id));
            return;
        }
        int fate = faulty ? random.nextInt(15) : 2;
        if (fate == 0) {
            outcomes.count(Outcome.MARKER_LOST);
            lossy.add(id);
            return;
        }
        channels.get(channel).add(id);
        if (fate == 1) {
            channels.get(channel).add(id);
        }
    }

    private void releaseHeldBack() {
        heldBack.forEach(entry -> channels.get(entry.getKey()).add(entry.getValue()));
        heldBack.clear();
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
        if (aborted.id().initiator() == process) {
            if (!open.remove(aborted.id())) {
                fail("seed " + seed + ": ended before: " + aborted.id());
            }
            if (lossy.contains(aborted.id())) {
                outcomes.count(Outcome.LOSS_ABORTED);
            }
        }
    }
}
