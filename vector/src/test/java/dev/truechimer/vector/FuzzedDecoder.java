package dev.truechimer.vector;

import dev.truechimer.vector.MalformedClockException.Reason;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A decoder that is fuzzed, and what any input may do to it: be read as a value whose one encoding it is, or be
 * refused by a {@link MalformedClockException}. Whatever else happens is a failure.
 *
 * <p>A further decoder is one entry of {@link #ALL}, and a folder of inputs for {@link DecoderFuzzTest}.
 *
 * @param name of the folder of its inputs
 * @param format the first byte of all that it reads
 * @param reasons why it can refuse an input
 * @param decode gives the value; refuses by a {@link MalformedClockException}
 * @param encode gives the bytes of a value; may look at it more closely on the way
 */
record FuzzedDecoder<T>(
        String name, int format, Set<Reason> reasons, Function<byte[], T> decode, Function<T, byte[]> encode) {

    /** What came of an input that no decoder claims. */
    static final String NOBODYS = "nobody's";

    /** What every decoder can find wrong. */
    private static final Set<Reason> OF_BYTES = Set.of(
            Reason.TRUNCATED,
            Reason.TRAILING,
            Reason.UNKNOWN_FORMAT,
            Reason.TOO_LARGE,
            Reason.OVERFLOW,
            Reason.NOT_CANONICAL);

    static final List<FuzzedDecoder<?>> ALL = List.of(
            new FuzzedDecoder<>("vector-clock", 0x11, OF_BYTES, VectorClock::decode, DecodedValues::encode),
            new FuzzedDecoder<>("version-vector", 0x21, OF_BYTES, VersionVector::decode, DecodedValues::encode),
            new FuzzedDecoder<>(
                    "dotted-version-vector-set",
                    0x31,
                    and(Reason.REFUSED_BY_CALLER),
                    bytes -> DottedVersionVectorSet.decode(bytes, DecodedValues::text),
                    DecodedValues::encode),
            new FuzzedDecoder<>(
                    "interval-tree-clock", 0x41, OF_BYTES, IntervalTreeClock::decode, DecodedStamps::encode),
            new FuzzedDecoder<>(
                    "matrix-clock",
                    0x51,
                    and(Reason.NO_SUCH_VALUE),
                    MatrixClock.Snapshot::decode,
                    DecodedValues::encode),
            new FuzzedDecoder<>("node-ids", 0x61, and(Reason.NO_SUCH_VALUE), NodeIds::decode, DecodedValues::encode));

    /**
     * Gives the input to the decoder that its first byte names; if that is none, all of them must refuse it for that.
     *
     * @return what came of it: {@link #outcome}, or {@link #NOBODYS}
     */
    static String checkAll(byte[] input) {
        for (FuzzedDecoder<?> decoder : ALL) {
            if (input.length > 0 && (input[0] & 0xFF) == decoder.format) {
                return decoder.outcome(decoder.check(input));
            }
        }
        Reason expected = input.length == 0 ? Reason.TRUNCATED : Reason.UNKNOWN_FORMAT;
        for (FuzzedDecoder<?> decoder : ALL) {
            Optional<Reason> refused = decoder.check(input);
            if (refused.isEmpty() || refused.get() != expected) {
                throw new AssertionError(decoder.name + " takes what is of another format for "
                        + decoder.outcome(refused) + ": " + hex(input));
            }
        }
        return NOBODYS;
    }

    /** This decoder's name, and what {@link #check} said. */
    String outcome(Optional<Reason> refused) {
        return name + ' ' + refused.map(Reason::name).orElse(DecoderCorpusTest.READ);
    }

    /**
     * Gives the input to this decoder.
     *
     * @return why it was refused; nothing if it was read
     * @throws AssertionError if it was read and is not the encoding of what was read
     */
    Optional<Reason> check(byte[] input) {
        byte[] original = input.clone();
        T value;
        try {
            value = decode.apply(input);
        } catch (MalformedClockException e) {
            checkSame("leaves behind", original, input);
            if (!reasons.contains(e.reason())) {
                throw new AssertionError(name + " refuses " + hex(input) + " for a reason that it can't have", e);
            }
            return Optional.of(e.reason());
        }
        checkSame("leaves behind", original, input);
        checkSame("writes", original, encode.apply(value));
        return Optional.empty();
    }

    private void checkSame(String what, byte[] input, byte[] output) {
        if (!Arrays.equals(input, output)) {
            throw new AssertionError(name + " reads " + hex(input) + " and " + what + ' ' + hex(output));
        }
    }

    private static Set<Reason> and(Reason more) {
        EnumSet<Reason> reasons = EnumSet.copyOf(OF_BYTES);
        reasons.add(more);
        return Set.copyOf(reasons);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
