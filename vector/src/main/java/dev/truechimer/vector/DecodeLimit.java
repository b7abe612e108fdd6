package dev.truechimer.vector;

/** The check of a limit that a caller gives to a decoder. */
final class DecodeLimit {

    private DecodeLimit() {}

    /**
     * Checks one.
     *
     * @param name of the limit, as the caller knows it
     * @param value what the caller gave
     * @param most the greatest that makes sense
     * @throws IllegalArgumentException if {@code value} is not 0 to {@code most}
     */
    static void check(String name, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + " must be 0 to " + most + ": " + value);
        }
    }
}
