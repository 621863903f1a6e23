package dev.tollgate.control;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the API answered.
public record Reply(int status, HttpHeaders headers, String body) {

    private static final JsonMapper MAPPER = new JsonMapper();

    public JsonNode json() {
        return MAPPER.readTree(body);
    }

    /// The text or number at a path such as `/details/0/field`; empty for what is not there.
    public String at(String pointer) {
        return json().at(pointer).asString("");
    }

    public String code() {
        return at("/code");
    }

    /// The faults as `field issue`, in order, separated by commas.
    public String faults() {
        StringBuilder text = new StringBuilder();
        for (JsonNode detail : json().path("details").values()) {
            text.append(text.isEmpty() ? "" : ", ").append(detail.path("field").stringValue()).append(' ')
                    .append(detail.path("issue").stringValue());
        }
        return text.toString();
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
