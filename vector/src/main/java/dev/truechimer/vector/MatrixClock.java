package dev.truechimer.vector;

import java.util.Arrays;

/**
 * What a node knows that every node knows: a vector clock for each node of a fixed set. Mutable, for one owner.
 *
 * <pre>{@code
 * MatrixClock clock = new MatrixClock(3, 0);          // three nodes; this is node 0
 * clock.tick();                                       // an event
 * MatrixClock.Snapshot sent = clock.snapshot();       // goes with a message
 * clock.merge(received);                              // what came with one
 * log.removeUpTo(clock.stableCut());                  // nobody needs these any more
 * }</pre>
 *
 * <p><b>Guarantee:</b> row i is the vector clock of the latest event of node i of which the owner knows; row
 * {@link #self()} is the owner's own. So node i has seen at least the first {@code knows(i, j)} events of node j,
 * whatever has happened since, and each event up to {@link #stableCut} has been seen by everybody. The cut never goes
 * back.
 *
 * <p><b>Conventions</b> about what counts as an event are those of {@link VectorClock}: if every event counts,
 * {@link #tick} before each local event and each {@link #snapshot} that is sent, and {@link #receive} at each receipt;
 * if only relevant ones do, as the appends to a replicated log, {@code tick} there, and {@link #merge} at receipts.
 *
 * <p><b>Hazard:</b> to merge a snapshot is to say that all it covers has been seen here. So merge it when that has been
 * applied, and is durable where it must be, not when the message arrives and waits for others: everybody else may drop
 * what it covers. Every node counts, also one that is down or gone: the cut stands still until it is heard of, or until
 * all begin anew without it. A node that lies about what others have seen makes logs drop what they need; if it claims
 * events of another node that never were, that node refuses whoever has believed it. A node that lost its clock and
 * began again from an older one is found out by {@link #merge} only if the sender knows of events that it has
 * forgotten.
 *
 * <p><b>Cost</b> in the number of nodes n, at most {@link #MAX_NODES}: {@link #tick} and {@link #knows} O(1);
 * {@link #clock} and {@link #row} O(n); {@link #snapshot}, {@link #merge} and {@link #stableCut} O(n²). 8n² bytes, here
 * and in each snapshot; encoded n² - n + 1 numbers, of mostly one byte where nodes hear of each other.
 *
 * <p><b>Threads:</b> confined to one, or guarded by the caller; snapshots are immutable.
 *
 * <p><b>Source:</b> Wuu and Bernstein, "Efficient solutions to the replicated log and dictionary problems", PODC 1984,
 * the table T; Sarin and Lynch, "Discarding obsolete information in a replicated database system", IEEE TSE 13(1),
 * 1987, for the cut.
 */
public final class MatrixClock {

    /**
     * How many nodes there can be. A matrix takes eight bytes for each pair of them, in every message too while it is
     * handled.
     */
    public static final int MAX_NODES = 1 << 10;

    private final int nodes;
    private final int self;

    /**
     * Row by row. In each column, the owner's row and the row of the column's own node have the same counter, and no
     * row has a greater one: nobody knows more events of a node than that node, and the owner knows what it knows of
     * others.
     */
    private final long[] cells;

    /**
     * The clock of a node that knows of no event.
     *
     * @param nodes how many nodes there are, 1 to {@link #MAX_NODES}
     * @param self the index of the owner, 0 to {@code nodes} - 1
     * @throws IllegalArgumentException if either is out of range
     */
    public MatrixClock(int nodes, int self) {
        if (nodes < 1 || nodes > MAX_NODES) {
            throw new IllegalArgumentException("nodes must be 1 to " + MAX_NODES + ": " + nodes);
        }
        if (self < 0 || self >= nodes) {
            throw new IllegalArgumentException("self must be 0 to " + (nodes - 1) + ": " + self);
        }
        this.nodes = nodes;
        this.self = self;
        this.cells = new long[nodes * nodes];
    }

    private MatrixClock(Snapshot kept) {
        this.nodes = kept.nodes;
        this.self = kept.sender;
        this.cells = kept.cells.clone();
    }

    /**
     * The clock of a node that comes back.
     *
     * @param kept the last snapshot of that node itself; an older one is the hazard of {@link VectorClock}
     */
    public static MatrixClock resume(Snapshot kept) {
        return new MatrixClock(kept);
    }

    /** How many nodes there are. */
    public int nodes() {
        return nodes;
    }

    /** The index of the owner. */
    public int self() {
        return self;
    }

    /**
     * Counts one more event of the owner.
     *
     * @return the owner's new counter
     * @throws ArithmeticException if the counter is {@link Long#MAX_VALUE}; nothing changes
     */
    public long tick() {
        int own = self * nodes + self;
        long next = Math.addExact(cells[own], 1);
        cells[own] = next;
        return next;
    }

    /** What the owner knows now, to be sent along with a message or to be kept. */
    public Snapshot snapshot() {
        return new Snapshot(nodes, self, cells.clone());
    }

    /**
     * Learns all that the sender of a message knew, where receipts are not counted. Late messages and such that come
     * twice are harmless.
     *
     * @param received what came with the message
     * @throws IllegalArgumentException if it has another number of nodes, or knows of more events of the owner than
     *     there were: then the owner has lost its clock; nothing changes
     */
    public void merge(Snapshot received) {
        check(received);
        Counters.raise(cells, received.cells);
        int mine = self * nodes;
        int theirs = received.sender * nodes;
        for (int j = 0; j < nodes; j++) {
            cells[mine + j] = Math.max(cells[mine + j], received.cells[theirs + j]);
        }
    }

    /**
     * A receipt, where every event counts: {@link #merge}, then {@link #tick}.
     *
     * @param received what came with the message
     * @return the owner's new counter
     * @throws IllegalArgumentException as {@link #merge}; nothing changes
     * @throws ArithmeticException if the owner's counter is {@link Long#MAX_VALUE}; nothing changes
     */
    public long receive(Snapshot received) {
        check(received);
        // Before anything changes. Merging leaves the owner's own counter as it is.
        long next = Math.addExact(cells[self * nodes + self], 1);
        merge(received);
        cells[self * nodes + self] = next;
        return next;
    }

    /**
     * How many events of one node another is known to have seen.
     *
     * @param observer the index of the node that has seen them
     * @param observed the index of the node whose events they are
     * @throws IndexOutOfBoundsException if either is not 0 to {@link #nodes()} - 1
     */
    public long knows(int observer, int observed) {
        return cells[cell(nodes, observer, observed)];
    }

    /**
     * The vector clock that a node is known to have had: a copy.
     *
     * @throws IndexOutOfBoundsException if {@code node} is not 0 to {@link #nodes()} - 1
     */
    public DenseVectorClock row(int node) {
        int start = cell(nodes, node, 0);
        return new DenseVectorClock(Arrays.copyOfRange(cells, start, start + nodes));
    }

    /** The vector clock of the owner: a copy. */
    public DenseVectorClock clock() {
        return row(self);
    }

    /** How many events of each node everybody is known to have seen: what is up to it can be dropped from logs. */
    public DenseVectorClock stableCut() {
        long[] least = Arrays.copyOf(cells, nodes);
        for (int row = nodes; row < cells.length; row += nodes) {
            for (int j = 0; j < nodes; j++) {
                least[j] = Math.min(least[j], cells[row + j]);
            }
        }
        return new DenseVectorClock(least);
    }

    private void check(Snapshot received) {
        if (received.nodes != nodes) {
            throw new IllegalArgumentException("both must have the same nodes: " + nodes + " and " + received.nodes);
        }
        long claimed = received.knows(received.sender, self);
        long own = cells[self * nodes + self];
        if (claimed > own) {
            throw new IllegalArgumentException("node " + received.sender + " knows of " + claimed + " events of node "
                    + self + ", which counts " + own + ": it has lost its clock, and must come back under a new id");
        }
    }

    private static int cell(int nodes, int row, int column) {
        if (row < 0 || row >= nodes || column < 0 || column >= nodes) {
            throw new IndexOutOfBoundsException("nodes must be 0 to " + (nodes - 1) + ": " + row + ", " + column);
        }
        return row * nodes + column;
    }

    /** For people: {@code node 0 of [[1, 0], [0, 0]]}. */
    @Override
    public String toString() {
        return snapshot().toString();
    }

    /**
     * What a node knew when it sent a message: immutable.
     *
     * <p><b>Guarantee, cost, hazard, source:</b> those of {@link MatrixClock}. <b>Threads:</b> immutable.
     */
    public static final class Snapshot {

        private final int nodes;
        private final int sender;
        private final long[] cells;

        /** Takes the array as it is. */
        Snapshot(int nodes, int sender, long[] cells) {
            this.nodes = nodes;
            this.sender = sender;
            this.cells = cells;
        }

        /** How many nodes there are. */
        public int nodes() {
            return nodes;
        }

        /**
         * The index of the node whose knowledge this is. Check it against the sender of the message, if strangers can
         * send.
         */
        public int sender() {
            return sender;
        }

        /**
         * How many events of one node another was known to have seen.
         *
         * @param observer the index of the node that has seen them
         * @param observed the index of the node whose events they are
         * @throws IndexOutOfBoundsException if either is not 0 to {@link #nodes()} - 1
         */
        public long knows(int observer, int observed) {
            return cells[cell(nodes, observer, observed)];
        }

        /**
         * The one encoding of this snapshot: equal ones have equal bytes.
         *
         * <p><b>Layout:</b> one byte {@code 0x51} for kind and version 1; the number of nodes; the index of the sender;
         * the sender's row; then for each other row in ascending order by how much each counter is less than the
         * sender's, except for the row's own node, of which both know the same. Numbers are varints (unsigned LEB128).
         */
        public byte[] encode() {
            return MatrixClockCodec.encode(this);
        }

        /**
         * Decodes what {@link #encode} made.
         *
         * @param bytes any bytes; may come from strangers
         * @throws MalformedClockException for bytes that {@link #encode} can't have made, and nothing else
         */
        public static Snapshot decode(byte[] bytes) {
            return decode(bytes, MAX_NODES);
        }

        /**
         * Decodes what {@link #encode} made, if it has not too many nodes.
         *
         * @param bytes any bytes; may come from strangers
         * @param maxNodes the most nodes that are accepted, 1 to {@link #MAX_NODES}
         * @throws MalformedClockException for more nodes, and for bytes that {@link #encode} can't have made
         * @throws IllegalArgumentException if {@code maxNodes} is out of range
         */
        public static Snapshot decode(byte[] bytes, int maxNodes) {
            if (maxNodes < 1 || maxNodes > MAX_NODES) {
                throw new IllegalArgumentException("maxNodes must be 1 to " + MAX_NODES + ": " + maxNodes);
            }
            return MatrixClockCodec.decode(bytes, maxNodes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Snapshot that && sender == that.sender && Arrays.equals(cells, that.cells);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(cells) + sender;
        }

        /** For people: {@code node 0 of [[1, 0], [0, 0]]}. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("node " + sender + " of [");
            for (int row = 0; row < cells.length; row += nodes) {
                text.append(row == 0 ? "" : ", ").append(Arrays.toString(Arrays.copyOfRange(cells, row, row + nodes)));
            }
            return text.append(']').toString();
        }
    }
}
