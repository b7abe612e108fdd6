package dev.truechimer.gps.wire;

import java.nio.charset.StandardCharsets;

/**
 * Finds the lines in a stream of bytes. What is no line is skipped up to the next one's first character, and told once.
 *
 * <p>A line begins with {@code $} (or {@code !}, for encapsulated data), has printable ASCII only and at most {@value
 * #MOST_CHARACTERS} characters, and ends with a carriage return or a line feed. The standard allows 82 with both of those,
 * and receivers exceed it. <b>Threads:</b> confined to one. <b>Source:</b> NMEA 0183, 5.3.
 */
public final class NmeaFramer {

    /** The longest line that is taken, in characters, without its end. */
    public static final int MOST_CHARACTERS = 120;

    /** What a byte did. */
    public enum Event {
        /** Nothing of note. */
        NONE,
        /** A line begins with it. */
        START,
        /** It ends a line, which {@link NmeaFramer#line} has. */
        LINE,
        /** What came before it, or with it, is no line. */
        DAMAGE,
        /** What came before it is no line, and one begins with it. */
        DAMAGE_AND_START
    }

    private enum State {
        BETWEEN,
        IN_LINE,
        SKIPPING
    }

    private final byte[] bytes = new byte[MOST_CHARACTERS];
    private int length;
    private State state = State.SKIPPING;

    /** A framer that begins in the middle of a line, which is not told as damage. */
    public NmeaFramer() {}

    /** Takes the next byte. */
    public Event add(byte next) {
        if (next == '$' || next == '!') {
            boolean isCut = state == State.IN_LINE;
            state = State.IN_LINE;
            bytes[0] = next;
            length = 1;
            return isCut ? Event.DAMAGE_AND_START : Event.START;
        }
        boolean isEnd = next == '\r' || next == '\n';
        return switch (state) {
            case BETWEEN -> isEnd ? Event.NONE : skip();
            case SKIPPING -> Event.NONE;
            case IN_LINE -> isEnd ? end() : append(next);
        };
    }

    /** The line that ended last, from its first character on. */
    public String line() {
        return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }

    private Event end() {
        state = State.BETWEEN;
        return Event.LINE;
    }

    private Event append(byte next) {
        if (next < ' ' || next > '~' || length == MOST_CHARACTERS) {
            return skip();
        }
        bytes[length++] = next;
        return Event.NONE;
    }

    private Event skip() {
        state = State.SKIPPING;
        return Event.DAMAGE;
    }
}
