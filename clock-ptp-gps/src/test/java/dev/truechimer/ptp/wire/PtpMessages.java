package dev.truechimer.ptp.wire;

import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import dev.truechimer.ptp.wire.PtpMessage.UnicastTlv;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Messages of every kind at random; each field is often at one end of its range. */
final class PtpMessages {

    /** How many kinds there are. */
    static final int KINDS = 7;

    /** How many TLVs there are. */
    static final int TLVS = 5;

    /** How many contents of management messages there are. */
    static final int CONTENTS = 10;

    private static final long LATEST_NANOS = WireTime.END_SECONDS * 1_000_000_000L - 1;

    private final SplittableRandom random;

    PtpMessages(SplittableRandom random) {
        this.random = random;
    }

    PtpMessage next(int kind) {
        return switch (kind) {
            case 0 -> new PtpMessage.Sync(header(), nanos());
            case 1 -> new PtpMessage.DelayReq(header(), nanos());
            case 2 -> new PtpMessage.FollowUp(header(), nanos());
            case 3 -> new PtpMessage.DelayResp(header(), nanos(), port());
            case 4 ->
                new PtpMessage.Announce(
                        header(), nanos(), signed(16), bits(8), quality(), bits(8), any(), bits(16), bits(8));
            case 5 -> new PtpMessage.Signaling(header(), port(), tlvs());
            case 6 -> new PtpMessage.Management(header(), port(), bits(4), content(random.nextInt(CONTENTS)));
            default -> throw new IllegalArgumentException("no kind " + kind);
        };
    }

    private List<UnicastTlv> tlvs() {
        List<UnicastTlv> tlvs = new ArrayList<>();
        while (random.nextInt(4) > 0) {
            tlvs.add(tlv(random.nextInt(TLVS)));
        }
        return tlvs;
    }

    UnicastTlv tlv(int kind) {
        return switch (kind) {
            case 0 -> new PtpMessage.RequestUnicast(bits(4), signed(8), bits(32) & 0xFFFF_FFFFL);
            case 1 -> new PtpMessage.GrantUnicast(bits(4), signed(8), bits(32) & 0xFFFF_FFFFL, random.nextBoolean());
            case 2 -> new PtpMessage.CancelUnicast(bits(4));
            case 3 -> new PtpMessage.AcknowledgeCancel(bits(4));
            case 4 -> new PtpMessage.OtherTlv(8 + random.nextInt(0xFFF8), random.nextInt(9));
            default -> throw new IllegalArgumentException("no TLV " + kind);
        };
    }

    ManagementContent content(int kind) {
        return switch (kind) {
            case 0 -> new ManagementContent.Empty(bits(16));
            case 1 -> new ManagementContent.ErrorStatus(bits(16), bits(16));
            case 2 -> new ManagementContent.Unused(0x2005 + random.nextInt(100), 1 + random.nextInt(50));
            case 3 -> new ManagementContent.Current(bits(16), any(), any());
            case 4 -> new ManagementContent.Parent(port(), bits(8), quality(), bits(8), any());
            case 5 -> new ManagementContent.TimeProperties(signed(16), bits(8), bits(8));
            case 6 -> new ManagementContent.PortState(port(), bits(8), any(), bits(8));
            case 7 -> new ManagementContent.TimeStatus(any(), any(), random.nextBoolean(), any());
            case 8 -> new ManagementContent.PortProperties(port(), bits(8), bits(8), text());
            case 9 -> new ManagementContent.Defaults(bits(16), quality(), any(), bits(8));
            default -> throw new IllegalArgumentException("no content " + kind);
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int length = bits(8);
        while (text.length() < length) {
            text.append((char) bits(8));
        }
        return text.toString();
    }

    private PtpHeader header() {
        return new PtpHeader(bits(12), bits(4), bits(8), bits(16), any(), port(), bits(16), signed(8));
    }

    private PortIdentity port() {
        return new PortIdentity(any(), bits(16));
    }

    private ClockQuality quality() {
        return new ClockQuality(bits(8), bits(8), bits(16));
    }

    private long nanos() {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> LATEST_NANOS;
            default -> random.nextLong(LATEST_NANOS);
        };
    }

    private long any() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> Long.MAX_VALUE;
            case 2 -> Long.MIN_VALUE;
            default -> random.nextLong();
        };
    }

    /** All ones as often as none. */
    private int bits(int count) {
        int mask = -1 >>> (Integer.SIZE - count);
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> mask;
            default -> random.nextInt() & mask;
        };
    }

    private int signed(int count) {
        int shift = Integer.SIZE - count;
        return switch (random.nextInt(4)) {
            case 0 -> Integer.MIN_VALUE >> shift;
            case 1 -> Integer.MAX_VALUE >> shift;
            default -> random.nextInt() >> shift;
        };
    }
}
