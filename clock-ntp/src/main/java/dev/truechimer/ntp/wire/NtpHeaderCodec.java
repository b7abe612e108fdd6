package dev.truechimer.ntp.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads and writes the header of an NTP packet.
 *
 * <p><b>Byte order:</b> big-endian, whatever the buffer's own order. <b>Shape:</b> 48 bytes; extension fields and a MAC
 * may follow and are ignored. <b>Invariant:</b> {@link #decode} never throws, for any bytes, never reads past the limit,
 * and leaves position, limit and order as they were. <b>Threads:</b> no state. <b>Source:</b> RFC 5905, section 7.3.
 *
 * <pre>
 *  byte  0        1       2    3         4           8                12   16        24     32      40
 *        LI|VN|M  stratum poll precision root delay  root dispersion  id   reference origin receive transmit
 * </pre>
 */
public final class NtpHeaderCodec {

    /** Length of a header in bytes. */
    public static final int HEADER_BYTES = 48;

    private static final int STRATUM_AT = 1;
    private static final int POLL_AT = 2;
    private static final int PRECISION_AT = 3;
    private static final int ROOT_DELAY_AT = 4;
    private static final int ROOT_DISPERSION_AT = 8;
    private static final int REFERENCE_ID_AT = 12;
    private static final int REFERENCE_AT = 16;
    private static final int ORIGIN_AT = 24;
    private static final int RECEIVE_AT = 32;
    private static final int TRANSMIT_AT = 40;

    private NtpHeaderCodec() {}

    /**
     * Decodes at the buffer's position.
     *
     * @param packet from the position to the limit
     * @param mode the mode it must have
     * @return a header of version 3 or 4 and that mode, or the first check that failed
     */
    public static Decoded decode(ByteBuffer packet, int mode) {
        if (packet.remaining() < HEADER_BYTES) {
            return Rejection.TOO_SHORT;
        }
        ByteBuffer in = packet.slice().order(ByteOrder.BIG_ENDIAN);
        NtpHeader header = header(in);
        if (header.version() != 3 && header.version() != 4) {
            return Rejection.WRONG_VERSION;
        }
        return header.mode() == mode ? header : Rejection.WRONG_MODE;
    }

    /**
     * Says what was wrong, with the value and the rule.
     *
     * @param rejection what {@link #decode} answered
     * @param packet the same bytes, at the same position
     * @param mode the mode that was expected
     */
    public static String explain(Rejection rejection, ByteBuffer packet, int mode) {
        int first = packet.hasRemaining() ? packet.get(packet.position()) : 0;
        return switch (rejection) {
            case TOO_SHORT -> "a packet must have at least " + HEADER_BYTES + " bytes: " + packet.remaining();
            case WRONG_VERSION -> "version must be 3 or 4: " + ((first >>> 3) & 0b111);
            case WRONG_MODE -> "mode must be " + mode + ": " + (first & 0b111);
        };
    }

    /**
     * Writes all 48 bytes at the buffer's position and moves it behind them.
     *
     * @param header values are cut to the width of their fields
     * @param out at least 48 bytes must remain
     * @throws java.nio.BufferOverflowException if fewer remain
     */
    public static void encode(NtpHeader header, ByteBuffer out) {
        ByteBuffer packet = ByteBuffer.allocate(HEADER_BYTES);
        packet.put(0, (byte) ((header.leap() << 6) | ((header.version() & 0b111) << 3) | (header.mode() & 0b111)));
        packet.put(STRATUM_AT, (byte) header.stratum());
        packet.put(POLL_AT, (byte) header.poll());
        packet.put(PRECISION_AT, (byte) header.precision());
        packet.putInt(ROOT_DELAY_AT, header.rootDelayNtp32());
        packet.putInt(ROOT_DISPERSION_AT, header.rootDispersionNtp32());
        packet.putInt(REFERENCE_ID_AT, header.referenceId());
        packet.putLong(REFERENCE_AT, header.referenceNtp64());
        packet.putLong(ORIGIN_AT, header.originNtp64());
        packet.putLong(RECEIVE_AT, header.receiveNtp64());
        packet.putLong(TRANSMIT_AT, header.transmitNtp64());
        out.put(packet);
    }

    private static NtpHeader header(ByteBuffer in) {
        int first = in.get(0);
        return new NtpHeader(
                (first >>> 6) & 0b11,
                (first >>> 3) & 0b111,
                first & 0b111,
                Byte.toUnsignedInt(in.get(STRATUM_AT)),
                in.get(POLL_AT),
                in.get(PRECISION_AT),
                in.getInt(ROOT_DELAY_AT),
                in.getInt(ROOT_DISPERSION_AT),
                in.getInt(REFERENCE_ID_AT),
                in.getLong(REFERENCE_AT),
                in.getLong(ORIGIN_AT),
                in.getLong(RECEIVE_AT),
                in.getLong(TRANSMIT_AT));
    }
}
