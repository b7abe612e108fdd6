package dev.truechimer.clock.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.truechimer.clock.ClockEvent;
import dev.truechimer.clock.ClockReport;
import dev.truechimer.clock.ClockStatus;
import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.Timescale;
import org.junit.jupiter.api.Test;

/** Thousands of seeded worlds in which the assumptions hold: every reading contains the true time. */
class ContainmentSimTest {

    private static final int WORLDS = Integer.getInteger("truechimer.sim.worlds", 3_000);
    private static final long FIRST_SEED = Long.getLong("truechimer.sim.seed", 1L);
    private static final int STEPS = 100;

    private long readings;
    private long bounded;
    private long worldsWithLiars;
    private long namedFalsetickers;
    private long estimatedRates;
    private long past;
    private long utc;

    @Test
    void everyReadingContainsTrueTimeWhileTheAssumptionsHold() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
            live(seed);
        }
        System.out.printf(
                "simulated worlds: %d, readings %d, bounded %d, with liars %d, named falsetickers %d, estimated rates %d%n",
                WORLDS, readings, bounded, worldsWithLiars, namedFalsetickers, estimatedRates);
        assertTrue(bounded > readings / 2, "most readings must be bounded: " + bounded + " of " + readings);
        assertTrue(bounded < readings, "some readings must be unbounded, at least before the first quorum");
        assertTrue(worldsWithLiars > 0, "no world had a liar");
        assertTrue(namedFalsetickers > 0, "no falseticker was ever named");
        assertTrue(estimatedRates > 0, "no rate was ever estimated");
        assertTrue(past > 0 && utc > 0, "no past or UTC reading was ever bounded");
    }

    private void live(long seed) {
        RandomWorld random = new RandomWorld(seed);
        worldsWithLiars += random.liarCount > 0 ? 1 : 0;
        for (int step = 0; step < STEPS; step++) {
            long stampedTicks = random.node.ticks().nanos();
            long stampedTai = random.world.trueTaiNanos();
            random.step();
            check(seed, random, step);
            TimeInterval then = random.node.clock(Timescale.TAI).intervalAt(stampedTicks);
            require(then.contains(stampedTai), seed, step, "past reading", then, stampedTai);
            past += then.isBounded() ? 1 : 0;
        }
        for (ClockEvent event : random.node.events()) {
            if (event.kind() == ClockEvent.Kind.DISRUPTED) {
                fail("disrupted although the assumptions hold, seed " + seed + ": " + event);
            }
        }
        ClockReport report = random.node.report();
        estimatedRates += report.rate().estimated() ? 1 : 0;
        for (ClockReport.SourceReport source : report.sources()) {
            if (source.verdict() == ClockReport.Verdict.FALSETICKER) {
                namedFalsetickers++;
                require(source.name().startsWith("liar"), seed, STEPS, "falseticker " + source.name(), null, 0);
            }
        }
    }

    private void check(long seed, RandomWorld random, int step) {
        TimeInterval tai = random.node.clock(Timescale.TAI).now();
        readings++;
        bounded += tai.isBounded() ? 1 : 0;
        require(tai.contains(random.world.trueTaiNanos()), seed, step, "TAI", tai, random.world.trueTaiNanos());
        TimeInterval now = random.node.clock().now();
        utc += now.isBounded() ? 1 : 0;
        require(now.contains(random.world.trueUtcNanos()), seed, step, "UTC", now, random.world.trueUtcNanos());
        if (random.node.clock().status() == ClockStatus.SYNCHRONIZED) {
            require(now.isBounded(), seed, step, "synchronised but unbounded", now, 0);
        }
    }

    private static void require(boolean holds, long seed, int step, String what, Object interval, long truth) {
        if (!holds) {
            fail("seed " + seed + ", step " + step + ", " + what + ": " + interval + " misses " + truth
                    + "; replay with mvn -pl clock-api test -Dtest=ContainmentSimTest"
                    + " -Dtruechimer.sim.worlds=1 -Dtruechimer.sim.seed=" + seed);
        }
    }
}
