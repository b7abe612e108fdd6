package dev.truechimer.ptpgps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;

/**
 * All decoders of this module, on all inputs of the corpus, which lies where Jazzer looks for it: in the resources of the
 * tests, beside this class, under {@code DecoderFuzzTestInputs}. {@link DecoderCorpusTest} says what is to come of each.
 *
 * <p>With {@code JAZZER_FUZZ=1} in the environment Jazzer makes further inputs. One that fails it puts into the corpus.
 */
class DecoderFuzzTest {

    private static final AtomicInteger INPUTS = new AtomicInteger();

    @FuzzTest(maxDuration = "2m")
    void isReadOrRefused(byte[] input) {
        INPUTS.getAndIncrement();
        FuzzedDecoder.checkAll(input);
    }

    /** Jazzer is content with a corpus that it doesn't find. It adds the empty input. */
    @AfterAll
    static void allOfTheCorpusWasUsed() throws Exception {
        if (System.getenv("JAZZER_FUZZ") == null) {
            assertEquals(DecoderCorpusTest.CORPUS.inputs().size() + 1, INPUTS.get());
        }
    }
}
