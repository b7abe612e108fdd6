package dev.truechimer.vector.snapshot.post;

import dev.truechimer.vector.snapshot.LaiYangOutput;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendColour;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendCopy;
import dev.truechimer.vector.snapshot.LaiYangOutput.SendReport;
import dev.truechimer.vector.snapshot.LaiYangSnapshot;
import dev.truechimer.vector.snapshot.SnapshotCompleted;
import dev.truechimer.vector.snapshot.SnapshotLimits;
import dev.truechimer.vector.snapshot.Topology;
import dev.truechimer.vector.snapshot.threads.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One branch of a bank whose branches send each other money by post, which comes in any order; some of them begin
 * snapshots.
 *
 * <p><b>Threads:</b> any; its monitor guards the account and the machines.
 */
final class PostBranch {

    /** How many payments may be under way on one channel. */
    static final int PAYMENTS_UNDER_WAY = 16;

    private final int id;
    private final int branches;
    private final PostOffice office;
    private final Consumer<Object> results;
    private final LongSupplier nanos;

    /** By initiator. */
    private final List<LaiYangSnapshot<Till, Payment>> machines = new ArrayList<>();

    /** By receiver. */
    private final List<Semaphore> credits = new ArrayList<>();

    private final Traffic.Counting traffic = new Traffic.Counting();
    private final long[] sent;
    private final long[] highestArrived;
    private long balance;
    private long overtaken;
    private long snapshotsThatOverlap;

    PostBranch(
            int id,
            int branches,
            int initiators,
            long balance,
            PostOffice office,
            Consumer<Object> results,
            LongSupplier nanos) {
        this.id = id;
        this.branches = branches;
        this.balance = balance;
        this.office = office;
        this.results = results;
        this.nanos = nanos;
        this.sent = new long[branches];
        this.highestArrived = new long[branches];
        Set<Long> all = new TreeSet<>();
        for (long branch = 0; branch < branches; branch++) {
            all.add(branch);
            credits.add(new Semaphore(PAYMENTS_UNDER_WAY));
        }
        SnapshotLimits limits = new SnapshotLimits(64, 100_000, 60_000_000_000L);
        for (int initiator = 0; initiator < initiators; initiator++) {
            machines.add(new LaiYangSnapshot<>(Topology.mesh(id, all), initiator, limits, this::till));
        }
    }

    synchronized Till till() {
        return new Till(balance, traffic.now());
    }

    /** Returns once so many payments have arrived from there. */
    void awaitReceived(long from, long count) throws InterruptedException {
        traffic.awaitReceived(from, count);
    }

    /** How many payments arrived behind a later one of the same channel. */
    synchronized long overtaken() {
        return overtaken;
    }

    synchronized long snapshotsThatOverlap() {
        return snapshotsThatOverlap;
    }

    synchronized int underWay() {
        return machines.stream().mapToInt(LaiYangSnapshot::underWay).sum();
    }

    synchronized void startSnapshot() {
        if (machines.get(id).underWay() > 0) {
            snapshotsThatOverlap++;
        }
        act(id, machines.get(id).start(nanos.getAsLong()));
    }

    void returnCredit(int to) {
        credits.get(to).release();
    }

    /** Sends money to another branch; waits while too much is under way. */
    void work(SplittableRandom random) throws InterruptedException {
        int to = (id + 1 + random.nextInt(branches - 1)) % branches;
        credits.get(to).acquire();
        synchronized (this) {
            long amount = random.nextLong(balance / 4 + 1);
            balance -= amount;
            traffic.countSent(to);
            List<Long> colours = new ArrayList<>();
            for (LaiYangSnapshot<Till, Payment> machine : machines) {
                colours.add(machine.beforeSend(to));
            }
            office.post(to, new Letter.Pay(id, colours, new Payment(++sent[to], amount)));
            if (id < machines.size()) {
                act(id, machines.get(id).tick(nanos.getAsLong()));
            }
        }
    }

    synchronized void receive(Letter letter) {
        if (letter instanceof Letter.Pay pay) {
            receive(pay);
        } else if (letter instanceof Letter.News news) {
            int initiator = (int) news.initiator();
            act(initiator, machines.get(initiator).colourReceived(news.colour()));
        } else if (letter instanceof Letter.Report report) {
            act(id, machines.get(id).reportReceived(report.report()));
        } else if (letter instanceof Letter.Copy copy) {
            act(id, machines.get(id).copyReceived(copy.copy()));
        }
    }

    private void receive(Letter.Pay pay) {
        List<List<LaiYangOutput<Till, Payment>>> outputs = new ArrayList<>();
        tell(pay, 0, outputs);
        for (int i = 0; i < outputs.size(); i++) {
            // The innermost is the first that is done.
            act(outputs.size() - 1 - i, outputs.get(i));
        }
    }

    /** Tells the machines one within the other, and applies the payment in the innermost. */
    private void tell(Letter.Pay pay, int initiator, List<List<LaiYangOutput<Till, Payment>>> outputs) {
        if (initiator == machines.size()) {
            apply(pay);
            return;
        }
        outputs.add(machines.get(initiator)
                .messageReceived(pay.from(), pay.colours().get(initiator), pay.payment(), () -> {
                    tell(pay, initiator + 1, outputs);
                }));
    }

    private void apply(Letter.Pay pay) {
        balance += pay.payment().amount();
        traffic.countReceived(pay.from());
        int from = (int) pay.from();
        if (pay.payment().sequence() < highestArrived[from]) {
            overtaken++;
        }
        highestArrived[from] = Math.max(highestArrived[from], pay.payment().sequence());
    }

    private void act(int initiator, List<LaiYangOutput<Till, Payment>> outputs) {
        for (LaiYangOutput<Till, Payment> output : outputs) {
            if (output instanceof SendColour<Till, Payment> send) {
                send.receivers().forEach(to -> office.post((int) (long) to, new Letter.News(id, send.colour())));
            } else if (output instanceof SendReport<Till, Payment> report) {
                office.post(initiator, new Letter.Report(report));
            } else if (output instanceof SendCopy<Till, Payment> copy) {
                office.post(initiator, new Letter.Copy(copy));
            } else if (output instanceof SnapshotCompleted<Till, Payment> completed) {
                results.accept(completed.snapshot());
            } else {
                results.accept(new AssertionError("branch " + id + ": " + output));
            }
        }
    }
}
