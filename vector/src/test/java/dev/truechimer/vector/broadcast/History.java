package dev.truechimer.vector.broadcast;

import java.util.ArrayList;
import java.util.List;

/**
 * All broadcasts of one run, with the truth about what happened before what: the oracle. It is told what was delivered
 * where, and looks at no clock.
 *
 * <p>At most 64 broadcasts, numbered from 0; sets of them are kept as bits.
 */
final class History {

    static final int MAX_BROADCASTS = 64;

    /** Sets by a key, of which there are few. */
    private static final class Groups {
        private final long[] keys = new long[MAX_BROADCASTS];
        private final long[] sets = new long[MAX_BROADCASTS];
        private int size;

        void add(long key, int id) {
            int at = 0;
            while (at < size && keys[at] != key) {
                at++;
            }
            size = Math.max(size, at + 1);
            keys[at] = key;
            sets[at] |= 1L << id;
        }

        long of(long key) {
            for (int at = 0; at < size; at++) {
                if (keys[at] == key) {
                    return sets[at];
                }
            }
            return 0;
        }
    }

    private final List<Broadcast<Integer>> messages = new ArrayList<>();
    private final long[] pasts = new long[MAX_BROADCASTS];
    private final long[] orders = new long[MAX_BROADCASTS];
    private final Groups bySender = new Groups();
    private final Groups byView = new Groups();

    /**
     * Notes a broadcast.
     *
     * @param delivered what the sender had delivered, its own broadcasts included
     * @param order its place among those of the same sender in the same view, from 1
     */
    void add(Broadcast<Integer> message, long delivered, long order) {
        int id = messages.size();
        long past = 1L << id;
        for (long rest = delivered; rest != 0; rest &= rest - 1) {
            past |= pasts[Long.numberOfTrailingZeros(rest)];
        }
        pasts[id] = past;
        orders[id] = order;
        bySender.add(message.sender(), id);
        byView.add(message.view(), id);
        messages.add(message);
    }

    int size() {
        return messages.size();
    }

    Broadcast<Integer> message(int id) {
        return messages.get(id);
    }

    /** The broadcast and all that happened before it. */
    long past(int id) {
        return pasts[id];
    }

    /** All broadcasts of a sender, in any view. */
    long of(long sender) {
        return bySender.of(sender);
    }

    /** All broadcasts of a view. */
    long ofView(long view) {
        return byView.of(view);
    }

    /** Those whose whole past, themselves included, is in the set. */
    long closed(long set) {
        long closed = 0;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            int id = Long.numberOfTrailingZeros(rest);
            closed |= (pasts[id] & ~set) == 0 ? 1L << id : 0;
        }
        return closed;
    }

    /** The union of the pasts. */
    long pasts(long set) {
        long union = 0;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            union |= pasts[Long.numberOfTrailingZeros(rest)];
        }
        return union;
    }

    /** The set as runs of each sender's numbers. All are of one view. */
    List<Gap> gaps(long set, Iterable<Long> senders) {
        List<Gap> gaps = new ArrayList<>();
        for (long sender : senders) {
            long first = 0;
            long last = -1;
            for (long rest = set & of(sender); rest != 0; rest &= rest - 1) {
                long order = orders[Long.numberOfTrailingZeros(rest)];
                if (order != last + 1) {
                    if (last > 0) {
                        gaps.add(new Gap(sender, first, last));
                    }
                    first = order;
                }
                last = order;
            }
            if (last > 0) {
                gaps.add(new Gap(sender, first, last));
            }
        }
        return gaps;
    }

    /** The messages of the set, by sender and number. All are of one view. */
    List<Broadcast<Integer>> inOrder(long set, Iterable<Long> senders) {
        List<Broadcast<Integer>> sorted = new ArrayList<>();
        for (long sender : senders) {
            for (long rest = set & of(sender); rest != 0; rest &= rest - 1) {
                sorted.add(message(Long.numberOfTrailingZeros(rest)));
            }
        }
        return sorted;
    }

    /** The number of the one broadcast of this name. */
    int find(long view, long sender, long order) {
        for (long rest = of(sender) & ofView(view); rest != 0; rest &= rest - 1) {
            int id = Long.numberOfTrailingZeros(rest);
            if (orders[id] == order) {
                return id;
            }
        }
        throw new AssertionError("nobody sent " + order + " of " + sender + " in view " + view);
    }
}
