package dev.truechimer.ntp.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.truechimer.testing.Await;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The relay itself, so that a test through it knows what it did. */
@Timeout(60)
final class UdpRelayIT {

    private static final Link DIRECT = Link.delaying(Duration.ZERO);
    private static final int ENOUGH_MILLIS = 1000;

    @Test
    void delaysEachDirectionByItself() throws IOException {
        try (Echo server = new Echo();
                DatagramSocket client = client();
                UdpRelay relay =
                        UdpRelay.start(server.address(), Link.delaying(ofMillis(40)), Link.delaying(ofMillis(15)), 1)) {
            long sentNanos = System.nanoTime();
            send(client, relay, 7);
            server.echo();
            long thereNanos = System.nanoTime() - sentNanos;
            assertEquals(7, receive(client));
            long bothNanos = System.nanoTime() - sentNanos;

            assertTrue(thereNanos >= 40_000_000, () -> "there: " + thereNanos);
            assertTrue(bothNanos >= 55_000_000, () -> "there and back: " + bothNanos);
            assertTrue(bothNanos - thereNanos >= 15_000_000 - 1_000_000, () -> "back: " + (bothNanos - thereNanos));
        }
    }

    @Test
    void losesDuplicatesAndReordersAsOftenAsItSays() throws Exception {
        int sent = 240;
        Link rough = Link.delaying(ofMillis(1)).losing(0.2).duplicating(0.1).holding(0.1, ofMillis(30));
        try (Echo server = new Echo();
                DatagramSocket client = client();
                UdpRelay relay = UdpRelay.start(server.address(), rough, DIRECT, 2)) {
            for (int i = 0; i < sent; i++) {
                send(client, relay, i);
            }
            List<Integer> arrived = server.receiveAll();
            assertEquals(sent, relay.there().received(), "the host dropped some");

            UdpRelay.Statistics there = relay.there();
            assertEquals(sent, there.lost() + new HashSet<>(arrived).size());
            assertEquals(arrived.size(), there.forwarded());
            assertEquals(sent - there.lost() + there.duplicated(), there.forwarded());
            assertEquals(overtaken(arrived), there.reordered());
            assertTrue(there.lost() > 20 && there.lost() < 80, there::toString);
            assertTrue(there.duplicated() > 5 && there.duplicated() < 40, there::toString);
            assertTrue(there.reordered() > 5, there::toString);
            assertEquals(0, relay.back().received());
        }
    }

    @Test
    void changesWhileItRuns() throws IOException {
        try (Echo server = new Echo();
                DatagramSocket client = client();
                UdpRelay relay = UdpRelay.start(server.address(), DIRECT, DIRECT, 3)) {
            send(client, relay, 1);
            server.echo();
            assertEquals(1, receive(client));

            relay.setBack(DIRECT.losing(1));
            send(client, relay, 2);
            server.echo();
            client.setSoTimeout(100);
            assertThrows(SocketTimeoutException.class, () -> receive(client));
            assertEquals(1, relay.back().lost());

            relay.setBack(DIRECT);
            client.setSoTimeout(ENOUGH_MILLIS);
            send(client, relay, 3);
            server.echo();
            assertEquals(3, receive(client));
        }
    }

    @Test
    void keepsClientsApart() throws IOException {
        try (Echo server = new Echo();
                DatagramSocket first = client();
                DatagramSocket second = client();
                UdpRelay relay = UdpRelay.start(server.address(), DIRECT, DIRECT, 4)) {
            send(first, relay, 1);
            server.echo();
            send(second, relay, 2);
            server.echo();
            assertEquals(2, receive(second));
            assertEquals(1, receive(first));
        }
    }

    @Test
    void survivesAServerThatIsNotThere() throws Exception {
        InetSocketAddress nobody;
        try (Echo gone = new Echo()) {
            nobody = gone.address();
        }
        try (DatagramSocket client = client();
                UdpRelay relay = UdpRelay.start(nobody, DIRECT, DIRECT, 5)) {
            send(client, relay, 1);
            Await.until("a refusal", ofMillis(5000), () -> relay.there().refused() > 0, relay::toString);
            send(client, relay, 2);
            Await.until("the next", ofMillis(5000), () -> relay.there().received() == 2, relay::toString);
        }
    }

    private static int overtaken(List<Integer> arrived) {
        int highest = Integer.MIN_VALUE;
        int count = 0;
        for (int each : arrived) {
            if (each < highest) {
                count++;
            }
            highest = Math.max(highest, each);
        }
        return count;
    }

    private static Duration ofMillis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static DatagramSocket client() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(ENOUGH_MILLIS);
        return socket;
    }

    private static void send(DatagramSocket client, UdpRelay relay, int content) throws IOException {
        client.send(new DatagramPacket(ByteBuffer.allocate(4).putInt(content).array(), 4, relay.address()));
    }

    private static int receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        assertEquals(4, packet.getLength());
        return ByteBuffer.wrap(packet.getData()).getInt();
    }

    /** A server that sends back what it gets. */
    private static final class Echo implements AutoCloseable {

        private final DatagramSocket socket = client();

        Echo() throws IOException {}

        InetSocketAddress address() {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }

        void echo() throws IOException {
            DatagramPacket packet = new DatagramPacket(new byte[100], 100);
            socket.receive(packet);
            socket.send(packet);
        }

        /** Everything, until nothing comes for a while. */
        List<Integer> receiveAll() throws IOException {
            List<Integer> all = new ArrayList<>();
            socket.setSoTimeout(300);
            try {
                while (true) {
                    all.add(receive(socket));
                }
            } catch (SocketTimeoutException e) {
                return all;
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
