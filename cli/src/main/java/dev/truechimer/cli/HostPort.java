package dev.truechimer.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A server as it is named on the command line: {@code HOST}, {@code HOST:PORT}, {@code [IPV6]} or {@code [IPV6]:PORT}.
 *
 * @param host a name or an address, without brackets
 * @param port 1 to 65535
 */
record HostPort(String host, int port) {

    /** The port of NTP. */
    static final int NTP_PORT = 123;

    /** The longest name that DNS can hold. */
    private static final int MOST_CHARACTERS = 253;

    private static final int MOST_LABEL_CHARACTERS = 63;

    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_-]*(\\.[A-Za-z0-9_][A-Za-z0-9_-]*)*\\.?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern OCTETS = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    /** Reads an NTP server; see the other method of this name. */
    static HostPort parse(String text) {
        return parse(text, NTP_PORT);
    }

    /**
     * Reads one; looks no name up.
     *
     * @param defaultPort where none is given
     * @throws IllegalArgumentException with a line that says what is wrong
     */
    static HostPort parse(String text, int defaultPort) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("a server is missing: write HOST or HOST:PORT");
        }
        if (text.startsWith("[")) {
            return bracketed(text, defaultPort);
        }
        int colon = text.indexOf(':');
        if (colon != text.lastIndexOf(':')) {
            throw new IllegalArgumentException(
                    "an IPv6 address needs brackets, [ADDRESS] or [ADDRESS]:PORT: '" + text + "'");
        }
        String host = colon < 0 ? text : text.substring(0, colon);
        requireHost(host, text);
        return new HostPort(host, colon < 0 ? defaultPort : port(text.substring(colon + 1), text));
    }

    private static HostPort bracketed(String text, int defaultPort) {
        int end = text.indexOf(']');
        String host = end < 0 ? "" : text.substring(1, end);
        String rest = end < 0 ? "" : text.substring(end + 1);
        if (end < 0 || !(rest.isEmpty() || rest.startsWith(":"))) {
            throw new IllegalArgumentException("write an IPv6 address as [ADDRESS] or [ADDRESS]:PORT: '" + text + "'");
        }
        if (host.indexOf(':') < 0 || literal(host).isEmpty()) {
            throw new IllegalArgumentException("not an IPv6 address: '" + host + "' in '" + text + "'");
        }
        return new HostPort(host, rest.isEmpty() ? defaultPort : port(rest.substring(1), text));
    }

    private static void requireHost(String host, String text) {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the host is missing: '" + text + "'");
        }
        // The JDK would take 127.1 and 2130706433 for addresses.
        boolean wrongAddress = DIGITS_AND_DOTS.matcher(host).matches() && !isIpv4(host);
        if (wrongAddress) {
            throw new IllegalArgumentException("not an IPv4 address: '" + host + "'");
        }
        if (host.length() > MOST_CHARACTERS || !NAME.matcher(host).matches() || hasLongLabel(host)) {
            throw new IllegalArgumentException("not a host name: '" + host + "'");
        }
    }

    private static boolean hasLongLabel(String host) {
        for (String label : host.split("\\.", -1)) {
            if (label.length() > MOST_LABEL_CHARACTERS) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIpv4(String host) {
        var octets = OCTETS.matcher(host);
        if (!octets.matches()) {
            return false;
        }
        for (int i = 1; i <= 4; i++) {
            if (Integer.parseInt(octets.group(i)) > 255) {
                return false;
            }
        }
        return true;
    }

    private static int port(String digits, String text) {
        int port = PORT.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be 1 to 65535: '" + digits + "' in '" + text + "'");
        }
        return port;
    }

    /** The address, if the host is one; a name is not looked up. */
    static Optional<InetAddress> literal(String host) {
        if (host.indexOf(':') < 0 && !isIpv4(host)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** For a source of time: with its address if that is known without looking anything up. */
    InetSocketAddress socketAddress() {
        return literal(host)
                .map(address -> new InetSocketAddress(address, port))
                .orElseGet(() -> InetSocketAddress.createUnresolved(host, port));
    }

    /** As it can be written on the command line; without the port if that is NTP's. */
    @Override
    public String toString() {
        String written = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == NTP_PORT ? written : written + ":" + port;
    }
}
