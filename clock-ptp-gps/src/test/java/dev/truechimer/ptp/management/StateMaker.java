package dev.truechimer.ptp.management;

import dev.truechimer.ptp.wire.ManagementContent.Current;
import dev.truechimer.ptp.wire.ManagementContent.Defaults;
import dev.truechimer.ptp.wire.ManagementContent.Parent;
import dev.truechimer.ptp.wire.ManagementContent.PortProperties;
import dev.truechimer.ptp.wire.ManagementContent.PortState;
import dev.truechimer.ptp.wire.ManagementContent.TimeProperties;
import dev.truechimer.ptp.wire.ManagementContent.TimeStatus;
import dev.truechimer.ptp.wire.PortIdentity;
import dev.truechimer.ptp.wire.PtpMessage.ClockQuality;
import java.util.ArrayList;
import java.util.List;

/** What a ptp4l says that is well, but for what a test changes. */
final class StateMaker {

    static final long SELF = 0xea4f62fffe80680dL;
    static final long MASTER = 0x02ea46fffe6fb178L;
    static final int MASTER_STATE = 6;
    static final int SLAVE_STATE = 9;

    private int[] states = {SLAVE_STATE};
    private ClockQuality own = new ClockQuality(248, 0xFE, 0xFFFF);
    private ClockQuality quality = new ClockQuality(6, 0x21, 0x4E5D);
    private long statusMaster = MASTER;
    private long parentMaster = MASTER;
    private boolean present = true;
    private long offsetNanos;
    private long offsetScaled;
    private long ingressNanos = 1_795_148_945_243_315_177L;
    private int steps = 1;
    private long delayScaled = 1000L << 16;
    private int mechanism = 1;
    private int flags;
    private int timestamping;
    private int firstNamedPort = 1;

    StateMaker ports(int... newStates) {
        states = newStates.clone();
        return this;
    }

    /** As a clock says it that has no better one. */
    StateMaker grandmaster(ClockQuality newQuality) {
        own = newQuality;
        quality = newQuality;
        statusMaster = SELF;
        parentMaster = SELF;
        present = false;
        ingressNanos = 0;
        steps = 0;
        return ports(MASTER_STATE);
    }

    StateMaker quality(int clockClass, int accuracy) {
        quality = new ClockQuality(clockClass, accuracy, 0x4E5D);
        return this;
    }

    StateMaker statusMaster(long identity) {
        statusMaster = identity;
        return this;
    }

    StateMaker parentMaster(long identity) {
        parentMaster = identity;
        return this;
    }

    StateMaker present(boolean newPresent) {
        present = newPresent;
        return this;
    }

    StateMaker offset(long nanos, long scaled) {
        offsetNanos = nanos;
        offsetScaled = scaled;
        return this;
    }

    StateMaker ingress(long nanos) {
        ingressNanos = nanos;
        return this;
    }

    StateMaker steps(int newSteps) {
        steps = newSteps;
        return this;
    }

    StateMaker delayScaled(long scaled) {
        delayScaled = scaled;
        return this;
    }

    StateMaker mechanism(int newMechanism) {
        mechanism = newMechanism;
        return this;
    }

    StateMaker flags(int newFlags) {
        flags = newFlags;
        return this;
    }

    StateMaker timestamping(int kind) {
        timestamping = kind;
        return this;
    }

    StateMaker firstNamedPort(int number) {
        firstNamedPort = number;
        return this;
    }

    Ptp4lState make() {
        List<PortState> ports = new ArrayList<>();
        List<PortProperties> properties = new ArrayList<>();
        for (int i = 0; i < states.length; i++) {
            ports.add(new PortState(new PortIdentity(SELF, i + 1), states[i], 0, mechanism));
            properties.add(
                    new PortProperties(new PortIdentity(SELF, firstNamedPort + i), states[i], timestamping, "eth" + i));
        }
        return new Ptp4lState(
                new Defaults(states.length, own, SELF, 0),
                new TimeStatus(offsetNanos, ingressNanos, present, statusMaster),
                new Current(steps, offsetScaled, delayScaled),
                new Parent(new PortIdentity(parentMaster, 1), 128, quality, 128, parentMaster),
                new TimeProperties(37, flags, 0x20),
                ports,
                properties);
    }
}
