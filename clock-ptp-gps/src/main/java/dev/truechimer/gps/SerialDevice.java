package dev.truechimer.gps;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import dev.truechimer.clock.host.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A serial port, opened without waiting for a carrier, 8 data bits, no parity, one stop bit, not in line mode: then the kernel
 * tells every byte that it has. A pseudo-terminal serves too.
 */
final class SerialDevice implements NmeaInput {

    private static final int DATA_BITS = 8;

    private final Path path;
    private final SerialPort port;

    private SerialDevice(Path path, SerialPort port) {
        this.path = path;
        this.port = port;
    }

    /**
     * Opens one.
     *
     * @param baud bits per second
     * @throws IOException if it is not there, in use, or not to be opened by this user; the message says what to do
     */
    static SerialDevice open(Path path, int baud) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException("there is no " + path + ": is the receiver plugged in?");
        }
        if (!Files.isReadable(path) || !Files.isWritable(path)) {
            throw new IOException(
                    "this user may not open " + path + ": it takes membership in its group, often dialout");
        }
        try {
            SerialPort port = SerialPort.getCommPort(path.toString());
            port.setComPortParameters(baud, DATA_BITS, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
            port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
            port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
            if (!port.openPort(0)) {
                if (port.getLastErrorCode() == Errno.ENOTTY) {
                    throw new IOException(path + " is no serial line");
                }
                throw new IOException("can't open " + path + ", error " + port.getLastErrorCode()
                        + ": another program, often gpsd, may have it, or it does no " + baud + " baud");
            }
            return new SerialDevice(path, port);
        } catch (SerialPortInvalidPortException e) {
            throw new IOException(path + " is no serial port: " + e.getMessage(), e);
        } catch (LinkageError e) {
            throw new IOException(
                    "jSerialComm's library can't be loaded, which it unpacks into java.io.tmpdir: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public int available() throws IOException {
        int count = port.bytesAvailable();
        if (count < 0) {
            throw new IOException(path + " is gone: unplugged, or hung up");
        }
        return count;
    }

    @Override
    public int read(byte[] into, int most) {
        return port.readBytes(into, most);
    }

    @Override
    public boolean canReopen() {
        return true;
    }

    @Override
    public void close() {
        port.closePort();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
