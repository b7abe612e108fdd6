package dev.truechimer.ntp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Literal addresses, without a look-up. */
final class Addresses {

    private Addresses() {}

    static InetAddress of(String literal) {
        try {
            return InetAddress.getAllByName(literal)[0];
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    static InetSocketAddress of(String literal, int port) {
        return new InetSocketAddress(of(literal), port);
    }
}
