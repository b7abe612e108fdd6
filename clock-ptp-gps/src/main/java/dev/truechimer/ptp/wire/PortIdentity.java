package dev.truechimer.ptp.wire;

/**
 * A port of a clock.
 *
 * @param clock the clock's identity, 8 bytes
 * @param port 1 to 65534; 0 for the clock itself, 65535 for all
 */
public record PortIdentity(long clock, int port) {

    /** Every port of every clock. */
    public static final PortIdentity ALL = new PortIdentity(-1L, 0xFFFF);

    /** As tools print it: six groups of hexadecimal digits and the port. */
    @Override
    public String toString() {
        return clockText(clock) + "-" + port;
    }

    /** A clock's identity as tools print it, such as {@code 02ea46.fffe.6fb178}. */
    public static String clockText(long clock) {
        String hex = String.format("%016x", clock);
        return hex.substring(0, 6) + "." + hex.substring(6, 10) + "." + hex.substring(10);
    }

    /** The mark by which all that follow a grandmaster are known to rest on the same clock. */
    public static String mark(long grandmaster) {
        return "ptp:" + clockText(grandmaster);
    }
}
