package dev.truechimer.ptp.device;

import dev.truechimer.clock.host.RealtimeTrail;
import dev.truechimer.clock.host.RealtimeTrail.Conversion;
import dev.truechimer.clock.host.RealtimeTrail.Converted;
import dev.truechimer.clock.host.RealtimeTrail.Stepped;
import dev.truechimer.clock.host.TicksRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Expresses an answer by oscillator readings.
 *
 * <p>The readings around the whole question hold for every driver that reads its clock when it is asked. The stamps inside
 * narrow them: stamps of CLOCK_REALTIME are converted by what that clock was right before and after the question. Where it
 * was stepped in between, the readings around the question are used alone, since the value of a hardware clock is true
 * whatever the host's wall clock does: a step costs width and no measurement. Stamps that lie outside of the question prove
 * that something else is wrong, and nothing is concluded from such an answer: the driver did not read its clock when it was
 * asked, or the stamps are not of the oscillator, as those of CLOCK_MONOTONIC_RAW are not in a time namespace, where this
 * process reads a shifted one. <b>Rounding:</b> outward, by {@value #ROUNDING_NANOS} ns on each side for the nanoseconds that
 * the clocks cut off. <b>Threads:</b> immutable. <b>Source:</b> error model, section 1.
 *
 * @param brackets one for each sample; none if stamps lie outside
 * @param stamps what became of the stamps
 */
public record PhcBrackets(List<PhcBracket> brackets, Stamps stamps) {

    /** A stamp, and each of the readings that it is converted by, may be up to 1 ns later than it says. */
    static final long ROUNDING_NANOS = 2;

    /** What became of the stamps of an answer. */
    public enum Stamps {
        /** They narrowed every sample. */
        USED,
        /** The wall clock was stepped during the question. */
        WALL_CLOCK_STEPPED,
        /** They do not lie within the question. */
        OUTSIDE
    }

    /** Copies the list. */
    public PhcBrackets {
        brackets = List.copyOf(brackets);
    }

    /**
     * The brackets of an answer.
     *
     * @param slewBoundPpm σ, as {@link RealtimeTrail} wants it
     * @param stampErrorNanos how far the two stamps of an instant that hardware caught may be apart, {@code >= 0}; counts
     *     for {@linkplain PhcMethod#catchesOneInstant these methods} only
     */
    public static PhcBrackets of(PhcAnswer answer, int slewBoundPpm, long stampErrorNanos) {
        RealtimeTrail trail = trail(answer.wall(), slewBoundPpm);
        long marginNanos = ROUNDING_NANOS + (answer.method().catchesOneInstant() ? stampErrorNanos : 0);
        List<PhcBracket> brackets = new ArrayList<>();
        Stamps stamps = Stamps.USED;
        for (PhcSample sample : answer.samples()) {
            Conversion before = ticksOf(sample.beforeNanos(), trail);
            Conversion after = ticksOf(sample.afterNanos(), trail);
            PhcBracket narrow = narrowed(answer, sample.phcNanos(), before, after, marginNanos);
            if (narrow == null) {
                if (!(before instanceof Stepped || after instanceof Stepped)) {
                    return new PhcBrackets(List.of(), Stamps.OUTSIDE);
                }
                stamps = Stamps.WALL_CLOCK_STEPPED;
                narrow = new PhcBracket(answer.beforeTicks(), sample.phcNanos(), answer.afterTicks(), 0);
            }
            brackets.add(narrow);
        }
        return new PhcBrackets(brackets, stamps);
    }

    private static @Nullable RealtimeTrail trail(PhcAnswer.@Nullable Wall wall, int slewBoundPpm) {
        if (wall == null) {
            return null;
        }
        RealtimeTrail trail = new RealtimeTrail(slewBoundPpm);
        trail.add(wall.before());
        trail.add(wall.after());
        return trail;
    }

    private static Conversion ticksOf(long stampNanos, @Nullable RealtimeTrail trail) {
        return trail == null ? new Converted(new TicksRange(stampNanos, stampNanos)) : trail.ticksOf(stampNanos);
    }

    /** The bracket by the stamps, cut to the question; null if they can't be right. */
    private static @Nullable PhcBracket narrowed(
            PhcAnswer answer, long phcNanos, Conversion before, Conversion after, long marginNanos) {
        if (!(before instanceof Converted first && after instanceof Converted last)) {
            return null;
        }
        long from = first.range().earliestTicks() - marginNanos;
        long to = last.range().latestTicks() + marginNanos;
        long beforeTicks = from - answer.beforeTicks() > 0 ? from : answer.beforeTicks();
        long afterTicks = to - answer.afterTicks() < 0 ? to : answer.afterTicks();
        long apartNanos = afterTicks - beforeTicks;
        if (apartNanos < 0) {
            return null;
        }
        long convertedNanos = first.range().widthNanos() + last.range().widthNanos() + 2 * marginNanos;
        return new PhcBracket(beforeTicks, phcNanos, afterTicks, Math.min(apartNanos, convertedNanos));
    }
}
