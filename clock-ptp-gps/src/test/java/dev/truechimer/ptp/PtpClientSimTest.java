package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.testkit.SimulatedWorld;
import dev.truechimer.ptp.PtpClient.Outgoing;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpMessage;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import dev.truechimer.ptp.wire.PtpMessage.DelayReq;
import dev.truechimer.testing.Ipv4;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A client and two masters in a simulated world: links with delays of their own in each direction, loss, duplicates and
 * reordering, transparent clocks, pauses of the client, an oscillator that drifts, masters that come and go and are as wrong as
 * they say. The oracle knows true time at each reading.
 */
class PtpClientSimTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long RUN_SECONDS = 240;
    private static final PortIdentity OWN = new PortIdentity(0x0200_0000_0000_0001L, 1);

    /** What must have happened in each run. */
    private enum Outcome {
        BOTH_HALVES,
        LOWER_ONLY,
        UPPER_ONLY,
        ONE_STEP,
        TWO_STEP,
        CHANGE_OF_MASTER,
        FAILURE
    }

    /** What does not get through. */
    private enum Fault {
        NONE,
        NO_SYNC,
        NO_DELAY_RESP
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void eachHalfIsTrueAtItsReading(long seed) {
        World world = new World(seed);
        world.run();
        for (Outcome outcome : Outcome.values()) {
            assertTrue(world.outcomes.getOrDefault(outcome, 0) > 0, () -> outcome + " never: " + world.outcomes);
        }
    }

    private static final class World {

        private final SimulatedWorld world;
        private final SplittableRandom random;
        private final RecordingResults results = new RecordingResults();
        private final PtpClient client;
        private final long startTai;
        private final long originTicks;
        private final long driftPpm;
        private final Map<Long, Long> trueTaiAtTicks = new HashMap<>();
        private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        private Fault fault = Fault.NONE;
        private long lastArrival;

        World(long seed) {
            world = SimulatedWorld.seeded(seed);
            random = new SplittableRandom(seed);
            startTai = world.trueTaiNanos();
            originTicks = random.nextBoolean() ? Long.MAX_VALUE - 60 * SECOND : random.nextLong();
            driftPpm = random.nextLong(-200, 201);
            PtpSettings settings = Messages.settings(new PtpSettings.Claims(100_000, 200_000, 0, 0, false));
            client = new PtpClient(settings, OWN, random.split(), results, ticks());
        }

        void run() {
            Master good = new Master(new PortIdentity(1, 1), 0x23, 1_000, random.nextBoolean());
            Master bad = new Master(new PortIdentity(2, 1), 0x29, 1_000_000, !good.oneStep);
            good.begin();
            bad.begin();
            world.after(90 * SECOND, () -> good.alive = false);
            world.after(150 * SECOND, () -> good.alive = true);
            world.after(30 * SECOND, () -> fault = Fault.NO_SYNC);
            world.after(50 * SECOND, () -> fault = Fault.NO_DELAY_RESP);
            world.after(70 * SECOND, () -> fault = Fault.NONE);
            world.after(0, () -> clientTurn(good, bad));
            world.advanceNanos(RUN_SECONDS * SECOND);
            check();
        }

        private void clientTurn(Master... masters) {
            for (Outgoing each : client.due(ticks())) {
                DelayReq request = (DelayReq) each.message();
                if (random.nextBoolean()) {
                    client.leaving(request, ticks());
                }
                // A pause between the reading and the sending.
                long leavesAfter = pause();
                for (Master master : masters) {
                    long delay = leavesAfter + 100_000 + random.nextLong(5 * MILLI);
                    travel(delay, () -> master.requested(request));
                }
            }
            world.after(20 * MILLI + random.nextLong(20 * MILLI) + pause(), () -> clientTurn(masters));
        }

        /** A message on its way: lost, doubled, or late. */
        private void travel(long delayNanos, Runnable arrives) {
            int chance = random.nextInt(100);
            if (chance >= 5) {
                world.after(delayNanos, arrives);
            }
            if (chance >= 95) {
                world.after(delayNanos + random.nextLong(300 * MILLI), arrives);
            }
        }

        /** To the client: at least the least delay, and a pause until it runs; it reads in the order of arrival. */
        private void toClient(PtpMessage message) {
            travel(200_000 + random.nextLong(20 * MILLI), () -> {
                long at = Math.max(world.trueTaiNanos() + pause(), lastArrival + 1);
                lastArrival = at;
                world.after(at - world.trueTaiNanos(), () -> client.received(message, Ipv4.of(192, 0, 2, 1), ticks()));
            });
        }

        private long pause() {
            return random.nextInt(50) == 0 ? random.nextLong(700 * MILLI) : random.nextLong(50_000);
        }

        /** A reading of the oscillator, which the oracle remembers. */
        private long ticks() {
            long elapsed = world.trueTaiNanos() - startTai;
            long ticks = originTicks + elapsed - elapsed / 1_000_000 * driftPpm;
            // Of two instants with the same reading a lower half needs the later, an upper one the earlier: they are
            // never
            // apart by more than the 200 ns that a step of the drift is.
            trueTaiAtTicks.put(ticks, world.trueTaiNanos());
            return ticks;
        }

        private void check() {
            for (Claim claim : results.claims) {
                if (claim.hasLower()) {
                    long truth = Objects.requireNonNull(trueTaiAtTicks.get(claim.lowerTicks()));
                    assertTrue(claim.lowerTaiNanos() <= truth, () -> claim.lowerTaiNanos() - truth + " ns: " + claim);
                }
                if (claim.hasUpper()) {
                    long truth = Objects.requireNonNull(trueTaiAtTicks.get(claim.upperTicks()));
                    assertTrue(claim.upperTaiNanos() >= truth, () -> truth - claim.upperTaiNanos() + " ns: " + claim);
                }
                count(
                        claim.hasLower() && claim.hasUpper()
                                ? Outcome.BOTH_HALVES
                                : claim.hasLower() ? Outcome.LOWER_ONLY : Outcome.UPPER_ONLY);
            }
            if (results.masters.size() >= 3) {
                count(Outcome.CHANGE_OF_MASTER);
            }
            results.failures.forEach(each -> count(Outcome.FAILURE));
        }

        private void count(Outcome outcome) {
            outcomes.merge(outcome, 1, Integer::sum);
        }

        /** One that is wrong by up to the error that it states, and now and then held up by transparent clocks. */
        private final class Master {

            private final PortIdentity port;
            private final int accuracy;
            private final long errorNanos;
            private final boolean oneStep;
            private boolean alive = true;
            private int announces = random.nextInt(0x10000);
            private int syncs = random.nextInt(0x10000);

            Master(PortIdentity port, int accuracy, long errorNanos, boolean oneStep) {
                this.port = port;
                this.accuracy = accuracy;
                this.errorNanos = errorNanos;
                this.oneStep = oneStep;
            }

            void begin() {
                announce();
                sync();
            }

            private long stamp() {
                return world.trueTaiNanos() + random.nextLong(-errorNanos, errorNanos + 1);
            }

            private void announce() {
                announces = (announces + 1) % 0x10000;
                if (alive) {
                    Announce plain = Messages.announce(port, announces, Messages.TAI);
                    toClient(Messages.quality(plain, new ClockQuality(6, accuracy, 0), 0));
                }
                world.after(SECOND, this::announce);
            }

            private void sync() {
                syncs = (syncs + 1) % 0x10000;
                if (alive && fault != Fault.NO_SYNC) {
                    count(oneStep ? Outcome.ONE_STEP : Outcome.TWO_STEP);
                    long stampNanos = stamp();
                    // Held up for at least this long, a part of which each of the messages tells.
                    long heldScaled = random.nextLong((3 * MILLI) << 16);
                    long first = random.nextLong(heldScaled + 1);
                    int sequence = syncs;
                    world.after((heldScaled >> 16) + 1, () -> {
                        if (oneStep) {
                            toClient(Messages.oneStep(port, sequence, stampNanos, heldScaled));
                        } else {
                            toClient(Messages.twoStep(port, sequence, first));
                            toClient(Messages.followUp(port, sequence, stampNanos, heldScaled - first));
                        }
                    });
                }
                world.after(250 * MILLI, this::sync);
            }

            void requested(DelayReq request) {
                if (!alive || fault == Fault.NO_DELAY_RESP) {
                    return;
                }
                long heldScaled = random.nextLong((3 * MILLI) << 16);
                world.after((heldScaled >> 16) + 1, () -> {
                    int sequence = request.header().sequence();
                    toClient(new PtpMessage.DelayResp(
                            Messages.header(port, sequence, 0, heldScaled, -2),
                            stamp(),
                            request.header().source()));
                });
            }
        }
    }
}
