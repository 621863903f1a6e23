package dev.tollgate.control;

import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.Method;
import dev.tollgate.control.route.Route;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Right requests for every route, made from the description: bodies from its examples and schemas, and objects for the ids in
/// paths and bodies by asking the route that makes such objects. A route that is added is covered without further work.
///
/// Confined to one test.
final class RouteSamples {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEPEST = 8;
    private static final int SHORT_TEXT = 10;

    private final Caller caller;
    private int made;

    /// @param caller may do everything
    RouteSamples(Caller caller) {
        this.caller = caller;
    }

    /// The path of a route, naming an object that exists if one could be made; one that does not otherwise.
    String path(Route route) {
        int parameter = route.path().indexOf('{');
        if (parameter < 0) {
            return route.path();
        }
        String collection = route.path().substring(0, parameter - 1);
        String rest = route.path().substring(route.path().indexOf('}') + 1);
        return collection + "/" + create(collection).orElse("none") + rest;
    }

    private Optional<String> create(String collection) {
        return ApiRoutes.ALL.stream().filter(route -> route.method() == Method.POST && route.path().equals(collection))
                .findFirst().flatMap(route -> {
                    String location = caller.post(route.path(), body(route)).header("Location");
                    return location.isEmpty()
                            ? Optional.empty()
                            : Optional.of(location.substring(location.lastIndexOf('/') + 1));
                });
    }

    /// A body that the description calls right; empty for a route that takes none.
    String body(Route route) {
        return tree(route).map(MAPPER::writeValueAsString).orElse("");
    }

    /// As [#body].
    Optional<JsonNode> tree(Route route) {
        JsonNode content = Description.json().path("paths").path(route.path())
                .path(route.method().name().toLowerCase(Locale.ROOT)).at("/requestBody/content/application~1json");
        if (content.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(content.has("example") ? content.path("example") : sample("", content.path("schema"), 0));
    }

    private JsonNode sample(String name, JsonNode given, int depth) {
        JsonNode schema = Description.resolved(given);
        if (schema.has("example")) {
            return schema.path("example");
        }
        if (schema.path("examples").isArray()) {
            return schema.path("examples").path(0);
        }
        if (schema.has("default")) {
            return schema.path("default");
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.has("enum")) {
            return schema.path("enum").path(0);
        }
        for (String choice : new String[]{"oneOf", "anyOf", "allOf"}) {
            if (schema.has(choice)) {
                return sample(name, schema.path(choice).path(0), depth + 1);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(name, schema, depth);
            case "integer" -> JSON.numberNode(Math.max(1, schema.path("minimum").asLong(1)));
            case "number" -> JSON.numberNode(Math.max(1.5, schema.path("minimum").asDouble(1.5)));
            case "boolean" -> JSON.booleanNode(false);
            // Free text that may be left out is: what it may say is not in the description.
            case "string" -> schema.path("type").isArray() ? JSON.nullNode() : text(name, schema);
            default -> JSON.nullNode();
        };
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asString("") : type.asString("");
    }

    private JsonNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        if (depth < DEEPEST) {
            schema.path("properties").forEachEntry(
                    (name, property) -> object.set(name, sample(name, property, depth + 1)));
        }
        return object;
    }

    private JsonNode array(String name, JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        if (depth < DEEPEST) {
            array.add(sample(name, schema.path("items"), depth + 1));
        }
        return array;
    }

    /// A field that is named like a collection holds the id of one of its objects.
    private JsonNode text(String name, JsonNode schema) {
        Optional<String> id = create("/" + name + "s");
        if (id.isPresent()) {
            return JSON.stringNode(id.get());
        }
        String text = "sample" + ++made;
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(Math.max(SHORT_TEXT, least));
        String padded = text + "0".repeat(Math.max(0, least - text.length()));
        return JSON.stringNode(padded.substring(0, Math.min(most, padded.length())));
    }
}
