package dev.truechimer.gps.wire;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What gpsd says in one line.
 *
 * <p><b>Texts:</b> cut after 256 characters; those that would control a terminal are question marks. <b>Unit:</b> {@code
 * ...UtcNanos} and {@code clockNanos} are nanoseconds of Unix time, 1970 to 2222. <b>Threads:</b> immutable.
 * <b>Source:</b> gpsd_json(5).
 */
public sealed interface GpsdMessage extends GpsdDecoded {

    /**
     * Who speaks; the first line of a connection.
     *
     * @param release of gpsd
     * @param protocolMajor 3 since 2010
     */
    record Version(String release, int protocolMajor) implements GpsdMessage {}

    /**
     * The receivers that gpsd knows.
     *
     * @param paths of their devices; empty if there are none
     */
    record Devices(List<String> paths) implements GpsdMessage {

        /** Keeps a copy. */
        public Devices {
            paths = List.copyOf(paths);
        }
    }

    /**
     * The reply to our wish to be told.
     *
     * @param enabled whether reports will follow
     * @param pps whether PPS and TOFF will be among them
     */
    record Watch(boolean enabled, boolean pps) implements GpsdMessage {}

    /**
     * Time, position and velocity: the fix of one cycle of a receiver.
     *
     * @param device its path; empty if gpsd does not say
     * @param mode 0: not known, 1: no fix, 2: in two dimensions, 3: in three
     * @param utcNanos when the receiver was there; gpsd rounds it to the nearest millisecond; empty if it is not known
     * @param errorNanos how far that may be off, rounded up; empty if gpsd does not say
     * @param leapSeconds GPS time minus UTC that the receiver uses; empty if it has not said
     */
    record Tpv(String device, int mode, OptionalLong utcNanos, OptionalLong errorNanos, OptionalInt leapSeconds)
            implements GpsdMessage {}

    /**
     * An edge of a receiver's pulse each second.
     *
     * @param device its path; empty if gpsd does not say
     * @param realUtcNanos which second the edge marks, as gpsd concludes from the last fix
     * @param clockNanos CLOCK_REALTIME of gpsd's host when gpsd or its kernel saw the edge
     * @param precision of the clock's stamp, a power of two in seconds, -64 to 16
     */
    record Pps(String device, long realUtcNanos, long clockNanos, int precision) implements GpsdMessage {}

    /**
     * The arrival of a receiver's message with a new time.
     *
     * @param device its path; empty if gpsd does not say
     * @param realUtcNanos the receiver's time, to which gpsd adds a guess of the delay for some receivers
     * @param clockNanos CLOCK_REALTIME of gpsd's host after the message had arrived
     */
    record Toff(String device, long realUtcNanos, long clockNanos) implements GpsdMessage {}

    /**
     * gpsd did not understand us.
     *
     * @param text in its words; may be empty
     */
    record Complaint(String text) implements GpsdMessage {}

    /**
     * A class that no claim is made of: SKY, DEVICE and more.
     *
     * @param className as gpsd writes it
     */
    record Other(String className) implements GpsdMessage {}
}
