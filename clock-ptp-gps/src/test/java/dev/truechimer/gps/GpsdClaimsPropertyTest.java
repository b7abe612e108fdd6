package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.host.RealtimeTrail.Converted;
import dev.truechimer.clock.host.TicksRange;
import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.wire.GpsdMessage.Pps;
import dev.truechimer.gps.wire.GpsdMessage.Toff;
import dev.truechimer.gps.wire.GpsdMessage.Tpv;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** A truthful receiver and a gpsd that do the worst that the options allow: each half-claim is true at its own reading. */
class GpsdClaimsPropertyTest {

    private static final long SECOND = GpsdWorld.SECOND;
    private static final int SECONDS = 12;
    private static final Map<Reason, Integer> FAILURES = new EnumMap<>(Reason.class);
    private static int byPulse;
    private static int byStamp;
    private static int byArrival;
    private static int lowerOnly;
    private static int silent;

    /** One truthful receiver, for some seconds. */
    private static final class Scenario {
        final SplittableRandom random;
        final GpsdWorld world = new GpsdWorld();
        final boolean sharesClock;
        final boolean hasPulse;
        final boolean hasStamps;
        final long leastNanos;
        final long greatestNanos;
        final long pulseNanos;
        final long floorNanos;
        final long eptMillis;
        final GpsdClaims claims;

        Scenario(long seed) {
            random = new SplittableRandom(seed);
            sharesClock = random.nextInt(3) > 0;
            hasPulse = random.nextBoolean();
            hasStamps = random.nextInt(4) > 0;
            leastNanos = random.nextLong(200_000_000);
            greatestNanos = leastNanos + random.nextLong(700_000_000);
            pulseNanos = random.nextLong(50_000_000);
            floorNanos = random.nextLong(1_000_000);
            eptMillis = random.nextLong(50);
            world.settings = new GpsdSettings(
                    "gpsd",
                    "127.0.0.1",
                    2947,
                    null,
                    null,
                    leastNanos,
                    greatestNanos,
                    greatestNanos,
                    pulseNanos,
                    floorNanos);
            world.toTicks = this::convert;
            claims = new GpsdClaims(world.settings, sharesClock);
        }

        /** Any range that holds the truth. */
        Converted convert(long stamp) {
            long ticks = GpsdWorld.wallTicks(stamp);
            return new Converted(new TicksRange(ticks - random.nextLong(100_000), ticks + random.nextLong(100_000)));
        }

        /** A number up to and including the most, often an end. */
        long upTo(long most) {
            return switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> most;
                default -> random.nextLong(most + 1);
            };
        }

        void play() {
            long start = GpsdWorld.UTC + random.nextLong(SECOND);
            for (int i = 0; i < SECONDS; i++) {
                second(start - start % SECOND + i * SECOND);
            }
        }

        void second(long utc) {
            if (random.nextInt(12) == 0) {
                check(claims.on(GpsdWorld.noFix("d"), world.at(utc)), false);
                return;
            }
            if (hasPulse && random.nextInt(8) > 0) {
                long seen = utc + upTo(pulseNanos);
                check(
                        claims.on(
                                new Pps("d", utc, GpsdWorld.wall(seen), -20), world.at(seen + random.nextLong(SECOND))),
                        true);
            }
            long delay = leastNanos + upTo(greatestNanos - leastNanos);
            long stamped = utc + (sharesClock ? random.nextLong(leastNanos, delay + 1) : delay);
            if (hasStamps) {
                long guess = random.nextInt(3) == 0 ? random.nextLong(1_100_000_000) : 0;
                claims.on(new Toff("d", utc + guess, GpsdWorld.wall(stamped)), world.at(utc + delay));
            }
            // The receiver is off by what it says, and gpsd rounds what it says to milliseconds.
            long off = (random.nextBoolean() ? 1 : -1) * upTo(eptMillis * GpsdWorld.MILLI + 500_000);
            long time = Math.floorDiv(utc + off + 500_000, GpsdWorld.MILLI) * GpsdWorld.MILLI;
            Tpv tpv = new Tpv(
                    "d",
                    3,
                    OptionalLong.of(time),
                    OptionalLong.of(eptMillis * GpsdWorld.MILLI),
                    random.nextInt(20) == 0 ? OptionalInt.of(17) : OptionalInt.empty());
            // Nothing was there at some moment before its arrival, and this process looked at it some time after.
            world.quietTicks = random.nextInt(3) == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(GpsdWorld.ticks(utc + delay) - random.nextLong(SECOND));
            check(claims.on(tpv, world.at(utc + delay + upTo(2 * SECOND))), false);
        }

        void check(ReceiverOutcome outcome, boolean edge) {
            if (outcome instanceof ReceiverOutcome.Failed failed) {
                FAILURES.merge(failed.failure().reason(), 1, Integer::sum);
            } else if (outcome instanceof ReceiverOutcome.Claimed claimed) {
                assertTrue(isTrue(claimed.claim()), () -> "false: " + claimed);
                count(claimed.claim(), edge);
            } else {
                silent++;
            }
        }

        private void count(Claim claim, boolean edge) {
            if (edge) {
                byPulse++;
            } else if (claim.budget().readErrorNanos() > 0) {
                byStamp++;
            } else if (claim.hasUpper()) {
                byArrival++;
            } else {
                lowerOnly++;
            }
        }
    }

    private static boolean isTrue(Claim claim) {
        return taiAt(claim.lowerTicks()) >= claim.lowerTaiNanos()
                && (!claim.hasUpper() || taiAt(claim.upperTicks()) <= claim.upperTaiNanos());
    }

    private static long taiAt(long ticks) {
        return GpsdWorld.UTC_AT_ZERO + ticks + GpsdWorld.TAI_MINUS_UTC;
    }

    @Property(seed = "1", tries = 20_000)
    void claimsOfATruthfulReceiverAreTrue(@ForAll long seed) {
        new Scenario(seed).play();
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertTrue(
                byPulse > 1000 && byStamp > 1000 && byArrival > 1000 && lowerOnly > 1000 && silent > 1000,
                () -> byPulse + " " + byStamp + " " + byArrival + " " + lowerOnly + " " + silent);
        assertTrue(
                FAILURES.containsKey(Reason.UNSYNCHRONIZED) && FAILURES.containsKey(Reason.TIMESCALE),
                FAILURES::toString);
    }
}
