package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.hlc.ReferenceHlc.Answer;
import dev.truechimer.hlc.ReferenceHlc.Event;
import dev.truechimer.hlc.ReferenceHlc.Rule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Any sequence of calls and of physical readings, against {@link ReferenceHlc}: the same timestamps, the same refusals, the
 * same counters. Runs on both kinds of physical clock, with every policy.
 */
class ReferenceModelPropertyTest {

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000_000;
    private static final Map<OffsetPolicy, Map<Rule, Integer>> RULES = new EnumMap<>(OffsetPolicy.class);
    private static final Map<Event, Long> EVENTS = new EnumMap<>(Event.class);

    /** One step of a program; the numbers mean what the kind says. */
    record Step(Kind kind, long number, long other) {}

    enum Kind {
        NOW,
        RESERVE,
        UPDATE_NEAR_LAST,
        UPDATE_NEAR_GUARD,
        UPDATE_NEAR_PHYSICAL,
        UPDATE_ABSURD,
        ADVANCE,
        STEP,
        WIDTH,
        LOSE_SYNC,
        SYNC
    }

    @Provide
    Arbitrary<List<Step>> programs() {
        Arbitrary<Long> fine = Arbitraries.longs().between(-3, 3);
        Arbitrary<Long> packed = Arbitraries.oneOf(
                fine, Arbitraries.longs().between(-5_000, 5_000), Arbitraries.of(-2_048L, 2_047L, 2_048L));
        Arbitrary<Long> nanos = Arbitraries.oneOf(
                Arbitraries.longs().between(-2 * MICRO, 2 * MICRO),
                Arbitraries.longs().between(-3 * MILLI, 3 * MILLI),
                fine.map(each -> each * MICRO));
        return Arbitraries.frequencyOf(
                        Tuple.of(6, steps(Kind.NOW, fine, fine)),
                        Tuple.of(4, steps(Kind.RESERVE, counts(), fine)),
                        Tuple.of(3, steps(Kind.UPDATE_NEAR_LAST, packed, fine)),
                        Tuple.of(4, steps(Kind.UPDATE_NEAR_GUARD, nanos, packed)),
                        Tuple.of(3, steps(Kind.UPDATE_NEAR_PHYSICAL, nanos, packed)),
                        Tuple.of(1, steps(Kind.UPDATE_ABSURD, absurd(), fine)),
                        Tuple.of(4, steps(Kind.ADVANCE, nanos.map(Math::abs), fine)),
                        Tuple.of(2, steps(Kind.STEP, nanos, fine)),
                        Tuple.of(3, steps(Kind.WIDTH, widths(), fine)),
                        Tuple.of(1, steps(Kind.LOSE_SYNC, fine, fine)),
                        Tuple.of(2, steps(Kind.SYNC, fine, fine)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    private static Arbitrary<Step> steps(Kind kind, Arbitrary<Long> number, Arbitrary<Long> other) {
        return Combinators.combine(number, other).as((a, b) -> new Step(kind, a, b));
    }

    private static Arbitrary<Long> counts() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(1, 5_000),
                Arbitraries.longs().between(1, HybridLogicalClock.MAX_RESERVED),
                Arbitraries.of(0L, -1L, 2_047L, 2_048L, 2_049L, 1L << 20, (1L << 20) + 1));
    }

    private static Arbitrary<Long> widths() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 5 * MILLI), Arbitraries.of(0L, MILLI, MILLI + MICRO, 3 * MILLI));
    }

    private static Arbitrary<Long> absurd() {
        return Arbitraries.of(
                0L,
                -1L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                OffsetGuard.HIGHEST,
                OffsetGuard.HIGHEST - 1,
                Stamps.at(Stamps.NOON + Stamps.YEAR, 2_047),
                Stamps.at(Stamps.NOON + Stamps.HOUR));
    }

    @Provide
    Arbitrary<Long> maxOffsets() {
        return Arbitraries.of(MILLI, MILLI + 1, 3 * MILLI / 2, 3 * MILLI + 999);
    }

    @Property(seed = "31", tries = 6_000)
    void answersAsTheReferenceDoes(
            @ForAll("programs") List<Step> program,
            @ForAll("maxOffsets") long maxOffsetNanos,
            @ForAll OffsetPolicy policy,
            @ForAll boolean onIntervals) {
        ReferenceRun run = new ReferenceRun(maxOffsetNanos, policy, onIntervals);
        for (Step step : program) {
            Answer answer = run.step(step);
            if (answer != null) {
                RULES.computeIfAbsent(policy, each -> new EnumMap<>(Rule.class)).merge(answer.rule(), 1, Integer::sum);
            }
        }
        for (Event event : Event.values()) {
            EVENTS.merge(event, run.reference().count(event), Long::sum);
        }
    }

    /** Every rule was used, with every policy that has it. */
    @AfterContainer
    static void everyRuleWasUsed() {
        for (OffsetPolicy policy : OffsetPolicy.values()) {
            for (Rule rule : Rule.values()) {
                boolean never = rule == Rule.OFFSET_REFUSED && policy == OffsetPolicy.CLAMP;
                int count = RULES.getOrDefault(policy, Map.of()).getOrDefault(rule, 0);
                assertEquals(never, count == 0, () -> policy + ", " + rule + ": " + count);
            }
        }
        for (Event event : Event.values()) {
            assertTrue(EVENTS.getOrDefault(event, 0L) > 0, () -> event + " never happened");
        }
    }
}
