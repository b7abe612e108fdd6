package dev.truechimer.vector;

import dev.truechimer.vector.MalformedClockException.Reason;

/**
 * The strings of bits that the paper defines for the two trees of an interval tree clock.
 *
 * <p>In the paper's notation, where {@code v:b} is the number v in b bits, the most significant first:
 *
 * <pre>
 *  id      0             0:2 0:1
 *          1             0:2 1:1
 *          (0, i)        1:2 i
 *          (i, 0)        2:2 i
 *          (i, j)        3:2 i j
 *  events  (0, 0, e)     0:1 0:2 e
 *          (0, e, 0)     0:1 1:2 e
 *          (0, e, f)     0:1 2:2 e f
 *          (n, 0, e)     0:1 3:2 0:1 0:1 n e
 *          (n, e, 0)     0:1 3:2 0:1 1:1 n e
 *          (n, e, f)     0:1 3:2 1:1 n e f
 *          n             (2^b - 2):b  m:b   where m = n - (2^2 + ... + 2^(b-1)), with the least
 *                                         b &gt;= 2 for which m is less than 2^b
 * </pre>
 *
 * <p>Every tree in normal form has one such string, and no other tree has it. Reading refuses what is not in normal
 * form. Depth is checked on the way down, so that no input drives the recursion further; each node takes at least 2
 * bits, so that what is kept is bounded by the bytes that are there.
 *
 * <p><b>Source:</b> Almeida, Baquero, Fonte, "Interval tree clocks: a logical clock for dynamic systems", OPODIS 2008;
 * that the number of an inner node begins with a 1, as a leaf does, is as in its authors' Erlang code.
 */
final class ItcCodec {

    private static final int FORMAT = 0x41;
    private static final int USUAL_BYTES = 32;

    private static final int LEAST_NUMBER_BITS = 2;
    /** With so many bits, numbers are reached that need all 63 bits of a counter. */
    private static final int MOST_NUMBER_BITS = 63;

    private ItcCodec() {}

    static byte[] encode(ItcId id, ItcEvents events) {
        BitWriter out = new BitWriter(USUAL_BYTES);
        out.write(FORMAT, 8);
        writeId(out, id);
        writeEvents(out, events);
        return out.toBytes();
    }

    static IntervalTreeClock decode(byte[] bytes, int maxDepth) {
        BitReader in = new BitReader(bytes);
        long found = in.read(8);
        if (found != FORMAT) {
            throw new MalformedClockException(
                    Reason.UNKNOWN_FORMAT,
                    "the first byte is " + found + ", not " + FORMAT + " for this kind and version");
        }
        ItcId id = readId(in, maxDepth);
        ItcEvents events = readEvents(in, maxDepth, 0);
        in.expectEnd();
        return IntervalTreeClock.of(id, events);
    }

    private static void writeId(BitWriter out, ItcId id) {
        if (id.isLeaf()) {
            out.write(id == ItcId.ALL ? 1 : 0, 3);
        } else if (id.left() == ItcId.NONE) {
            out.write(1, 2);
            writeId(out, id.right());
        } else if (id.right() == ItcId.NONE) {
            out.write(2, 2);
            writeId(out, id.left());
        } else {
            out.write(3, 2);
            writeId(out, id.left());
            writeId(out, id.right());
        }
    }

    private static ItcId readId(BitReader in, int levels) {
        int kind = (int) in.read(2);
        if (kind == 0) {
            return in.read(1) == 0 ? ItcId.NONE : ItcId.ALL;
        }
        checkLevels(in, levels);
        ItcId left = kind == 1 ? ItcId.NONE : readPart(in, levels - 1);
        ItcId right = kind == 2 ? ItcId.NONE : readPart(in, levels - 1);
        if (left == ItcId.ALL && right == ItcId.ALL) {
            throw notCanonical(in, "both halves are owned as a whole");
        }
        return ItcId.of(left, right);
    }

    /** A half that something is owned of; of the others nothing is written. */
    private static ItcId readPart(BitReader in, int levels) {
        ItcId part = readId(in, levels);
        if (part == ItcId.NONE) {
            throw notCanonical(in, "a half that is not owned is written");
        }
        return part;
    }

    private static void writeEvents(BitWriter out, ItcEvents events) {
        if (events.isLeaf()) {
            writeNumber(out, events.least());
            return;
        }
        boolean noLeft = events.left() == ItcEvents.ZERO;
        boolean noRight = events.right() == ItcEvents.ZERO;
        if (events.least() == 0) {
            out.write(noLeft ? 0 : noRight ? 1 : 2, 3);
        } else if (noLeft || noRight) {
            out.write(noLeft ? 0b01100 : 0b01101, 5);
            writeNumber(out, events.least());
        } else {
            out.write(0b0111, 4);
            writeNumber(out, events.least());
        }
        if (!noLeft) {
            writeEvents(out, events.left());
        }
        if (!noRight) {
            writeEvents(out, events.right());
        }
    }

    /** @param above the sum of the numbers above these events */
    private static ItcEvents readEvents(BitReader in, int levels, long above) {
        if (in.read(1) == 1) {
            long number = readNumber(in);
            checkedSum(in, above, number);
            return ItcEvents.leaf(number);
        }
        checkLevels(in, levels);
        int kind = (int) in.read(2);
        boolean numbered = kind == 3;
        if (numbered) {
            kind = in.read(1) == 1 ? 2 : (int) in.read(1);
        }
        long number = numbered ? readNumberOfNode(in) : 0;
        long least = checkedSum(in, above, number);
        ItcEvents left = kind == 0 ? ItcEvents.ZERO : readCounted(in, levels - 1, least);
        ItcEvents right = kind == 1 ? ItcEvents.ZERO : readCounted(in, levels - 1, least);
        if (left.least() != 0 && right.least() != 0) {
            throw notCanonical(in, "both halves have a number that their node could have");
        }
        return ItcEvents.of(number, left, right);
    }

    /** A half with events; of the others nothing is written. */
    private static ItcEvents readCounted(BitReader in, int levels, long above) {
        ItcEvents events = readEvents(in, levels, above);
        if (events == ItcEvents.ZERO) {
            throw notCanonical(in, "a half without events is written");
        }
        return events;
    }

    private static long readNumberOfNode(BitReader in) {
        if (in.read(1) == 0) {
            throw notCanonical(in, "a node has another node for its number");
        }
        long number = readNumber(in);
        if (number == 0) {
            throw notCanonical(in, "the number 0 of a node is written");
        }
        return number;
    }

    private static void writeNumber(BitWriter out, long number) {
        int bits = LEAST_NUMBER_BITS;
        long rest = number;
        while (bits < MOST_NUMBER_BITS && rest >= 1L << bits) {
            rest -= 1L << bits;
            bits++;
        }
        out.write((1L << bits) - 2, bits);
        out.write(rest, bits);
    }

    /** Reads what follows the 1 that each number begins with. */
    private static long readNumber(BitReader in) {
        int bits = LEAST_NUMBER_BITS;
        while (in.read(1) == 1) {
            if (++bits > MOST_NUMBER_BITS) {
                throw overflow(in);
            }
        }
        // The numbers that have fewer bits.
        long shorter = (1L << bits) - (1L << LEAST_NUMBER_BITS);
        return checkedSum(in, shorter, in.read(bits));
    }

    private static long checkedSum(BitReader in, long above, long number) {
        long sum = above + number;
        if (sum < 0) {
            throw overflow(in);
        }
        return sum;
    }

    private static void checkLevels(BitReader in, int levels) {
        if (levels == 0) {
            throw new MalformedClockException(
                    Reason.TOO_LARGE, "a tree has more levels than accepted, at bit " + in.position());
        }
    }

    private static MalformedClockException overflow(BitReader in) {
        return new MalformedClockException(Reason.OVERFLOW, "a count of more than 63 bits before bit " + in.position());
    }

    private static MalformedClockException notCanonical(BitReader in, String detail) {
        return new MalformedClockException(Reason.NOT_CANONICAL, detail + ", before bit " + in.position());
    }
}
