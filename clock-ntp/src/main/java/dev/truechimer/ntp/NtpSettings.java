package dev.truechimer.ntp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Everything a user can set about one source.
 *
 * <p><b>Threads:</b> immutable. Durations that are {@code null} depend on where the server turns out to be.
 *
 * @param name in reports and events
 * @param server resolved or not
 * @param minPoll shortest interval, or {@code null}
 * @param maxPoll longest interval, or {@code null}
 * @param burst number of exchanges at the start
 * @param burstSpacing time between them, or {@code null}
 * @param timeout how long a reply may take
 * @param claims what is known about server and path
 * @param resolver turns the host name into addresses
 */
record NtpSettings(
        String name,
        InetSocketAddress server,
        @Nullable Duration minPoll,
        @Nullable Duration maxPoll,
        int burst,
        @Nullable Duration burstSpacing,
        Duration timeout,
        ClaimOptions claims,
        NameResolver resolver) {

    private static final PollLimits PRIVATE =
            limits(Duration.ofSeconds(1), Duration.ofSeconds(64), Duration.ofMillis(75));
    private static final PollLimits PUBLIC =
            limits(Duration.ofSeconds(64), Duration.ofSeconds(1024), Duration.ofSeconds(2));

    /**
     * How often a server at an address may be asked.
     *
     * @param address where it is; {@code null}, as long as that is not known, counts as public
     */
    PollLimits limitsFor(@Nullable InetAddress address) {
        PollLimits defaults = address != null && isPrivate(address) ? PRIVATE : PUBLIC;
        long min = minPoll == null ? defaults.minPollNanos() : minPoll.toNanos();
        long max = maxPoll == null ? Math.max(min, defaults.maxPollNanos()) : maxPoll.toNanos();
        return new PollLimits(
                Math.min(min, max),
                max,
                burst,
                burstSpacing == null ? defaults.burstSpacingNanos() : burstSpacing.toNanos());
    }

    NtpSettings named(String newName) {
        return new NtpSettings(newName, server, minPoll, maxPoll, burst, burstSpacing, timeout, claims, resolver);
    }

    /** Host and port as given, for messages. */
    String endpoint() {
        String host = server.getHostString();
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + server.getPort();
    }

    /** Loopback, link-local, RFC 1918 and RFC 4193 addresses: a server of one's own. */
    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xFE) == 0xFC;
        return uniqueLocal
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress();
    }

    private static PollLimits limits(Duration min, Duration max, Duration spacing) {
        return new PollLimits(min.toNanos(), max.toNanos(), 1, spacing.toNanos());
    }
}
