package dev.truechimer.gps;

import java.io.IOException;
import java.io.InputStream;

/** A stream of the user's. It can't be opened again. */
final class NmeaStream implements NmeaInput {

    private static final System.Logger LOG = System.getLogger(NmeaStream.class.getName());

    private final InputStream stream;
    private final boolean isExact;

    NmeaStream(InputStream stream, boolean isExact) {
        this.stream = stream;
        this.isExact = isExact;
    }

    @Override
    public boolean isExact() {
        return isExact;
    }

    @Override
    public int available() throws IOException {
        return stream.available();
    }

    @Override
    public int read(byte[] into, int most) throws IOException {
        return stream.read(into, 0, most);
    }

    @Override
    public boolean canReopen() {
        return false;
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // Nothing was written that could be lost.
            LOG.log(System.Logger.Level.DEBUG, "a stream of sentences can't be closed", e);
        }
    }

    @Override
    public String toString() {
        return "the stream";
    }
}
