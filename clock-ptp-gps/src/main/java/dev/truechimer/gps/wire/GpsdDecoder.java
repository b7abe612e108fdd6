package dev.truechimer.gps.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a line of gpsd's JSON.
 *
 * <p>The order of fields is free, fields that are not needed are not looked at, and what lies nested is skipped, but for
 * the paths of devices. <b>Hostile input:</b> whatever the bytes are, the outcome is a message or a {@link GpsdRejection}.
 * <b>Threads:</b> any. <b>Source:</b> gpsd_json(5).
 */
public final class GpsdDecoder {

    /** More receivers than gpsd can have. */
    private static final int MOST_DEVICES = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private GpsdDecoder() {}

    /**
     * Decodes one line without its end.
     *
     * @param bytes not kept
     * @param length how many of them count, 0 to their number
     */
    public static GpsdDecoded decode(byte[] bytes, int length) {
        Map<String, GpsdField> fields = new HashMap<>();
        List<String> paths = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(bytes, 0, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return GpsdRejection.NOT_JSON;
            }
            readFields(parser, fields, paths);
            if (parser.nextToken() != null) {
                return GpsdRejection.NOT_JSON;
            }
        } catch (IOException e) {
            return GpsdRejection.NOT_JSON;
        }
        return new GpsdFields(fields, paths).message();
    }

    private static void readFields(JsonParser parser, Map<String, GpsdField> fields, List<String> paths)
            throws IOException {
        String name = parser.nextFieldName();
        while (name != null) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_ARRAY && name.equals("devices")) {
                readPaths(parser, paths);
            } else if (token == JsonToken.START_ARRAY || token == JsonToken.START_OBJECT) {
                parser.skipChildren();
            } else if (token != null) {
                fields.put(name, new GpsdField(kind(token), parser.getText()));
            }
            name = parser.nextFieldName();
        }
        // Without a name this is the end of the object, or the end of the line within it.
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("no end of the object");
        }
    }

    private static void readPaths(JsonParser parser, List<String> paths) throws IOException {
        for (JsonToken each = parser.nextToken(); each != JsonToken.END_ARRAY; each = parser.nextToken()) {
            if (each == null) {
                throw new IOException("no end of the devices");
            }
            if (each == JsonToken.START_OBJECT) {
                String path = readPath(parser);
                if (path != null && paths.size() < MOST_DEVICES) {
                    paths.add(path);
                }
            } else if (each == JsonToken.START_ARRAY) {
                parser.skipChildren();
            }
        }
    }

    private static @Nullable String readPath(JsonParser parser) throws IOException {
        String path = null;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING && name.equals("path")) {
                path = parser.getText();
            } else {
                parser.skipChildren();
            }
        }
        return path;
    }

    private static GpsdField.Kind kind(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> GpsdField.Kind.TEXT;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> GpsdField.Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> GpsdField.Kind.TRUTH;
            default -> GpsdField.Kind.NOTHING;
        };
    }
}
