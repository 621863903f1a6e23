package dev.tollgate.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Calls the REST API of a node with one token. Thread-safe.
public final class ApiClient implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;
    private final String token;

    public ApiClient(int port, String token) {
        this.base = "http://127.0.0.1:" + port + "/v1";
        this.token = token;
    }

    /// @param body missing where there was none
    public record Answer(int status, JsonNode body, HttpHeaders headers) {
        /// The answer, which must be of this status.
        public Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("the API answered " + status + " instead of " + wanted + ": " + body);
            }
            return this;
        }
    }

    /// What a client of the gateway needs to know.
    public record SubUser(String id, String name, String password) {
        /// `helo_<name><rest>`, such as `helo_s4k9d0q2m7x-type-mobile`.
        public String username(String rest) {
            return "helo_" + name + rest;
        }

        /// `helo_<name>-type-res-region-us`.
        public String residential() {
            return username("-type-res-region-us");
        }
    }

    /// An active sub-user with the residential and mobile products.
    public SubUser createSubUser(String label) {
        return createSubUser("""
                {"label":"%s","products":["residential","mobile"]}""".formatted(label), label);
    }

    /// @param json the whole body of `POST /subusers`
    public SubUser createSubUser(String json, String label) {
        JsonNode made = post("/subusers", json).expect(201).body();
        if (!made.get("label").asString().equals(label)) {
            throw new AssertionError("made another than " + label + ": " + made);
        }
        return new SubUser(made.get("id").asString(), made.get("name").asString(), made.get("password").asString());
    }

    /// Lets `ip`, an address or range, use the sub-user's residential product without a password.
    ///
    /// @return the entry's id
    public String allow(SubUser subUser, String ip) {
        return post("/whitelists", """
                {"subuser":"%s","product":"residential","ip":"%s"}""".formatted(subUser.id(), ip)).expect(201).body()
                .get("id").asString();
    }

    public void disable(SubUser subUser) {
        patch("/subusers/" + subUser.id(), "{\"status\":\"disabled\"}").expect(200);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    /// @param headers names and values in turn
    public Answer post(String path, String json, String... headers) {
        return send("POST", path, json, headers);
    }

    public Answer patch(String path, String json) {
        return send("PATCH", path, json);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    private Answer send(String method, String path, @Nullable String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(LONGEST)
                .header("Authorization", "Bearer " + token)
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body().isEmpty()
                    ? MissingNode.getInstance()
                    : JsonMapper.shared().readTree(answer.body()), answer.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
