package dev.truechimer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into maps, lists, longs, strings, booleans and nulls; refuses numbers that are not integers. */
record Json(Map<?, ?> fields) {

    /** The one object that a text consists of. */
    static Json parse(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            assertEquals(JsonToken.START_OBJECT, parser.nextToken());
            Json json = new Json(object(parser));
            assertNull(parser.nextToken(), "more than one object");
            return json;
        }
    }

    long number(String name) {
        return (Long) fields.get(name);
    }

    String text(String name) {
        return (String) fields.get(name);
    }

    Json object(String name) {
        return new Json((Map<?, ?>) fields.get(name));
    }

    List<Json> array(String name) {
        return ((List<?>) fields.get(name))
                .stream().map(element -> new Json((Map<?, ?>) element)).toList();
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            assertNull(fields.put(name, value(parser)), "twice: " + name);
        }
        return fields;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield elements;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new AssertionError("not expected: " + parser.currentToken());
        };
    }
}
