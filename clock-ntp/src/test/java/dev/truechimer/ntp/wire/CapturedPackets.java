package dev.truechimer.ntp.wire;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * What real servers send. The fields before the stamps are captured as they are; of the stamps only a few were kept, the
 * others are of the same seconds.
 */
public final class CapturedPackets {

    /** The transmit field of the requests that these answer. */
    public static final long NONCE = 0xEEAA_46C2_5D2B_838DL;

    private static final String STAMPS = "eeaa46c25d2b838d" + "eeaa46e91a6b59e1" + "eeaa46e99a7c24ad";
    private static final String NO_STAMP = "0000000000000000";

    /** chrony 4.3, {@code local stratum 1}: states no error at all. */
    public static final String CHRONY_LOCAL =
            "240106e6" + "00000000" + "00000000" + "7f7f0101" + "eeaa46c100000000" + STAMPS;

    /** chrony 4.3 without a source: leap 3, stratum 0, root values of a second. */
    public static final String CHRONY_UNSYNCHRONIZED =
            "e40006e6" + "00010000" + "00010000" + "00000000" + NO_STAMP + STAMPS;

    /** chrony 4.3 of stratum 16: leap 0, stratum 0, the reference identifier of its own source. */
    public static final String CHRONY_STRATUM_16 =
            "240006e6" + "00000000" + "00000000" + "46414b45" + "eeaa46c100000000" + STAMPS;

    /** chrony 4.3, a wrong NTS tag: kiss code NTSN, followed by the unique-identifier extension field. */
    public static final String CHRONY_NTS_NAK =
            "e40006e6" + "00000000" + "00000000" + "4e54534e" + NO_STAMP + STAMPS + "01040024" + "5a".repeat(32);

    /** ntpsec 1.2.2 without a source: kiss code INIT. */
    public static final String NTPSEC_INIT = "e40006e8" + "00000000" + "00000002" + "494e4954" + NO_STAMP + STAMPS;

    /** ntpsec 1.2.2, too many requests: kiss code RATE, all stamps are the request's. */
    public static final String NTPSEC_RATE = "e40006ec" + "00000000" + "00000000" + "52415445" + NO_STAMP
            + "eeaa46c25d2b838d" + "eeaa46c25d2b838d" + "eeaa46c25d2b838d";

    /** ntpsec 1.2.2 as an orphan: reference time 0, states no error. */
    public static final String NTPSEC_ORPHAN = "240506e8" + "00000000" + "00000000" + "7f000001" + NO_STAMP + STAMPS;

    /** openntpd 6.2p3 before it is in step. */
    public static final String OPENNTPD_UNSYNCHRONIZED =
            "e40006e3" + "00000000" + "00000000" + "00000000" + NO_STAMP + STAMPS;

    /** A request with a SHA-1 MAC of key 3, that chrony answered: complete as captured. */
    public static final String REQUEST_WITH_MAC =
            "230006ec" + "00".repeat(36) + "eeaa46c25d2b838d" + "00000003" + "c899dd8f7a850790fbf840fc9d282bdb09e1ab5d";

    private CapturedPackets() {}

    /** The bytes. */
    public static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    /** The header of a reply. */
    public static NtpHeader reply(String hex) {
        return (NtpHeader) NtpHeaderCodec.decode(bytes(hex), NtpHeader.MODE_SERVER);
    }
}
