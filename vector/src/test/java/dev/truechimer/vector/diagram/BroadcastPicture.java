package dev.truechimer.vector.diagram;

import dev.truechimer.vector.DenseVectorClock;
import dev.truechimer.vector.broadcast.Broadcast;
import dev.truechimer.vector.broadcast.CausalDelivery;
import dev.truechimer.vector.broadcast.Gap;
import dev.truechimer.vector.broadcast.Outcome;
import dev.truechimer.vector.broadcast.Receipt;
import dev.truechimer.vector.diagram.Svg.Anchor;
import dev.truechimer.vector.diagram.TimeLine.Event;
import dev.truechimer.vector.diagram.TimeLine.Side;
import java.util.List;

/** Causal broadcast: an answer that arrives before its question is held back until the question is delivered. */
final class BroadcastPicture {

    private static final long[] MEMBERS = {1, 2, 3};

    private final TimeLine run = new TimeLine("p1", "p2", "p3");
    private final CausalDelivery<String> p1 = CausalDelivery.of(1, MEMBERS);
    private final CausalDelivery<String> p2 = CausalDelivery.of(2, MEMBERS);
    private final CausalDelivery<String> p3 = CausalDelivery.of(3, MEMBERS);

    private BroadcastPicture() {}

    static Svg draw() {
        return new BroadcastPicture().drawn();
    }

    private Svg drawn() {
        Broadcast<String> question = p1.broadcast("question");
        Event asked = run.event(0, 110, stampOf(question));
        receive(p2, 1, 150, question, asked, Side.BELOW);

        Broadcast<String> answer = p2.broadcast("answer");
        Event answered = run.event(1, 352, stampOf(answer), Side.BELOW_LEFT, Mark.DOT, Tone.INK);
        receive(p1, 0, 480, answer, answered, Side.ABOVE);
        Event early = receive(p3, 2, 440, answer, answered, Side.BELOW);
        List<Gap> missing = p3.missing();
        int held = p3.bufferedCount();
        run.stretch(2, early.x(), 676, new Stroke(Tone.FUTURE, 60, ""));
        receive(p3, 2, 676, question, asked, Side.BELOW);

        Svg svg = new Svg(800, 370, "Causal broadcast: an answer that arrives before its question waits for it");
        SvgTimeLine.at(60, 110).draw(run, svg);
        String waits = held + " waits for " + textOf(missing);
        svg.small(early.x(), 325, Anchor.MIDDLE, Tone.FUTURE, waits);
        svg.small(676, 325, Anchor.MIDDLE, Tone.RIGHT, p3.bufferedCount() + " waits");
        return svg;
    }

    private Event receive(
            CausalDelivery<String> member, int process, int x, Broadcast<String> message, Event sent, Side side) {
        Receipt<String> receipt = member.receive(message);
        boolean delivered = receipt.outcome() == Outcome.DELIVERED;
        String label = delivered
                ? "DELIVERED: "
                        + String.join(
                                ", ",
                                receipt.delivered().stream()
                                        .map(Broadcast::payload)
                                        .toList())
                : receipt.outcome() + ": " + message.payload();
        Event event = run.event(
                process, x, label, side, delivered ? Mark.DOT : Mark.RING, delivered ? Tone.RIGHT : Tone.FUTURE);
        run.message(sent, event, "");
        return event;
    }

    private static String stampOf(Broadcast<String> message) {
        return message.payload() + " " + DenseVectorClock.from(message.clock(), MEMBERS);
    }

    private static String textOf(List<Gap> gaps) {
        return String.join(
                ", ",
                gaps.stream()
                        .map(gap -> "message " + gap.first() + " of p" + gap.sender())
                        .toList());
    }
}
