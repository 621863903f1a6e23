package dev.tollgate.control;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Writes JSON canonically (RFC 8785), as another program would: by a library, and apart from the product's own writer.
final class Canonical {

    private Canonical() {}

    static String json(JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream().sorted(Comparator.comparing(Map.Entry<String, JsonNode>::getKey))
                    .map(one -> '"' + one.getKey() + "\":" + json(one.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return node.values().stream().map(Canonical::json).collect(Collectors.joining(",", "[", "]"));
        }
        return node.toString();
    }
}
