package dev.truechimer.clock.sequence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What holds for the records of each owner: one sequence of bytes for each bound, and nothing else is read. Who extends
 * this asks for {@link #assertEveryOutcomeOccurred} at the end.
 */
public abstract class JournalRecordContract {

    /** The name of the checksum, its digits, and the end of the line. */
    private static final int CHECKSUM_BYTES = 7 + 8 + 1;

    private static final Map<String, Integer> OUTCOMES = new TreeMap<>();

    private final JournalOwner owner;
    private final Class<? extends IOException> corrupt;
    private final Arbitrary<Long> edges;
    private final JournalRecord form;
    private final int checkedBytes;
    private final int boundAt;

    /**
     * That of an owner.
     *
     * @param corrupt what it says of bytes that are no record
     * @param edges bounds to try beside the least and the greatest
     */
    protected JournalRecordContract(JournalOwner owner, Class<? extends IOException> corrupt, Long... edges) {
        this.owner = owner;
        this.corrupt = corrupt;
        this.edges = Arbitraries.of(edges);
        this.form = new JournalRecord(owner);
        this.checkedBytes = form.bytes() - CHECKSUM_BYTES;
        this.boundAt = checkedBytes - 1 - owner.text(0).length();
    }

    /** Any that an owner may have. */
    @Provide
    public Arbitrary<Long> bounds() {
        long most = owner.mostBound();
        return Arbitraries.oneOf(Arbitraries.longs().between(0, most), Arbitraries.of(0L, 1L, most - 1, most), edges);
    }

    /** The bound as it stands in the record. */
    protected String boundText(long bound) {
        return new String(form.encode(bound), ISO_8859_1).substring(boundAt, checkedBytes - 1);
    }

    /**
     * Anything; pieces of records put together anyhow; and records with a checksum that fits around a bound of
     * anything.
     */
    @Provide
    public Arbitrary<byte[]> contents() {
        Arbitrary<byte[]> any =
                Arbitraries.bytes().array(byte[].class).ofMinSize(0).ofMaxSize(form.bytes() + 1);
        Arbitrary<byte[]> spliced = Combinators.combine(
                        bounds(), bounds(), Arbitraries.integers().between(0, form.bytes()))
                .as((head, tail, cut) -> {
                    byte[] bytes = form.encode(head);
                    System.arraycopy(form.encode(tail), cut, bytes, cut, form.bytes() - cut);
                    return bytes;
                });
        return Arbitraries.oneOf(any, spliced, sealed());
    }

    private Arbitrary<byte[]> sealed() {
        Arbitrary<byte[]> anyBound = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofSize(checkedBytes - 1 - boundAt),
                Arbitraries.strings()
                        .withChars("0123456789-:.+TtZz ")
                        .ofLength(checkedBytes - 1 - boundAt)
                        .map(text -> text.getBytes(ISO_8859_1)));
        Arbitrary<byte[]> foreign = Combinators.combine(bounds(), anyBound).as((bound, anything) -> {
            byte[] bytes = form.encode(bound);
            System.arraycopy(anything, 0, bytes, boundAt, anything.length);
            return seal(bytes);
        });
        Arbitrary<byte[]> oneByteOff = Combinators.combine(
                        bounds(), Arbitraries.integers().between(0, checkedBytes - 1), Arbitraries.bytes())
                .as((bound, at, value) -> {
                    byte[] bytes = form.encode(bound);
                    bytes[at] = value;
                    return seal(bytes);
                });
        return Arbitraries.oneOf(foreign, oneByteOff);
    }

    private byte[] seal(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, checkedBytes);
        byte[] digits = HexFormat.of().toHexDigits((int) checksum.getValue()).getBytes(ISO_8859_1);
        System.arraycopy(digits, 0, bytes, bytes.length - 1 - digits.length, digits.length);
        return bytes;
    }

    private void assertRefused(String kind, byte[] bytes) {
        assertThrows(corrupt, () -> form.decode(bytes, "f"), () -> kind + ": " + new String(bytes, ISO_8859_1));
        OUTCOMES.merge(kind, 1, Integer::sum);
    }

    @Property(seed = "1", tries = 2000)
    public void readsWhatItWrites(@ForAll("bounds") long bound) throws IOException {
        assertEquals(bound, form.decode(form.encode(bound), "f"));
        OUTCOMES.merge("round trip", 1, Integer::sum);
    }

    @Property(seed = "2", tries = 20)
    public void refusesEveryChangeOfOneByte(@ForAll("bounds") long bound) {
        byte[] bytes = form.encode(bound);
        for (int at = 0; at < bytes.length; at++) {
            for (int change = 1; change < 256; change++) {
                byte[] changed = bytes.clone();
                changed[at] ^= (byte) change;
                assertRefused("changed", changed);
            }
        }
    }

    @Property(seed = "3", tries = 100)
    public void refusesEveryTruncationAndExtension(@ForAll("bounds") long bound) {
        byte[] bytes = form.encode(bound);
        for (int length = 0; length < bytes.length; length++) {
            assertRefused("truncated", Arrays.copyOf(bytes, length));
        }
        for (int more = 0; more < 256; more++) {
            byte[] extended = Arrays.copyOf(bytes, bytes.length + 1);
            extended[bytes.length] = (byte) more;
            assertRefused("extended", extended);
        }
        byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
        assertRefused("extended", twice);
    }

    @Property(seed = "4", tries = 10000)
    public void whatItReadsIsWhatItWouldWrite(@ForAll("contents") byte[] bytes) {
        try {
            assertArrayEquals(form.encode(form.decode(bytes, "f")), bytes);
            OUTCOMES.merge("another's accepted", 1, Integer::sum);
        } catch (IOException e) {
            assertTrue(corrupt.isInstance(e), () -> "another exception: " + e);
            OUTCOMES.merge(
                    e.getCause() == null ? "another's refused" : "another's refused as no bound", 1, Integer::sum);
        }
    }

    /** Else a property has not tried what it should. */
    protected static void assertEveryOutcomeOccurred() {
        assertEquals(
                Set.of(
                        "round trip",
                        "changed",
                        "truncated",
                        "extended",
                        "another's accepted",
                        "another's refused",
                        "another's refused as no bound"),
                OUTCOMES.keySet(),
                OUTCOMES::toString);
        OUTCOMES.clear();
    }
}
