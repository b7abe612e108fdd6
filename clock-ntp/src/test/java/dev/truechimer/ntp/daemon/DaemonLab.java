package dev.truechimer.ntp.daemon;

import dev.truechimer.testing.Lab;

/** A lab with NTP daemons, and relays in front of them. */
final class DaemonLab extends Lab {

    private static final long FIRST_SEED = 0x7275_6563_6869L;

    private long nextSeed = FIRST_SEED;

    /** Starts a chronyd and waits until it is ready. */
    Chronyd chronyd(String name, Chronyd.Role role) throws InterruptedException {
        Chronyd server = own(Chronyd.start(name, role));
        describe(name, server::log);
        return server;
    }

    /** Starts ntpsec's ntpd and waits until it is ready. */
    Ntpsec ntpsec(String name, Ntpsec.Access access) throws InterruptedException {
        Ntpsec server = own(Ntpsec.start(name, access));
        describe(name, server::log);
        return server;
    }

    /** Opens a relay to a server; its chance is seeded by its number in this test. */
    UdpRelay relay(TimeServer server, Link there, Link back) {
        UdpRelay relay = own(UdpRelay.start(server.address(), there, back, nextSeed++));
        describe("relay to " + server.name(), relay::toString);
        return relay;
    }
}
