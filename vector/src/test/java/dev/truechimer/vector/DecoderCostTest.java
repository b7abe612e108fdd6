package dev.truechimer.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What decoders allocate is bounded by the bytes that are there, by one factor for all: for every input of the corpus,
 * and for those of 4,096 bytes and many more that were made to cost as much as possible. Eight times the bytes may not
 * cost much more than eight times as much, which nothing quadratic does.
 */
class DecoderCostTest {

    /** What a message may cost for each of its bytes, while it is decoded. Short names cost most. */
    private static final int MOST_BYTES_PER_BYTE = 256;

    /** A refusal with its message and its stack trace. */
    private static final long FIXED_BYTES = 16 * 1024;

    private static final int MESSAGE_BYTES = 4096;
    private static final int TIMES = 8;

    /** How many levels the chains have of which the dear trees are made. */
    private static final int CHAIN = 400;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void noInputOfTheCorpusCostsMoreThanItsBytesAllow() throws Exception {
        for (FuzzedDecoder<?> decoder : FuzzedDecoder.ALL) {
            for (Path input : DecoderCorpusTest.CORPUS.inputs()) {
                byte[] bytes = Files.readAllBytes(input);
                long allocated = allocated(decoder, bytes);
                assertTrue(
                        allocated <= FIXED_BYTES + (long) MOST_BYTES_PER_BYTE * bytes.length,
                        () -> decoder.name() + " allocates " + allocated + " bytes for " + input);
            }
        }
    }

    @Test
    void theDearestInputsCostNoMoreThanTheirBytesAllow() {
        Map<String, byte[]> few = dearest(MESSAGE_BYTES);
        Map<String, byte[]> many = dearest(TIMES * MESSAGE_BYTES);
        few.forEach((name, bytes) -> {
            byte[] longer = many.get(name);
            FuzzedDecoder<?> decoder = FuzzedDecoder.ALL.stream()
                    .filter(each -> each.format() == bytes[0])
                    .findFirst()
                    .orElseThrow();
            assertEquals(Optional.empty(), decoder.check(bytes), name);
            assertEquals(Optional.empty(), decoder.check(longer), name);
            long cost = allocated(decoder, bytes);
            long costOfLonger = allocated(decoder, longer);
            String found = name + ": " + bytes.length + " bytes cost " + cost + ", and " + longer.length + " cost "
                    + costOfLonger;
            assertTrue(bytes.length > MESSAGE_BYTES / 2 && longer.length > TIMES * MESSAGE_BYTES / 2, found);
            assertTrue(cost <= (long) MOST_BYTES_PER_BYTE * bytes.length, found);
            assertTrue(costOfLonger <= (long) MOST_BYTES_PER_BYTE * longer.length, found);
            assertTrue(costOfLonger / longer.length <= 2 * (cost / bytes.length) + 1, found);
        });
    }

    private long allocated(FuzzedDecoder<?> decoder, byte[] bytes) {
        // What is loaded and compiled the first time isn't counted.
        decode(decoder, bytes);
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        decode(decoder, bytes);
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    private static void decode(FuzzedDecoder<?> decoder, byte[] bytes) {
        try {
            Object unused = decoder.decode().apply(bytes);
        } catch (MalformedClockException e) {
            // Costs too.
        }
    }

    /** For each way in which few bytes become much, an input of nearly so many bytes. */
    private static Map<String, byte[]> dearest(int bytes) {
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        int entries = bytes / 2 - 4;
        inputs.put("nodes of a vector clock", entries(0x11, entries, 1).toBytes());
        inputs.put("replicas of a version vector", entries(0x21, entries, 1).toBytes());
        inputs.put("replicas without values", values(bytes / 3 - 2, 0));
        inputs.put("values without bytes", values(1, bytes - 16));
        inputs.put("nodes of a matrix", matrix((int) Math.sqrt(bytes) - 1));
        inputs.put("short names", names(bytes));
        inputs.put("long ids", tree("11", "01".repeat(CHAIN) + "001", bytes, "", "1000"));
        inputs.put("long events", tree("010", "000".repeat(CHAIN) + "1001", bytes, "000", ""));
        return inputs;
    }

    private static VarintWriter entries(int format, int entries, int count) {
        VarintWriter out = new VarintWriter(MESSAGE_BYTES);
        out.writeByte(format);
        out.writeUnsigned(entries);
        for (int i = 0; i < entries; i++) {
            out.writeByte(0);
            out.writeUnsigned(count);
        }
        return out;
    }

    private static byte[] values(int replicas, int siblings) {
        VarintWriter out = entries(0x31, replicas, Math.max(1, siblings));
        for (int i = 0; i < replicas; i++) {
            out.writeUnsigned(siblings);
            out.writeBytes(new byte[siblings]);
        }
        return out.toBytes();
    }

    private static byte[] matrix(int nodes) {
        VarintWriter out = new VarintWriter(MESSAGE_BYTES);
        out.writeByte(0x51);
        out.writeUnsigned(nodes);
        out.writeBytes(new byte[1 + nodes + (nodes - 1) * (nodes - 1)]);
        return out.toBytes();
    }

    private static byte[] names(int bytes) {
        List<String> names = new ArrayList<>();
        int left = bytes - 8;
        for (int i = 0; left > 0; i++) {
            // In base 36 no two are the same.
            names.add(Integer.toString(i, Character.MAX_RADIX));
            left -= 2 + names.get(i).length();
        }
        VarintWriter out = new VarintWriter(bytes);
        out.writeByte(0x61);
        out.writeUnsigned(names.size());
        for (String name : names) {
            out.writeByte(0);
            out.writeUnsigned(name.length());
            out.writeBytes(name.getBytes(StandardCharsets.UTF_8));
        }
        return out.toBytes();
    }

    /** A balanced tree of nodes with two halves, and at its ends chains, as many as there is room for. */
    private static byte[] tree(String node, String chain, int bytes, String before, String behind) {
        int chains = (bytes * 8 - 64) / (node.length() + chain.length());
        String bits = before + tree(node, chain, chains) + behind;
        byte[] input = new byte[1 + (bits.length() + 7) / 8];
        input[0] = 0x41;
        for (int i = 0; i < bits.length(); i++) {
            if (bits.charAt(i) == '1') {
                input[1 + i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
        return input;
    }

    private static String tree(String node, String chain, int chains) {
        return chains == 1 ? chain : node + tree(node, chain, chains / 2) + tree(node, chain, chains - chains / 2);
    }
}
