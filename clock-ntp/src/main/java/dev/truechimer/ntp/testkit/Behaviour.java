package dev.truechimer.ntp.testkit;

import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ntp.wire.NtpHeader;
import dev.truechimer.ntp.wire.NtpTimestamps;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How a server answers at one moment.
 *
 * <p><b>Unit:</b> nanoseconds; {@code ...Ntp32} as on the wire. <b>Threads:</b> written by tests, read by the server's
 * thread: each knob is on its own, so each is volatile on its own.
 */
final class Behaviour {

    /** The reference time moves on this often, like that of a server that is being disciplined: 16 s. */
    private static final long REFERENCE_STEP_NANOS = 16_000_000_000L;

    /** A constant error and a growing one. */
    record Lie(long offsetNanos, int driftPpm, long sinceUnixNanos) {

        long servedNanos(long trueNanos) {
            return trueNanos + offsetNanos + Math.floorDiv((trueNanos - sinceUnixNanos) * driftPpm, 1_000_000L);
        }
    }

    private final long startedUnixNanos;

    volatile Lie lie;
    volatile ToLongFunction<InetSocketAddress> perClientNanos = client -> 0;
    volatile long transmitErrorNanos;
    volatile int stratum = 1;
    volatile int leap;
    volatile int precision = -23;
    volatile int rootDelayNtp32 = 1;
    volatile int rootDispersionNtp32 = 1;
    volatile int referenceId;
    volatile @Nullable Long referenceNtp64;
    volatile @Nullable String kissCode;
    volatile long processingNanos;
    volatile int repliesPerRequest = 1;
    volatile @Nullable Garbage garbage;
    volatile int garbagePackets;
    volatile boolean silent;
    volatile Consumer<ByteBuffer> tampering = packet -> {};

    Behaviour(int referenceId, long startedUnixNanos) {
        this.referenceId = referenceId;
        this.startedUnixNanos = startedUnixNanos;
        this.lie = new Lie(0, 0, startedUnixNanos);
    }

    /** What the server says the time is. */
    long servedNanos(long trueNanos, InetSocketAddress client) {
        return lie.servedNanos(trueNanos) + perClientNanos.applyAsLong(client);
    }

    /** The reply, without its transmit time. */
    NtpHeader reply(NtpHeader request, long receiveNtp64, long trueNanos) {
        String code = kissCode;
        if (code != null) {
            return kiss(request, code);
        }
        Long reference = referenceNtp64;
        return new NtpHeader(
                leap,
                request.version(),
                NtpHeader.MODE_SERVER,
                stratum,
                request.poll(),
                precision,
                rootDelayNtp32,
                rootDispersionNtp32,
                referenceId,
                reference == null ? referenceNtp64At(trueNanos) : reference,
                request.transmitNtp64(),
                receiveNtp64,
                0);
    }

    /** Takes as long as a test wants between receiving and sending. */
    void process() {
        Ticks ticks = Ticks.system();
        long start = ticks.nanos();
        for (long left = processingNanos; left > 0; left = processingNanos - (ticks.nanos() - start)) {
            LockSupport.parkNanos(left);
        }
    }

    private long referenceNtp64At(long trueNanos) {
        long steps = Math.floorDiv(trueNanos - startedUnixNanos, REFERENCE_STEP_NANOS);
        return NtpTimestamps.ofUnixNanosFloor(startedUnixNanos + steps * REFERENCE_STEP_NANOS);
    }

    /** As one implementation sends it: all stamps are the request's own. */
    private static NtpHeader kiss(NtpHeader request, String code) {
        int id = ByteBuffer.wrap(code.getBytes(StandardCharsets.US_ASCII)).getInt();
        long nonce = request.transmitNtp64();
        return new NtpHeader(3, 4, NtpHeader.MODE_SERVER, 0, request.poll(), -20, 0, 0, id, 0, nonce, nonce, nonce);
    }
}
