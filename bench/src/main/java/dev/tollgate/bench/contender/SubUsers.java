package dev.tollgate.bench.contender;

import dev.tollgate.bench.load.Login;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The sub-users of a node under load, made as an operator makes them: over its API.
final class SubUsers {
    private static final int COUNT = 32;
    private static final int CREATED = 201;

    private SubUsers() {}

    static List<Login> create(int apiPort, String token) {
        List<Login> logins = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < COUNT; i++) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + "/v1/subusers"))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers
                                .ofString("{\"label\":\"bench-" + i + "\",\"products\":[\"residential\"]}"))
                        .build();
                logins.add(login(client.send(request, HttpResponse.BodyHandlers.ofString())));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the node's API does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return logins;
    }

    private static Login login(HttpResponse<String> answer) {
        if (answer.statusCode() != CREATED) {
            throw new IllegalStateException("the node's API answered " + answer.statusCode() + ": " + answer.body());
        }
        JsonNode made = JsonMapper.shared().readTree(answer.body());
        return new Login("helo_" + made.get("name").asString() + "-type-res-region-us", made.get("password")
                .asString());
    }
}
