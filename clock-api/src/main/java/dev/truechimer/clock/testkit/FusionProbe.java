package dev.truechimer.clock.testkit;

import dev.truechimer.clock.TimeInterval;
import dev.truechimer.clock.engine.Fusion;
import java.util.List;
import java.util.Optional;

/** The real fusion, for property checks. <b>Threads:</b> pure. */
public final class FusionProbe {

    private FusionProbe() {}

    /**
     * Hull of the points that lie in at least n − liars claims.
     *
     * @param claims what each source says at one instant; {@link TimeInterval#UNBOUNDED} for one that says nothing
     * @param liars f, how many of them may be false, {@code >= 0}
     * @return empty if there is no such point; unbounded if there are so few statements that every point is one
     * @throws IllegalArgumentException if {@code liars < 0}
     */
    public static Optional<TimeInterval> fuse(List<TimeInterval> claims, int liars) {
        if (liars < 0) {
            throw new IllegalArgumentException("liars must be >= 0: " + liars);
        }
        long[] lower = claims.stream().mapToLong(TimeInterval::earliestNanos).toArray();
        long[] upper = claims.stream().mapToLong(TimeInterval::latestNanos).toArray();
        Fusion.Result fused = Fusion.fuse(lower, upper, liars);
        return fused.verdict() == Fusion.Verdict.CONTRADICTION
                ? Optional.empty()
                : Optional.of(new TimeInterval(fused.lower(), fused.upper()));
    }
}
