package dev.truechimer.gps;

import java.io.IOException;

/** Where bytes come from. <b>Threads:</b> one at a time, except {@link #close}. */
interface NmeaInput extends AutoCloseable {

    /**
     * Whether {@link #available} tells all that has come, so that 0 means that nothing has. Otherwise it is not asked, and
     * {@link #read} waits.
     */
    boolean isExact();

    /**
     * How many bytes are here.
     *
     * @throws IOException if there will be no more
     */
    int available() throws IOException;

    /**
     * Reads bytes.
     *
     * @param most how many at most, {@code > 0}
     * @return how many; 0 if there are none now, negative if there will be none
     */
    int read(byte[] into, int most) throws IOException;

    /** Whether it is worth while to open it again. */
    boolean canReopen();

    @Override
    void close();
}
