package dev.truechimer.cli;

import dev.truechimer.clock.ClockReport.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What came out of the demonstration.
 *
 * @param settings how large it was
 * @param last the sources at the end
 * @param epsilonNanos of the bounded readings
 * @param readings how many there were
 * @param missed how many of them did not contain the truth
 * @param unbounded how many of them said nothing
 * @param transactions those that were published
 */
record DemoOutcome(
        DemoSettings settings,
        Snapshot last,
        Histogram epsilonNanos,
        long readings,
        long missed,
        long unbounded,
        List<DemoTransaction> transactions) {

    private static final int DIGITS = 3;

    DemoOutcome {
        transactions = List.copyOf(transactions);
    }

    ExternalConsistency consistency() {
        return ExternalConsistency.of(transactions);
    }

    long early() {
        return transactions.stream().filter(DemoTransaction::isEarly).count();
    }

    /** How long transactions waited. */
    Histogram waitNanos() {
        Histogram waits = new Histogram(DIGITS);
        transactions.forEach(transaction -> waits.recordValue(Math.max(0, transaction.waitNanos())));
        return waits;
    }

    /** What was promised and did not hold; empty if all is well. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        if (missed > 0) {
            broken.add(missed + " readings missed the truth");
        }
        if (readings == unbounded) {
            broken.add("no reading was bounded");
        }
        if (transactions.size() < settings.transactions()) {
            broken.add(transactions.size() + " of " + settings.transactions() + " transactions were committed");
        }
        if (consistency().violations() > 0) {
            broken.add(consistency().violations() + " transactions are out of order");
        }
        if (early() > 0) {
            broken.add(early() + " transactions were published before their timestamp had passed");
        }
        if (!last.named(Verdict.FALSETICKER).equals(List.of(DemoWorld.LIAR))) {
            broken.add("the falsetickers are " + last.named(Verdict.FALSETICKER) + " and not the liar alone");
        }
        return broken;
    }
}
