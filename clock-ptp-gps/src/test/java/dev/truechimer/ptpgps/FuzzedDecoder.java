package dev.truechimer.ptpgps;

import dev.truechimer.ptp.device.FuzzedPhc;
import java.util.List;
import java.util.Set;

/**
 * A decoder that is fuzzed, and what any input may do to it: be read, or be refused for a reason with a name. Whatever else
 * happens is a failure.
 *
 * <p>A further decoder is one entry of {@link #ALL}, and a folder of inputs for {@link DecoderFuzzTest} with its name, in
 * which there is a folder for each outcome.
 */
public interface FuzzedDecoder {

    /** All decoders of this module for bytes from outside. */
    List<FuzzedDecoder> ALL =
            List.of(new FuzzedPtp(), new FuzzedPhc(), new FuzzedGpsd(), new FuzzedNtpShm(), new FuzzedNmea());

    /** Of the folder of its inputs. */
    String name();

    /** What {@link #check} can say; each must have an input in the corpus. */
    Set<String> outcomes();

    /**
     * Gives an input to this decoder; it leaves the bytes as they are.
     *
     * @return what came of it
     * @throws AssertionError if it was read and is not the same again after it was written
     */
    String check(byte[] input);

    /** Gives an input to all decoders. */
    static void checkAll(byte[] input) {
        ALL.forEach(decoder -> decoder.check(input));
    }
}
