package dev.truechimer.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A gpsd on the loopback interface whose receiver reports ten times a second the time that a test says. */
final class FakeGpsd implements AutoCloseable {

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final ServerSocket listening;
    private final LongSupplier utcNanos;
    private final CountDownLatch closed = new CountDownLatch(1);

    FakeGpsd(LongSupplier utcNanos) {
        this.utcNanos = utcNanos;
        try {
            listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "fake gpsd");
        thread.setDaemon(true);
        thread.start();
    }

    /** As an argument of --gpsd. */
    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    private void serve() {
        try (Socket client = listening.accept()) {
            OutputStream out = client.getOutputStream();
            say(out, "{'class':'VERSION','release':'3.22','rev':'3.22','proto_major':3,'proto_minor':14}");
            say(out, "{'class':'DEVICES','devices':[{'class':'DEVICE','path':'/dev/x','driver':'NMEA0183'}]}");
            say(out, "{'class':'WATCH','enable':true,'json':true}");
            do {
                // What a receiver says is of a moment before; its line tells milliseconds.
                long millis = utcNanos.getAsLong() / NANOS_PER_MILLI;
                say(
                        out,
                        "{'class':'TPV','device':'/dev/x','mode':3,'leapseconds':18,'ept':0.005,'time':'"
                                + Instant.ofEpochMilli(millis) + "'}");
            } while (!closed.await(100, TimeUnit.MILLISECONDS));
        } catch (SocketException e) {
            // The client or the test has closed its end.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(OutputStream out, String json) throws IOException {
        out.write((json.replace('\'', '"') + "\r\n").getBytes(US_ASCII));
        out.flush();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
