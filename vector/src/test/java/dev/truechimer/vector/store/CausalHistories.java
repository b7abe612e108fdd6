package dev.truechimer.vector.store;

import dev.truechimer.vector.Dot;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The truth about the writes and deletes of one key, without any clock: for each operation the explicit set of all
 * operations that its client had seen, its causal history.
 *
 * <p>Sets of operations are bits of a {@code long}: at most 64 operations. What a replica has <i>received</i> are the
 * operations that were done there, or came with the state of another replica; what it has <i>seen</i> are all of their
 * histories.
 */
final class CausalHistories {

    private final long[] histories = new long[Long.SIZE];
    private final Dot[] dots = new Dot[Long.SIZE];
    private final Map<Long, Long> writesOfReplica = new HashMap<>();
    private long writes;
    private int size;

    /** Adds a write of a client that has seen {@code seen}, and gives its number. */
    int write(long seen, long replica) {
        int operation = add(seen);
        writes |= 1L << operation;
        dots[operation] = new Dot(replica, writesOfReplica.merge(replica, 1L, Long::sum));
        return operation;
    }

    /** Adds a delete of a client that has seen {@code seen}, and gives its number. */
    int delete(long seen) {
        return add(seen);
    }

    private int add(long seen) {
        histories[size] = seen | 1L << size;
        return size++;
    }

    /** Which replica's which write a write is. */
    Dot dotOf(int write) {
        return dots[write];
    }

    /** All that is in the history of an operation that was received. */
    long seen(long received) {
        long seen = 0;
        for (long rest = received; rest != 0; rest &= rest - 1) {
            seen |= histories[Long.numberOfTrailingZeros(rest)];
        }
        return seen;
    }

    /** Writes that are in a history. */
    long writesIn(long seen) {
        return seen & writes;
    }

    /** The writes that are maximal: received, and in the history of no other operation that was received. */
    long current(long received) {
        long current = received & writes;
        for (long rest = received; rest != 0; rest &= rest - 1) {
            current &= ~histories[Long.numberOfTrailingZeros(rest)] | Long.lowestOneBit(rest);
        }
        return current;
    }

    /** Writes that were received or are in a history, and are not current. */
    long superseded(long received) {
        return writesIn(seen(received)) & ~current(received);
    }

    /** Whether what came of {@code first} adds nothing to what came of {@code second}. */
    boolean isWithin(long first, long second) {
        return (writesIn(seen(first)) & ~seen(second)) == 0 && (superseded(first) & ~superseded(second)) == 0;
    }

    /** For a person who looks at a failure. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append(i).append(' ').append(dots[i] == null ? "delete" : dots[i].toString());
            text.append(" has seen ")
                    .append(Arrays.toString(bits(histories[i])))
                    .append('\n');
        }
        return text.toString();
    }

    private static int[] bits(long set) {
        int[] bits = new int[Long.bitCount(set)];
        int i = 0;
        for (long rest = set; rest != 0; rest &= rest - 1) {
            bits[i++] = Long.numberOfTrailingZeros(rest);
        }
        return bits;
    }
}
