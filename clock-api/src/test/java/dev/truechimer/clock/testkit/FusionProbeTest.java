package dev.truechimer.clock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.truechimer.clock.TimeInterval;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cases in which the best supported overlap is no bound, and what is one. */
class FusionProbeTest {

    private static TimeInterval claim(long earliest, long latest) {
        return new TimeInterval(earliest, latest);
    }

    private static Optional<TimeInterval> hull(long earliest, long latest) {
        return Optional.of(claim(earliest, latest));
    }

    @Test
    void eitherOverlapMayHoldTheTruth() {
        assertEquals(hull(8, 12), FusionProbe.fuse(List.of(claim(8, 12), claim(10, 12), claim(8, 9)), 1));
        assertEquals(hull(7, 11), FusionProbe.fuse(List.of(claim(7, 9), claim(7, 12), claim(10, 11)), 1));
    }

    @Test
    void aFalsetickerDoesNotCount() {
        assertEquals(hull(11, 12), FusionProbe.fuse(List.of(claim(8, 12), claim(11, 13), claim(14, 15)), 1));
    }

    @Test
    void theOverlapOfAllIsNotTrustedWhenOneMayLie() {
        List<TimeInterval> claims = List.of(claim(11, 13), claim(10, 12), claim(8, 12));
        assertEquals(hull(10, 12), FusionProbe.fuse(claims, 1));
        assertEquals(hull(11, 12), FusionProbe.fuse(claims, 0));
    }

    @Test
    void twoThatContradictEachOtherGiveNothing() {
        assertEquals(Optional.empty(), FusionProbe.fuse(List.of(claim(1, 3), claim(4, 5)), 0));
    }

    @Test
    void aSourceWithoutAClaimHoldsEveryPoint() {
        List<TimeInterval> claims = List.of(claim(1, 3), claim(5, 6), TimeInterval.UNBOUNDED);
        assertEquals(hull(1, 6), FusionProbe.fuse(claims, 1));
        List<TimeInterval> oneSpeaks = List.of(claim(1, 3), TimeInterval.UNBOUNDED, TimeInterval.UNBOUNDED);
        assertEquals(Optional.of(TimeInterval.UNBOUNDED), FusionProbe.fuse(oneSpeaks, 1));
    }

    @Test
    void nobodyToBelieveMeansNothingIsKnown() {
        assertEquals(Optional.of(TimeInterval.UNBOUNDED), FusionProbe.fuse(List.of(), 0));
        assertEquals(Optional.of(TimeInterval.UNBOUNDED), FusionProbe.fuse(List.of(claim(1, 2)), 1));
        assertEquals(Optional.of(TimeInterval.UNBOUNDED), FusionProbe.fuse(List.of(claim(1, 2)), 7));
    }

    @Test
    void refusesANegativeTolerance() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> FusionProbe.fuse(List.of(claim(1, 2)), -1));
        assertEquals("liars must be >= 0: -1", refused.getMessage());
    }
}
