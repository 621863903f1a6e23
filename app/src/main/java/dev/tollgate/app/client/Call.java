package dev.tollgate.app.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// One request of the API.
///
/// @param path below `/v1`, encoded
/// @param query the parameters, not encoded
public record Call(String method, String path, Map<String, String> query, Optional<ObjectNode> body) {

    public Call {
        query = Map.copyOf(query);
    }

    public static Call get(String path) {
        return new Call("GET", path, Map.of(), Optional.empty());
    }

    public static Call post(String path, ObjectNode body) {
        return new Call("POST", path, Map.of(), Optional.of(body));
    }

    public static Call patch(String path, ObjectNode body) {
        return new Call("PATCH", path, Map.of(), Optional.of(body));
    }

    public static Call delete(String path) {
        return new Call("DELETE", path, Map.of(), Optional.empty());
    }

    /// The same with a further parameter.
    public Call with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(parameter, value);
        return new Call(method, path, more, body);
    }

    /// One segment of a path, whatever stands in it.
    public static String segment(String text) {
        return encode(text);
    }

    /// Path and query as they are sent.
    String target() {
        String parameters = query.entrySet().stream().map(one -> encode(one.getKey()) + "=" + encode(one.getValue()))
                .collect(Collectors.joining("&"));
        return parameters.isEmpty() ? path : path + "?" + parameters;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
