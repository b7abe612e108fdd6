package dev.truechimer.hlc.carry;

import dev.truechimer.hlc.HybridTimestamp;

/**
 * The header of a message that carries its timestamp. <b>Shape:</b> as text what {@link HybridTimestamp#format(long)} writes,
 * ASCII without spaces; where a protocol carries bytes, {@link HybridTimestamp#encode(long)}. At most one per message.
 */
public final class HlcHeader {

    /** Its name, in lower case, as HTTP/2 and gRPC want it. */
    public static final String NAME = "hlc";

    private HlcHeader() {}
}
