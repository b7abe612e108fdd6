package dev.truechimer.testing;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** IPv4 addresses by number. */
public final class Ipv4 {

    private Ipv4() {}

    /** The address a.b.c.d; nothing is looked up. */
    public static InetAddress of(int a, int b, int c, int d) {
        try {
            return InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }
}
