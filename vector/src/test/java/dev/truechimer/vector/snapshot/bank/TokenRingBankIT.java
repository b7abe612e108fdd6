package dev.truechimer.vector.snapshot.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.snapshot.GlobalSnapshot;
import dev.truechimer.vector.snapshot.threads.Crew;
import dev.truechimer.vector.snapshot.threads.Traffic;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real threads, real sockets: the branches of a bank send each other money over TCP on loopback, tokens with money go
 * round, and snapshots of all branches overlap. Each has exactly the money and the tokens that there are, and
 * no orphans; reading the accounts one after the other has not.
 */
class TokenRingBankIT {

    private static final int BRANCHES = 4;
    private static final int TOKENS = 3;
    private static final long BALANCE = 1_000_000;
    private static final long TOTAL = BRANCHES * BALANCE + TOKENS * BALANCE;
    private static final int SNAPSHOTS = 600;
    private static final int AT_ONCE = 6;
    private static final int LEAST_SNAPSHOTS = 200;
    private static final int LEAST_OF_EACH = 20;

    /** So many snapshots begin for each naive reading. */
    private static final int SNAPSHOTS_PER_NAIVE = 10;

    /** How many messages, sent after one account is read, arrive before the next is. */
    private static final int NAIVE_ORPHANS = 3;

    private static final int ACCEPT_LIMIT_MILLIS = 10_000;
    private static final long TIME_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(15);
    private static final long SEED = 20261120L;

    /** Snapshots, and failures of any thread. */
    private final BlockingQueue<Object> results = new LinkedBlockingQueue<>();

    private final List<Branch> branches = new ArrayList<>();
    private final AtomicBoolean isOpen = new AtomicBoolean(true);

    /** What came of it all. */
    private static final class Tally {
        private final Set<Long> initiators = new HashSet<>();
        private int snapshots;
        private int withMessages;
        private int withTokensUnderWay;
        private int naive;
        private int naiveWithOrphans;
        private int naiveWrong;
        private int naiveTokensWrong;

        @Override
        public String toString() {
            return snapshots + " snapshots of " + initiators.size() + " initiators, " + withMessages
                    + " with messages in channels, " + withTokensUnderWay + " with tokens in channels; " + naive
                    + " naive ones, " + naiveWithOrphans + " with orphans, " + naiveWrong + " with a wrong total, "
                    + naiveTokensWrong + " with wrong tokens";
        }
    }

    @Test
    @Timeout(60)
    void everySnapshotHasAllTheMoneyAndNaiveOnesHaveNot() throws Exception {
        Crew crew = new Crew(results::add);
        List<Socket> sockets = new ArrayList<>();
        try {
            open();
            connect(crew, sockets);
            for (Branch branch : branches) {
                SplittableRandom random = new SplittableRandom(SEED + branches.indexOf(branch));
                crew.start("teller " + branches.indexOf(branch), () -> {
                    while (isOpen.get()) {
                        branch.work(random);
                    }
                });
            }
            Tally tally = takeSnapshots();
            close(crew);
            check(tally);
        } finally {
            crew.interrupt();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private void open() {
        for (int id = 0; id < BRANCHES; id++) {
            branches.add(new Branch(id, BRANCHES, BALANCE, results::add, System::nanoTime));
        }
        for (int token = 0; token < TOKENS; token++) {
            branches.get(token % BRANCHES).addToken(BALANCE);
        }
    }

    /** One connection for each channel, with a thread at each end. */
    private void connect(Crew crew, List<Socket> sockets) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (int from = 0; from < BRANCHES; from++) {
            for (int to = 0; to < BRANCHES; to++) {
                if (from == to) {
                    continue;
                }
                try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
                    server.setSoTimeout(ACCEPT_LIMIT_MILLIS);
                    Socket sender = new Socket(loopback, server.getLocalPort());
                    sockets.add(sender);
                    Socket receiver = server.accept();
                    sockets.add(receiver);
                    sender.setTcpNoDelay(true);
                    int source = from;
                    int target = to;
                    crew.start("writer " + from + " to " + to, () -> write(sender, source, target));
                    crew.start("reader " + from + " to " + to, () -> read(receiver, source, target));
                }
            }
        }
    }

    private void write(Socket socket, int from, int to) throws Exception {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        Object frame;
        do {
            frame = branches.get(from).takeFrame(to);
            BankWire.write(out, frame);
            out.flush();
        } while (!BankWire.END.equals(frame));
    }

    private void read(Socket socket, int from, int to) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        for (Object frame = BankWire.read(in); !BankWire.END.equals(frame); frame = BankWire.read(in)) {
            branches.get(to).receive(from, frame);
            if (frame instanceof Money money && !money.isToken()) {
                branches.get(from).returnCredit(to);
            }
        }
    }

    /** As many as wanted, some at once, of all branches in turn; now and then also a naive one. */
    private Tally takeSnapshots() throws InterruptedException {
        long startNanos = System.nanoTime();
        Tally tally = new Tally();
        int begun = 0;
        while (tally.snapshots < begun || begun == 0) {
            boolean isTime = System.nanoTime() - startNanos < TIME_LIMIT_NANOS;
            while (isTime && begun < SNAPSHOTS && begun - tally.snapshots < AT_ONCE) {
                branches.get(begun % BRANCHES).startSnapshot();
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
    private static GlobalSnapshot<Account, Money> snapshot(Object result) {
        return (GlobalSnapshot<Account, Money>) result;
    }

    private static void account(GlobalSnapshot<Account, Money> snapshot, Tally tally) {
        long money = 0;
        int tokens = 0;
        int tokensUnderWay = 0;
        int messages = 0;
        List<Traffic> traffic = new ArrayList<>();
        for (Account account : snapshot.states().values()) {
            traffic.add(account.traffic());
            money += account.balance() + account.inTokens();
            tokens += account.tokens();
        }
        for (List<Money> channel : snapshot.channels().values()) {
            for (Money message : channel) {
                messages++;
                money += message.amount();
                tokensUnderWay += message.isToken() ? 1 : 0;
            }
        }
        Traffic.underWay(traffic)
                .forEach((channel, count) ->
                        assertEquals(count, snapshot.channels().get(channel).size(), () -> "messages on " + channel));
        assertEquals(TOTAL, money, () -> "money in " + snapshot);
        assertEquals(TOKENS, tokens + tokensUnderWay, () -> "tokens in " + snapshot);
        assertEquals(BRANCHES, snapshot.states().size());
        assertEquals(BRANCHES * (BRANCHES - 1), snapshot.channels().size());
        tally.snapshots++;
        tally.initiators.add(snapshot.id().initiator());
        tally.withMessages += messages > 0 ? 1 : 0;
        tally.withTokensUnderWay += tokensUnderWay > 0 ? 1 : 0;
    }

    /**
     * Asks one branch after the other, each for a state that it really has, and no channel. Between two of them time
     * passes: some messages that the one sends after it was asked arrive at the other before that is asked.
     */
    private void naive(Tally tally) throws InterruptedException {
        long money = 0;
        int tokens = 0;
        List<Traffic> traffic = new ArrayList<>();
        for (int i = 0; i < BRANCHES; i++) {
            if (i > 0) {
                long sent = traffic.get(i - 1).sent().getOrDefault((long) i, 0L);
                branches.get(i).awaitReceived(i - 1, sent + NAIVE_ORPHANS);
            }
            Account account = branches.get(i).account();
            money += account.balance() + account.inTokens();
            tokens += account.tokens();
            traffic.add(account.traffic());
        }
        tally.naive++;
        tally.naiveWithOrphans += Collections.min(Traffic.underWay(traffic).values()) < 0 ? 1 : 0;
        tally.naiveWrong += money == TOTAL ? 0 : 1;
        tally.naiveTokensWrong += tokens == TOKENS ? 0 : 1;
    }

    private void close(Crew crew) throws InterruptedException {
        isOpen.set(false);
        // A teller may wait for a credit that comes back as long as the readers run, so the ends follow once all
        // tellers are done.
        crew.joinThose("teller");
        branches.forEach(branch -> branch.sendToAll(BankWire.END));
        crew.join();
    }

    private void check(Tally tally) {
        Object left = results.poll();
        if (left instanceof AssertionError failure) {
            throw failure;
        }
        assertEquals(null, left);
        long money = 0;
        int tokens = 0;
        long overlapping = 0;
        for (Branch branch : branches) {
            Account account = branch.account();
            money += account.balance() + account.inTokens();
            tokens += account.tokens();
            overlapping += branch.snapshotsThatOverlap();
            assertEquals(0, branch.underWay());
        }
        assertEquals(TOTAL, money, "nothing is under way, and the bank itself has lost money");
        assertEquals(TOKENS, tokens);
        String found = tally + "; " + overlapping + " begun while others were under way there";
        System.out.println(found);
        assertTrue(tally.snapshots >= LEAST_SNAPSHOTS, found);
        assertEquals(BRANCHES, tally.initiators.size(), found);
        assertTrue(overlapping >= LEAST_OF_EACH, found);
        assertTrue(tally.withMessages >= LEAST_OF_EACH, found);
        assertTrue(tally.withTokensUnderWay >= 1, found);
        assertTrue(tally.naiveWithOrphans >= LEAST_OF_EACH, found);
        assertTrue(tally.naiveWrong >= LEAST_OF_EACH, found);
        assertTrue(tally.naiveTokensWrong >= LEAST_OF_EACH, found);
    }
}
