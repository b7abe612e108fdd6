package dev.truechimer.gps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.truechimer.gps.wire.NtpShmSample;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which samples count for a reader that takes nothing away. */
class NtpShmWatchTest {

    private final NtpShmWatch watch = new NtpShmWatch();

    private static NtpShmSample sample(int mode, int count, int valid, long clock, long receive) {
        return new NtpShmSample(mode, count, clock, 0, receive, 0, 0, -20, 3, valid, 0, 0);
    }

    private void sees(NtpShmSample sample) {
        assertEquals(Optional.of(sample), watch.look(sample));
    }

    private void seesNothing(NtpShmSample sample) {
        assertEquals(Optional.empty(), watch.look(sample));
    }

    @Test
    void whatStoodThereFirstIsNeverTaken() {
        for (int looks = 0; looks < 5; looks++) {
            seesNothing(sample(1, 2, 1, 10, 10));
        }
    }

    @Test
    void aChangeCountsOnceWhenItStandsStill() {
        seesNothing(sample(1, 2, 1, 10, 10));
        seesNothing(sample(1, 4, 1, 11, 11));
        sees(sample(1, 4, 1, 11, 11));
        seesNothing(sample(1, 4, 1, 11, 11));
        seesNothing(sample(1, 4, 0, 11, 11));
    }

    @Test
    void aWriterThatIsHeldUpAmidASampleIsNotBelieved() {
        seesNothing(sample(1, 2, 1, 10, 10));
        seesNothing(sample(1, 2, 1, 10, 10));
        for (int looks = 0; looks < 5; looks++) {
            seesNothing(sample(1, 3, 0, 11, 10));
        }
        seesNothing(sample(1, 4, 1, 11, 11));
        sees(sample(1, 4, 1, 11, 11));
    }

    @Test
    void samplesThatOthersHaveTakenCountByTheirNumber() {
        seesNothing(sample(1, 2, 0, 10, 10));
        seesNothing(sample(1, 4, 0, 11, 11));
        // Nothing says yet whether whole samples are even or odd.
        seesNothing(sample(1, 4, 0, 11, 11));
        seesNothing(sample(1, 6, 1, 12, 12));
        sees(sample(1, 6, 0, 12, 12));
        seesNothing(sample(1, 8, 0, 13, 13));
        sees(sample(1, 8, 0, 13, 13));
        // A writer that was ended amid a sample and started again counts the other way.
        seesNothing(sample(1, 11, 0, 14, 14));
        seesNothing(sample(1, 11, 0, 14, 14));
        sees(sample(1, 11, 1, 14, 14));
        seesNothing(sample(1, 13, 0, 15, 15));
        sees(sample(1, 13, 0, 15, 15));
    }

    @Test
    void withoutACountOnlyValidSamplesCount() {
        seesNothing(sample(0, 0, 1, 10, 10));
        seesNothing(sample(0, 0, 1, 11, 10));
        seesNothing(sample(0, 0, 1, 11, 11));
        sees(sample(0, 0, 1, 11, 11));
        seesNothing(sample(0, 0, 0, 12, 12));
        seesNothing(sample(0, 0, 0, 12, 12));
        sees(sample(0, 0, 1, 12, 12));
    }
}
