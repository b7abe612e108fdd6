package dev.truechimer.clock.engine;

import java.util.Arrays;

/**
 * Fusion that survives liars: the hull of all points that lie in at least N - f of N intervals.
 *
 * <p>If at most f intervals are false, true time lies in all the others, that is in at least N - f, so the hull contains
 * it. <b>Shape:</b> interval i is [lower[i], upper[i]]; an absent end ({@link Long#MIN_VALUE}, {@link Long#MAX_VALUE})
 * reaches for ever, and a source without a claim is the whole line. <b>Cost:</b> O(n log n). <b>Threads:</b> pure.
 * <b>Source:</b> error model, section 4; the sound reading of Marzullo and Owicki (1983) and RFC 5905, section 11.2.1.
 */
public final class Fusion {

    /** What the intervals say together. */
    public enum Verdict {
        /** A hull that is bounded on at least one side. */
        HULL,
        /** So many intervals are the whole line that every point has enough support: nothing is known. */
        NO_QUORUM,
        /** No point has enough support: more than f intervals are false. */
        CONTRADICTION
    }

    /**
     * The outcome.
     *
     * @param verdict which kind
     * @param lower lower end of the hull, or {@link Long#MIN_VALUE}
     * @param upper upper end of the hull, or {@link Long#MAX_VALUE}
     * @param falsetickers for each interval, whether it holds no supported point; all false unless there is a hull
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed from one method to its only caller, never shared.
    public record Result(Verdict verdict, long lower, long upper, boolean[] falsetickers) {}

    private Fusion() {}

    /**
     * Fuses.
     *
     * @param lower lower ends
     * @param upper upper ends, as many, each not below its lower end
     * @param liars f, {@code >= 0}; with {@code f >= N} every point is supported
     */
    public static Result fuse(long[] lower, long[] upper, int liars) {
        int n = lower.length;
        int needed = n - liars;
        if (needed <= 0) {
            return new Result(Verdict.NO_QUORUM, Long.MIN_VALUE, Long.MAX_VALUE, new boolean[n]);
        }
        long[] starts = lower.clone();
        long[] ends = upper.clone();
        Arrays.sort(starts);
        Arrays.sort(ends);
        // A point x has support (starts <= x) - (ends < x). Support rises only at starts and falls only behind ends.
        long[] regionStarts = new long[n];
        long[] regionEnds = new long[n];
        int regions = 0;
        int ended = 0;
        boolean inside = false;
        for (int begun = 1; begun <= n; begun++) {
            long start = starts[begun - 1];
            while (ends[ended] < start) {
                ended++;
                if (inside && begun - 1 - ended < needed) {
                    regionEnds[regions++] = ends[ended - 1];
                    inside = false;
                }
            }
            if (!inside && begun - ended >= needed) {
                regionStarts[regions] = start;
                inside = true;
            }
        }
        if (inside) {
            // All have begun; the region closes behind the end that leaves fewer than needed.
            regionEnds[regions++] = ends[n - needed];
        }
        return result(lower, upper, regionStarts, regionEnds, regions);
    }

    private static Result result(long[] lower, long[] upper, long[] regionStarts, long[] regionEnds, int regions) {
        int n = lower.length;
        boolean[] falsetickers = new boolean[n];
        if (regions == 0) {
            return new Result(Verdict.CONTRADICTION, Long.MIN_VALUE, Long.MAX_VALUE, falsetickers);
        }
        long hullLower = regionStarts[0];
        long hullUpper = regionEnds[regions - 1];
        if (hullLower == Long.MIN_VALUE && hullUpper == Long.MAX_VALUE) {
            return new Result(Verdict.NO_QUORUM, hullLower, hullUpper, falsetickers);
        }
        for (int i = 0; i < n; i++) {
            falsetickers[i] = !touchesRegion(lower[i], upper[i], regionStarts, regionEnds, regions);
        }
        return new Result(Verdict.HULL, hullLower, hullUpper, falsetickers);
    }

    /** Whether [lower, upper] shares a point with one of the regions, which are disjoint and in order. */
    private static boolean touchesRegion(long lower, long upper, long[] starts, long[] ends, int regions) {
        int at = Arrays.binarySearch(ends, 0, regions, lower);
        int firstEndingAtOrAfter = at >= 0 ? at : -at - 1;
        return firstEndingAtOrAfter < regions && starts[firstEndingAtOrAfter] <= upper;
    }
}
