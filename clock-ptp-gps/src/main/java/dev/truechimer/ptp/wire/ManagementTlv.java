package dev.truechimer.ptp.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.truechimer.ptp.wire.ManagementContent.Current;
import dev.truechimer.ptp.wire.ManagementContent.Defaults;
import dev.truechimer.ptp.wire.ManagementContent.Empty;
import dev.truechimer.ptp.wire.ManagementContent.ErrorStatus;
import dev.truechimer.ptp.wire.ManagementContent.Parent;
import dev.truechimer.ptp.wire.ManagementContent.PortProperties;
import dev.truechimer.ptp.wire.ManagementContent.PortState;
import dev.truechimer.ptp.wire.ManagementContent.TimeProperties;
import dev.truechimer.ptp.wire.ManagementContent.TimeStatus;
import dev.truechimer.ptp.wire.ManagementContent.Unused;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The TLV of management messages. Boundary hops are written as 0: a question stays with the clock that it is sent to.
 * <b>Source:</b> IEEE 1588-2019, clauses 15.4, 15.5.2 and 15.5.3; for those named NP, what linuxptp 3.1.1 and 4.2 send.
 */
final class ManagementTlv {

    private static final int ACTION_AT = 46;
    private static final int TLV_AT = 48;
    private static final int TYPE = 1;
    private static final int ERROR_TYPE = 2;
    private static final int ID_BYTES = 2;

    /** Type, length and managementId. */
    private static final int LEAST_BYTES = 6;

    /** Of the value: managementErrorId, managementId and what is reserved. */
    private static final int ERROR_BYTES = 8;

    private static final int HOPS_BYTES = 2;
    private static final int RESERVED_4 = 4;

    private ManagementTlv() {}

    static PtpDecoded decode(PtpHeader header, PortIdentity target, ByteBuffer in) {
        int action = in.get(ACTION_AT) & 0xF;
        in.position(TLV_AT);
        ManagementContent content = in.remaining() < LEAST_BYTES ? null : content(in);
        return content == null ? PtpRejection.WRONG_TLV : new PtpMessage.Management(header, target, action, content);
    }

    /** Null if it does not fit. */
    private static @Nullable ManagementContent content(ByteBuffer in) {
        int type = Short.toUnsignedInt(in.getShort());
        int length = Short.toUnsignedInt(in.getShort());
        if (length > in.remaining() || length < ID_BYTES) {
            return null;
        }
        in.limit(in.position() + length);
        int id = Short.toUnsignedInt(in.getShort());
        return switch (type) {
            case TYPE -> in.hasRemaining() ? dataSet(id, in) : new Empty(id);
            case ERROR_TYPE -> length < ERROR_BYTES ? null : new ErrorStatus(id, Short.toUnsignedInt(in.getShort()));
            default -> null;
        };
    }

    private static @Nullable ManagementContent dataSet(int id, ByteBuffer in) {
        if (in.remaining() < leastBytes(id)) {
            return null;
        }
        int at = in.position();
        return switch (id) {
            case Defaults.ID ->
                new Defaults(
                        Short.toUnsignedInt(in.getShort(at + 2)),
                        PtpCodec.quality(in.position(at + 5)),
                        in.getLong(at + 10),
                        Byte.toUnsignedInt(in.get(at + 18)));
            case Current.ID -> new Current(Short.toUnsignedInt(in.getShort()), in.getLong(), in.getLong());
            case Parent.ID -> parent(in);
            case TimeProperties.ID ->
                new TimeProperties(in.getShort(), Byte.toUnsignedInt(in.get()), Byte.toUnsignedInt(in.get()));
            case PortState.ID ->
                new PortState(
                        PtpCodec.port(in, at),
                        Byte.toUnsignedInt(in.get(at + 10)),
                        in.getLong(at + 12),
                        Byte.toUnsignedInt(in.get(at + 23)));
            case TimeStatus.ID ->
                new TimeStatus(in.getLong(at), in.getLong(at + 8), in.getInt(at + 38) != 0, in.getLong(at + 42));
            case PortProperties.ID -> properties(in);
            default -> new Unused(id, in.remaining());
        };
    }

    private static ManagementContent parent(ByteBuffer in) {
        int at = in.position();
        // After the port: parentStats, reserved, observed variance and phase change rate.
        in.position(at + 18);
        return new Parent(
                PtpCodec.port(in, at),
                Byte.toUnsignedInt(in.get()),
                PtpCodec.quality(in),
                Byte.toUnsignedInt(in.get()),
                in.getLong());
    }

    private static @Nullable ManagementContent properties(ByteBuffer in) {
        int at = in.position();
        in.position(at + 12);
        byte[] text = new byte[Byte.toUnsignedInt(in.get())];
        if (text.length > in.remaining()) {
            return null;
        }
        in.get(text);
        return new PortProperties(
                PtpCodec.port(in, at),
                Byte.toUnsignedInt(in.get(at + 10)),
                Byte.toUnsignedInt(in.get(at + 11)),
                new String(text, ISO_8859_1));
    }

    private static int leastBytes(int id) {
        return switch (id) {
            case Defaults.ID -> 20;
            case Current.ID -> 18;
            case Parent.ID -> 32;
            case TimeProperties.ID -> 4;
            case PortState.ID -> 26;
            case TimeStatus.ID -> 50;
            case PortProperties.ID -> 13;
            default -> 0;
        };
    }

    static void write(int action, ManagementContent content, WireWriter out) {
        out.zeros(HOPS_BYTES)
                .u8("action", WireWriter.inRange("action", action, 0, 0xF))
                .zeros(1);
        WireWriter value = new WireWriter();
        if (content instanceof ErrorStatus error) {
            value.u16("errorId", error.errorId()).u16("id", error.id()).zeros(RESERVED_4);
        } else {
            value.u16("id", content.id());
            writeDataSet(content, value);
        }
        byte[] bytes = value.bytes();
        out.u16("tlvType", content instanceof ErrorStatus ? ERROR_TYPE : TYPE)
                .u16("length", bytes.length)
                .raw(bytes);
    }

    private static void writeDataSet(ManagementContent content, WireWriter out) {
        if (content instanceof Defaults defaults) {
            out.zeros(2).u16("ports", defaults.ports()).zeros(1);
            PtpCodec.writeQuality(defaults.quality(), out);
            out.zeros(1).i64(defaults.clock()).u8("domain", defaults.domain()).zeros(1);
        } else if (content instanceof Current current) {
            out.u16("stepsRemoved", current.stepsRemoved())
                    .i64(current.offsetScaled())
                    .i64(current.meanDelayScaled());
        } else if (content instanceof Parent parent) {
            writeParent(parent, out);
        } else if (content instanceof TimeProperties properties) {
            out.i16("currentUtcOffset", properties.currentUtcOffset())
                    .u8("flags", properties.flags())
                    .u8("timeSource", properties.timeSource());
        } else if (content instanceof PortState port) {
            PtpCodec.writePort(port.port(), out);
            out.u8("state", port.state()).zeros(1).i64(port.peerDelayScaled()).zeros(3);
            out.u8("delayMechanism", port.delayMechanism()).zeros(2);
        } else if (content instanceof TimeStatus status) {
            out.i64(status.masterOffsetNanos())
                    .i64(status.ingressNanos())
                    .zeros(22)
                    .u32("gmPresent", status.gmPresent() ? 1 : 0)
                    .i64(status.grandmaster());
        } else if (content instanceof PortProperties properties) {
            writeProperties(properties, out);
        } else if (content instanceof Unused unused) {
            if (unused.length() == 0 || leastBytes(unused.id()) > 0) {
                throw new IllegalArgumentException("not an unused data set: " + unused);
            }
            out.zeros(WireWriter.inRange("length", unused.length(), 1, PtpCodec.LONGEST_BYTES));
        }
    }

    private static void writeParent(Parent parent, WireWriter out) {
        PtpCodec.writePort(parent.parent(), out);
        out.zeros(8).u8("priority1", parent.priority1());
        PtpCodec.writeQuality(parent.quality(), out);
        out.u8("priority2", parent.priority2()).i64(parent.grandmaster());
    }

    private static void writeProperties(PortProperties properties, WireWriter out) {
        byte[] text = properties.interfaceName().getBytes(ISO_8859_1);
        PtpCodec.writePort(properties.port(), out);
        out.u8("state", properties.state())
                .u8("timestamping", properties.timestamping())
                .u8("length of interfaceName", text.length)
                .raw(text);
    }
}
