package dev.truechimer.vector.snapshot.post;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/**
 * Carries letters of one branch to the others as datagrams, in an order drawn by chance; never so many at once that one
 * is dropped.
 *
 * <p><b>Threads:</b> any may post; one sends.
 */
final class PostOffice {

    /** What a socket's buffer surely holds. */
    static final int UNDER_WAY_TO_ONE = 32;

    private record Posted(int to, Letter letter) {}

    private final DatagramSocket socket;
    private final List<SocketAddress> addresses;

    /** By receiver; a permit comes back when it has read a letter. */
    private final List<Semaphore> room;

    private final Outstanding outstanding;
    private final SplittableRandom random;

    /** Guarded by the monitor. */
    private final List<Posted> posted = new ArrayList<>();

    private boolean isClosing;

    PostOffice(
            DatagramSocket socket,
            List<SocketAddress> addresses,
            List<Semaphore> room,
            Outstanding outstanding,
            SplittableRandom random) {
        this.socket = socket;
        this.addresses = addresses;
        this.room = room;
        this.outstanding = outstanding;
        this.random = random;
    }

    synchronized void post(int to, Letter letter) {
        outstanding.begin();
        posted.add(new Posted(to, letter));
        notifyAll();
    }

    /** Nothing more is posted. */
    synchronized void close() {
        isClosing = true;
        notifyAll();
    }

    /** Sends until it is closed and all is sent; the last letter goes to the branch itself. */
    void sendAll(int self) throws IOException, InterruptedException {
        for (Posted next = take(); next != null; next = take()) {
            room.get(next.to()).acquire();
            send(next.to(), next.letter());
        }
        send(self, new Letter.End());
    }

    private void send(int to, Letter letter) throws IOException {
        byte[] bytes = Letter.encoded(letter);
        socket.send(new DatagramPacket(bytes, bytes.length, addresses.get(to)));
    }

    /** Any of those that wait; null at the end. */
    private synchronized Posted take() throws InterruptedException {
        while (posted.isEmpty() && !isClosing) {
            wait();
        }
        return posted.isEmpty() ? null : posted.remove(random.nextInt(posted.size()));
    }
}
