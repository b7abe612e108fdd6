package dev.truechimer.gps;

import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.gps.NmeaOutcome.Named;
import dev.truechimer.gps.NmeaOutcome.Refused;
import dev.truechimer.gps.wire.NmeaSentence;
import dev.truechimer.gps.wire.NmeaSentence.Fix;
import dev.truechimer.gps.wire.NmeaSentence.Kind;
import dev.truechimer.gps.wire.NmeaTime;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what the sentences of one epoch say: all that name the same time of day, one after the other.
 *
 * <p>The epoch's arrival is that of its first sentence, which must be known to be the first: the epoch in whose middle the
 * source began to listen, and one before which a line was damaged, name nothing. The date comes from an RMC or ZDA with the
 * very time of the others, so midnight between two sentences makes two epochs and no wrong day. A sentence that repeats the
 * time of an epoch that is over belongs to none. A sentence that denies the fix outweighs one that has it.
 * <b>Threads:</b> confined to one; reads no clock.
 */
final class NmeaEpochs {

    private static final long NANOS_PER_DAY = 86_400_000_000_000L;

    /** Of so many epochs that are over a receiver may speak again, without beginning them anew. */
    private static final int MOST_PAST = 4;

    private final boolean isFixImplied;
    private final Deque<Long> pastNanosOfDay = new ArrayDeque<>();
    private @Nullable NmeaTime time;
    private @Nullable NmeaArrival arrival;
    private @Nullable LocalDate date;
    private boolean hasFix;
    private boolean deniesFix;
    private boolean isDone = true;
    private boolean isFirstUnsure = true;

    /**
     * Before the first sentence.
     *
     * @param isFixImplied whether a time counts although no sentence says that there is a fix
     */
    NmeaEpochs(boolean isFixImplied) {
        this.isFixImplied = isFixImplied;
    }

    /** A line was damaged: it may have been the first of an epoch. */
    void damaged() {
        isFirstUnsure = true;
    }

    /**
     * Takes a sentence.
     *
     * @param began when its first character came
     * @return what it completes, at most once for each epoch; or what is wrong with the epoch that it ends
     */
    Optional<NmeaOutcome> add(NmeaSentence sentence, NmeaArrival began) {
        NmeaTime named = sentence.time();
        if (named == null) {
            return withoutTime(sentence);
        }
        if (pastNanosOfDay.contains(named.nanosOfDay())) {
            return Optional.empty();
        }
        Optional<NmeaOutcome> ended = Optional.empty();
        if (time == null || time.nanosOfDay() != named.nanosOfDay()) {
            ended = verdict();
            begin(named, began);
        }
        merge(sentence);
        Optional<NmeaOutcome> completed = complete(sentence.talker());
        return completed.isPresent() ? completed : ended;
    }

    /** A receiver that leaves the time empty has none. */
    private Optional<NmeaOutcome> withoutTime(NmeaSentence sentence) {
        if (sentence.fix() != Fix.NONE) {
            return Optional.empty();
        }
        // Said again with each RMC, since nothing tells one such epoch from the next.
        boolean isNews = time != null || isDone || sentence.kind() == Kind.RMC;
        end();
        isDone = false;
        deniesFix = true;
        return isNews ? Optional.of(noFix()) : Optional.empty();
    }

    private void begin(NmeaTime named, NmeaArrival began) {
        // Without a reading or an epoch before, this may be the middle of a burst.
        isDone = isFirstUnsure;
        isFirstUnsure = false;
        end();
        time = named;
        arrival = began;
        date = null;
        hasFix = isFixImplied;
        deniesFix = false;
    }

    private void end() {
        if (time != null) {
            pastNanosOfDay.addLast(time.nanosOfDay());
            time = null;
        }
        if (pastNanosOfDay.size() > MOST_PAST) {
            pastNanosOfDay.removeFirst();
        }
    }

    private void merge(NmeaSentence sentence) {
        if (sentence.date() != null) {
            date = sentence.date();
        }
        hasFix |= sentence.fix() == Fix.VALID;
        deniesFix |= sentence.fix() == Fix.NONE;
    }

    private Optional<NmeaOutcome> complete(String talker) {
        if (isDone || time == null || arrival == null || date == null || !hasFix || deniesFix) {
            return Optional.empty();
        }
        isDone = true;
        long utcNanos = date.toEpochDay() * NANOS_PER_DAY + time.nanosOfDay();
        return Optional.of(new Named(utcNanos, time.resolutionNanos(), arrival, talker));
    }

    /** Why the epoch that ends here came to nothing; empty if it did not, or was not to. */
    private Optional<NmeaOutcome> verdict() {
        if (isDone || time == null) {
            return Optional.empty();
        }
        if (deniesFix) {
            return Optional.of(noFix());
        }
        return Optional.of(
                date == null
                        ? refused(
                                "no RMC or ZDA gives a date to the time of the other sentences: let the receiver send one")
                        : refused(
                                "the time comes without a word about a fix, as ZDA has it: let the receiver send RMC, or"
                                        + " declare fixImplied()"));
    }

    private static NmeaOutcome noFix() {
        return refused("the receiver has no fix: is its antenna connected, with a view of the sky?");
    }

    private static NmeaOutcome refused(String detail) {
        return new Refused(new SourceFailure(Reason.UNSYNCHRONIZED, detail));
    }
}
