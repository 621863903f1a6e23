package dev.tollgate.app.demo;

import dev.tollgate.domain.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A sub-user made the way an operator makes one: over the REST API.
record DemoSubUser(String name, String password) {

    static DemoSubUser create(int apiPort, Secret token) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + "/v1/subusers"))
                .header("Authorization", "Bearer " + token.reveal())
                .POST(HttpRequest.BodyPublishers.ofString("{\"label\":\"demo\",\"products\":[\"residential\"]}"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 201) {
                throw new IllegalStateException("the API answered " + answer.statusCode() + ": " + answer.body());
            }
            JsonNode made = JsonMapper.shared().readTree(answer.body());
            return new DemoSubUser(made.get("name").asString(), made.get("password").asString());
        } catch (IOException e) {
            throw new IllegalStateException("the node's own API does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
