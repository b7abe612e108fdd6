package dev.truechimer.ptp;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The two sockets of a client on one interface. Other programs on this host may have the same ports.
 *
 * <p>In multicast mode they are bound to the group's address where the host allows that, so that messages to a daemon beside
 * us don't come here instead; in unicast mode to the interface's address. <b>Threads:</b> confined to the source's. <b>Source:</b>
 * IEEE 1588-2019, annexes C and D.
 */
final class PtpSockets implements AutoCloseable {

    private static final byte[] GROUP_IPV4 = {(byte) 224, 0, 1, (byte) 129};
    private static final int LAST_OF_GROUP_IPV6 = 0x181;

    private final DatagramChannel event;
    private final DatagramChannel general;
    private final PtpSettings.Ports ports;
    private final int interfaceIndex;
    private final InetAddress own;
    private final @Nullable InetAddress group;

    private PtpSockets(
            DatagramChannel event,
            DatagramChannel general,
            PtpSettings.Ports ports,
            int interfaceIndex,
            InetAddress own,
            @Nullable InetAddress group) {
        this.event = event;
        this.general = general;
        this.ports = ports;
        this.interfaceIndex = interfaceIndex;
        this.own = own;
        this.group = group;
    }

    /**
     * Opens both.
     *
     * @throws PtpUnavailableException if this host does not allow it now; the message says what to do
     */
    static PtpSockets open(PtpSettings settings, Selector selector) throws PtpUnavailableException {
        try {
            NetworkInterface networkInterface = usable(settings.networkInterface());
            boolean ipv6 =
                    settings.isUnicast() ? settings.unicastMasters().get(0) instanceof Inet6Address : settings.ipv6();
            InetAddress own = addressOf(networkInterface, ipv6);
            InetAddress group = settings.isUnicast() ? null : group(settings, networkInterface);
            DatagramChannel event = open(settings.ports().event(), ipv6, own, group, networkInterface, selector);
            try {
                DatagramChannel general =
                        open(settings.ports().general(), ipv6, own, group, networkInterface, selector);
                return new PtpSockets(event, general, settings.ports(), networkInterface.getIndex(), own, group);
            } catch (IOException | RuntimeException e) {
                event.close();
                throw e;
            }
        } catch (PtpUnavailableException e) {
            throw e;
        } catch (IOException | UnsupportedOperationException e) {
            throw new PtpUnavailableException(settings.networkInterface() + ": " + e, e);
        }
    }

    /** Whether the interface is still the one that they were opened on, with that address, and up. */
    boolean areUsable(String interfaceName) {
        try {
            NetworkInterface now = NetworkInterface.getByName(interfaceName);
            return now != null
                    && now.getIndex() == interfaceIndex
                    && now.isUp()
                    && now.inetAddresses().anyMatch(own::equals);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Takes what waits in a socket.
     *
     * @param fromEvent from which of the two
     * @param buffer is cleared before and flipped after
     * @return where it came from; {@code null} if nothing waits
     */
    @Nullable
    InetAddress receive(boolean fromEvent, ByteBuffer buffer) throws IOException {
        buffer.clear();
        SocketAddress sender = (fromEvent ? event : general).receive(buffer);
        buffer.flip();
        return sender instanceof InetSocketAddress address ? address.getAddress() : null;
    }

    /** Sends bytes to the group or to one receiver, from the socket whose port they go to. */
    void send(ByteBuffer bytes, boolean toEvent, @Nullable InetAddress receiver) throws IOException {
        InetAddress address = Objects.requireNonNull(receiver == null ? group : receiver, "a group in unicast mode");
        DatagramChannel channel = toEvent ? event : general;
        int port = toEvent ? ports.event() : ports.general();
        if (channel.send(bytes, new InetSocketAddress(address, port)) == 0) {
            throw new IOException("the socket's send buffer is full");
        }
    }

    @Override
    public void close() {
        closeQuietly(event);
        closeQuietly(general);
    }

    private static void closeQuietly(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException nothingLeftToLose) {
            // A datagram socket has no bytes that closing could still have sent.
        }
    }

    private static NetworkInterface usable(String name) throws IOException, PtpUnavailableException {
        NetworkInterface found = NetworkInterface.getByName(name);
        if (found == null) {
            throw new PtpUnavailableException("this host has no network interface " + name + " now", null);
        }
        if (!found.isUp()) {
            throw new PtpUnavailableException("the network interface " + name + " is down", null);
        }
        return found;
    }

    private static InetAddress addressOf(NetworkInterface networkInterface, boolean ipv6)
            throws PtpUnavailableException {
        // A routable address before one that is valid on the link only, so that masters elsewhere can answer.
        return networkInterface
                .inetAddresses()
                .filter(each -> ipv6 ? each instanceof Inet6Address : each instanceof Inet4Address)
                .min(Comparator.comparing(InetAddress::isLinkLocalAddress))
                .orElseThrow(() -> new PtpUnavailableException(
                        "the network interface " + networkInterface.getName() + " has no " + (ipv6 ? "IPv6" : "IPv4")
                                + " address",
                        null));
    }

    private static InetAddress group(PtpSettings settings, NetworkInterface networkInterface)
            throws UnknownHostException {
        if (!settings.ipv6()) {
            return InetAddress.getByAddress(GROUP_IPV4);
        }
        byte[] bytes = new byte[16];
        bytes[0] = (byte) 0xFF;
        bytes[1] = (byte) settings.ipv6Scope();
        bytes[14] = (byte) (LAST_OF_GROUP_IPV6 >> 8);
        bytes[15] = (byte) LAST_OF_GROUP_IPV6;
        return Inet6Address.getByAddress(null, bytes, networkInterface.getIndex());
    }

    private static DatagramChannel open(
            int port,
            boolean ipv6,
            InetAddress own,
            @Nullable InetAddress group,
            NetworkInterface networkInterface,
            Selector selector)
            throws IOException, PtpUnavailableException {
        ProtocolFamily family = ipv6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            bind(channel, group == null ? own : group, port);
            if (group != null) {
                channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, networkInterface);
                channel.join(group, networkInterface);
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void bind(DatagramChannel channel, InetAddress address, int port) throws PtpUnavailableException {
        boolean linux = System.getProperty("os.name", "").equals("Linux");
        // Other systems don't let a socket have a group's address.
        InetSocketAddress local = address.isMulticastAddress() && !linux
                ? new InetSocketAddress(port)
                : new InetSocketAddress(address, port);
        try {
            channel.bind(local);
        } catch (BindException e) {
            throw new PtpUnavailableException(
                    "port " + port + " can't be had (" + e.getMessage() + "): PTP has ports 319 and 320, for which a"
                            + " process needs the capability CAP_NET_BIND_SERVICE (AmbientCapabilities in a systemd unit),"
                            + " or this host the setting net.ipv4.ip_unprivileged_port_start=319; another program that has"
                            + " them must have set SO_REUSEADDR, as ptp4l does",
                    e);
        } catch (IOException e) {
            throw new PtpUnavailableException("port " + port + " can't be had: " + e, e);
        }
    }
}
