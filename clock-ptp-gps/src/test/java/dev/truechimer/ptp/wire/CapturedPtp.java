package dev.truechimer.ptp.wire;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;

/** What ptp4l 3.1.1 sent, over UDP and over its own socket. */
public final class CapturedPtp {

    public static final String SYNC =
            "0002002c0000020000000000000000000000000002ea46fffe6fb1780001000000fe00000000000000000000";
    public static final String FOLLOW_UP =
            "0802002c0000000000000000000000000000000002ea46fffe6fb1780001000002fe00006affcc6a2b1ec783";
    public static final String DELAY_REQ =
            "0102002c00000000000000000000000000000000ea4f62fffe80680d00010000017f00000000000000000000";
    public static final String DELAY_RESP = "090200360000000000000000000000000000000002ea46fffe6fb1780001000003fe"
            + "00006affcc6c20105db2ea4f62fffe80680d0001";
    public static final String ANNOUNCE = "0b0200400000003c00000000000000000000000002ea46fffe6fb1780001006005"
            + "0000000000000000000000002500640621" + "4e5d8002ea46fffe6fb178000020";
    public static final String REQUEST = "0c02004000000400000000000000000000000000ea4f62fffe80680d00010001057f"
            + "02ea46fffe6fb17800010004000600fe0000003c0004000690fe0000003c";
    public static final String GRANT = "0c0200380000040000000000000000000000000002ea46fffe6fb17800010000057f"
            + "ea4f62fffe80680d000100050008b0000000003c0001";
    public static final String GET_TIME_STATUS =
            "0d0200360000000000000000000000000000000000000000000000000daf0000047fffffffffffffffffffff0000000000010002c000";
    public static final String TIME_STATUS = "0d02006800000000000000000000000000000000ea4f62fffe80680d00000000047f"
            + "00000000000000000daf0000020000010034c000000000000000023118e9a67460251be900000000000000000000"
            + "0000000000000000000000000000000102ea46fffe6fb178";
    public static final String CURRENT = "0d02004800000000000000000000000000000000ea4f62fffe80680d00000001047f"
            + "00000000000000000daf000002000001001420010001000000000231000000000000089b0000";
    public static final String PARENT = "0d02005600000000000000000000000000000000ea4f62fffe80680d00000002047f"
            + "00000000000000000daf0000020000010022200202ea46fffe6fb17800010000ffff7fffffff6406214e5d8002ea46fffe6fb178";
    public static final String TIME_PROPERTIES = "0d02003a00000000000000000000000000000000ea4f62fffe80680d00000003047f"
            + "00000000000000000daf0000020000010006200300253c20";
    public static final String PORT_DATA_SET = "0d02005000000000000000000000000000000000ea4f62fffe80680d00010004047f"
            + "00000000000000000daf000002000001001c2004ea4f62fffe80680d000109fe00000000000000000003fe010002";

    /** All of them. */
    public static final List<String> ALL = List.of(
            SYNC,
            FOLLOW_UP,
            DELAY_REQ,
            DELAY_RESP,
            ANNOUNCE,
            REQUEST,
            GRANT,
            GET_TIME_STATUS,
            TIME_STATUS,
            CURRENT,
            PARENT,
            TIME_PROPERTIES,
            PORT_DATA_SET);

    /** The grandmaster. */
    public static final PortIdentity MASTER = new PortIdentity(0x02ea46fffe6fb178L, 1);
    /** The clock that follows it. */
    public static final PortIdentity SLAVE = new PortIdentity(0xea4f62fffe80680dL, 1);

    private CapturedPtp() {}

    /** As the codec takes it. */
    public static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
