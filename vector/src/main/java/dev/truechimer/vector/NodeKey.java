package dev.truechimer.vector;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;

/**
 * What a node is known by outside of clocks: a name or a UUID. {@link NodeIds} gives an id to it.
 *
 * <p><b>Shape:</b> names and UUIDs are different kinds of key: the text of a UUID, taken as a name, is not that UUID.
 * Names are compared character by character: case counts, and so does the way in which accents are composed.
 * <b>Cost:</b> independent of the number of nodes; at most {@link #MAX_NAME_BYTES} bytes. <b>Threads:</b> immutable.
 *
 * <p><b>Hazard:</b> a key is a node only as long as no two nodes have the same one; nobody here can see that.
 * <b>Source:</b> our own.
 */
public sealed interface NodeKey {

    /** How long a name can be, in bytes of UTF-8. */
    int MAX_NAME_BYTES = 255;

    /**
     * The key of a node with a name.
     *
     * @throws IllegalArgumentException as {@link Name#Name}
     */
    static NodeKey of(String name) {
        return new Name(name);
    }

    /** The key of a node with a UUID. */
    static NodeKey of(UUID uuid) {
        return new Uuid(uuid);
    }

    /**
     * A name.
     *
     * @param text 1 to {@link #MAX_NAME_BYTES} bytes of UTF-8: well-formed Unicode without control characters
     */
    record Name(String text) implements NodeKey {

        /**
         * Checks the text.
         *
         * @throws IllegalArgumentException if it is empty, too long, has half a surrogate pair or a control character
         */
        public Name {
            // Before anything that costs more for a longer text.
            int bytes = text.length() > MAX_NAME_BYTES ? text.length() : utf8Of(text).length;
            if (bytes == 0 || bytes > MAX_NAME_BYTES) {
                throw new IllegalArgumentException(
                        "a name must have 1 to " + MAX_NAME_BYTES + " bytes of UTF-8: at least " + bytes);
            }
            // So that a name can stand in a message or a log line.
            for (int i = 0; i < text.length(); i++) {
                if (Character.isISOControl(text.charAt(i))) {
                    throw new IllegalArgumentException(
                            "a name must have no control characters: " + (int) text.charAt(i) + " at index " + i);
                }
            }
        }

        /** The text in UTF-8. */
        byte[] utf8() {
            return utf8Of(text);
        }

        /**
         * The name that has these bytes.
         *
         * @throws IllegalArgumentException if there is none
         */
        static Name ofUtf8(byte[] utf8) {
            try {
                return new Name(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(utf8))
                        .toString());
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("a name must be UTF-8: " + Arrays.toString(utf8), e);
            }
        }

        private static byte[] utf8Of(String text) {
            try {
                ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
                byte[] bytes = new byte[utf8.remaining()];
                utf8.get(bytes);
                return bytes;
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("a name must not have half of a surrogate pair", e);
            }
        }

        /** For people: {@code "frankfurt-1"}. */
        @Override
        public String toString() {
            return '"' + text + '"';
        }
    }

    /**
     * A UUID.
     *
     * @param uuid any
     */
    record Uuid(UUID uuid) implements NodeKey {

        /** Checks that it is there. */
        public Uuid {
            Objects.requireNonNull(uuid, "uuid");
        }

        /** For people: the usual 36 characters. */
        @Override
        public String toString() {
            return uuid.toString();
        }
    }
}
