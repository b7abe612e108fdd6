package dev.truechimer.cli;

import dev.truechimer.ntp.testkit.LoopbackNtpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** NTP servers on the loopback interface that serve one known truth. */
final class Servers implements AutoCloseable {

    /** On the oscillator that the command uses, so that nothing can slew one against the other. */
    final DemoTruth truth = new DemoTruth(Oscillator.of(Oscillator.Choice.AUTO).ticks());

    private final List<LoopbackNtpServer> servers = new ArrayList<>();

    static Servers start(int count) {
        Servers servers = new Servers();
        for (int i = 0; i < count; i++) {
            servers.servers.add(
                    LoopbackNtpServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), servers.truth));
        }
        return servers;
    }

    LoopbackNtpServer get(int index) {
        return servers.get(index);
    }

    String name(int index) {
        return "127.0.0.1:" + servers.get(index).address().getPort();
    }

    /** As an argument of --ntp. */
    String list() {
        return servers.stream()
                .map(server -> "127.0.0.1:" + server.address().getPort())
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        servers.forEach(LoopbackNtpServer::close);
    }
}
