package dev.truechimer.ntp.wire;

/**
 * The 48 bytes that every NTP packet starts with, as they are on the wire.
 *
 * <p><b>Unit:</b> {@code ...Ntp64} are unsigned 32.32 seconds since 1900, modulo one era; 0 means "not known". {@code
 * ...Ntp32} are unsigned 16.16 seconds. <b>Range:</b> nothing is checked beyond version and mode: a header may come from
 * anybody. <b>Threads:</b> immutable. <b>Source:</b> RFC 5905, section 7.3.
 *
 * @param leap leap indicator, 0 to 3; 3 says that the server is not synchronised
 * @param version 0 to 7
 * @param mode 0 to 7; 3 is a client, 4 a server
 * @param stratum 0 to 255; 0 in a reply is a kiss-o'-death
 * @param poll signed, log2 of seconds
 * @param precision signed, log2 of seconds
 * @param rootDelayNtp32 round-trip delay to the reference clock
 * @param rootDispersionNtp32 dispersion to the reference clock
 * @param referenceId four bytes, or a kiss code
 * @param referenceNtp64 when the server's clock was last set
 * @param originNtp64 the transmit field of the request
 * @param receiveNtp64 when the request arrived
 * @param transmitNtp64 when the reply left
 */
public record NtpHeader(
        int leap,
        int version,
        int mode,
        int stratum,
        int poll,
        int precision,
        int rootDelayNtp32,
        int rootDispersionNtp32,
        int referenceId,
        long referenceNtp64,
        long originNtp64,
        long receiveNtp64,
        long transmitNtp64)
        implements Decoded {

    /** Leap indicator of a server that is not synchronised. */
    public static final int LEAP_UNSYNCHRONIZED = 3;

    /** Mode of a request. */
    public static final int MODE_CLIENT = 3;

    /** Mode of a reply. */
    public static final int MODE_SERVER = 4;

    /**
     * The reference identifier as an operator would like to read it.
     *
     * @return its ASCII characters without trailing zeros, if all are printable and there is one; else eight hexadecimal
     *     digits
     */
    public String referenceIdText() {
        StringBuilder text = new StringBuilder(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            text.append((char) ((referenceId >>> shift) & 0xFF));
        }
        String trimmed = text.toString().replaceAll("\0+$", "");
        boolean printable = !trimmed.isEmpty() && trimmed.chars().allMatch(c -> c > ' ' && c < 0x7F);
        return printable ? trimmed : hex(referenceId);
    }

    private static String hex(int value) {
        return String.format("%08x", value);
    }
}
