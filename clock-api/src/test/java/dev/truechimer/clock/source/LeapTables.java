package dev.truechimer.clock.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Tables of leap seconds for tests. */
public final class LeapTables {

    /** Seconds from 1900-01-01, where lists count from, to 1970-01-01. */
    static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

    /** The entry that every list begins with: 10 s on 1972-01-01. */
    static final String FIRST_LINE = "2272060800 10\n";

    private LeapTables() {}

    /** A whole list with its hash, as it is published. */
    static String published() {
        try (InputStream in = LeapTables.class.getResourceAsStream("leap-seconds.list")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One second inserted before 1980-01-01, and one left out before 1990-01-01, which never happened. */
    public static LeapSeconds insertedAndLeftOut() {
        return LeapSeconds.parse("test", "#@ 4007404800\n" + FIRST_LINE + "2524521600 11\n2840140800 10\n");
    }

    /** One offset for all time, until an expiry. */
    public static LeapSeconds expiringAt(long unixSeconds) {
        return LeapSeconds.parse("test", "#@ " + (unixSeconds + SECONDS_1900_TO_1970) + "\n" + FIRST_LINE);
    }
}
