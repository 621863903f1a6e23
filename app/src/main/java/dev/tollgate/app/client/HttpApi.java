package dev.tollgate.app.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// The API over HTTP. Thread-safe.
public final class HttpApi implements Api {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int FIRST_ERROR = 400;

    private final HttpClient client;
    private final JsonMapper mapper = new JsonMapper();
    private final ApiAddress address;

    public HttpApi(ApiAddress address) {
        this.address = address;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER);
        address.certificate().map(OnlyCertificate::context).ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    @Override
    public Answer send(Call call) {
        try {
            return answer(client.send(request(call), BodyHandlers.ofString()));
        } catch (ConnectException _) {
            return new Answer.Unreachable("nobody listens at " + address.base());
        } catch (HttpTimeoutException _) {
            return new Answer.Unreachable(address.base() + " did not answer in time");
        } catch (SSLException e) {
            return new Answer.Unreachable("there is no trusted TLS with " + address.base() + " (" + e.getMessage()
                    + ")");
        } catch (IOException e) {
            return new Answer.Unreachable("the connection to " + address.base() + " broke ("
                    + Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()) + ")");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Answer.Unreachable("it was interrupted");
        }
    }

    private HttpRequest request(Call call) {
        BodyPublisher body = call.body().map(object -> BodyPublishers.ofByteArray(mapper.writeValueAsBytes(object)))
                .orElseGet(BodyPublishers::noBody);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + "/v1" + call.target()))
                .timeout(ANSWER).header("Authorization", "Bearer " + address.token().reveal())
                .header("Accept", "application/json").method(call.method(), body);
        address.account().ifPresent(account -> request.header(address.accountHeader(), account));
        return request.build();
    }

    private String base() {
        String text = address.base().toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private Answer answer(HttpResponse<String> response) {
        try {
            JsonNode body = response.body().isEmpty()
                    ? MissingNode.getInstance()
                    : mapper.readTree(response.body());
            if (response.statusCode() < FIRST_ERROR) {
                return new Answer.Ok(body);
            }
            if (body.path("code").isString()) {
                return new Answer.Refused(response.statusCode(), text(body, "code"), text(body, "message"),
                        details(body), text(body, "request_id"));
            }
        } catch (JacksonException _) {
            // Said below: what is no JSON is not our API.
        }
        return new Answer.Unreachable("what answers at " + address.base() + " is not the API (status "
                + response.statusCode() + ")");
    }

    private static List<String> details(JsonNode body) {
        return body.path("details").valueStream().map(one -> text(one, "field") + " " + text(one, "issue")).toList();
    }

    private static String text(JsonNode body, String field) {
        return body.path(field).asString("");
    }
}
