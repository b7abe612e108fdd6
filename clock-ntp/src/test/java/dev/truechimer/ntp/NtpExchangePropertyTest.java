package dev.truechimer.ntp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.clock.source.Claim;
import dev.truechimer.clock.source.LeapSeconds;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ntp.wire.NtpHeader;
import dev.truechimer.ntp.wire.NtpTimestamps;
import dev.truechimer.testing.FutureLeap;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.AfterContainer;

/** Claims against exact arithmetic, against true time, and against replies of any content. */
class NtpExchangePropertyTest {

    private static final long NONCE = 0x1234_5678_9ABC_DEF0L;
    /** 2036-02-07T06:28:16Z, where stamps start again at 0. */
    private static final long ROLLOVER_UTC_NANOS = 2_085_978_496_000_000_000L;

    /** 2036-01-01T00:00:00Z. */
    private static final long LEAP_UTC_NANOS = 2_082_758_400_000_000_000L;

    private static final LeapSeconds LEAPS = LeapSeconds.bundled();
    private static final LeapSeconds LEAP_IN_2036 = FutureLeap.withLeapAt(LEAP_UTC_NANOS);
    private static final Map<Reason, Integer> REFUSALS = new EnumMap<>(Reason.class);
    private static int measured;

    @Property(seed = "1", tries = 5000)
    void errorIsTheExactSumRoundedUp(
            @ForAll @IntRange(max = (16 << 16) - 1) int delay,
            @ForAll @IntRange(max = (8 << 16) - 1) int dispersion,
            @ForAll @IntRange(min = -32, max = 0) int precision,
            @ForAll @LongRange(max = 1_000_000_000L) long floor,
            @ForAll boolean roundedUp) {
        NtpHeader reply = new HeaderMaker()
                .origin(NONCE)
                .rootDelay(delay)
                .rootDispersion(dispersion)
                .precision(precision)
                .receive(NtpTimestamps.ofUnixNanosFloor(ROLLOVER_UTC_NANOS - 1))
                .transmit(NtpTimestamps.ofUnixNanosFloor(ROLLOVER_UTC_NANOS - 1))
                .make();
        // The caller's rule is half the delay plus the dispersion below 16 s; both generators stay below.
        Claim claim = claim(reply, new ClaimOptions(0, 0, floor, 0, roundedUp));
        // In units of 2^-33 ns.
        BigInteger billion = BigInteger.valueOf(1_000_000_000L);
        BigInteger exact = BigInteger.valueOf(delay)
                .multiply(billion)
                .shiftLeft(16)
                .add(BigInteger.valueOf(dispersion).multiply(billion).shiftLeft(17))
                .add(BigInteger.valueOf(roundedUp ? 0 : 3).multiply(billion).shiftLeft(16))
                .add(billion.shiftLeft(33 + precision))
                .add(BigInteger.valueOf(floor).shiftLeft(33));
        BigInteger actual =
                BigInteger.valueOf(claim.budget().sourceErrorNanos()).shiftLeft(33);
        BigInteger excess = actual.subtract(exact);
        assertTrue(excess.signum() >= 0, "rounded down");
        assertTrue(
                excess.compareTo(BigInteger.valueOf(4).shiftLeft(33)) < 0,
                "each of four terms rounds by less than 1 ns");
    }

    /** A truthful server, and delays between the least ones and a long pause of ours. */
    @Property(seed = "2", tries = 20_000)
    void claimsOfATruthfulServerContainTrueTime(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long leastThere = random.nextLong(1_000_000);
        long leastBack = random.nextLong(1_000_000);
        // True time at oscillator reading 0; the oscillator is right, since ageing is not what is tested.
        long utcAtZero = ROLLOVER_UTC_NANOS + random.nextLong(-2_000_000_000L, 2_000_000_000L);
        long sent = random.nextLong(1_000_000_000L);
        long arrived = sent + leastThere + extra(random);
        long left = arrived + extra(random);
        long received = left + leastBack + extra(random);
        int delay = random.nextInt(1000);
        int dispersion = random.nextInt(1000);
        ClaimOptions options = new ClaimOptions(leastThere, leastBack, 0, 0, false);
        // What the server states is what it is truly within, at worst.
        long within = ((delay * 1_000_000_000L) >>> 17) + ((dispersion * 1_000_000_000L) >>> 16);
        NtpHeader reply = new HeaderMaker()
                .origin(NONCE)
                .rootDelay(delay)
                .rootDispersion(dispersion)
                .receive(NtpTimestamps.ofUnixNanosFloor(utcAtZero + arrived + error(random, within)))
                .transmit(NtpTimestamps.ofUnixNanosCeil(utcAtZero + left + error(random, within)))
                .make();
        NtpExchange.Outcome outcome = new NtpExchange(sent, received, NONCE, reply).evaluate(options, LEAPS);
        if (outcome instanceof NtpExchange.Refused refused) {
            // Two stamps with different errors may be out of order.
            assertEquals(Reason.IMPLAUSIBLE, refused.failure().reason());
            REFUSALS.merge(refused.failure().reason(), 1, Integer::sum);
            return;
        }
        measured++;
        Claim claim = ((NtpExchange.Measured) outcome).claim();
        long taiAtZero = LEAPS.taiFromUtcNanos(utcAtZero);
        assertTrue(claim.lowerTaiNanos() <= taiAtZero + claim.lowerTicks(), claim::toString);
        assertTrue(claim.upperTaiNanos() >= taiAtZero + claim.upperTicks(), claim::toString);
    }

    /** Headers at random, mostly within their ranges so that every rule gets its turn. */
    @Property(seed = "3", tries = 20_000)
    void anyReplyIsAClaimOrAFailure(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long nearLeap = LEAP_UTC_NANOS + random.nextLong(-10_000_000_000L, 10_000_000_000L);
        long receive = rarely(random) ? 0 : random.nextLong();
        receive = rarely(random) ? NtpTimestamps.ofUnixNanosFloor(nearLeap) : receive;
        long transmit = rarely(random) ? random.nextLong() : receive + random.nextLong(1L << 22);
        int[] kisses = {0x52415445, 0x44454E59, 0x52535452, 0x494E4954, random.nextInt()};
        NtpHeader reply = new HeaderMaker()
                .origin(rarely(random) ? random.nextLong() : NONCE)
                .leap(random.nextInt(4))
                .stratum(rarely(random) ? random.nextInt(256) : random.nextInt(16))
                .precision(rarely(random) ? (byte) random.nextInt() : -random.nextInt(30))
                .rootDelay(rarely(random) ? random.nextInt() : random.nextInt(1 << 19))
                .rootDispersion(rarely(random) ? random.nextInt() : random.nextInt(1 << 19))
                .referenceId(kisses[random.nextInt(kisses.length)])
                .reference(rarely(random) ? 0 : receive - random.nextLong(1L << 40))
                .receive(receive)
                .transmit(transmit)
                .make();
        ClaimOptions options = new ClaimOptions(
                rarely(random) ? 10_000_000_000L : 0,
                0,
                random.nextLong(3_600_000_000_000L) * (seed & 1),
                random.nextInt(3) * 500,
                false);
        long sent = random.nextLong();
        long received = sent + (rarely(random) ? -random.nextLong(1000) : random.nextLong(2_000_000_000L));
        NtpExchange.Outcome outcome = new NtpExchange(sent, received, NONCE, reply).evaluate(options, LEAP_IN_2036);
        if (outcome instanceof NtpExchange.Refused refused) {
            REFUSALS.merge(refused.failure().reason(), 1, Integer::sum);
        } else {
            measured++;
        }
    }

    @AfterContainer
    static void everyOutcomeOccurred() {
        assertTrue(measured > 0);
        for (Reason reason : new Reason[] {
            Reason.UNSOLICITED,
            Reason.RATE_LIMITED,
            Reason.DENIED,
            Reason.UNSYNCHRONIZED,
            Reason.IMPLAUSIBLE,
            Reason.CONTRADICTORY,
            Reason.LEAP_SECOND,
            Reason.INTERNAL
        }) {
            assertTrue(REFUSALS.containsKey(reason), () -> "never: " + reason + ", but " + REFUSALS);
        }
    }

    private static Claim claim(NtpHeader reply, ClaimOptions options) {
        return ((NtpExchange.Measured) new NtpExchange(0, 1_000_000, NONCE, reply).evaluate(options, LEAPS)).claim();
    }

    /** Nothing, a little, or a long pause. */
    private static long extra(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> random.nextLong(1_000);
            default -> random.nextLong(2_000_000_000L);
        };
    }

    /** One of the extremes or something between. */
    private static long error(SplittableRandom random, long within) {
        return switch (random.nextInt(3)) {
            case 0 -> -within;
            case 1 -> within;
            default -> random.nextLong(-within, within + 1);
        };
    }

    private static boolean rarely(SplittableRandom random) {
        return random.nextInt(16) == 0;
    }
}
