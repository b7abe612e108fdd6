package dev.truechimer.vector.snapshot.post;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.snapshot.GlobalSnapshot;
import dev.truechimer.vector.snapshot.threads.Crew;
import dev.truechimer.vector.snapshot.threads.Traffic;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real threads, real datagrams on loopback, sent in an order drawn by chance: snapshots by colours, of two initiators,
 * overlap, and each has exactly the money that there is, and no orphans; reading the tills one after the other has not.
 */
class DisorderlyPostIT {

    private static final int BRANCHES = 4;
    private static final int INITIATORS = 2;
    private static final long BALANCE = 1_000_000;
    private static final long TOTAL = BRANCHES * BALANCE;
    private static final int SNAPSHOTS = 400;
    private static final int AT_ONCE = 6;
    private static final int LEAST_SNAPSHOTS = 100;
    private static final int LEAST_OF_EACH = 20;

    /** So many snapshots begin for each naive reading. */
    private static final int SNAPSHOTS_PER_NAIVE = 10;

    /** How many more payments than one till says were sent to the next arrive there before that is read. */
    private static final int NAIVE_ORPHANS = 3;

    private static final long TIME_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long SEED = 20261121L;

    /** Snapshots, and failures of any thread. */
    private final BlockingQueue<Object> results = new LinkedBlockingQueue<>();

    private final List<PostBranch> branches = new ArrayList<>();
    private final List<PostOffice> offices = new ArrayList<>();
    private final List<Semaphore> room = new ArrayList<>();
    private final Outstanding outstanding = new Outstanding();
    private final AtomicBoolean isOpen = new AtomicBoolean(true);

    /** What came of it all. */
    private static final class Tally {
        private final Set<Long> initiators = new HashSet<>();
        private int snapshots;
        private int withMessages;
        private int naive;
        private int naiveWithOrphans;
        private int naiveWrong;

        @Override
        public String toString() {
            return snapshots + " snapshots of " + initiators.size() + " initiators, " + withMessages
                    + " with messages in channels; " + naive + " naive ones, " + naiveWithOrphans
                    + " with orphans, " + naiveWrong + " with a wrong total";
        }
    }

    @Test
    @Timeout(60)
    void everySnapshotHasAllTheMoneyThoughMessagesOvertakeEachOther() throws Exception {
        Crew crew = new Crew(results::add);
        List<DatagramSocket> sockets = new ArrayList<>();
        try {
            open(crew, sockets);
            Tally tally = takeSnapshots();
            close(crew);
            check(tally);
        } finally {
            crew.interrupt();
            sockets.forEach(DatagramSocket::close);
        }
    }

    private void open(Crew crew, List<DatagramSocket> sockets) throws IOException {
        List<SocketAddress> addresses = new ArrayList<>();
        for (int id = 0; id < BRANCHES; id++) {
            DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            sockets.add(socket);
            addresses.add(socket.getLocalSocketAddress());
            room.add(new Semaphore(PostOffice.UNDER_WAY_TO_ONE));
        }
        for (int i = 0; i < BRANCHES; i++) {
            int id = i;
            DatagramSocket socket = sockets.get(id);
            SplittableRandom random = new SplittableRandom(SEED + id);
            PostOffice office = new PostOffice(socket, addresses, room, outstanding, random.split());
            offices.add(office);
            branches.add(new PostBranch(id, BRANCHES, INITIATORS, BALANCE, office, results::add, System::nanoTime));
        }
        for (int i = 0; i < BRANCHES; i++) {
            int id = i;
            SplittableRandom random = new SplittableRandom(SEED - 1 - id);
            crew.start("sender " + id, () -> offices.get(id).sendAll(id));
            crew.start("receiver " + id, () -> receive(sockets.get(id), id));
            crew.start("teller " + id, () -> {
                while (isOpen.get()) {
                    branches.get(id).work(random);
                }
            });
        }
    }

    private void receive(DatagramSocket socket, int id) throws IOException {
        byte[] bytes = new byte[Letter.MAX_BYTES];
        while (true) {
            DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
            socket.receive(packet);
            Letter letter = Letter.decoded(bytes, packet.getLength());
            if (letter instanceof Letter.End) {
                return;
            }
            branches.get(id).receive(letter);
            room.get(id).release();
            if (letter instanceof Letter.Pay pay) {
                branches.get((int) pay.from()).returnCredit(id);
            }
            outstanding.end();
        }
    }

    private Tally takeSnapshots() throws InterruptedException {
        long startNanos = System.nanoTime();
        Tally tally = new Tally();
        int begun = 0;
        while (tally.snapshots < begun || begun == 0) {
            boolean isTime = System.nanoTime() - startNanos < TIME_LIMIT_NANOS;
            while (isTime && begun < SNAPSHOTS && begun - tally.snapshots < AT_ONCE) {
                branches.get(begun % INITIATORS).startSnapshot();
                begun++;
            }
            if (tally.snapshots >= tally.naive * SNAPSHOTS_PER_NAIVE) {
                naive(tally);
            }
            Object result = results.poll(TIME_LIMIT_NANOS, TimeUnit.NANOSECONDS);
            if (result instanceof AssertionError failure) {
                throw failure;
            }
            assertTrue(result != null, () -> "no snapshot is completed any more: " + tally);
            account(snapshot(result), tally);
        }
        return tally;
    }

    @SuppressWarnings("unchecked")
    private static GlobalSnapshot<Till, Payment> snapshot(Object result) {
        return (GlobalSnapshot<Till, Payment>) result;
    }

    private static void account(GlobalSnapshot<Till, Payment> snapshot, Tally tally) {
        long money = 0;
        int messages = 0;
        List<Traffic> traffic = new ArrayList<>();
        for (Till till : snapshot.states().values()) {
            money += till.balance();
            traffic.add(till.traffic());
        }
        for (List<Payment> channel : snapshot.channels().values()) {
            for (Payment payment : channel) {
                messages++;
                money += payment.amount();
            }
        }
        Traffic.underWay(traffic)
                .forEach((channel, count) ->
                        assertEquals(count, snapshot.channels().get(channel).size(), () -> "messages on " + channel));
        assertEquals(TOTAL, money, () -> "money in " + snapshot);
        assertEquals(BRANCHES, snapshot.states().size());
        assertEquals(BRANCHES * (BRANCHES - 1), snapshot.channels().size());
        tally.snapshots++;
        tally.initiators.add(snapshot.id().initiator());
        tally.withMessages += messages > 0 ? 1 : 0;
    }

    /**
     * Reads one till after the other. Between two of them time passes: some payments that the one sends after it was
     * read arrive at the other before that is read.
     */
    private void naive(Tally tally) throws InterruptedException {
        long money = 0;
        List<Traffic> traffic = new ArrayList<>();
        for (int i = 0; i < BRANCHES; i++) {
            if (i > 0) {
                long sent = traffic.get(i - 1).sent().getOrDefault((long) i, 0L);
                branches.get(i).awaitReceived(i - 1, sent + NAIVE_ORPHANS);
            }
            Till till = branches.get(i).till();
            money += till.balance();
            traffic.add(till.traffic());
        }
        tally.naive++;
        tally.naiveWithOrphans += Collections.min(Traffic.underWay(traffic).values()) < 0 ? 1 : 0;
        tally.naiveWrong += money == TOTAL ? 0 : 1;
    }

    private void close(Crew crew) throws InterruptedException {
        isOpen.set(false);
        crew.joinThose("teller");
        outstanding.awaitNone();
        offices.forEach(PostOffice::close);
        crew.join();
    }

    private void check(Tally tally) {
        Object left = results.poll();
        if (left instanceof AssertionError failure) {
            throw failure;
        }
        assertEquals(null, left);
        long money = 0;
        long overtaken = 0;
        long overlapping = 0;
        for (PostBranch branch : branches) {
            money += branch.till().balance();
            overtaken += branch.overtaken();
            overlapping += branch.snapshotsThatOverlap();
            assertEquals(0, branch.underWay());
        }
        assertEquals(TOTAL, money, "nothing is under way, and the bank itself has lost money");
        String found = tally + "; " + overlapping + " begun while others were under way there; " + overtaken
                + " payments overtaken";
        System.out.println(found);
        assertTrue(tally.snapshots >= LEAST_SNAPSHOTS, found);
        assertEquals(INITIATORS, tally.initiators.size(), found);
        assertTrue(overlapping >= LEAST_OF_EACH, found);
        assertTrue(overtaken >= 1_000, found);
        assertTrue(tally.withMessages >= LEAST_OF_EACH, found);
        assertTrue(tally.naiveWithOrphans >= LEAST_OF_EACH, found);
        assertTrue(tally.naiveWrong >= LEAST_OF_EACH, found);
    }
}
