package dev.truechimer.hlc;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.sequence.JournalPatience;
import dev.truechimer.clock.sequence.ModelDisk;
import dev.truechimer.clock.ticks.Ticks;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A node that lives again and again on what is left of its disk, and the oracle of its timestamps: they increase strictly over all
 * its lives, whatever its physical clock does between them; none is beyond the contract, unless its policy is to go on all
 * the same; and it is never refused what a power cut has left.
 */
final class JournaledNode {

    private static final Duration AHEAD = Duration.ofMillis(250);
    private static final JournalPatience PATIENCE =
            new JournalPatience(Duration.ofSeconds(10), Duration.ZERO, Ticks.system()::nanos);
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final long MAX_OFFSET_MICROS = HybridLogicalClock.DEFAULT_MAX_OFFSET.toNanos() / 1_000;
    private static final int RESERVED = 3_000;

    private final List<String> violations = new ArrayList<>();
    private final OffsetPolicy policy;
    private long physicalMicros;

    /** The highest that the physical clock has said in this life. */
    private long physicalHighestMicros;

    private long highest;
    private int issued;
    private int refused;

    JournaledNode(OffsetPolicy policy, long physicalMicros) {
        this.policy = policy;
        this.physicalMicros = physicalMicros;
    }

    /** Another one with the same past. */
    JournaledNode copy() {
        JournaledNode copy = new JournaledNode(policy, physicalMicros);
        copy.highest = highest;
        return copy;
    }

    void stepPhysical(long micros) {
        physicalMicros += micros;
        physicalHighestMicros = Math.max(physicalHighestMicros, physicalMicros);
    }

    List<String> violations() {
        return violations;
    }

    int issued() {
        return issued;
    }

    /** Timestamps that were wanted and not issued. */
    int refused() {
        return refused;
    }

    /** Issues timestamps in all ways: at once, after half a lease, after a whole one, by a message, a batch, a clock set back. */
    void live(ModelDisk disk) {
        physicalHighestMicros = physicalMicros;
        try (HlcJournal journal = HlcJournal.open(() -> disk, "model", AHEAD, PATIENCE)) {
            if (journal.bound() < highest) {
                violations.add("recovered " + journal.bound() + ", but " + highest + " was issued");
            }
            HybridLogicalClock clock = HybridLogicalClock.builder(() -> physicalMicros)
                    .offsetPolicy(policy)
                    .journal(journal)
                    .build();
            stamp(journal, clock::now);
            stamp(journal, clock::now);
            stepPhysical(130_000);
            stamp(journal, clock::now);
            stamp(journal, clock::now);
            stepPhysical(400_000);
            stamp(journal, clock::now);
            stamp(journal, () -> clock.update(HybridTimestamp.pack(physicalMicros + 100_000, 5)));
            reserve(journal, clock);
            stepPhysical(-2 * HOUR_MICROS);
            stamp(journal, clock::now);
            stepPhysical(2 * HOUR_MICROS);
        } catch (ModelDisk.PowerCut e) {
            throw new AssertionError("it belongs to the journal's thread", e);
        } catch (IOException e) {
            if (!isInjected(e)) {
                violations.add("not opened: " + e.getMessage());
            }
            refused++;
        }
    }

    private void requireContract(String what, long timestamp) {
        if (HybridTimestamp.micros(timestamp) > physicalHighestMicros + MAX_OFFSET_MICROS) {
            violations.add(what + timestamp + " beyond the contract at " + physicalHighestMicros);
        }
    }

    private static boolean isInjected(IOException e) {
        return e.getCause() instanceof ModelDisk.PowerCut || !(e instanceof JournalCorruptException);
    }

    private void reserve(HlcJournal journal, HybridLogicalClock clock) {
        int before = issued;
        stamp(journal, () -> clock.reserve(RESERVED));
        if (issued > before) {
            highest += RESERVED - 1;
        }
    }

    private void stamp(HlcJournal journal, LongSupplier source) {
        try {
            long timestamp = source.getAsLong();
            if (timestamp <= highest) {
                violations.add("issued " + timestamp + " after " + highest);
            }
            if (timestamp > journal.bound()) {
                violations.add("issued " + timestamp + " above the bound, " + journal.bound());
            }
            if (policy != OffsetPolicy.ACCEPT) {
                requireContract("issued ", timestamp);
                requireContract("stored ", journal.bound());
            }
            highest = timestamp;
            issued++;
        } catch (ClockUnavailableException e) {
            refused++;
        }
        // A renewal without anybody waiting ends before the next step, so that each run has the same steps.
        journal.awaitIdle();
    }
}
