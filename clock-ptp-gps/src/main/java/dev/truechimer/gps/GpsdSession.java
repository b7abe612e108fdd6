package dev.truechimer.gps;

import dev.truechimer.clock.host.RealtimeTrail.Conversion;
import dev.truechimer.clock.shell.BackOff;
import dev.truechimer.clock.shell.Measuring;
import dev.truechimer.clock.shell.StatusLine;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.clock.ticks.Ticks;
import dev.truechimer.gps.wire.GpsdDecoded;
import dev.truechimer.gps.wire.GpsdDecoder;
import dev.truechimer.gps.wire.GpsdLines;
import dev.truechimer.gps.wire.GpsdMessage;
import dev.truechimer.gps.wire.GpsdRejection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The talk with gpsd: connects, listens, hands results on, and connects again when it must. */
final class GpsdSession implements Measuring, GpsdLines.Sink {

    private static final long SECOND = 1_000_000_000L;
    private static final long LEAST_BACK_OFF_NANOS = SECOND;
    private static final long MOST_BACK_OFF_NANOS = 30 * SECOND;

    /** Less than a second, in which no receiver fills the buffers of a connection. */
    private static final long WAIT_MILLIS = 200;

    /** After a longer pause of this process there may be lines on their way that were held up by it. */
    private static final long MOST_PAUSE_TICKS = SECOND;

    private static final long GREETING_LIMIT_TICKS = 5 * SECOND;
    private static final long SILENCE_TICKS = 10 * SECOND;
    private static final int SILENCES_UNTIL_RECONNECT = 6;
    private static final long READING_EVERY_NANOS = 100_000_000L;
    private static final int BUFFER_BYTES = 16_384;
    private static final int KNOWN_PROTOCOL = 3;

    /** What gpsd reports beside what is used here. */
    private static final Set<String> ORDINARY =
            Set.of("SKY", "DEVICE", "GST", "ATT", "IMU", "OSC", "RAW", "SUBFRAME", "AIS", "RTCM2", "RTCM3", "POLL");

    private final GpsdSettings settings;
    private final SourceContext context;
    private final StatusLine status;
    private final Ticks ticks;
    private final WallClock wallClock;
    private final GpsdLines lines = new GpsdLines();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final BackOff backOff = new BackOff(LEAST_BACK_OFF_NANOS, MOST_BACK_OFF_NANOS);
    private volatile @Nullable GpsdLink link;
    private volatile boolean closing;
    private GpsdClaims claims;
    private boolean greeted;
    private OptionalLong quietTicks = OptionalLong.empty();
    private long lookedTicks;
    private long heardTicks;
    private int silences;
    private String server = "";

    GpsdSession(GpsdSettings settings, SourceContext context) {
        this.settings = settings;
        this.context = context;
        this.status = new StatusLine(context::detail);
        this.ticks = context.ticks();
        this.wallClock = new WallClock(context, READING_EVERY_NANOS);
        this.claims = new GpsdClaims(settings, false);
    }

    @Override
    public long turn() {
        GpsdLink current = link;
        try {
            return current == null ? connect() : listen(current);
        } catch (IOException e) {
            return closing ? 0 : lost(Reason.UNREACHABLE, "gpsd at " + settings.endpoint() + ": " + reason(e));
        }
    }

    /** A closed channel ends whatever its thread does with it. */
    @Override
    public void wake() {
        closing = true;
        closeLink();
    }

    @Override
    public void end() {
        closeLink();
    }

    private long connect() throws IOException {
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        if (address.isUnresolved()) {
            return lost(Reason.UNRESOLVED, "no address for gpsd's host " + settings.host());
        }
        GpsdLink opened = new GpsdLink();
        link = opened;
        if (closing) {
            closeLink();
            return 0;
        }
        opened.connect(address);
        Boolean declared = settings.sameHost();
        claims =
                new GpsdClaims(settings, declared == null ? address.getAddress().isLoopbackAddress() : declared);
        lines.clear();
        greeted = false;
        quietTicks = OptionalLong.empty();
        silences = 0;
        wallClock.readNow();
        lookedTicks = ticks.nanos();
        heardTicks = lookedTicks;
        return 0;
    }

    /** One look at the connection. What it does not hold at this reading arrives after it. */
    private long listen(GpsdLink current) throws IOException {
        long beforeTicks = ticks.nanos();
        if (beforeTicks - lookedTicks > MOST_PAUSE_TICKS) {
            fail(
                    Reason.NO_REPLY,
                    "this process stood still: what gpsd sent meanwhile has no age, so it connects again");
            closeLink();
            return 0;
        }
        lookedTicks = beforeTicks;
        wallClock.keep();
        buffer.clear();
        int count = current.read(buffer);
        if (count < 0) {
            return lost(Reason.NO_REPLY, "gpsd at " + settings.endpoint() + " has closed the connection");
        }
        if (count == 0) {
            quietTicks = OptionalLong.of(beforeTicks);
            return waitFor(current, beforeTicks);
        }
        heardTicks = ticks.nanos();
        silences = 0;
        lines.add(buffer.flip(), this);
        return 0;
    }

    private long waitFor(GpsdLink current, long nowTicks) throws IOException {
        if (!greeted && nowTicks - heardTicks > GREETING_LIMIT_TICKS) {
            return lost(Reason.NO_REPLY, "nobody greets at " + settings.endpoint() + ": is that a gpsd?");
        }
        if (nowTicks - heardTicks > (silences + 1) * SILENCE_TICKS) {
            silences++;
            if (silences >= SILENCES_UNTIL_RECONNECT) {
                return lost(Reason.NO_REPLY, "gpsd at " + settings.endpoint() + " was silent for a minute");
            }
            fail(
                    Reason.NO_REPLY,
                    "gpsd at " + settings.endpoint() + " is silent: it has no receiver that says anything");
        }
        status.say(claims.detail(nowTicks));
        current.await(WAIT_MILLIS);
        return 0;
    }

    @Override
    public void tooLong() {
        rejected(GpsdRejection.TOO_LONG);
    }

    @Override
    public void line(byte[] bytes, int length) {
        GpsdDecoded decoded = GpsdDecoder.decode(bytes, length);
        if (decoded instanceof GpsdRejection rejection) {
            rejected(rejection);
        } else if (decoded instanceof GpsdMessage message) {
            receive(message);
        }
    }

    private void rejected(GpsdRejection rejection) {
        Reason reason = rejection == GpsdRejection.LEAP_SECOND ? Reason.LEAP_SECOND : Reason.MALFORMED;
        fail(reason, "a line of gpsd's was dropped: " + rejection);
    }

    private void receive(GpsdMessage message) {
        if (message instanceof GpsdMessage.Tpv tpv) {
            deliver(claims.on(tpv, arrival()));
        } else if (message instanceof GpsdMessage.Toff toff) {
            deliver(claims.on(toff, arrival()));
        } else if (message instanceof GpsdMessage.Pps pps) {
            deliver(claims.on(pps, arrival()));
        } else if (message instanceof GpsdMessage.Version version) {
            greet(version);
        } else if (message instanceof GpsdMessage.Devices devices) {
            look(devices);
        } else if (message instanceof GpsdMessage.Watch watch) {
            if (!watch.enabled()) {
                fail(Reason.DENIED, "gpsd at " + settings.endpoint() + " does not let itself be watched");
            }
        } else if (message instanceof GpsdMessage.Complaint complaint) {
            fail(Reason.UNUSED_KIND, "gpsd complains: " + complaint.text());
        } else if (message instanceof GpsdMessage.Other other && !ORDINARY.contains(other.className())) {
            fail(Reason.UNUSED_KIND, "gpsd sends a class that is not known: " + other.className());
        }
    }

    private void greet(GpsdMessage.Version version) {
        greeted = true;
        backOff.reset();
        if (version.protocolMajor() != KNOWN_PROTOCOL) {
            fail(
                    Reason.UNUSED_KIND,
                    "gpsd " + version.release() + " speaks protocol " + version.protocolMajor() + ", not "
                            + KNOWN_PROTOCOL);
        }
    }

    private void look(GpsdMessage.Devices devices) {
        String wanted = settings.device();
        if (devices.paths().isEmpty()) {
            fail(Reason.NO_REPLY, "gpsd at " + settings.endpoint() + " has no receiver: name one when it is started");
        } else if (wanted != null && !devices.paths().contains(wanted)) {
            fail(Reason.NO_REPLY, "gpsd has no receiver " + wanted + ", only " + devices.paths());
        }
    }

    private GpsdArrival arrival() {
        return new GpsdArrival(
                quietTicks, ticks.nanos(), wallClock.believedUtcNanos(), context.leapSeconds(), this::convert);
    }

    private Conversion convert(long stampNanos) {
        wallClock.readNow();
        return wallClock.ticksOf(stampNanos);
    }

    private void deliver(ReceiverOutcome outcome) {
        if (outcome instanceof ReceiverOutcome.Failed failed) {
            context.failed(failed.failure());
        } else if (outcome instanceof ReceiverOutcome.Claimed claimed) {
            String now = "gpsd " + settings.endpoint() + " " + claims.device();
            if (!now.equals(server)) {
                server = now;
                context.server(now);
            }
            context.accept(claimed.claim());
        }
    }

    /** Gives up a connection, or the attempt at one. */
    private long lost(Reason reason, String why) {
        closeLink();
        fail(reason, why);
        status.say("no gpsd at " + settings.endpoint());
        return backOff.nextNanos();
    }

    private void closeLink() {
        GpsdLink ending = link;
        link = null;
        if (ending != null) {
            try {
                ending.close();
            } catch (IOException e) {
                fail(Reason.INTERNAL, "the connection to gpsd can't be closed: " + reason(e));
            }
        }
    }

    private void fail(Reason reason, String why) {
        context.failed(new SourceFailure(reason, why));
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
