package dev.truechimer.vector;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** fuzz */
class DecoderFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void isReadOrRefused(byte[] input) {
        FuzzedDecoder.checkAll(input);
    }
}
