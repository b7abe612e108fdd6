package dev.truechimer.ptp.management;

import dev.truechimer.ptp.wire.ManagementContent.Current;
import dev.truechimer.ptp.wire.ManagementContent.Defaults;
import dev.truechimer.ptp.wire.ManagementContent.Parent;
import dev.truechimer.ptp.wire.ManagementContent.PortProperties;
import dev.truechimer.ptp.wire.ManagementContent.PortState;
import dev.truechimer.ptp.wire.ManagementContent.TimeProperties;
import dev.truechimer.ptp.wire.ManagementContent.TimeStatus;
import java.util.List;

/**
 * What ptp4l said about itself, one data set after the other: it may have changed in between. <b>Threads:</b> immutable.
 *
 * @param defaults of the clock
 * @param status when the last Sync came, and what it showed
 * @param current how far away the master is
 * @param parent whom it follows
 * @param time on which scale
 * @param ports the state of each, one at least
 * @param properties the interface of each
 */
public record Ptp4lState(
        Defaults defaults,
        TimeStatus status,
        Current current,
        Parent parent,
        TimeProperties time,
        List<PortState> ports,
        List<PortProperties> properties) {

    /** Copies the lists. */
    public Ptp4lState {
        ports = List.copyOf(ports);
        properties = List.copyOf(properties);
    }
}
