package dev.truechimer.vector.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The oracle of snapshots: processes that send each other money, with the whole history and the true happened-before
 * relation.
 *
 * <p>Each send and each receipt is an event. A state says after which event of its process it was taken, so a snapshot
 * names the cut that it claims, and the history tells everything else that it has to hold.
 */
final class Ledger {

    /** A message of the application. */
    record Transfer(int number, int from, int to, long amount) {}

    /** A process's state: what it has, and how many events it has seen. */
    record State(long balance, int events) {}

    /** What became of a transfer: the how-manieth event of its sender it is, and of its receiver, or 0. */
    private static final class Course {
        private final Transfer transfer;
        private final int sentAt;
        private int receivedAt;

        Course(Transfer transfer, int sentAt) {
            this.transfer = transfer;
            this.sentAt = sentAt;
        }

        /** One that is not applied yet arrives behind all others. */
        int arrival() {
            return receivedAt == 0 ? Integer.MAX_VALUE : receivedAt;
        }

        boolean crosses(int[] cut) {
            return sentAt <= cut[transfer.from()] && (receivedAt == 0 || receivedAt > cut[transfer.to()]);
        }
    }

    private final long total;
    private final long[] balances;

    /** By process and event: how many events of each process happened before it, itself included. */
    private final List<List<int[]>> pasts = new ArrayList<>();

    /** By process and event: the balance after it; the first is the one before all events. */
    private final List<List<Long>> histories = new ArrayList<>();

    private final List<Course> courses = new ArrayList<>();

    Ledger(int processes, long balanceOfEach) {
        total = processes * balanceOfEach;
        balances = new long[processes];
        for (int process = 0; process < processes; process++) {
            balances[process] = balanceOfEach;
            pasts.add(new ArrayList<>(List.of(new int[processes])));
            histories.add(new ArrayList<>(List.of(balanceOfEach)));
        }
    }

    long total() {
        return total;
    }

    State state(int process) {
        return new State(balances[process], events(process));
    }

    Transfer send(int from, int to, long amount) {
        Transfer transfer = new Transfer(courses.size(), from, to, amount);
        event(from, pasts.get(from).get(events(from)).clone(), -amount);
        courses.add(new Course(transfer, events(from)));
        return transfer;
    }

    void receive(Transfer transfer) {
        Course course = courses.get(transfer.number());
        int to = transfer.to();
        int[] past = pasts.get(to).get(events(to)).clone();
        int[] cause = pasts.get(transfer.from()).get(course.sentAt);
        for (int process = 0; process < past.length; process++) {
            past[process] = Math.max(past[process], cause[process]);
        }
        event(to, past, transfer.amount());
        course.receivedAt = events(to);
    }

    long balance(int process) {
        return balances[process];
    }

    /** What is wrong with a snapshot; empty if it is exact. */
    Optional<String> violation(GlobalSnapshot<State, Transfer> snapshot) {
        if (snapshot.states().size() != balances.length) {
            return Optional.of("states of " + snapshot.states().keySet() + " only");
        }
        int[] cut = new int[balances.length];
        for (Map.Entry<Long, State> entry : snapshot.states().entrySet()) {
            int process = (int) (long) entry.getKey();
            State state = entry.getValue();
            cut[process] = state.events();
            if (histories.get(process).get(state.events()) != state.balance()) {
                return Optional.of("process " + process + " never was in " + state);
            }
        }
        return orphan(cut).or(() -> wrongChannel(snapshot, cut)).or(() -> wrongTotal(snapshot));
    }

    /** Whether the states of all processes, without looking at channels, are no consistent cut. */
    boolean hasOrphan(Map<Long, State> states) {
        int[] cut = new int[balances.length];
        states.forEach((process, state) -> cut[(int) (long) process] = state.events());
        return orphan(cut).isPresent();
    }

    /** What one process knows of another's future; so there is a message received and not sent. */
    private Optional<String> orphan(int[] cut) {
        for (int process = 0; process < cut.length; process++) {
            int[] past = pasts.get(process).get(cut[process]);
            for (int other = 0; other < cut.length; other++) {
                if (past[other] > cut[other]) {
                    return Optional.of("process " + process + " knows event " + past[other] + " of process " + other
                            + ", which is cut at " + cut[other]);
                }
            }
        }
        return Optional.empty();
    }

    /** The money in a snapshot. */
    static long totalOf(GlobalSnapshot<State, Transfer> snapshot) {
        long sum = 0;
        for (State state : snapshot.states().values()) {
            sum += state.balance();
        }
        for (List<Transfer> messages : snapshot.channels().values()) {
            for (Transfer transfer : messages) {
                sum += transfer.amount();
            }
        }
        return sum;
    }

    private Optional<String> wrongTotal(GlobalSnapshot<State, Transfer> snapshot) {
        long found = totalOf(snapshot);
        return found == total ? Optional.empty() : Optional.of("total " + found + " instead of " + total);
    }

    /** Exactly what crosses the cut, in the order of arrival, which for FIFO channels is the order of sending. */
    private Optional<String> wrongChannel(GlobalSnapshot<State, Transfer> snapshot, int[] cut) {
        List<Course> crossing = new ArrayList<>();
        for (Course course : courses) {
            if (course.crosses(cut)) {
                crossing.add(course);
            }
        }
        crossing.sort(Comparator.comparingInt(Course::arrival));
        int recorded = 0;
        for (Map.Entry<Channel, List<Transfer>> entry : snapshot.channels().entrySet()) {
            Channel channel = entry.getKey();
            List<Transfer> expected = new ArrayList<>();
            for (Course course : crossing) {
                if (course.transfer.from() == channel.from() && course.transfer.to() == channel.to()) {
                    expected.add(course.transfer);
                }
            }
            if (!expected.equals(entry.getValue())) {
                return Optional.of(channel + " holds " + entry.getValue() + " instead of " + expected);
            }
            recorded += expected.size();
        }
        return recorded == crossing.size()
                ? Optional.empty()
                : Optional.of(recorded + " messages recorded, " + crossing.size() + " cross the cut");
    }

    private int events(int process) {
        return pasts.get(process).size() - 1;
    }

    private void event(int process, int[] past, long change) {
        past[process]++;
        balances[process] += change;
        pasts.get(process).add(past);
        histories.get(process).add(balances[process]);
    }
}
