package dev.truechimer.ptp;

import dev.truechimer.clock.shell.BackOff;
import dev.truechimer.clock.shell.Measuring;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.ptp.PtpClient.Outgoing;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpCodec;
import dev.truechimer.ptp.wire.PtpDecoded;
import dev.truechimer.ptp.wire.PtpMessage;
import dev.truechimer.ptp.wire.PtpMessage.DelayReq;
import dev.truechimer.ptp.wire.PtpRejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The sockets around a {@link PtpClient}: bytes, and readings of the oscillator.
 *
 * <p><b>Invariant:</b> the reading of a message that came was made after it was received, that of one that goes before it is
 * sent. <b>Threads:</b> the source's own; an interrupt ends its wait. <b>Limit:</b> {@value #MOST_AT_ONCE} messages of a
 * socket in one turn; those of events wait until no general one does.
 */
final class PtpShell implements Measuring {

    private static final int MOST_AT_ONCE = 64;
    private static final int BUFFER_BYTES = 2048;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;
    private static final long FIRST_PAUSE_NANOS = 500_000_000L;
    private static final long LONGEST_PAUSE_NANOS = 16_000_000_000L;
    private static final int OWN_PORT = 1;

    /** Who did not look into its sockets for so long starts anew: they hold the oldest that came, not the newest. */
    private static final long LONGEST_ABSENCE_NANOS = 2_000_000_000L;

    private final PtpSettings settings;
    private final SourceContext context;
    private final Ticks ticks;
    private final Selector selector;
    private final PtpClient client;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final BackOff backOff = new BackOff(FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
    private @Nullable PtpSockets sockets;
    private long lookTicks;
    private long turnTicks;

    private PtpShell(PtpSettings settings, SourceContext context, Selector selector) {
        this.settings = settings;
        this.context = context;
        this.ticks = context.ticks();
        this.selector = selector;
        SecureRandom secure = new SecureRandom();
        this.client = new PtpClient(
                settings,
                new PortIdentity(ownClock(secure), OWN_PORT),
                new SplittableRandom(secure.nextLong()),
                PtpResults.of(context),
                ticks.nanos());
    }

    /** One that opens its sockets in its first turn. */
    static PtpShell create(PtpSettings settings, SourceContext context) {
        try {
            return new PtpShell(settings, context, Selector.open());
        } catch (IOException e) {
            throw new UncheckedIOException("this process can't have a selector", e);
        }
    }

    @Override
    public long turn() throws InterruptedException {
        PtpSockets open = sockets;
        if (open != null && ticks.nanos() - lookTicks >= LOOK_EVERY_NANOS) {
            lookTicks = ticks.nanos();
            if (!open.areUsable(settings.networkInterface())) {
                open.close();
                sockets = null;
                open = null;
            }
        }
        if (open == null) {
            return open();
        }
        try {
            waitForMessages();
            if (wasAbsent()) {
                open.close();
                sockets = null;
                return 0;
            }
            receive(open);
            send(open, client.due(ticks.nanos()));
        } catch (IOException e) {
            client.complain(Reason.UNREACHABLE, settings.networkInterface() + ": " + e, ticks.nanos());
            open.close();
            sockets = null;
            return FIRST_PAUSE_NANOS;
        }
        return 0;
    }

    @Override
    public void end() {
        // Whoever closes the source interrupts this thread, and an interrupted one can't send.
        Thread.interrupted();
        PtpSockets open = sockets;
        if (open != null) {
            send(open, client.goodbye(ticks.nanos()));
            open.close();
        }
        try {
            selector.close();
        } catch (IOException e) {
            context.failed(new SourceFailure(Reason.INTERNAL, "closing the selector failed: " + e));
        }
    }

    private long open() {
        try {
            sockets = PtpSockets.open(settings, selector);
            lookTicks = ticks.nanos();
            backOff.reset();
            turnTicks = lookTicks;
            return 0;
        } catch (PtpUnavailableException e) {
            context.failed(new SourceFailure(Reason.UNREACHABLE, e.detail()));
            // Lets a master that was followed run out.
            client.due(ticks.nanos());
            return backOff.nextNanos();
        }
    }

    /** Whether the last turn was so long ago that what waits in the sockets is of no use. */
    private boolean wasAbsent() {
        long nowTicks = ticks.nanos();
        boolean absent = nowTicks - turnTicks > LONGEST_ABSENCE_NANOS;
        turnTicks = nowTicks;
        if (absent) {
            client.wasAway(nowTicks);
        }
        return absent;
    }

    private void waitForMessages() throws IOException, InterruptedException {
        // Rounded up, so that it does not spin for the last fraction.
        long waitMillis = (client.waitNanos(ticks.nanos()) + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
        if (waitMillis > 0) {
            selector.select(waitMillis);
        } else {
            selector.selectNow();
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        selector.selectedKeys().clear();
    }

    private void receive(PtpSockets open) throws IOException {
        // What a master announces counts for the Syncs that wait beside it, so all of that comes first.
        if (isEmptied(open, false) && isEmptied(open, true)) {
            client.noEventWaits();
        }
    }

    /** Takes all that waits in a socket, up to the limit; whether that was all. */
    private boolean isEmptied(PtpSockets open, boolean event) throws IOException {
        for (int i = 0; i < MOST_AT_ONCE; i++) {
            if (!receiveOne(open, event)) {
                return true;
            }
        }
        return false;
    }

    private boolean receiveOne(PtpSockets open, boolean event) throws IOException {
        InetAddress sender = open.receive(event, buffer);
        long receivedTicks = ticks.nanos();
        if (sender == null) {
            return false;
        }
        PtpDecoded decoded = PtpCodec.decode(buffer);
        if (decoded instanceof PtpMessage message) {
            client.received(message, sender, receivedTicks);
        } else if (decoded instanceof PtpRejection rejection) {
            client.rejected(rejection, sender, receivedTicks);
        }
        return true;
    }

    private void send(PtpSockets open, List<Outgoing> outgoing) {
        for (Outgoing each : outgoing) {
            ByteBuffer bytes = ByteBuffer.wrap(PtpCodec.encode(each.message()));
            if (each.message() instanceof DelayReq request) {
                client.leaving(request, ticks.nanos());
            }
            try {
                open.send(bytes, each.event(), each.receiver());
            } catch (IOException e) {
                client.complain(
                        Reason.UNREACHABLE,
                        "a message can't be sent on " + settings.networkInterface() + ": " + e,
                        ticks.nanos());
            }
        }
    }

    /**
     * An identity that no other clock has, not even a daemon on this host, which has that of the interface: random, and marked
     * as locally administered.
     */
    private static long ownClock(SecureRandom random) {
        long universalAndGroupBits = 0x0300_0000_0000_0000L;
        long locallyAdministered = 0x0200_0000_0000_0000L;
        return (random.nextLong() & ~universalAndGroupBits) | locallyAdministered;
    }
}
