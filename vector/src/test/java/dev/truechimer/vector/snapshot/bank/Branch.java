package dev.truechimer.vector.snapshot.bank;

import dev.truechimer.vector.snapshot.ChandyLamportOutput;
import dev.truechimer.vector.snapshot.ChandyLamportOutput.SendMarkers;
import dev.truechimer.vector.snapshot.ChandyLamportOutput.SendPiece;
import dev.truechimer.vector.snapshot.ChandyLamportSnapshot;
import dev.truechimer.vector.snapshot.Piece;
import dev.truechimer.vector.snapshot.SnapshotCompleted;
import dev.truechimer.vector.snapshot.SnapshotId;
import dev.truechimer.vector.snapshot.SnapshotLimits;
import dev.truechimer.vector.snapshot.Topology;
import dev.truechimer.vector.snapshot.threads.Traffic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One branch of a bank whose branches send each other money, and pass tokens round that carry some: the application of
 * the snapshots.
 *
 * <p><b>Threads:</b> any; its monitor guards the account, the machine, and the order in which frames enter the queues.
 * No thread blocks while it holds it, so no two branches can wait for each other.
 */
final class Branch {

    /** How many transfers may be under way on one channel. Tokens, markers and pieces are few anyway. */
    static final int TRANSFERS_UNDER_WAY = 32;

    /** What leaves on a channel, in order. */
    private static final class Outgoing {
        private final BlockingQueue<Object> frames = new LinkedBlockingQueue<>();
        private final Semaphore credits = new Semaphore(TRANSFERS_UNDER_WAY);
    }

    private final long id;
    private final long next;
    private final Map<Long, Outgoing> outgoing = new HashMap<>();
    private final ChandyLamportSnapshot<Account, Money> machine;
    private final Consumer<Object> results;
    private final LongSupplier nanos;
    private final Deque<Money> tokens = new ArrayDeque<>();
    private final Traffic.Counting traffic = new Traffic.Counting();
    private long balance;
    private long snapshotsThatOverlap;

    Branch(long id, int branches, long balance, Consumer<Object> results, LongSupplier nanos) {
        this.id = id;
        this.next = (id + 1) % branches;
        this.balance = balance;
        this.results = results;
        this.nanos = nanos;
        Set<Long> all = new TreeSet<>();
        for (long branch = 0; branch < branches; branch++) {
            all.add(branch);
            if (branch != id) {
                outgoing.put(branch, new Outgoing());
            }
        }
        SnapshotLimits limits = new SnapshotLimits(64, 100_000, 60_000_000_000L);
        machine = new ChandyLamportSnapshot<>(Topology.mesh(id, all), limits, this::accountNow);
    }

    synchronized void addToken(long amount) {
        tokens.add(new Money(amount, true));
    }

    synchronized Account account() {
        return accountNow();
    }

    /** Returns once so much money and so many tokens have arrived from there. */
    void awaitReceived(long from, long count) throws InterruptedException {
        traffic.awaitReceived(from, count);
    }

    synchronized void startSnapshot() {
        if (machine.underWay() > 0) {
            snapshotsThatOverlap++;
        }
        act(machine.start(nanos.getAsLong()));
    }

    synchronized long snapshotsThatOverlap() {
        return snapshotsThatOverlap;
    }

    synchronized int underWay() {
        return machine.underWay();
    }

    /** The next frame for a channel; waits for it. */
    Object takeFrame(long to) throws InterruptedException {
        return outgoing(to).frames.take();
    }

    /** Puts a frame behind all others of each channel. */
    synchronized void sendToAll(Object frame) {
        outgoing.values().forEach(channel -> channel.frames.add(frame));
    }

    /** A transfer of this branch has arrived. */
    void returnCredit(long to) {
        outgoing(to).credits.release();
    }

    /** Sends money to another branch, and passes a token on if there is one; waits while too much is under way. */
    void work(SplittableRandom random) throws InterruptedException {
        long to = (id + 1 + random.nextInt(outgoing.size())) % (outgoing.size() + 1);
        outgoing(to).credits.acquire();
        synchronized (this) {
            long amount = random.nextLong(balance / 4 + 1);
            balance -= amount;
            send(to, new Money(amount, false));
            if (!tokens.isEmpty()) {
                Money token = tokens.remove();
                long mine = token.amount() + balance;
                balance = random.nextLong(mine / 2 + 1);
                send(next, new Money(mine - balance, true));
            }
            act(machine.tick(nanos.getAsLong()));
        }
    }

    /** Something arrived on the channel from another branch. */
    synchronized void receive(long from, Object frame) {
        if (frame instanceof Money money) {
            act(machine.messageReceived(from, money, () -> apply(from, money)));
        } else if (frame instanceof SnapshotId marker) {
            act(machine.markerReceived(from, marker, nanos.getAsLong()));
        } else {
            act(machine.pieceReceived(BankWire.piece(frame)));
        }
    }

    private void send(long to, Money money) {
        traffic.countSent(to);
        outgoing(to).frames.add(money);
    }

    private void apply(long from, Money money) {
        traffic.countReceived(from);
        if (money.isToken()) {
            tokens.add(money);
        } else {
            balance += money.amount();
        }
    }

    private Account accountNow() {
        return new Account(
                balance, tokens.size(), tokens.stream().mapToLong(Money::amount).sum(), traffic.now());
    }

    private Outgoing outgoing(long to) {
        Outgoing channel = outgoing.get(to);
        if (channel == null) {
            throw new IllegalArgumentException("no channel to " + to);
        }
        return channel;
    }

    private void act(List<ChandyLamportOutput<Account, Money>> outputs) {
        for (ChandyLamportOutput<Account, Money> output : outputs) {
            if (output instanceof SendMarkers<Account, Money> markers) {
                markers.receivers().forEach(to -> outgoing(to).frames.add(markers.id()));
            } else if (output instanceof SendPiece<Account, Money> send) {
                Piece<Account, Money> piece = send.piece();
                outgoing(piece.id().initiator()).frames.add(piece);
            } else if (output instanceof SnapshotCompleted<Account, Money> completed) {
                results.accept(completed.snapshot());
            } else {
                results.accept(new AssertionError("branch " + id + ": " + output));
            }
        }
    }
}
