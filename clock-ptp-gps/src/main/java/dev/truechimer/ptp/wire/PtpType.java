package dev.truechimer.ptp.wire;

import org.jspecify.annotations.Nullable;

/** The types of messages that are read and written here. <b>Source:</b> IEEE 1588-2019, tables 36 and 42, clause 13. */
enum PtpType {
    SYNC(0x0, 44, 0),
    DELAY_REQ(0x1, 44, 1),
    FOLLOW_UP(0x8, 44, 2),
    DELAY_RESP(0x9, 54, 3),
    ANNOUNCE(0xB, 64, 5),
    SIGNALING(0xC, 44, 5),
    MANAGEMENT(0xD, 48, 4);

    private final int code;
    private final int leastBytes;
    private final int control;

    PtpType(int code, int leastBytes, int control) {
        this.code = code;
        this.leastBytes = leastBytes;
        this.control = control;
    }

    static @Nullable PtpType of(int code) {
        for (PtpType type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        return null;
    }

    static PtpType of(PtpMessage message) {
        if (message instanceof PtpMessage.Sync) {
            return SYNC;
        } else if (message instanceof PtpMessage.DelayReq) {
            return DELAY_REQ;
        } else if (message instanceof PtpMessage.FollowUp) {
            return FOLLOW_UP;
        } else if (message instanceof PtpMessage.DelayResp) {
            return DELAY_RESP;
        } else if (message instanceof PtpMessage.Announce) {
            return ANNOUNCE;
        } else {
            return message instanceof PtpMessage.Signaling ? SIGNALING : MANAGEMENT;
        }
    }

    int code() {
        return code;
    }

    /** Of the whole message, without TLVs. */
    int leastBytes() {
        return leastBytes;
    }

    /** The controlField, which version 1 told types apart by. */
    int control() {
        return control;
    }
}
