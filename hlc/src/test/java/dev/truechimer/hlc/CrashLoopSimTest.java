package dev.truechimer.hlc;

import static dev.truechimer.hlc.Stamps.MILLI;
import static dev.truechimer.hlc.Stamps.NOON;
import static dev.truechimer.hlc.Stamps.at;
import static dev.truechimer.hlc.Stamps.nanos;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.clock.ClockUnavailableException;
import dev.truechimer.clock.sequence.GatedDisk;
import dev.truechimer.clock.sequence.JournalPatience;
import dev.truechimer.clock.testkit.ManualClock;
import dev.truechimer.clock.ticks.Ticks;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Nodes that crash again and again, with interval clocks that tell the truth, and peers that keep the contract. The oracle
 * knows true time: nothing is issued, or stored as a bound, that is more than {@code maxOffset} ahead of it, whatever the node
 * was led to; and everything is above what was issued before.
 */
class CrashLoopSimTest {

    private static final int NODES = Integer.getInteger("truechimer.hlc.crash.nodes", 400);
    private static final long FIRST_SEED = Long.getLong("truechimer.hlc.crash.seed", 1L);
    private static final int LIVES = 12;
    private static final int ACTIONS = 6;
    private static final long MAX_OFFSET_MICROS = 500 * MILLI;
    private static final JournalPatience PATIENCE =
            new JournalPatience(Duration.ofSeconds(60), Duration.ZERO, Ticks.system()::nanos);

    /** What should happen in many lives. */
    private enum Outcome {
        ISSUED,
        EXHAUSTED,
        LED_BEYOND_ITS_OWN,
        REFUSED,
        REFUSED_AT_A_RESTART,
        RESTART_AHEAD
    }

    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

    /** One node, over all its lives. */
    private final class Node {
        private final long seed;
        private final SplittableRandom random;
        private final GatedDisk disk = new GatedDisk();
        private final ManualClock physical = new ManualClock();
        private long trueMicros = NOON;
        private long earliestMicros;
        private long latestMicros;
        private long highest;

        private Node(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
        }

        /** True time goes on, not at all or by up to 200 ms; the reading holds it, and is up to maxOffset wide. */
        private void pass() {
            trueMicros += random.nextInt(3) * random.nextLong(100 * MILLI);
            earliestMicros = trueMicros - random.nextInt(2) * random.nextLong(MAX_OFFSET_MICROS / 2);
            latestMicros = trueMicros + random.nextInt(2) * random.nextLong(MAX_OFFSET_MICROS / 2);
            physical.set(nanos(earliestMicros), nanos(latestMicros));
        }

        private void live() throws IOException {
            pass();
            try (HlcJournal journal = HlcJournal.open(() -> disk, "sim", HlcJournal.DEFAULT_AHEAD, PATIENCE)) {
                HybridLogicalClock clock =
                        HybridLogicalClock.builder(physical).journal(journal).build();
                require(clock.last() >= highest, "begins below what was issued", clock.last());
                note(HybridTimestamp.micros(clock.last()) > latestMicros, Outcome.RESTART_AHEAD);
                for (int i = 0; i < ACTIONS; i++) {
                    act(clock, i == 0);
                    require(journal.bound() >= highest, "not durable", highest);
                    requireContract("leased", journal.bound());
                    pass();
                }
            }
        }

        private void act(HybridLogicalClock clock, boolean first) {
            long before = clock.last();
            try {
                switch (random.nextInt(4)) {
                    case 0 -> {
                        // The most that a peer may have issued by now, or somewhat less.
                        long heard =
                                at(trueMicros + MAX_OFFSET_MICROS - random.nextInt(3) * MILLI, random.nextInt(2_047));
                        issued(clock.update(heard));
                    }
                    case 1 -> {
                        issued(clock.now());
                        long last = Exhausted.lastOf(clock);
                        if (last > highest) {
                            issued(last);
                        }
                        note(true, Outcome.EXHAUSTED);
                    }
                    default -> issued(clock.now());
                }
            } catch (ClockUnavailableException e) {
                require(clock.last() == before, "a refusal has changed something", before);
                note(true, first ? Outcome.REFUSED_AT_A_RESTART : Outcome.REFUSED);
            }
        }

        private void issued(long timestamp) {
            require(timestamp > highest, "again, or below an earlier one", timestamp);
            requireContract("issued", timestamp);
            boolean beyond = HybridTimestamp.micros(timestamp) > earliestMicros + MAX_OFFSET_MICROS;
            note(true, beyond ? Outcome.LED_BEYOND_ITS_OWN : Outcome.ISSUED);
            highest = timestamp;
        }

        private void requireContract(String what, long timestamp) {
            require(
                    HybridTimestamp.micros(timestamp) <= trueMicros + MAX_OFFSET_MICROS,
                    what + " beyond the contract",
                    timestamp);
        }

        private void require(boolean right, String what, long timestamp) {
            if (!right) {
                fail("seed " + seed + ": " + what + ": " + HybridTimestamp.format(timestamp) + " at true time "
                        + HybridTimestamp.format(at(trueMicros)));
            }
        }
    }

    private void note(boolean happened, Outcome outcome) {
        if (happened) {
            outcomes.merge(outcome, 1, Integer::sum);
        }
    }

    @Test
    void noCrashLeadsANodeBeyondTheContract() throws IOException {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + NODES; seed++) {
            Node node = new Node(seed);
            for (int life = 0; life < LIVES; life++) {
                node.live();
            }
        }
        System.out.printf("crash loops of %d nodes from seed %d: %s%n", NODES, FIRST_SEED, outcomes);
        assertEquals(EnumSet.allOf(Outcome.class), outcomes.keySet());
    }
}
