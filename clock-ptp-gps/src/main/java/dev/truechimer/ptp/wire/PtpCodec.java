package dev.truechimer.ptp.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Reads and writes messages of PTP version 2.
 *
 * <p>What a sender may add is passed over: TLVs after the fixed part of a message other than signaling and management,
 * further TLVs after the one of a management message, the two bytes of padding that UDP over IPv6 has, and other bytes
 * after the length that the header says. Reserved fields, the controlField, and messageTypeSpecific are written as the
 * standard says and not read. <b>Byte order:</b> big-endian. <b>Threads:</b> any. <b>Source:</b> IEEE 1588-2019, clauses
 * 13.3 to 13.13, 14.1 and 16.1; the length field of clause 13.3.2.4.
 *
 * <pre>
 *  0 majorSdoId | type      2 length        6 flags          16 messageTypeSpecific   30 sequenceId
 *  1 minorVersion | version 4 domain        8 correction     20 sourcePortIdentity    32 controlField
 *                           5 minorSdoId                                              33 logMessageInterval
 * </pre>
 */
public final class PtpCodec {

    static final int HEADER_BYTES = 34;

    /** The longest message there can be, since its length field has 16 bits. */
    public static final int LONGEST_BYTES = 0xFFFF;

    private static final int VERSION = 2;

    private static final int LENGTH_AT = 2;
    private static final int DOMAIN_AT = 4;
    private static final int MINOR_SDO_ID_AT = 5;
    private static final int FLAGS_AT = 6;
    private static final int CORRECTION_AT = 8;
    private static final int SOURCE_AT = 20;
    private static final int SEQUENCE_AT = 30;
    private static final int LOG_INTERVAL_AT = 33;
    /** Where what is of one type begins: with a time, or with the port that is meant. */
    private static final int BODY_AT = HEADER_BYTES;

    private static final int RESERVED_4 = 4;

    private PtpCodec() {}

    /**
     * Reads a message.
     *
     * @param datagram what arrived, from its position to its limit; position, limit and byte order stay as they are
     * @return the message, or the first check that it failed; nothing is thrown, whatever the bytes are
     */
    public static PtpDecoded decode(ByteBuffer datagram) {
        ByteBuffer in = datagram.slice().order(ByteOrder.BIG_ENDIAN);
        if (in.limit() < HEADER_BYTES) {
            return PtpRejection.TOO_SHORT;
        }
        if ((in.get(1) & 0xF) != VERSION) {
            return PtpRejection.WRONG_VERSION;
        }
        PtpType type = PtpType.of(in.get(0) & 0xF);
        if (type == null) {
            return PtpRejection.UNUSED_TYPE;
        }
        int length = Short.toUnsignedInt(in.getShort(LENGTH_AT));
        if (length < type.leastBytes()) {
            return PtpRejection.WRONG_LENGTH;
        }
        if (length > in.limit()) {
            return PtpRejection.TOO_SHORT;
        }
        in.limit(length);
        return body(type, header(in), in);
    }

    private static PtpHeader header(ByteBuffer in) {
        return new PtpHeader(
                (in.get(0) & 0xF0) << 4 | Byte.toUnsignedInt(in.get(MINOR_SDO_ID_AT)),
                in.get(1) >> 4 & 0xF,
                Byte.toUnsignedInt(in.get(DOMAIN_AT)),
                Short.toUnsignedInt(in.getShort(FLAGS_AT)),
                in.getLong(CORRECTION_AT),
                port(in, SOURCE_AT),
                Short.toUnsignedInt(in.getShort(SEQUENCE_AT)),
                in.get(LOG_INTERVAL_AT));
    }

    private static PtpDecoded body(PtpType type, PtpHeader header, ByteBuffer in) {
        return switch (type) {
            case SIGNALING -> UnicastTlvs.decode(header, port(in, BODY_AT), in);
            case MANAGEMENT -> ManagementTlv.decode(header, port(in, BODY_AT), in);
            case SYNC, DELAY_REQ, FOLLOW_UP, DELAY_RESP, ANNOUNCE -> {
                long nanos = WireTime.read(in, BODY_AT);
                yield nanos == WireTime.WRONG ? PtpRejection.WRONG_TIME : timed(type, header, nanos, in);
            }
        };
    }

    private static PtpMessage timed(PtpType type, PtpHeader header, long nanos, ByteBuffer in) {
        int at = BODY_AT + WireTime.BYTES;
        return switch (type) {
            case SYNC -> new PtpMessage.Sync(header, nanos);
            case DELAY_REQ -> new PtpMessage.DelayReq(header, nanos);
            case FOLLOW_UP -> new PtpMessage.FollowUp(header, nanos);
            case DELAY_RESP -> new PtpMessage.DelayResp(header, nanos, port(in, at));
            case ANNOUNCE -> announce(header, nanos, in.position(at));
            case SIGNALING, MANAGEMENT -> throw new IllegalArgumentException(type + " begins with no time");
        };
    }

    private static PtpMessage announce(PtpHeader header, long originNanos, ByteBuffer in) {
        int currentUtcOffset = in.getShort();
        in.get();
        return new PtpMessage.Announce(
                header,
                originNanos,
                currentUtcOffset,
                Byte.toUnsignedInt(in.get()),
                quality(in),
                Byte.toUnsignedInt(in.get()),
                in.getLong(),
                Short.toUnsignedInt(in.getShort()),
                Byte.toUnsignedInt(in.get()));
    }

    /** Reads at the position, and leaves it behind. */
    static PtpMessage.ClockQuality quality(ByteBuffer in) {
        return new PtpMessage.ClockQuality(
                Byte.toUnsignedInt(in.get()), Byte.toUnsignedInt(in.get()), Short.toUnsignedInt(in.getShort()));
    }

    static PortIdentity port(ByteBuffer in, int at) {
        return new PortIdentity(in.getLong(at), Short.toUnsignedInt(in.getShort(at + Long.BYTES)));
    }

    /**
     * Writes a message.
     *
     * @return the bytes of one datagram
     * @throws IllegalArgumentException if a field is out of its range, or the message longer than {@value #LONGEST_BYTES}
     *     bytes; the message names the field
     */
    public static byte[] encode(PtpMessage message) {
        WireWriter out = new WireWriter();
        PtpType type = PtpType.of(message);
        writeHeader(type, message.header(), out);
        if (message instanceof PtpMessage.Sync sync) {
            WireTime.write(sync.originNanos(), out);
        } else if (message instanceof PtpMessage.DelayReq request) {
            WireTime.write(request.originNanos(), out);
        } else if (message instanceof PtpMessage.FollowUp followUp) {
            WireTime.write(followUp.preciseOriginNanos(), out);
        } else if (message instanceof PtpMessage.DelayResp response) {
            WireTime.write(response.receiveNanos(), out);
            writePort(response.requesting(), out);
        } else if (message instanceof PtpMessage.Announce announce) {
            writeAnnounce(announce, out);
        } else if (message instanceof PtpMessage.Signaling signaling) {
            writePort(signaling.target(), out);
            UnicastTlvs.write(signaling.tlvs(), out);
        } else if (message instanceof PtpMessage.Management management) {
            writePort(management.target(), out);
            ManagementTlv.write(management.action(), management.content(), out);
        }
        byte[] bytes = out.bytes();
        if (bytes.length > LONGEST_BYTES) {
            throw new IllegalArgumentException(
                    "a message must have at most " + LONGEST_BYTES + " bytes: " + bytes.length);
        }
        ByteBuffer.wrap(bytes).putShort(LENGTH_AT, (short) bytes.length);
        return bytes;
    }

    private static void writeHeader(PtpType type, PtpHeader header, WireWriter out) {
        int sdoId = WireWriter.inRange("sdoId", header.sdoId(), 0, 0xFFF);
        int minorVersion = WireWriter.inRange("minorVersion", header.minorVersion(), 0, 0xF);
        out.u8("type", sdoId >> 8 << 4 | type.code())
                .u8("version", minorVersion << 4 | VERSION)
                .u16("length", 0)
                .u8("domain", header.domain())
                .u8("minorSdoId", sdoId & 0xFF)
                .u16("flags", header.flags())
                .i64(header.correctionScaled())
                .zeros(RESERVED_4);
        writePort(header.source(), out);
        out.u16("sequence", header.sequence()).u8("control", type.control()).i8("logInterval", header.logInterval());
    }

    private static void writeAnnounce(PtpMessage.Announce announce, WireWriter out) {
        WireTime.write(announce.originNanos(), out);
        out.i16("currentUtcOffset", announce.currentUtcOffset()).zeros(1).u8("priority1", announce.priority1());
        writeQuality(announce.quality(), out);
        out.u8("priority2", announce.priority2())
                .i64(announce.grandmaster())
                .u16("stepsRemoved", announce.stepsRemoved())
                .u8("timeSource", announce.timeSource());
    }

    static void writeQuality(PtpMessage.ClockQuality quality, WireWriter out) {
        out.u8("clockClass", quality.clockClass())
                .u8("accuracy", quality.accuracy())
                .u16("variance", quality.variance());
    }

    static void writePort(PortIdentity port, WireWriter out) {
        out.i64(port.clock()).u16("port", port.port());
    }
}
