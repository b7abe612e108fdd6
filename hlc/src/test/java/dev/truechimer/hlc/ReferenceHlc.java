package dev.truechimer.hlc;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;

/**
 * The rules of a hybrid logical clock, written down slowly: a pair (l, c) as in the paper's figure 5, one lock, and our rules
 * for the guard, the carry and the bounds. The oracle of {@link HybridLogicalClock}, with which it shares no code.
 *
 * <p><b>Units:</b> l in microseconds since 1970, c from 0 to 2047. Overflow is an error here, never a wrong answer.
 */
final class ReferenceHlc {

    private static final long LAST_C = 2_047;
    private static final long DAY = 86_400_000_000L;
    private static final Stamp HIGHEST = new Stamp((1L << 52) - 1 - DAY, 0);

    /** Which rule gave an answer. */
    enum Rule {
        FROM_PHYSICAL_TIME,
        FROM_LAST,
        FROM_REMOTE,
        OFFSET_REFUSED,
        MALFORMED,
        COUNT_OUT_OF_RANGE,
        UNBOUNDED,
        TOO_WIDE,
        TOO_FAR_AHEAD;

        boolean isUnavailable() {
            return this == UNBOUNDED || this == TOO_WIDE || this == TOO_FAR_AHEAD;
        }
    }

    /** What happened on the way to an answer. */
    enum Event {
        CARRIED,
        CLAMPED,
        ACCEPTED,
        PASSED_ALREADY,
        LED_BEYOND_OWN_BOUND
    }

    /** The answer; {@code packed} is the first timestamp, or 0 where there is none. */
    record Answer(Rule rule, long packed) {}

    record Stamp(long l, long c) implements Comparable<Stamp> {

        static Stamp of(long packed) {
            return new Stamp(Math.floorDiv(packed, 2_048), Math.floorMod(packed, 2_048));
        }

        long packed() {
            return Math.addExact(Math.multiplyExact(l, 2_048), c);
        }

        Stamp plus(int count) {
            return of(Math.addExact(packed(), count));
        }

        Stamp endOfMicro() {
            return new Stamp(l, LAST_C);
        }

        @Override
        public int compareTo(Stamp other) {
            return Comparator.comparingLong(Stamp::l)
                    .thenComparingLong(Stamp::c)
                    .compare(this, other);
        }

        boolean isAbove(Stamp other) {
            return compareTo(other) > 0;
        }

        static Stamp max(Stamp a, Stamp b) {
            return a.isAbove(b) ? a : b;
        }
    }

    private final long maxOffsetNanos;
    private final OffsetPolicy policy;
    private final Map<Event, Long> events = new EnumMap<>(Event.class);
    private Stamp last = new Stamp(0, 0);
    private Stamp ceiling = new Stamp(0, 0);
    private Stamp led = new Stamp(0, 0);
    private Stamp ownHighest = new Stamp(0, 0);
    private long refused;
    private long carries;
    private long earliestNanos;
    private long latestNanos;

    ReferenceHlc(long maxOffsetNanos, OffsetPolicy policy) {
        this.maxOffsetNanos = maxOffsetNanos;
        this.policy = policy;
    }

    /** The physical reading of the calls that follow. */
    synchronized void physical(long earliest, long latest) {
        earliestNanos = earliest;
        latestNanos = latest;
    }

    synchronized Answer now() {
        return stamp(new Stamp(0, 0), 1);
    }

    synchronized Answer reserve(int count) {
        return count < 1 || count > 1_048_576 ? new Answer(Rule.COUNT_OUT_OF_RANGE, 0) : stamp(new Stamp(0, 0), count);
    }

    synchronized Answer update(long remote) {
        if (remote < 0) {
            return new Answer(Rule.MALFORMED, 0);
        }
        if (latestNanos == Long.MAX_VALUE) {
            return new Answer(Rule.UNBOUNDED, 0);
        }
        Stamp heard = Stamp.of(remote);
        if (!heard.isAbove(last)) {
            note(Event.PASSED_ALREADY);
            return stamp(new Stamp(0, 0), 1);
        }
        if (isAllowed(heard)) {
            return stamp(heard, 1);
        }
        return beyondTheGuard(heard);
    }

    private Answer beyondTheGuard(Stamp heard) {
        boolean absurd = heard.l >= HIGHEST.l - Math.floorDiv(maxOffsetNanos, 1_000);
        if (policy == OffsetPolicy.REFUSE || (policy == OffsetPolicy.ACCEPT && absurd)) {
            refused++;
            return new Answer(Rule.OFFSET_REFUSED, 0);
        }
        if (policy == OffsetPolicy.ACCEPT) {
            note(Event.ACCEPTED);
            return stamp(heard, 1);
        }
        note(Event.CLAMPED);
        return stamp(new Stamp(Math.floorDiv(Math.addExact(latestNanos, maxOffsetNanos), 1_000L), 0), 1);
    }

    private boolean isAllowed(Stamp heard) {
        return Math.multiplyExact(heard.l, 1_000) <= Math.addExact(latestNanos, maxOffsetNanos)
                && HIGHEST.isAbove(heard);
    }

    private Answer stamp(Stamp heard, int count) {
        if (latestNanos == Long.MAX_VALUE) {
            return new Answer(Rule.UNBOUNDED, 0);
        }
        long pt = Math.floorDiv(latestNanos, 1_000);
        Stamp first = carried(figure5(pt, heard));
        Stamp next = first.plus(count - 1);
        if (next.isAbove(ceiling)) {
            Rule refusal = raiseCeiling(next, heard, pt);
            if (refusal != null) {
                return new Answer(refusal, 0);
            }
        }
        noteCarries(next.l - Math.max(pt, Math.max(last.l, heard.l)));
        Rule rule = ruleOf(pt, heard);
        last = next;
        return new Answer(rule, first.packed());
    }

    private Rule ruleOf(long pt, Stamp heard) {
        if (pt > last.l && pt > heard.l) {
            return Rule.FROM_PHYSICAL_TIME;
        }
        return heard.isAbove(last) ? Rule.FROM_REMOTE : Rule.FROM_LAST;
    }

    /** Both rules, "send or local" and "receive", with (0, 0) for what was not received; c may be one too large. */
    private Stamp figure5(long pt, Stamp m) {
        long l = Math.max(Math.max(last.l, m.l), pt);
        if (l == last.l && l == m.l) {
            return new Stamp(l, Math.max(last.c, m.c) + 1);
        }
        if (l == last.l) {
            return new Stamp(l, last.c + 1);
        }
        return new Stamp(l, l == m.l ? m.c + 1 : 0);
    }

    private static Stamp carried(Stamp stamp) {
        return stamp.c > LAST_C ? new Stamp(stamp.l + 1, 0) : stamp;
    }

    private Rule raiseCeiling(Stamp next, Stamp heard, long pt) {
        long maxOffsetMicros = Math.floorDiv(maxOffsetNanos, 1_000);
        Stamp own = new Stamp(Math.floorDiv(Math.max(0, earliestNanos), 1_000) + maxOffsetMicros, LAST_C);
        if (pt > own.l) {
            return Rule.TOO_WIDE;
        }
        ownHighest = Stamp.max(ownHighest, own);
        Stamp leads = isAllowed(heard) ? heard : new Stamp(Math.min(heard.l + maxOffsetMicros, HIGHEST.l), 0);
        Stamp ledNow = Stamp.max(led, leads.endOfMicro());
        if (next.isAbove(ownHighest) && next.isAbove(ledNow)) {
            return Rule.TOO_FAR_AHEAD;
        }
        if (next.isAbove(ownHighest)) {
            note(Event.LED_BEYOND_OWN_BOUND);
        }
        led = ledNow;
        ceiling = next.isAbove(ownHighest) ? next.endOfMicro() : ownHighest;
        return null;
    }

    private void noteCarries(long micros) {
        carries += micros;
        if (micros > 0) {
            note(Event.CARRIED);
        }
    }

    private void note(Event event) {
        events.merge(event, 1L, Long::sum);
    }

    synchronized long last() {
        return last.packed();
    }

    synchronized long leadMicros() {
        return Math.max(0, last.l - Math.floorDiv(latestNanos, 1_000));
    }

    synchronized long uncertaintyLimit(long timestamp) {
        long micros = Math.floorDiv(latestNanos, 1_000) + Math.floorDiv(maxOffsetNanos, 1_000);
        return Math.max(timestamp, new Stamp(micros, LAST_C).packed());
    }

    synchronized HlcCounters counters() {
        return new HlcCounters(refused, count(Event.CLAMPED), count(Event.ACCEPTED), carries);
    }

    synchronized long count(Event event) {
        return events.getOrDefault(event, 0L);
    }
}
