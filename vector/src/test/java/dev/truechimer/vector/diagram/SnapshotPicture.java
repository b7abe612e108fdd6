package dev.truechimer.vector.diagram;

import dev.truechimer.vector.diagram.Svg.Anchor;
import dev.truechimer.vector.diagram.TimeLine.Event;
import dev.truechimer.vector.diagram.TimeLine.Side;
import dev.truechimer.vector.snapshot.ChandyLamportOutput;
import dev.truechimer.vector.snapshot.ChandyLamportOutput.SendMarkers;
import dev.truechimer.vector.snapshot.ChandyLamportOutput.SendPiece;
import dev.truechimer.vector.snapshot.ChandyLamportSnapshot;
import dev.truechimer.vector.snapshot.GlobalSnapshot;
import dev.truechimer.vector.snapshot.Piece;
import dev.truechimer.vector.snapshot.SnapshotCompleted;
import dev.truechimer.vector.snapshot.SnapshotId;
import dev.truechimer.vector.snapshot.SnapshotLimits;
import dev.truechimer.vector.snapshot.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A snapshot by markers of three banks in a row, between which money moves. */
final class SnapshotPicture {

    private static final SnapshotLimits LIMITS = new SnapshotLimits(1, 100, 1_000_000_000);
    private static final Set<Long> MEMBERS = Set.of(1L, 2L, 3L);

    /** Money on its way. */
    private record Transfer(Event sent, long from, long amount) {}

    /** A process: its money, and its side of the snapshot. */
    private final class Bank {

        private final long node;
        private long balance = 100;
        private final ChandyLamportSnapshot<Long, Long> machine;

        Bank(long node, Long... neighbours) {
            this.node = node;
            Set<Long> others = Set.of(neighbours);
            machine = new ChandyLamportSnapshot<>(new Topology(node, MEMBERS, others, others), LIMITS, () -> balance);
        }

        Transfer send(int x, long amount, Side side) {
            balance -= amount;
            return new Transfer(state(x, side), node, amount);
        }

        void receive(int x, Transfer transfer, Side side) {
            handle(machine.messageReceived(transfer.from(), transfer.amount(), () -> balance += transfer.amount()));
            arrivals.put(transfer, state(x, side));
        }

        /** Takes a state, and sends markers. */
        Event start(int x, Side side) {
            return recorded(x, machine.start(0), side);
        }

        Event firstMarker(int x, Event sent, long from, Side side) {
            Event recorded = recorded(x, machine.markerReceived(from, id, 0), side);
            run.arrow(sent, recorded, "", Stroke.dashed(Tone.PAST));
            return recorded;
        }

        void nextMarker(int x, Event sent, long from) {
            Event arrived = run.event(index(), x, "", Side.ABOVE, Mark.RING, Tone.PAST);
            run.arrow(sent, arrived, "", Stroke.dashed(Tone.PAST));
            handle(machine.markerReceived(from, id, 0));
        }

        private Event recorded(int x, List<ChandyLamportOutput<Long, Long>> outputs, Side side) {
            handle(outputs);
            String label = "records " + balance;
            return run.add(new Event(index(), x, label, side, Mark.SQUARE, Tone.PAST, false));
        }

        private Event state(int x, Side side) {
            return run.event(index(), x, Long.toString(balance), side, Mark.DOT, Tone.INK);
        }

        private int index() {
            return (int) node - 1;
        }
    }

    private final TimeLine run = new TimeLine("p1", "p2", "p3");
    private final Map<Transfer, Event> arrivals = new HashMap<>();
    private final List<Piece<Long, Long>> pieces = new ArrayList<>();
    private final List<GlobalSnapshot<Long, Long>> completed = new ArrayList<>();
    private SnapshotId id = new SnapshotId(1, 1);
    private final Bank p1 = new Bank(1, 2L);
    private final Bank p2 = new Bank(2, 1L, 3L);
    private final Bank p3 = new Bank(3, 2L);

    private SnapshotPicture() {}

    static Svg draw() {
        return new SnapshotPicture().drawn();
    }

    private Svg drawn() {
        Transfer before = p1.send(90, 20, Side.ABOVE);
        p2.receive(160, before, Side.BELOW);
        Transfer up = p2.send(215, 30, Side.BELOW);
        Event begun = p1.start(235, Side.ABOVE);
        Transfer across = p3.send(250, 25, Side.BELOW);
        Event second = p2.firstMarker(330, begun, 1, Side.BELOW_LEFT);
        p1.receive(350, up, Side.ABOVE);
        Event third = p3.firstMarker(440, second, 2, Side.BELOW);
        p1.nextMarker(450, second, 2);
        p2.receive(500, across, Side.ABOVE);
        Transfer after = p3.send(540, 10, Side.BELOW);
        p2.nextMarker(580, third, 3);
        p2.receive(680, after, Side.ABOVE);
        pieces.forEach(piece -> handle(p1.machine.pieceReceived(piece)));
        GlobalSnapshot<Long, Long> snapshot = completed.get(0);
        for (Transfer transfer : List.of(before, up, across, after)) {
            run.arrow(transfer.sent(), arrivals.get(transfer), "" + transfer.amount(), strokeOf(transfer, snapshot));
        }
        Svg svg = new Svg(800, 400, "A snapshot by markers of three banks between which money moves");
        SvgTimeLine.at(60, 110).draw(run, svg);
        describe(svg, snapshot);
        return svg;
    }

    private void handle(List<ChandyLamportOutput<Long, Long>> outputs) {
        for (ChandyLamportOutput<Long, Long> output : outputs) {
            if (output instanceof SendPiece<Long, Long> piece) {
                pieces.add(piece.piece());
            } else if (output instanceof SnapshotCompleted<Long, Long> done) {
                completed.add(done.snapshot());
            } else if (output instanceof SendMarkers<Long, Long> markers) {
                id = markers.id();
            } else {
                throw new AssertionError(output);
            }
        }
    }

    /** Amounts are all different. */
    private static Stroke strokeOf(Transfer transfer, GlobalSnapshot<Long, Long> snapshot) {
        boolean inChannel = snapshot.channels().values().stream().anyMatch(it -> it.contains(transfer.amount()));
        return inChannel ? Stroke.of(Tone.RIGHT) : Stroke.MESSAGE;
    }

    private static void describe(Svg svg, GlobalSnapshot<Long, Long> snapshot) {
        List<String> states = new ArrayList<>();
        List<String> channels = new ArrayList<>();
        long total = 0;
        for (Map.Entry<Long, Long> state : snapshot.states().entrySet()) {
            states.add("p" + state.getKey() + " " + state.getValue());
            total += state.getValue();
        }
        for (var channel : snapshot.channels().entrySet()) {
            for (long amount : channel.getValue()) {
                channels.add("p" + channel.getKey().from() + " to p"
                        + channel.getKey().to() + " " + amount);
                total += amount;
            }
        }
        svg.text(52, 340, Anchor.START, Tone.PAST, "states: " + String.join(", ", states));
        svg.text(300, 340, Anchor.START, Tone.RIGHT, "in channels: " + String.join(", ", channels));
        svg.text(640, 340, Anchor.START, Tone.INK, "total: " + total);
        svg.mark(60, 370, Mark.SQUARE, Tone.PAST);
        svg.small(74, 375, Anchor.START, Tone.INK, "records its state");
        svg.line(220, 370, 260, 370, Stroke.dashed(Tone.PAST));
        svg.small(268, 375, Anchor.START, Tone.INK, "marker");
        svg.line(350, 370, 390, 370, Stroke.of(Tone.RIGHT));
        svg.small(398, 375, Anchor.START, Tone.INK, "money that crosses the cut");
        svg.mark(606, 370, Mark.DOT, Tone.INK);
        svg.small(620, 375, Anchor.START, Tone.INK, "with what it has now");
    }
}
