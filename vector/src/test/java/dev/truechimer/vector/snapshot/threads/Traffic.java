package dev.truechimer.vector.snapshot.threads;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.vector.snapshot.Channel;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many messages one process has sent and received on each of its channels.
 *
 * @param sent by receiver
 * @param received by sender
 */
public record Traffic(Map<Long, Long> sent, Map<Long, Long> received) {

    /** Copies the maps. */
    public Traffic {
        sent = Map.copyOf(sent);
        received = Map.copyOf(received);
    }

    /**
     * The counts of one process, which change.
     *
     * <p><b>Threads:</b> any; the lock guards them.
     */
    public static final class Counting {

        private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

        private final ReentrantLock lock = new ReentrantLock();
        private final Condition arrived = lock.newCondition();
        private final Map<Long, Long> sent = new TreeMap<>();
        private final Map<Long, Long> received = new TreeMap<>();

        public void countSent(long to) {
            lock.lock();
            try {
                sent.merge(to, 1L, Long::sum);
            } finally {
                lock.unlock();
            }
        }

        public void countReceived(long from) {
            lock.lock();
            try {
                received.merge(from, 1L, Long::sum);
                arrived.signalAll();
            } finally {
                lock.unlock();
            }
        }

        public Traffic now() {
            lock.lock();
            try {
                return new Traffic(sent, received);
            } finally {
                lock.unlock();
            }
        }

        /** Returns once so many have arrived from there. */
        public void awaitReceived(long from, long count) throws InterruptedException {
            lock.lock();
            try {
                long leftNanos = LIMIT_NANOS;
                while (received.getOrDefault(from, 0L) < count) {
                    assertTrue(leftNanos > 0, () -> "from " + from + " no " + count + " messages arrive: " + received);
                    leftNanos = arrived.awaitNanos(leftNanos);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * By channel: how many messages are sent and not received; below 0, orphans: received and not sent.
     *
     * @param ofEach by process
     */
    public static Map<Channel, Long> underWay(List<Traffic> ofEach) {
        Map<Channel, Long> underWay = new TreeMap<>();
        for (int i = 0; i < ofEach.size(); i++) {
            long process = i;
            Traffic traffic = ofEach.get(i);
            traffic.sent().forEach((to, count) -> underWay.merge(new Channel(process, to), count, Long::sum));
            traffic.received().forEach((from, count) -> underWay.merge(new Channel(from, process), -count, Long::sum));
        }
        return underWay;
    }
}
