package dev.truechimer.hlc.grpc;

import dev.truechimer.hlc.HybridLogicalClock;
import dev.truechimer.hlc.HybridTimestamp;
import dev.truechimer.hlc.carry.HlcHeader;
import io.grpc.Metadata;
import org.jspecify.annotations.Nullable;

/** Where a timestamp is in the metadata of a call. */
final class HlcMetadata {

    static final Metadata.Key<String> KEY = Metadata.Key.of(HlcHeader.NAME, Metadata.ASCII_STRING_MARSHALLER);

    private HlcMetadata() {}

    /**
     * Stamps metadata that are about to be sent, instead of any timestamp that was copied into them from another call.
     *
     * @throws dev.truechimer.clock.ClockUnavailableException if there is no timestamp; nothing has changed
     */
    static void stamp(Metadata outgoing, HybridLogicalClock clock) {
        String text = HybridTimestamp.format(clock.now());
        outgoing.discardAll(KEY);
        outgoing.put(KEY, text);
    }

    /** What came, not checked; several values joined by commas, which is no timestamp; null if none came. */
    static @Nullable String carried(Metadata incoming) {
        Iterable<String> values = incoming.getAll(KEY);
        return values == null ? null : String.join(",", values);
    }
}
