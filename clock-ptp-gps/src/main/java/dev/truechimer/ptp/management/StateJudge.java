package dev.truechimer.ptp.management;

import dev.truechimer.clock.source.SourceFailure;
import dev.truechimer.clock.source.SourceFailure.Reason;
import dev.truechimer.ptp.device.ErrorBound.Scale;
import dev.truechimer.ptp.management.Vouching.Clock;
import dev.truechimer.ptp.management.Vouching.Refused;
import dev.truechimer.ptp.management.Vouching.Vouched;
import dev.truechimer.ptp.wire.ClockAccuracy;
import dev.truechimer.ptp.wire.ManagementContent.PortProperties;
import dev.truechimer.ptp.wire.ManagementContent.PortState;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpHeader;
import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges what ptp4l says of itself, time after time: whether it vouches for its clock, and with what error.
 *
 * <p>A port that is SLAVE vouches; without one, a MASTER whose clockClass says that it has a reference of its own. The error
 * of a slave is the sum of what the grandmaster states (clockAccuracy), the largest of the last {@value #MOST_OFFSETS}
 * offsets, what the path may be asymmetric by, what boundary clocks add, the drift since the last Sync, and the declared
 * floor. What is left behind by a master that is gone does not count: the Sync must have been seen to change.
 *
 * <p><b>Rounding:</b> every term up. <b>Threads:</b> confined to one; reads no clock itself.
 */
final class StateJudge {

    /** How many offsets are remembered. */
    static final int MOST_OFFSETS = 16;

    /** A Sync that is older shows that none come any more. */
    static final long MOST_SYNC_AGE_NANOS = 60_000_000_000L;

    /** A clock that is so far off, or so far away, is not followed but looked for. */
    static final long MOST_OFFSET_NANOS = 1_000_000_000L;

    /** Clock classes below have, or had not long ago, a reference; those above are ordinary clocks. */
    private static final int FIRST_CLASS_WITHOUT_REFERENCE = 52;

    private static final int MASTER = 6;
    private static final int UNCALIBRATED = 8;
    private static final int SLAVE = 9;
    private static final int END_TO_END = 1;
    private static final int FRACTION_BITS = 16;
    private static final long MILLION = 1_000_000;

    private static final List<String> STATES = List.of(
            "0",
            "INITIALIZING",
            "FAULTY",
            "DISABLED",
            "LISTENING",
            "PRE_MASTER",
            "MASTER",
            "PASSIVE",
            "UNCALIBRATED",
            "SLAVE");

    private final Ptp4lOptions options;
    private final Deque<Long> offsets = new ArrayDeque<>();
    private @Nullable Sync sync;
    private long lastAskedTicks;

    /**
     * The last Sync as it was seen from outside.
     *
     * @param master whose
     * @param ingressNanos when it came, by the clock that ptp4l disciplines
     * @param sinceTicks it came after this; at the first one that is seen it is not known
     * @param seenToCome whether that is known
     */
    private record Sync(long master, long ingressNanos, long sinceTicks, boolean seenToCome) {}

    StateJudge(Ptp4lOptions options) {
        this.options = options;
    }

    /**
     * Judges a state.
     *
     * @param state the newest
     * @param beforeTicks the oscillator, before the first question of it
     * @param afterTicks the oscillator, after the last answer
     */
    Vouching judge(Ptp4lState state, long beforeTicks, long afterTicks) {
        Optional<PortState> port = port(state);
        if (port.isPresent() && port.get().state() == SLAVE) {
            return slave(state, port.get(), beforeTicks, afterTicks);
        }
        forget();
        return port.isPresent()
                ? grandmaster(state, port.get())
                : refused("no port of ptp4l is SLAVE or MASTER: " + states(state));
    }

    private void forget() {
        offsets.clear();
        sync = null;
    }

    /** The one that decides. A clock that is about to follow another one is none to rely on. */
    private static Optional<PortState> port(Ptp4lState state) {
        Optional<PortState> slave = first(state, SLAVE);
        return slave.isPresent() || first(state, UNCALIBRATED).isPresent() ? slave : first(state, MASTER);
    }

    private static Optional<PortState> first(Ptp4lState state, int wanted) {
        return state.ports().stream().filter(port -> port.state() == wanted).findFirst();
    }

    private Vouching slave(Ptp4lState state, PortState port, long beforeTicks, long afterTicks) {
        long master = state.status().grandmaster();
        if (!state.status().gmPresent()
                || master != state.parent().grandmaster()
                || state.status().ingressNanos() == 0) {
            return refused("ptp4l is SLAVE, but has no Sync of its grandmaster yet: " + describe(state, port));
        }
        Sync last = note(state, beforeTicks);
        if (!last.seenToCome()) {
            return refused(
                    "ptp4l is SLAVE; waiting for a Sync that comes while it is watched: " + describe(state, port));
        }
        long ageNanos = afterTicks - last.sinceTicks();
        if (ageNanos > MOST_SYNC_AGE_NANOS) {
            return refused("ptp4l is SLAVE, but had no Sync for " + ageNanos / 1_000_000_000L + " s: "
                    + describe(state, port));
        }
        OptionalLong asymmetry = asymmetry(state, port);
        if (asymmetry.isEmpty()) {
            return refused(
                    "delays are measured from peer to peer, so that ptp4l does not know that of the path: declare"
                            + " a pathAsymmetry");
        }
        long offsetNanos = offsets.stream().mapToLong(Long::longValue).max().orElse(Long.MAX_VALUE);
        if (offsetNanos > MOST_OFFSET_NANOS || asymmetry.getAsLong() > MOST_OFFSET_NANOS) {
            return refused("ptp4l is not there yet: " + describe(state, port));
        }
        int boundaryClocks = Math.max(0, state.current().stepsRemoved() - 1);
        long driftNanos = ageNanos * options.driftPpm() / MILLION + 1;
        long errorNanos =
                offsetNanos + asymmetry.getAsLong() + boundaryClocks * options.errorPerStepNanos() + driftNanos;
        return vouched(state, port, errorNanos, true);
    }

    /** Remembers the offsets, and since when the Sync that they are of can have come. */
    private Sync note(Ptp4lState state, long beforeTicks) {
        long master = state.status().grandmaster();
        long ingressNanos = state.status().ingressNanos();
        Sync last = sync;
        Sync noted;
        if (last == null || last.master() != master) {
            offsets.clear();
            noted = new Sync(master, ingressNanos, beforeTicks, false);
        } else {
            noted = last.ingressNanos() == ingressNanos ? last : new Sync(master, ingressNanos, lastAskedTicks, true);
        }
        sync = noted;
        lastAskedTicks = beforeTicks;
        long offsetNanos = Math.max(
                magnitude(state.status().masterOffsetNanos()),
                magnitudeOfScaled(state.current().offsetScaled()));
        offsets.addLast(offsetNanos);
        if (offsets.size() > MOST_OFFSETS) {
            offsets.removeFirst();
        }
        return noted;
    }

    private OptionalLong asymmetry(Ptp4lState state, PortState port) {
        if (options.asymmetryNanos().isPresent()) {
            return options.asymmetryNanos();
        }
        return port.delayMechanism() == END_TO_END
                ? OptionalLong.of(magnitudeOfScaled(state.current().meanDelayScaled()))
                : OptionalLong.empty();
    }

    private Vouching grandmaster(Ptp4lState state, PortState port) {
        ClockQuality quality = state.parent().quality();
        if (state.parent().grandmaster() != state.defaults().clock()) {
            return refused("ptp4l is MASTER, and still speaks of another grandmaster: " + describe(state, port));
        }
        if (quality.clockClass() >= FIRST_CLASS_WITHOUT_REFERENCE) {
            return refused(
                    "ptp4l is MASTER because it hears no better one, and has no reference of its own (clockClass "
                            + quality.clockClass() + ")");
        }
        return vouched(state, port, 0, false);
    }

    private Vouching vouched(Ptp4lState state, PortState port, long errorNanos, boolean floorSuffices) {
        OptionalLong accuracy =
                ClockAccuracy.errorNanos(state.parent().quality().accuracy());
        if (accuracy.isEmpty() && !(floorSuffices && options.errorFloorNanos() > 0)) {
            return refused(String.format(
                    "the grandmaster does not say how far it is from true time (clockAccuracy 0x%02x): %s",
                    state.parent().quality().accuracy(),
                    floorSuffices
                            ? "declare an errorFloor, or set the right clockAccuracy there"
                            : "set the right clockAccuracy in ptp4l.conf"));
        }
        Optional<Clock> clock = clock(state, port.port());
        if (clock.isEmpty()) {
            return refused("ptp4l does not tell the interface of its port " + port.port());
        }
        return new Vouched(
                errorNanos + accuracy.orElse(0) + options.errorFloorNanos(),
                clock.get(),
                state.parent().grandmaster(),
                accuracy.isPresent(),
                state.time().currentUtcOffset(),
                isTai(state),
                describe(state, port));
    }

    private static Optional<Clock> clock(Ptp4lState state, PortIdentity port) {
        return state.properties().stream()
                .filter(each -> each.port().equals(port))
                .findFirst()
                .map(each -> new Clock(isHardware(each), each.interfaceName(), scale(state, each)));
    }

    private static boolean isHardware(PortProperties properties) {
        return properties.timestamping() != 0;
    }

    private static Scale scale(Ptp4lState state, PortProperties properties) {
        if (!isHardware(properties)) {
            return Scale.UTC;
        }
        return isTai(state) ? Scale.TAI : Scale.AS_DECLARED;
    }

    private static boolean isTai(Ptp4lState state) {
        return (state.time().flags() & PtpHeader.PTP_TIMESCALE) != 0;
    }

    private static long magnitude(long nanos) {
        return nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos);
    }

    /** Rounded up. A negative number has a wider range than a positive one. */
    private static long magnitudeOfScaled(long scaled) {
        long negative = scaled < 0 ? scaled : -scaled;
        return -(negative >> FRACTION_BITS);
    }

    private static String describe(Ptp4lState state, PortState port) {
        ClockQuality quality = state.parent().quality();
        String name = state.properties().stream()
                .filter(each -> each.port().equals(port.port()))
                .map(PortProperties::interfaceName)
                .findFirst()
                .orElse(port.port().toString());
        return String.format(
                "%s on %s, grandmaster %s (class %d, accuracy 0x%02x, %d steps), offset %d ns, delay %d ns",
                stateName(port.state()),
                name,
                PortIdentity.clockText(state.parent().grandmaster()),
                quality.clockClass(),
                quality.accuracy(),
                state.current().stepsRemoved(),
                state.status().masterOffsetNanos(),
                state.current().meanDelayScaled() >> FRACTION_BITS);
    }

    private static String states(Ptp4lState state) {
        return state.ports().stream().map(port -> stateName(port.state())).collect(Collectors.joining(", "));
    }

    private static String stateName(int state) {
        return state < STATES.size() ? STATES.get(state) : String.valueOf(state);
    }

    private static Refused refused(String detail) {
        return new Refused(new SourceFailure(Reason.UNSYNCHRONIZED, detail));
    }
}
