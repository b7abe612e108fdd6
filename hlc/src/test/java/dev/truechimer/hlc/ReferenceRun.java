package dev.truechimer.hlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.testkit.ManualClock;
import dev.truechimer.hlc.ReferenceHlc.Answer;
import dev.truechimer.hlc.ReferenceModelPropertyTest.Step;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A clock and its reference side by side on one physical clock; after each step they must agree in everything. */
final class ReferenceRun {

    private final long maxOffsetNanos;
    private final boolean onIntervals;
    private final ManualClock interval = new ManualClock(0, 0);
    private final ManualMicros micros = new ManualMicros(0);
    private final ReferenceHlc reference;
    private final HybridLogicalClock clock;
    private ClockOffset told;
    private long latest = Stamps.nanos(Stamps.NOON);
    private long width;
    private boolean synchronised = true;

    ReferenceRun(long maxOffsetNanos, OffsetPolicy policy, boolean onIntervals) {
        this.maxOffsetNanos = maxOffsetNanos;
        this.onIntervals = onIntervals;
        reference = new ReferenceHlc(maxOffsetNanos, policy);
        HybridLogicalClock.Builder builder =
                onIntervals ? HybridLogicalClock.builder(interval) : HybridLogicalClock.builder(micros);
        clock = builder.maxOffset(Duration.ofNanos(maxOffsetNanos))
                .offsetPolicy(policy)
                .onOffset(offset -> told = offset)
                .build();
        read();
    }

    ReferenceHlc reference() {
        return reference;
    }

    /** Returns null for a step of the physical clock. */
    Answer step(Step step) {
        told = null;
        switch (step.kind()) {
            case ADVANCE, STEP -> latest += step.number();
            case WIDTH -> width = step.number();
            // A clock that counts microseconds is never without an answer.
            case LOSE_SYNC -> synchronised = !onIntervals;
            case SYNC -> synchronised = true;
            default -> {
                return stamp(step);
            }
        }
        read();
        return null;
    }

    private void read() {
        if (!onIntervals) {
            micros.set(latest / 1_000);
            reference.physical(latest / 1_000 * 1_000, latest / 1_000 * 1_000);
        } else if (synchronised) {
            interval.set(latest - width, latest);
            reference.physical(latest - width, latest);
        } else {
            interval.loseSync();
            reference.physical(Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    private Answer stamp(Step step) {
        return switch (step.kind()) {
            case NOW -> compare(reference.now(), clock::now);
            case RESERVE -> compare(reference.reserve((int) step.number()), () -> clock.reserve((int) step.number()));
            case UPDATE_NEAR_LAST -> update(Math.max(0, reference.last() + step.number()));
            case UPDATE_NEAR_GUARD ->
                update(Stamps.at((latest + maxOffsetNanos + step.number()) / 1_000) + step.other());
            case UPDATE_NEAR_PHYSICAL -> update(Stamps.at((latest + step.number()) / 1_000) + step.other());
            default -> update(step.number());
        };
    }

    private Answer update(long remote) {
        Answer expected = reference.update(remote);
        Answer answer = compare(expected, () -> clock.update(remote));
        if (told != null) {
            assertEquals(remote, told.remote());
            assertEquals(Duration.ofNanos(maxOffsetNanos), told.maxOffset());
        }
        return answer;
    }

    private Answer compare(Answer expected, LongSupplier call) {
        try {
            long actual = call.getAsLong();
            assertEquals(expected.packed(), actual, expected::toString);
            assertNotEquals(0, actual, expected::toString);
        } catch (ClockOffsetException e) {
            assertEquals(ReferenceHlc.Rule.OFFSET_REFUSED, expected.rule());
            assertEquals(told, e.offset());
        } catch (MalformedTimestampException e) {
            assertEquals(ReferenceHlc.Rule.MALFORMED, expected.rule());
        } catch (IllegalArgumentException e) {
            assertEquals(ReferenceHlc.Rule.COUNT_OUT_OF_RANGE, expected.rule());
        } catch (ClockUnavailableException e) {
            assertTrue(expected.rule().isUnavailable(), () -> expected + ", but " + e);
        }
        compareState();
        return expected;
    }

    private void compareState() {
        assertEquals(reference.last(), clock.last());
        assertEquals(reference.counters(), clock.counters());
        if (synchronised) {
            assertEquals(reference.leadMicros() * 1_000, clock.lead().toNanos());
            long readAt = clock.last();
            assertEquals(
                    reference.uncertaintyLimit(readAt),
                    clock.uncertainty(readAt).limit());
        }
    }
}
