package dev.truechimer.ntp;

import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;
import org.apache.commons.net.ntp.NtpV3Impl;
import org.apache.commons.net.ntp.NtpV3Packet;
import org.apache.commons.net.ntp.TimeStamp;

/**
 * A client's request: mode and version, and a random nonce where others tell their time.
 *
 * <p><b>Invariant:</b> all other fields are 0, so a request says nothing about this host's clock, and only who saw it can
 * answer it. <b>Threads:</b> immutable. <b>Source:</b> RFC 5905, section 7.3; data minimisation as in
 * draft-ietf-ntp-data-minimization.
 *
 * @param nonceNtp64 the transmit field; never 0, which would stand for "not known"
 */
record NtpRequest(long nonceNtp64) {

    /**
     * A request that nobody can guess.
     *
     * @param random of cryptographic strength
     */
    static NtpRequest next(RandomGenerator random) {
        long nonce = random.nextLong();
        return new NtpRequest(nonce == 0 ? 1 : nonce);
    }

    /** The 48 bytes. */
    ByteBuffer encode() {
        NtpV3Impl packet = new NtpV3Impl();
        packet.setMode(NtpV3Packet.MODE_CLIENT);
        packet.setVersion(NtpV3Packet.VERSION_4);
        packet.setTransmitTime(new TimeStamp(nonceNtp64));
        return ByteBuffer.wrap(packet.getDatagramPacket().getData());
    }
}
