package dev.truechimer.ntp.daemon;

import java.net.InetSocketAddress;

/** A real time server under the test's control. <b>Threads:</b> one at a time. */
interface TimeServer extends AutoCloseable {

    /** What it is called in messages. */
    String name();

    /** Where it answers; the same for its whole life. */
    InetSocketAddress address();

    /** The end of its log, with its name above. */
    String log();

    /** Ends the daemon and removes what was made for it. */
    @Override
    void close();
}
