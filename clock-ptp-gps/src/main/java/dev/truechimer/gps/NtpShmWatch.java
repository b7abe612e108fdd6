package dev.truechimer.gps;

import dev.truechimer.gps.wire.NtpShmSample;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which of the samples in a segment is new and whole, without taking it away from those for whom it is meant: a
 * passive reader can't go by {@code valid}, which they clear. Computation only.
 *
 * <p>What stood there first is of unknown age: only a change counts. A change counts when two successive looks found the
 * same, and the writer said that it is whole: by {@code valid}, or, where somebody has cleared that, by a {@code count} that
 * is even or odd as the counts of whole samples are. <b>Hazard:</b> mode 0 has no count: a writer that is held up amid a
 * sample, between two looks and longer, while {@code valid} is set, is not found out. <b>Threads:</b> confined to one.
 * <b>Source:</b> ntpd's driver 28.
 */
final class NtpShmWatch {

    private static final int MODE_WITH_COUNT = 1;

    private @Nullable NtpShmSample known;
    private @Nullable NtpShmSample candidate;
    private boolean candidateWasValid;
    private boolean knowsParity;
    private int parity;

    /**
     * Takes what a look found.
     *
     * @param sample a copy during which the count did not change
     * @return the sample, if it is new and whole; each once
     */
    Optional<NtpShmSample> look(NtpShmSample sample) {
        NtpShmSample last = known;
        if (last == null) {
            known = sample;
            return Optional.empty();
        }
        if (isSame(sample, last)) {
            learn(sample, sample.valid() != 0);
            candidate = null;
            return Optional.empty();
        }
        NtpShmSample waiting = candidate;
        if (waiting == null || !isSame(sample, waiting)) {
            candidate = sample;
            candidateWasValid = sample.valid() != 0;
            return Optional.empty();
        }
        candidateWasValid |= sample.valid() != 0;
        if (!candidateWasValid && !hasCountOfWhole(sample)) {
            return Optional.empty();
        }
        learn(sample, candidateWasValid);
        known = sample;
        candidate = null;
        return Optional.of(sample);
    }

    /** Whether something new was seen that has not been seen twice yet. */
    boolean hasCandidate() {
        return candidate != null;
    }

    /** Whole samples of this writer have counts like that of one that was valid. */
    private void learn(NtpShmSample sample, boolean wasValid) {
        if (wasValid) {
            knowsParity = true;
            parity = sample.count() & 1;
        }
    }

    private boolean hasCountOfWhole(NtpShmSample sample) {
        return sample.mode() == MODE_WITH_COUNT && knowsParity && (sample.count() & 1) == parity;
    }

    /** All but {@code valid}, which readers change. */
    private static boolean isSame(NtpShmSample one, NtpShmSample other) {
        return one.withValid(0).equals(other.withValid(0));
    }
}
