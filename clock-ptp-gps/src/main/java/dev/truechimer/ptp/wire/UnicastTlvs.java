package dev.truechimer.ptp.wire;

import dev.truechimer.ptp.wire.PtpMessage.AcknowledgeCancel;
import dev.truechimer.ptp.wire.PtpMessage.CancelUnicast;
import dev.truechimer.ptp.wire.PtpMessage.GrantUnicast;
import dev.truechimer.ptp.wire.PtpMessage.OtherTlv;
import dev.truechimer.ptp.wire.PtpMessage.RequestUnicast;
import dev.truechimer.ptp.wire.PtpMessage.UnicastTlv;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The TLVs of signaling messages. <b>Source:</b> IEEE 1588-2019, clauses 13.12, 14.1 and 16.1.4. */
final class UnicastTlvs {

    private static final int TLVS_AT = 44;
    /** Type and length. */
    private static final int TLV_HEADER_BYTES = 4;

    private static final int REQUEST = 4;
    private static final int GRANT = 5;
    private static final int CANCEL = 6;
    private static final int ACKNOWLEDGE_CANCEL = 7;

    private static final int REQUEST_BYTES = 6;
    private static final int GRANT_BYTES = 8;
    private static final int CANCEL_BYTES = 2;

    private static final int LOG_INTERVAL_AT = 1;
    private static final int DURATION_AT = 2;
    private static final int RENEWAL_AT = 7;

    private UnicastTlvs() {}

    static PtpDecoded decode(PtpHeader header, PortIdentity target, ByteBuffer in) {
        List<UnicastTlv> tlvs = new ArrayList<>();
        in.position(TLVS_AT);
        while (in.hasRemaining()) {
            UnicastTlv tlv = next(in);
            if (tlv == null) {
                return PtpRejection.WRONG_TLV;
            }
            tlvs.add(tlv);
        }
        return new PtpMessage.Signaling(header, target, tlvs);
    }

    /** Null if it does not fit. */
    private static @Nullable UnicastTlv next(ByteBuffer in) {
        if (in.remaining() < TLV_HEADER_BYTES) {
            return null;
        }
        int type = Short.toUnsignedInt(in.getShort());
        int length = Short.toUnsignedInt(in.getShort());
        int at = in.position();
        if (length > in.remaining() || length < leastBytes(type)) {
            return null;
        }
        in.position(at + length);
        return read(type, length, in, at);
    }

    private static UnicastTlv read(int type, int length, ByteBuffer in, int at) {
        return switch (type) {
            case REQUEST -> new RequestUnicast(messageType(in, at), in.get(at + LOG_INTERVAL_AT), duration(in, at));
            case GRANT ->
                new GrantUnicast(
                        messageType(in, at),
                        in.get(at + LOG_INTERVAL_AT),
                        duration(in, at),
                        (in.get(at + RENEWAL_AT) & 1) != 0);
            case CANCEL -> new CancelUnicast(messageType(in, at));
            case ACKNOWLEDGE_CANCEL -> new AcknowledgeCancel(messageType(in, at));
            default -> new OtherTlv(type, length);
        };
    }

    private static int leastBytes(int type) {
        return switch (type) {
            case REQUEST -> REQUEST_BYTES;
            case GRANT -> GRANT_BYTES;
            case CANCEL, ACKNOWLEDGE_CANCEL -> CANCEL_BYTES;
            default -> 0;
        };
    }

    private static int messageType(ByteBuffer in, int at) {
        return in.get(at) >> 4 & 0xF;
    }

    private static long duration(ByteBuffer in, int at) {
        return Integer.toUnsignedLong(in.getInt(at + DURATION_AT));
    }

    static void write(List<UnicastTlv> tlvs, WireWriter out) {
        tlvs.forEach(tlv -> write(tlv, out));
    }

    private static void write(UnicastTlv tlv, WireWriter out) {
        if (tlv instanceof RequestUnicast request) {
            head(REQUEST, REQUEST_BYTES, request.messageType(), out)
                    .i8("logInterval", request.logInterval())
                    .u32("durationSeconds", request.durationSeconds());
        } else if (tlv instanceof GrantUnicast grant) {
            head(GRANT, GRANT_BYTES, grant.messageType(), out)
                    .i8("logInterval", grant.logInterval())
                    .u32("durationSeconds", grant.durationSeconds())
                    .zeros(1)
                    .u8("renewalInvited", grant.renewalInvited() ? 1 : 0);
        } else if (tlv instanceof CancelUnicast cancel) {
            head(CANCEL, CANCEL_BYTES, cancel.messageType(), out).zeros(1);
        } else if (tlv instanceof AcknowledgeCancel acknowledge) {
            head(ACKNOWLEDGE_CANCEL, CANCEL_BYTES, acknowledge.messageType(), out)
                    .zeros(1);
        } else if (tlv instanceof OtherTlv other) {
            if (leastBytes(other.type()) > 0) {
                throw new IllegalArgumentException("type must be of no other TLV here: " + other.type());
            }
            out.u16("tlvType", other.type()).u16("length", other.length()).zeros(other.length());
        }
    }

    private static WireWriter head(int type, int bytes, int messageType, WireWriter out) {
        return out.u16("tlvType", type)
                .u16("length", bytes)
                .u8("messageType", WireWriter.inRange("messageType", messageType, 0, 0xF) << 4);
    }
}
