package dev.truechimer.ptp.phc;

import dev.truechimer.clock.host.NativeCallException;
import dev.truechimer.clock.shell.BackOff;
import dev.truechimer.clock.shell.Measuring;
import dev.truechimer.clock.shell.StatusLine;
import dev.truechimer.clock.source.SourceContext;
import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.device.ErrorBound;
import dev.truechimer.ptp.device.PhcBrackets;
import dev.truechimer.ptp.device.PhcDevice;
import dev.truechimer.ptp.device.PhcIdentity;
import dev.truechimer.ptp.device.PhcReading;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a device open and measures with it, a turn at a time.
 *
 * <p><b>Threads:</b> confined to the source's.
 */
final class PhcMeasuring implements Measuring {

    private static final long BUSY_PAUSE_NANOS = 100_000_000L;
    private static final long SHORTEST_REOPEN_NANOS = 250_000_000L;
    private static final long LONGEST_REOPEN_NANOS = 8_000_000_000L;

    private final PhcSettings settings;
    private final SourceContext context;
    private final StatusLine status;
    /** The longer the device is away, the less often it is looked for. */
    private final BackOff reopening = new BackOff(SHORTEST_REOPEN_NANOS, LONGEST_REOPEN_NANOS);

    private @Nullable Session session;
    private @Nullable PhcIdentity firstSeen;
    private String lastServer = "";

    PhcMeasuring(PhcSettings settings, SourceContext context) {
        this.settings = settings;
        this.context = context;
        this.status = new StatusLine(context::detail);
    }

    /** What belongs to a device as long as it is open. */
    private record Session(PhcDevice device, PhcIdentity identity, ErrorBound.Reader trust, PhcRule rule) {

        void close() {
            device.close();
            trust.close();
        }
    }

    @Override
    public long turn() throws InterruptedException {
        Session open = session;
        if (open == null) {
            open = open();
        }
        if (open == null) {
            return reopening.nextNanos();
        }
        ErrorBound before = open.trust.read();
        PhcReading reading = open.device.read();
        if (reading instanceof PhcReading.Answered answered) {
            reopening.reset();
            // Who does not vouch before is not asked again: that may take long, and changes nothing.
            ErrorBound after = before instanceof ErrorBound.Known ? open.trust.read() : before;
            conclude(open, answered, before, after);
            return settings.poll().toNanos();
        }
        if (reading instanceof PhcReading.Busy busy) {
            context.failed(busy.failure());
            return Math.min(settings.poll().toNanos(), BUSY_PAUSE_NANOS);
        }
        context.failed(((PhcReading.Gone) reading).failure());
        end();
        return reopening.nextNanos();
    }

    private @Nullable Session open() {
        PhcIdentity identity = PhcIdentity.of(settings.device(), PhcIdentity.SYSFS);
        PhcDevice device;
        try {
            device = PhcDevice.open(
                    settings.device(),
                    context.ticks(),
                    settings.samples(),
                    new PhcDevice.Limits(context.hostSlewBoundPpm(), settings.crossStampErrorNanos()));
        } catch (NativeCallException e) {
            context.failed(new SourceFailure(Reason.UNREACHABLE, e.getMessage() + "; " + remedy(e)));
            return null;
        }
        if (isAnother(identity)) {
            device.close();
            return null;
        }
        // The first answer finds the best way, and may be what makes a driver know its error: it is no measurement.
        device.read();
        identify(identity, "");
        Session opened = new Session(
                device,
                identity,
                new TrustReaders(context, mark -> identify(identity, mark)).of(settings.trust(), identity),
                new PhcRule(settings.timescale(), identity.isUsuallyUtc(), identity.clockName()));
        session = opened;
        return opened;
    }

    /**
     * Says what this source rests on: two sources that share the device, or the grandmaster that ptp4l follows, are one
     * witness.
     *
     * @param mark the grandmaster's; empty if none is known
     */
    private void identify(PhcIdentity identity, String mark) {
        String device = "phc:" + identity.device();
        String server = mark.isEmpty() ? device : device + " of " + mark;
        if (!server.equals(lastServer)) {
            lastServer = server;
            context.server(server);
            context.fingerprint(device);
            if (!mark.isEmpty()) {
                context.fingerprint(mark);
            }
        }
    }

    private static String remedy(NativeCallException thrown) {
        return PhcDevice.isForbidden(thrown)
                ? "give this user access, for example by a udev rule for SUBSYSTEM==\"ptp\""
                : "it is tried again: plug the device in, or load its driver";
    }

    /** A device that comes back by its path may be another one, for which nobody has vouched. */
    private boolean isAnother(PhcIdentity identity) {
        PhcIdentity first = firstSeen;
        if (first == null) {
            firstSeen = identity;
            return false;
        }
        if (first.clockName().equals(identity.clockName())) {
            return false;
        }
        context.failed(new SourceFailure(
                Reason.IMPLAUSIBLE,
                settings.device() + " was the clock \"" + first.clockName() + "\" and is now \"" + identity.clockName()
                        + "\", for which nobody has vouched: if it is the right one, make a new source"));
        return true;
    }

    private void conclude(Session open, PhcReading.Answered answered, ErrorBound before, ErrorBound after) {
        if (before instanceof ErrorBound.Known first && after instanceof ErrorBound.Known last) {
            conclude(open, answered, first, last);
            return;
        }
        ErrorBound unknown = before instanceof ErrorBound.Unknown ? before : after;
        context.failed(((ErrorBound.Unknown) unknown).failure());
    }

    private void conclude(Session open, PhcReading.Answered answered, ErrorBound.Known before, ErrorBound.Known after) {
        if (before.timescale() != after.timescale()) {
            context.failed(new SourceFailure(
                    Reason.TIMESCALE,
                    "the clock's scale changed during a measurement: " + before.detail() + ", then " + after.detail()));
            return;
        }
        ErrorBound.Known worse = before.errorNanos() > after.errorNanos() ? before : after;
        describe(open, answered, worse);
        context.statesNoError(worse.errorNanos() == 0);
        PhcRule.Outcome outcome = open.rule.evaluate(answered.brackets().brackets(), worse, context.leapSeconds());
        if (outcome instanceof PhcRule.Measured measured) {
            context.accept(measured.claim());
        } else {
            context.failed(((PhcRule.Refused) outcome).failure());
        }
    }

    private void describe(Session open, PhcReading.Answered answered, ErrorBound.Known bound) {
        status.say(answered.method().label() + ", "
                + answered.brackets().brackets().size() + " samples"
                + (answered.brackets().stamps() == PhcBrackets.Stamps.USED
                        ? ""
                        : " without their stamps, since the wall clock was stepped")
                + "; clock \"" + open.identity.clockName() + "\", cross time-stamping "
                + (open.device.caps().crossTimestamping() ? "yes" : "no") + "; " + bound.detail());
    }

    @Override
    public void end() {
        Session ending = session;
        session = null;
        if (ending != null) {
            ending.close();
        }
    }

    @Override
    public String toString() {
        return Objects.toString(session, settings.device() + " is not open");
    }
}
