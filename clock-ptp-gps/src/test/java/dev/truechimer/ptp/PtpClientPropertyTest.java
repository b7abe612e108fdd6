package dev.truechimer.ptp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.PtpClient.Outgoing;
import dev.truechimer.ptp.wire.ClockAccuracy;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage;
import dev.truechimer.ptp.wire.PtpMessage.Announce;
import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import dev.truechimer.ptp.wire.PtpMessage.DelayReq;
import dev.truechimer.testing.Ipv4;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;

/** The bounds are exactly those of the error model, in integers of any size; and nothing that is sent does harm. */
class PtpClientPropertyTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long LATEST = 7_900_000_000_000_000_000L;
    private static final PortIdentity OWN = new PortIdentity(0x0200_0000_0000_0001L, 1);
    private static final BigInteger SCALE = BigInteger.ONE.shiftLeft(16);

    private enum Outcome {
        BOTH,
        ONE_HALF,
        CONTRADICTORY,
        REFUSED
    }

    private static final Map<Outcome, Integer> OUTCOMES = new EnumMap<>(Outcome.class);

    @Property(tries = 2000)
    void halvesAreThoseOfTheErrorModel(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long there = edge(random, 10 * SECOND);
        long back = edge(random, 10 * SECOND);
        long floor = edge(random, 3600 * SECOND);
        long perStep = edge(random, SECOND);
        int steps = random.nextInt(255);
        int accuracy = random.nextInt(0x17, 0x31);
        long start = random.nextLong();
        RecordingResults results = new RecordingResults();
        PtpClient client = new PtpClient(
                Messages.settings(new PtpSettings.Claims(there, back, floor, perStep, false)),
                OWN,
                random.split(),
                results,
                start);
        for (int i = 0; i < 2; i++) {
            Announce announce = Messages.announce(Messages.MASTER, i, Messages.TAI);
            receive(client, Messages.quality(announce, new ClockQuality(6, accuracy, 0), steps), start + i);
        }
        long t1 = random.nextInt(8) == 0 ? random.nextLong() >>> 1 : edge(random, LATEST);
        long t4 = random.nextInt(4) == 0 ? edge(random, LATEST) : t1 + random.nextLong(20 * SECOND);
        long syncCorrection = correction(random);
        long respCorrection = correction(random);
        receive(client, Messages.oneStep(Messages.MASTER, 1, t1, syncCorrection), start + 10);
        DelayReq request = (DelayReq) client.due(start + SECOND).get(0).message();
        receive(
                client,
                Messages.response(Messages.MASTER, request.header().sequence(), OWN, t4, respCorrection),
                start + SECOND + 1);
        client.due(start + 2 * SECOND);
        client.due(start + 3 * SECOND);
        client.due(start + 10 * SECOND);

        BigInteger error = big(ClockAccuracy.errorNanos(accuracy).getAsLong())
                .add(big(floor))
                .add(big(steps).multiply(big(perStep)));
        BigInteger lower =
                big(t1).add(floorScaled(syncCorrection)).subtract(error).add(big(back));
        // Minus the correction, rounded up.
        BigInteger upper = big(t4).add(ceilScaled(-respCorrection)).add(error).subtract(big(there));
        check(results, lower, upper, start);
    }

    @AfterProperty
    void eachOutcomeOccurred() {
        if (OUTCOMES.isEmpty()) {
            return;
        }
        for (Outcome outcome : Outcome.values()) {
            assertTrue(OUTCOMES.getOrDefault(outcome, 0) > 0, () -> outcome + " never: " + OUTCOMES);
        }
    }

    @Property(tries = 500)
    void nothingThatIsSentDoesHarm(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RecordingResults results = new RecordingResults();
        long ticks = random.nextLong();
        PtpClient client =
                new PtpClient(Messages.settings(Messages.claims(1, true)), OWN, random.split(), results, ticks);
        for (int i = 0; i < 300; i++) {
            ticks += random.nextLong(SECOND);
            receive(client, anything(random), ticks);
            List<Outgoing> outgoing = client.due(ticks);
            assertTrue(outgoing.size() <= 1, outgoing::toString);
            assertTrue(client.waitNanos(ticks) >= 0);
        }
        assertTrue(results.failures.stream().noneMatch(each -> each.reason() == Reason.INTERNAL));
    }

    private static void check(RecordingResults results, BigInteger lower, BigInteger upper, long start) {
        for (Claim claim : results.claims) {
            if (claim.hasLower()) {
                assertEquals(lower, big(claim.lowerTaiNanos()));
                assertEquals(start + 10, claim.lowerTicks());
            }
            if (claim.hasUpper()) {
                assertEquals(upper, big(claim.upperTaiNanos()));
                assertEquals(start + SECOND, claim.upperTicks());
            }
            count(claim.hasLower() && claim.hasUpper() ? Outcome.BOTH : Outcome.ONE_HALF);
        }
        if (results.reasons().contains(Reason.CONTRADICTORY)) {
            count(Outcome.CONTRADICTORY);
        }
        if (results.reasons().contains(Reason.IMPLAUSIBLE)) {
            count(Outcome.REFUSED);
        }
    }

    private static void count(Outcome outcome) {
        OUTCOMES.merge(outcome, 1, Integer::sum);
    }

    private static void receive(PtpClient client, PtpMessage message, long ticks) {
        client.received(message, Ipv4.of(192, 0, 2, 1), ticks);
    }

    /** Of a few masters, with few numbers, so that they meet. */
    private static PtpMessage anything(SplittableRandom random) {
        PtpHeader header = new PtpHeader(
                0,
                0,
                0,
                random.nextInt(0x10000) & ~0x0100,
                random.nextBoolean() ? random.nextLong() : correction(random),
                new PortIdentity(random.nextInt(20), random.nextInt(2)),
                random.nextInt(4),
                random.nextInt(-128, 128));
        long nanos = random.nextBoolean() ? random.nextLong() : edge(random, LATEST);
        return switch (random.nextInt(5)) {
            case 0 -> new PtpMessage.Sync(header, nanos);
            case 1 -> new PtpMessage.FollowUp(header, nanos);
            case 2 -> new PtpMessage.DelayResp(header, nanos, OWN);
            case 3 ->
                new PtpMessage.Signaling(
                        header, PortIdentity.ALL, List.of(new PtpMessage.GrantUnicast(9, -128, 0xFFFF_FFFFL, true)));
            default ->
                new Announce(
                        header,
                        nanos,
                        random.nextInt(-0x8000, 0x8000),
                        random.nextInt(256),
                        new ClockQuality(random.nextInt(256), random.nextInt(256), random.nextInt(0x10000)),
                        random.nextInt(256),
                        random.nextInt(3),
                        random.nextInt(0x10000),
                        random.nextInt(256));
        };
    }

    /** 0, the most, or anything between. */
    private static long edge(SplittableRandom random, long most) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> most;
            default -> random.nextLong(most + 1);
        };
    }

    private static long correction(SplittableRandom random) {
        long most = MasterTime.MOST_CORRECTION_NANOS << 16;
        return random.nextInt(3) == 0 ? random.nextLong(-0x2_0000, 0x2_0000) : edge(random, 2 * most) - most;
    }

    private static BigInteger floorScaled(long scaled) {
        BigInteger[] parts = big(scaled).divideAndRemainder(SCALE);
        return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    }

    private static BigInteger ceilScaled(long scaled) {
        return floorScaled(-scaled).negate();
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
