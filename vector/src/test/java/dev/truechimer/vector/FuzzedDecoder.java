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

    private static final Set<Reason> OF_THE_BYTES =
            Set.copyOf(EnumSet.complementOf(EnumSet.of(Reason.REFUSED_BY_CALLER)));

    static final List<FuzzedDecoder<?>> ALL = List.of(
            new FuzzedDecoder<>("vector-clock", 0x11, OF_THE_BYTES, VectorClock::decode, FuzzedDecoder::encode));

    /** Gives the input to the decoder that its first byte names; if that is none, all of them must refuse it. */
    static void checkAll(byte[] input) {
        for (FuzzedDecoder<?> decoder : ALL) {
            if (input.length > 0 && (input[0] & 0xFF) == decoder.format) {
                decoder.check(input);
                return;
            }
        }
        for (FuzzedDecoder<?> decoder : ALL) {
            if (decoder.check(input).isEmpty()) {
                throw new AssertionError(decoder.name + " reads what is of another format: " + hex(input));
            }
        }
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

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] encode(VectorClock clock) {
        if (!clock.equals(VectorClock.of(clock.toMap()))) {
            throw new AssertionError("no clock of valid counters: " + clock);
        }
        byte[] encoded = clock.encode();
        if (!clock.equals(VectorClock.decode(encoded, clock.size()))) {
            throw new AssertionError("another clock within the limit that it needs: " + clock);
        }
        return encoded;
    }
}
