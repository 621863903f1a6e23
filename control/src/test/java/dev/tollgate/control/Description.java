package dev.tollgate.control;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import dev.tollgate.control.input.Query;
import dev.tollgate.control.route.ApiRoutes;
import dev.tollgate.control.route.RouteTable;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// The description of the API in `openapi.yaml`, and whether what went over the wire agrees with it.
final class Description {

    static final String TEXT = read();
    /// By way of the validator's own parser: there is no other YAML parser here.
    private static final JsonNode TREE = new JsonMapper()
            .readTree(Json31.pretty(new OpenAPIV3Parser().readContents(TEXT).getOpenAPI()));
    private static final RouteTable ROUTES = new RouteTable(ApiRoutes.ALL);
    private static final OpenApiInteractionValidator VALIDATOR = OpenApiInteractionValidator
            .createForInlineApiSpecification(TEXT).build();

    private Description() {}

    /// Holds every answer of a described operation against the file, and every request that was accepted.
    static void check(String method, String path, String body, HttpRequest request, Reply reply) {
        String bare = path.split("\\?", 2)[0];
        if (method.equals("HEAD") || !(ROUTES.find(method, bare) instanceof RouteTable.Match.Found)) {
            return;
        }
        SimpleResponse.Builder response = SimpleResponse.Builder.status(reply.status());
        reply.headers().map().forEach((name, values) -> response.withHeader(name, values));
        if (!reply.body().isEmpty()) {
            response.withBody(reply.body());
        }
        SimpleRequest.Builder sent = new SimpleRequest.Builder(method, bare);
        request.headers().map().forEach((name, values) -> sent.withHeader(name, values));
        if (path.contains("?")) {
            Query.parse(path.split("\\?", 2)[1]).all().forEach(sent::withQueryParam);
        }
        if (method.equals("POST") || method.equals("PATCH") || !body.isEmpty()) {
            // The API parses a body whatever its type says; a description can only say what it parses it as.
            sent.withBody(body).withContentType("application/json");
        }
        ValidationReport report = reply.status() < 400
                ? VALIDATOR.validate(sent.build(), response.build())
                : VALIDATOR.validateResponse(bare, sent.build().getMethod(), response.build());
        assertThat(report.getMessages()).as("%s %s %s -> %s %s", method, path, body, reply.status(), reply.body())
                .isEmpty();
    }

    private static String read() {
        try (InputStream file = Objects
                .requireNonNull(Description.class.getResourceAsStream("/openapi/openapi.yaml"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file as a tree.
    static JsonNode json() {
        return TREE;
    }

    /// The names of the parameters in the query, references followed.
    static Set<String> queryParameters(JsonNode operation) {
        Set<String> names = new LinkedHashSet<>();
        operation.path("parameters").forEach(parameter -> {
            JsonNode meant = parameter.has("$ref")
                    ? TREE.at(parameter.path("$ref").stringValue().substring(1))
                    : parameter;
            if (meant.path("in").stringValue().equals("query")) {
                names.add(meant.path("name").stringValue());
            }
        });
        return names;
    }
}
