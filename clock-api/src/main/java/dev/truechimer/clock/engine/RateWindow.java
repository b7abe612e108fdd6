package dev.truechimer.clock.engine;

import dev.truechimer.clock.source.Claim;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The raw claims of one source from which its view of the oscillator's rate follows.
 *
 * <p>Each two claims bound the mean rate between them; the constant ḡ then lies within w of that mean. Raw claims only,
 * never aged or intersected ones: those rest on the rate themselves. The window is divided into {@value #SLOTS} slots
 * and the narrowest claim of each is kept, so memory and work are bounded. <b>Threads:</b> confined. <b>Source:</b>
 * error model, section 5.
 */
final class RateWindow {

    static final int SLOTS = 16;

    /** What a source says of ḡ − 1, in ppb; empty ({@code lo > hi}) if it contradicts itself or ρ. */
    record Bound(long loPpb, long hiPpb) {
        boolean isEmpty() {
            return loPpb > hiPpb;
        }
    }

    private final EngineSettings.Rates rates;
    private final ArrayDeque<Claim> kept = new ArrayDeque<>();

    RateWindow(EngineSettings.Rates rates) {
        this.rates = rates;
    }

    /** Takes a claim; one without both halves says nothing about a rate and is passed over. */
    void add(Claim claim) {
        if (!claim.hasLower() || !claim.hasUpper()) {
            return;
        }
        Claim last = kept.peekLast();
        if (last != null && slot(last) == slot(claim)) {
            if (looseness(claim) > looseness(last)) {
                return;
            }
            kept.removeLast();
        }
        kept.addLast(claim);
        forgetBefore(claim.lastTicks() - rates.windowNanos());
    }

    /** Forgets claims that began before a reading; returns whether there were any. */
    boolean forgetBefore(long ticks) {
        int before = kept.size();
        while (!kept.isEmpty() && kept.peekFirst().firstTicks() - ticks < 0) {
            kept.removeFirst();
        }
        return kept.size() < before;
    }

    void clear() {
        kept.clear();
    }

    /** The kept claims, oldest first. */
    List<Claim> claims() {
        return List.copyOf(kept);
    }

    /** What the pairs say together; empty if there is no usable pair. */
    Optional<Bound> bound() {
        List<Claim> claims = new ArrayList<>(kept);
        long limit = RateBound.ppbOfPpm(rates.rhoPpm());
        long wander = RateBound.ppbOfPpm(rates.wanderPpm());
        long lo = -limit;
        long hi = limit;
        boolean paired = false;
        for (int j = 1; j < claims.size(); j++) {
            for (int i = 0; i < j; i++) {
                Pair pair = Pair.of(claims.get(i), claims.get(j), rates.tickErrorNanos());
                if (pair.isUsable()) {
                    paired = true;
                    lo = Math.max(lo, pair.loPpb() - wander);
                    hi = Math.min(hi, pair.hiPpb() + wander);
                }
            }
        }
        return paired ? Optional.of(new Bound(lo, hi)) : Optional.empty();
    }

    private long slot(Claim claim) {
        return Math.floorDiv(claim.lastTicks(), Math.max(1, rates.windowNanos() / SLOTS));
    }

    private static long looseness(Claim claim) {
        return claim.budget().delayNanos() + 2 * claim.budget().sourceErrorNanos();
    }

    /**
     * Two raw claims, an earlier one i and a later one j: the true time between their halves over the oscillator time
     * between them, each half at its own reading.
     *
     * @param trueLeast a_j − b_i
     * @param ticksMost La_j − Lb_i + 2r
     * @param trueMost b_j − a_i
     * @param ticksLeast Lb_j − La_i − 2r
     * @param twoR 2r
     */
    record Pair(long trueLeast, long ticksMost, long trueMost, long ticksLeast, long twoR) {

        static Pair of(Claim i, Claim j, long tickErrorNanos) {
            long twoR = 2 * tickErrorNanos;
            return new Pair(
                    j.lowerTaiNanos() - i.upperTaiNanos(),
                    j.lowerTicks() - i.upperTicks() + twoR,
                    j.upperTaiNanos() - i.lowerTaiNanos(),
                    j.upperTicks() - i.lowerTicks() - twoR,
                    twoR);
        }

        /** Both distances, less 2r, are positive; exchanges that overlap in time are no pair. */
        boolean isUsable() {
            return ticksLeast > 0 && ticksMost - 2 * twoR > 0;
        }

        /** The mean rate was at least this: ⌊(trueLeast / ticksMost − 1)·10^9⌋. */
        long loPpb() {
            return ppb(trueLeast - ticksMost, ticksMost, false);
        }

        /** The mean rate was at most this: ⌈(trueMost / ticksLeast − 1)·10^9⌉. */
        long hiPpb() {
            return ppb(trueMost - ticksLeast, ticksLeast, true);
        }

        /** {@code excess / ticks} in ppb, rounded; saturates at ±10^9, which is beyond every ρ. */
        private static long ppb(long excess, long ticks, boolean up) {
            long billion = 1_000_000_000L;
            if (excess >= ticks || excess <= -ticks) {
                return excess > 0 ? billion : -billion;
            }
            if (Math.abs(excess) > Long.MAX_VALUE / billion) {
                return exactPpb(excess, ticks, up);
            }
            return up ? -Math.floorDiv(-excess * billion, ticks) : Math.floorDiv(excess * billion, ticks);
        }

        /** The same where the product of excess and 10^9 does not fit a long. */
        private static long exactPpb(long excess, long ticks, boolean up) {
            BigInteger product = BigInteger.valueOf(excess).multiply(BigInteger.valueOf(1_000_000_000L));
            BigInteger[] parts = product.divideAndRemainder(BigInteger.valueOf(ticks));
            int sign = parts[1].signum();
            long adjust = up ? Math.max(0, sign) : Math.min(0, sign);
            return parts[0].longValueExact() + adjust;
        }
    }
}
