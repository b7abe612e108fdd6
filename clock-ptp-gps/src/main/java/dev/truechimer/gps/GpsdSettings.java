package dev.truechimer.gps;

import org.jspecify.annotations.Nullable;

/**
 * What a source of gpsd was told.
 *
 * @param name in reports
 * @param host of gpsd, a name or an address
 * @param port of gpsd
 * @param device the receiver's path; null: the first with a fix
 * @param sameHost whether gpsd's stamps are of this host's clock; null: if the address is a loopback address
 * @param leastDelayNanos from a receiver's second to gpsd's knowledge of it, at least
 * @param greatestDelayNanos the same, at most
 * @param pulseCheckNanos the longest delay of a sentence with which an edge is believed
 * @param pulseDelayNanos from an edge to its stamp, at most
 * @param floorNanos added to what the receiver says of its error
 */
record GpsdSettings(
        String name,
        String host,
        int port,
        @Nullable String device,
        @Nullable Boolean sameHost,
        long leastDelayNanos,
        long greatestDelayNanos,
        long pulseCheckNanos,
        long pulseDelayNanos,
        long floorNanos) {

    /** The same under another name. */
    GpsdSettings named(String newName) {
        return new GpsdSettings(
                newName,
                host,
                port,
                device,
                sameHost,
                leastDelayNanos,
                greatestDelayNanos,
                pulseCheckNanos,
                pulseDelayNanos,
                floorNanos);
    }

    /** For people, and to be recognised by. */
    String endpoint() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
