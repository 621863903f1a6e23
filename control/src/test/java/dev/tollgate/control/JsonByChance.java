package dev.tollgate.control;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes of a right body one that is wrong somewhere, in its values or in its bytes.
final class JsonByChance {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> VALUES = List.of("null", "true", "0", "-1", "1", "1.5", "-0", "1e9", "1e400",
            "9223372036854775808", "99999999999999999999", "\"\"", "\" \"", "\"x\"", "\"\\u0000\"", "\"\\ud83d\"",
            "\"é☃\\u202e\"", "[]", "{}", "[null]", "[[]]", "[\"x\",\"x\"]", "{\"a\":{}}", "\"2026-06-02T08:00:00Z\"",
            "\"9999-12-31T23:59:59Z\"", "\"-999999999-01-01T00:00:00Z\"", "\"0.0.0.0/0\"", "\"::/0\"",
            "\"https://[::1]:0/\"", "\"*\"", "\"sub_01ARZ3NDEKTSV4RRFFQ69G5FAV\"",
            "\"" + "x".repeat(65) + "\"", "\"" + "x".repeat(1_000) + "\"");
    private static final List<String> PIECES = List.of("\"", "{", "}", "[", "]", ":", ",", "null", "true", "1.5", "-0",
            "1e9", "\\u0000", "\\ud83d", "é", "\u0007", "{\"a\":{}}", "9999999999", "\"label\":\"x\",");

    private final IntUnaryOperator below;

    /// @param below draws a number from 0 to one less than what it is given
    JsonByChance(IntUnaryOperator below) {
        this.below = below;
    }

    byte[] changed(JsonNode right) {
        JsonNode tree = right.deepCopy();
        for (int i = below.applyAsInt(3); i > 0; i--) {
            tree = withAnotherValue(tree);
        }
        String text = MAPPER.writeValueAsString(tree);
        return below.applyAsInt(4) == 0 ? withOtherBytes(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode withAnotherValue(JsonNode node) {
        if (node instanceof ObjectNode object && (object.isEmpty() || below.applyAsInt(8) > 0)) {
            return changedIn(object);
        }
        if (node instanceof ArrayNode array && !array.isEmpty() && below.applyAsInt(4) > 0) {
            int place = below.applyAsInt(array.size());
            array.set(place, withAnotherValue(array.get(place)));
            return array;
        }
        return MAPPER.readTree(VALUES.get(below.applyAsInt(VALUES.size())));
    }

    private JsonNode changedIn(ObjectNode object) {
        List<String> names = List.copyOf(object.propertyNames());
        if (names.isEmpty() || below.applyAsInt(10) == 0) {
            return object.set("surprise", JSON.numberNode(1));
        }
        String name = names.get(below.applyAsInt(names.size()));
        if (below.applyAsInt(6) == 0) {
            object.remove(name);
            return object;
        }
        return object.set(name, withAnotherValue(object.get(name)));
    }

    private byte[] withOtherBytes(String text) {
        StringBuilder body = new StringBuilder(text);
        for (int i = below.applyAsInt(3) + 1; i > 0; i--) {
            int at = below.applyAsInt(body.length() + 1);
            int to = Math.min(body.length(), at + below.applyAsInt(4));
            body.replace(at, to, below.applyAsInt(2) == 0 ? PIECES.get(below.applyAsInt(PIECES.size())) : "");
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && below.applyAsInt(5) == 0) {
            bytes[below.applyAsInt(bytes.length)] = (byte) below.applyAsInt(256);
        }
        return bytes;
    }
}
